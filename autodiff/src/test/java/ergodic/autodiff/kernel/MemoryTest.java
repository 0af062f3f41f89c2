package ergodic.autodiff.kernel;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.autodiff.kernel.provider.KernelProvider;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class MemoryTest {

    private static final MemorySegment M = Arena.global().allocate(8L * 1000, 64);

    @Test
    void anAddressOfASegmentIsThatOfAllMemory() {
        M.set(JAVA_DOUBLE, 16, 2.5);
        assertThat(Memory.ALL.get(JAVA_DOUBLE, Memory.at(M, 16, 8) & Memory.ADDRESS)).isEqualTo(2.5);
        assertThat(Memory.ALL.get(JAVA_DOUBLE, Memory.ZEROS)).isZero();
    }

    @Test
    void whatIsNotAllInTheSegmentIsRefused() {
        assertThat(Memory.at(M, 8L * 1000, 0)).isEqualTo(M.address() + 8L * 1000);
        assertThatThrownBy(() -> Memory.at(M, 8L * 993, 8 * 8)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Memory.at(M, -8, 16)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Memory.at(MemorySegment.ofArray(new double[9]), 0, 8))
                .hasMessageContaining("native memory");
    }

    @Test
    void theSpanOfRuns() {
        assertThat(Memory.span(3, 10, 4)).isEqualTo(24);
        assertThat(Memory.span(0, 10, 4)).isZero();
        assertThat(Memory.span(3, 10, 0)).isZero();
        assertThatThrownBy(() -> Memory.span(2, -1, 4)).hasMessage("runs 2, stride -1, numbers 4");
    }

    @Test
    void anAffineMapBeyondTheSegmentIsRefused() {
        Kernels k = KernelProvider.vector();
        k.affine(M, 8L * 936, 32, 0, 3, 1, -1, 8L * 100, 32, 2, 3, 32);
        assertThatThrownBy(() -> k.affine(M, 8L * 944, 32, 0, 3, 1, -1, 8L * 100, 32, 2, 3, 32))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> k.affine(M, 0, 32, 0, 3, 1, -1, 8L * 944, 32, 1, 2, 32))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> k.affine(M, 0, 32, 8L * 998, 3, 1, -1, 8L * 100, 32, 1, 3, 32))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aRunThatIsNotWholeVectorsIsRefused() {
        Kernels k = KernelProvider.vector();
        assertThatThrownBy(() -> k.accumulateOuter(M, 0, 8L * 800, 1, 8L * 900, 1, 9))
                .hasMessageContaining("a run of 9");
        assertThatThrownBy(() -> k.affine(M, 0, 9, 8L * 800, 1, 1, -1, 8L * 900, 9, 1, 1, 9))
                .hasMessageContaining("a run of 9");
    }

    @Test
    void anOuterProductBeyondTheSegmentIsRefused() {
        Kernels k = KernelProvider.vector();
        k.accumulateOuter(M, 8L * 992, 0, 1, 8L * 936, 1, 64);
        assertThatThrownBy(() -> k.accumulateOuter(M, 8L * 992, 0, 2, 8L * 936, 1, 64))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> k.accumulateOuter(M, 0, 0, 1, 8L * 944, 1, 64))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }
}
