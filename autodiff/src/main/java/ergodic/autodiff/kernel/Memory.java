package ergodic.autodiff.kernel;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Objects;

/**
 * All of the process's memory as one segment, for loops whose strides are known only when they run.
 *
 * <p>
 * Every access to a segment is checked against its size. In a loop with a variable stride the JIT leaves these checks where
 * they are, and they cost more than the arithmetic: an affine map of 50 by 50 reaches 47 billion multiply-adds a second with
 * them and 64 without (decision 0211). {@link #ALL} is a constant of the largest size, so that for an address that is masked with
 * {@link #ADDRESS} the check is known to succeed and vanishes. A kernel that uses it calls {@link #at} for each operand first,
 * which checks all that the kernel will touch, once.
 */
public final class Memory {

    /** Address 0 to the largest; making it is a restricted method of the JDK (option {@code --enable-native-access}). */
    @SuppressWarnings("restricted")
    public static final MemorySegment ALL = MemorySegment.NULL.reinterpret(Long.MAX_VALUE);

    /** Bits of an address: what is masked with it is neither negative nor, with any offset in a tile, beyond {@link #ALL}. */
    public static final long ADDRESS = Long.MAX_VALUE >> 1;

    /** Bits of a distance: what is masked with it may be added to such an address up to eight times. */
    public static final long STEP = Long.MAX_VALUE >> 5;

    /** Address of a cache line of zeros. */
    public static final long ZEROS = zeros().address();

    static {
        loadOtherSegments();
    }

    private Memory() {}

    /**
     * Loads the JDK's class of segments on the heap, which no kernel uses. While it is missing the JIT takes all segments for native
     * ones; where it came later (the Vector API asks for it now and then), 160 compiled methods were thrown away at once, and
     * compiled again with the profiles of all that had run by then.
     */
    private static void loadOtherSegments() {
        if (MemorySegment.ofArray(new byte[1]).isNative()) {
            throw new IllegalStateException("an array is not on the heap");
        }
    }

    private static MemorySegment zeros() {
        MemorySegment zeros = Arena.global().allocate(Kernels.LINE, Kernels.LINE);
        zeros.set(JAVA_LONG, 0, 0L);
        return zeros;
    }

    /**
     * The address of a place in a segment.
     *
     * @param bytes
     *            how many bytes from there on will be touched
     * @throws IndexOutOfBoundsException
     *             if they are not all in the segment
     */
    public static long at(MemorySegment m, long offset, long bytes) {
        if (!m.isNative()) {
            throw new IllegalArgumentException("kernels work on native memory, not on " + m);
        }
        Objects.checkFromIndexSize(offset, bytes, m.byteSize());
        return m.address() + offset;
    }

    /** Numbers from the first of {@code count} runs of n numbers to the end of the last, when they begin a stride apart. */
    public static long span(int count, int stride, long n) {
        if (stride < 0 || count < 0 || n < 0) {
            throw new IllegalArgumentException("runs " + count + ", stride " + stride + ", numbers " + n);
        }
        return count == 0 || n == 0 ? 0 : (long) (count - 1) * stride + n;
    }

    /**
     * Checks that a run is whole vectors, because the loops end where they meet its end.
     *
     * @throws IllegalArgumentException
     *             if it is not
     */
    public static void checkWhole(int n, int vector) {
        if (n % vector != 0) {
            throw new IllegalArgumentException("a run of " + n + " numbers is not a multiple of " + vector);
        }
    }
}
