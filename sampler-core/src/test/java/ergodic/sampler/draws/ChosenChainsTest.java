package ergodic.sampler.draws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import ergodic.testing.RandomWalk;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChosenChainsTest {

    @Test
    void showsThoseChainsAndNoOthers() {
        MemoryDraws all = new MemoryDraws(4, RandomWalk.VARIABLES);
        Sampling.run(new RunSettings(4, 20, 15, 1, 3L, 1), chain -> RandomWalk.kit(), all);
        Draws some = new ChosenChains(all, List.of(0, 3));
        assertThat(some.chains()).isEqualTo(2);
        assertThat(some.draws()).isEqualTo(15);
        assertThat(some.kind()).isEqualTo(all.kind());
        assertThat(some.variables()).isEqualTo(all.variables());
        assertThat(some.series("x", 1)[1]).isEqualTo(all.series("x", 1)[3]);
        assertThat(some.statistic("lp")[0]).isEqualTo(all.statistic("lp")[0]);
        assertThat(some.totals()).containsExactly(all.totals().get(0), all.totals().get(3));
        double[] expected = new double[3];
        double[] values = new double[3];
        all.readInto("x", 3, 7, expected);
        some.readInto("x", 1, 7, values);
        assertThat(values).isEqualTo(expected);
        assertThat(some.firstPhase()).isNull();
    }

    @Test
    void refusesOthers() {
        MemoryDraws all = new MemoryDraws(2, RandomWalk.VARIABLES);
        assertThatThrownBy(() -> new ChosenChains(all, List.of())).hasMessageContaining("no chain");
        assertThatThrownBy(() -> new ChosenChains(all, List.of(2))).hasMessageContaining("chain 2");
        assertThatThrownBy(() -> new ChosenChains(all, List.of(1, 1))).hasMessageContaining("twice");
    }
}
