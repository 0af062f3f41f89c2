package ergodic.sampler.draws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.sampler.Transition;
import ergodic.testing.OneStep;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What does not fit the run is refused in one sentence, and not by a bound of an array. */
class MemoryDrawsTest {

    private static final Transition STEP = OneStep.made(-1, List.of());

    private final MemoryDraws draws = new MemoryDraws(2, List.of(Variable.of("a"), Variable.of("b", 2)));

    @Test
    void chainsAndVariablesMustBeThoseOfTheRun() {
        double[] values = {1, 2, 3};
        draws.accept(1, Phase.SAMPLING, 0, values, STEP);
        assertThat(draws.series("b", 1)).hasDimensions(2, 0);
        assertThatThrownBy(() -> draws.accept(2, Phase.SAMPLING, 0, values, STEP))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("draws of 2 chains");
        assertThatThrownBy(() -> draws.accept(0, Phase.SAMPLING, 0, new double[2], STEP))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("stores 2 numbers a draw")
                .hasMessageContaining("with 3 numbers each");
        draws.accept(0, Phase.SAMPLING, 0, values, STEP);
        assertThat(draws.series("b", 1)).isEqualTo(new double[][]{{3}, {3}});
    }

    @Test
    void drawsThatAreMissingAndNoChainsAreRefused() {
        assertThatThrownBy(() -> draws.accept(0, Phase.SAMPLING, 3, new double[3], STEP))
                .isInstanceOf(IllegalStateException.class).hasMessageContaining("draw 0 is not here");
        assertThatThrownBy(() -> new MemoryDraws(0, List.of())).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 1 chain");
    }
}
