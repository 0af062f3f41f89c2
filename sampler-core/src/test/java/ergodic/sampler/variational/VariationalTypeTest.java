package ergodic.sampler.variational;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.sampler.FixedStart;
import ergodic.sampler.LogDensity;
import ergodic.sampler.method.Preparation;
import ergodic.sampler.method.Settings;
import ergodic.testing.OneRow;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

/** What a variational fit refuses before it begins. */
class VariationalTypeTest {

    private static final VariationalType TYPE = new VariationalType();

    private record Nothing(int dimension) implements LogDensity {
        @Override
        public double evaluate(double[] theta, double[] gradient) {
            throw new AssertionError("no gradient is needed to see the size");
        }
    }

    private static Optional<Preparation> prepare(String family, int unknowns) {
        return TYPE.prepare(Settings.of(TYPE.keys(), Map.of("family", family)),
                () -> new OneRow(new Nothing(unknowns)), new FixedStart(new double[unknowns]),
                RandomSource.XO_SHI_RO_256_PP.create(1));
    }

    @Test
    void covariancesThatMemoryDoesNotHoldAreRefused() {
        assertThat(prepare("full_rank", 5000)).isEmpty();
        assertThat(prepare("mean_field", 5001)).isEmpty();
        assertThatThrownBy(() -> prepare("full_rank", 5001)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sampler.family = \"full_rank\" takes at most 5000 unknowns, and here are 5001;"
                        + " set sampler.family = \"low_rank\" or \"mean_field\"");
    }

    @Test
    void noiseByRowIsForBatches() {
        assertThat(TYPE.caveats(Settings.of(TYPE.keys(), Map.of("estimator", "flipout"))).getLast())
                .contains("Noise by row (sampler.estimator) is meant for small batches");
        assertThat(TYPE.caveats(Settings.of(TYPE.keys(), Map.of("estimator", "flipout", "batch_size", 8)))).hasSize(1);
        assertThat(TYPE.caveats(Settings.of(TYPE.keys(), Map.of()))).hasSize(1);
    }

    @Test
    void annealingLeavesHalfOfTheSteps() {
        assertThat(VariationalType.ANNEALING.rule().complaint(0.5)).isNull();
        assertThat(VariationalType.ANNEALING.rule().complaint(0.51)).isEqualTo("must be from 0 to 0.5, not 0.51");
    }
}
