package ergodic.autodiff.kernel.provider;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.autodiff.kernel.Precision;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MultiplyAddPeakTest {

    /** No core is slower than a tenth of a billion, nor faster than a thousand billions, in one second. */
    @ParameterizedTest
    @EnumSource(Precision.class)
    void aCoreDoesBillions(Precision precision) {
        long start = System.nanoTime();
        assertThat(MultiplyAddPeak.gigaFma(precision)).isBetween(0.1, 1000.0);
        assertThat(System.nanoTime() - start).isLessThan(30_000_000_000L);
    }
}
