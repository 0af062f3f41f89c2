package ergodic.autodiff.kernel;

import static ergodic.autodiff.kernel.Memory.ADDRESS;
import static ergodic.autodiff.kernel.Memory.ALL;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;

/**
 * Products of small matrices of float64 numbers with any strides, as transposed operands have them. Each element of the
 * product is a sum in the order of the inner index, so its bits do not depend on the way it is found.
 */
public final class SmallProducts {

    /** Without native access every number is checked against the segment, which takes several times as long. */
    private static final boolean AVAILABLE = NativeAccess.isAllowed();

    private SmallProducts() {}

    /**
     * {@code out[i, j] = sum_k a[i, k] b[k, j]}, out by rows without gaps.
     *
     * @param out
     *            address in bytes, as a and b are; strides are numbers of elements, not negative
     */
    public static void multiply(MemorySegment m, long out, long a, int aRow, int aColumn, long b, int bRow, int bColumn,
            int rows, int inner, int columns) {
        if (!AVAILABLE) {
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    double sum = 0;
                    for (int k = 0; k < inner; k++) {
                        sum += m.get(JAVA_DOUBLE, a + 8L * ((long) i * aRow + (long) k * aColumn))
                                * m.get(JAVA_DOUBLE, b + 8L * ((long) k * bRow + (long) j * bColumn));
                    }
                    m.set(JAVA_DOUBLE, out + 8L * ((long) i * columns + j), sum);
                }
            }
            return;
        }
        long to = Memory.at(m, out, 8L * rows * columns);
        long left = Memory.at(m, a, 8 * Memory.span(rows, aRow, Memory.span(inner, aColumn, 1)));
        long right = Memory.at(m, b, 8 * Memory.span(columns, bColumn, Memory.span(inner, bRow, 1)));
        try {
            for (int i = 0; i < rows; i++) {
                int j = 0;
                for (; j + 4 <= columns; j += 4) {
                    four(to, left, 8L * aColumn, right + 8L * j * bColumn, 8L * bRow, 8L * bColumn, inner);
                    to += 32;
                }
                for (; j < columns; j++) {
                    one(to, left, 8L * aColumn, right + 8L * j * bColumn, 8L * bRow, inner);
                    to += 8;
                }
                left += 8L * aRow;
            }
        } finally {
            Reference.reachabilityFence(m);
        }
    }

    /** Four sums at a time, since each waits for itself. */
    private static void four(long out, long a, long aStep, long b, long bStep, long next, int inner) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        long x = a;
        long y = b;
        for (int k = 0; k < inner; k++) {
            double factor = ALL.get(JAVA_DOUBLE_UNALIGNED, x & ADDRESS);
            s0 += factor * ALL.get(JAVA_DOUBLE_UNALIGNED, y & ADDRESS);
            s1 += factor * ALL.get(JAVA_DOUBLE_UNALIGNED, y + next & ADDRESS);
            s2 += factor * ALL.get(JAVA_DOUBLE_UNALIGNED, y + 2 * next & ADDRESS);
            s3 += factor * ALL.get(JAVA_DOUBLE_UNALIGNED, y + 3 * next & ADDRESS);
            x += aStep;
            y += bStep;
        }
        ALL.set(JAVA_DOUBLE_UNALIGNED, out & ADDRESS, s0);
        ALL.set(JAVA_DOUBLE_UNALIGNED, out + 8 & ADDRESS, s1);
        ALL.set(JAVA_DOUBLE_UNALIGNED, out + 16 & ADDRESS, s2);
        ALL.set(JAVA_DOUBLE_UNALIGNED, out + 24 & ADDRESS, s3);
    }

    private static void one(long out, long a, long aStep, long b, long bStep, int inner) {
        double sum = 0;
        long x = a;
        long y = b;
        for (int k = 0; k < inner; k++) {
            sum += ALL.get(JAVA_DOUBLE_UNALIGNED, x & ADDRESS) * ALL.get(JAVA_DOUBLE_UNALIGNED, y & ADDRESS);
            x += aStep;
            y += bStep;
        }
        ALL.set(JAVA_DOUBLE_UNALIGNED, out & ADDRESS, sum);
    }
}
