package ergodic.testing;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.sampler.Statistic;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.draws.Variable;
import java.util.Arrays;

/** Two runs that must have drawn the same. */
public final class SameBits {

    private SameBits() {}

    /** Fails unless all variables and statistics of the draws are those that are expected, to the bit. */
    public static void require(MemoryDraws draws, MemoryDraws expected) {
        assertThat(draws.variables()).isEqualTo(expected.variables());
        for (Variable variable : expected.variables()) {
            for (int element = 0; element < variable.size(); element++) {
                assertThat(Arrays.deepEquals(draws.series(variable.name(), element),
                        expected.series(variable.name(), element))).as("%s, %d", variable.name(), element).isTrue();
            }
        }
        assertThat(draws.statistics()).isEqualTo(expected.statistics());
        for (Statistic statistic : expected.statistics()) {
            assertThat(Arrays.deepEquals(draws.statistic(statistic.name()), expected.statistic(statistic.name())))
                    .as(statistic.name()).isTrue();
        }
    }
}
