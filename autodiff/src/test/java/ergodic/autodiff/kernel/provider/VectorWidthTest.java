package ergodic.autodiff.kernel.provider;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.autodiff.kernel.Kernels;
import ergodic.autodiff.kernel.Precision;
import jdk.incubator.vector.VectorShape;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The kernels of this virtual machine have the width that it was started with. {@code scripts/check-vector-widths} gives the
 * property {@value #ASKED} beside the JVM's option, and looks for the line that is logged here: a run at another width
 * than the one that was asked for would say nothing about that one.
 */
class VectorWidthTest {

    private static final String ASKED = "ergodic.test.vectorBits";

    @ParameterizedTest
    @EnumSource
    void theKernelsHaveTheWidthThatWasAskedFor(Precision precision) {
        int bits = VectorShape.preferredShape().vectorBitSize();
        Kernels kernels = KernelProvider.vector(precision);
        System.getLogger(VectorWidthTest.class.getName()).log(System.Logger.Level.INFO,
                "kernels of " + precision + ": " + kernels.name());
        assertThat(kernels.name()).isEqualTo("vector, " + Integer.getInteger(ASKED, bits) + " bits");
        assertThat(bits).isEqualTo(Integer.getInteger(ASKED, bits));
    }
}
