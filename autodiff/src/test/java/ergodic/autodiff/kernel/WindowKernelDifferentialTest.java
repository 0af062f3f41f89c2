package ergodic.autodiff.kernel;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import ergodic.autodiff.kernel.provider.KernelProvider;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Vector kernels of convolutions and poolings against scalar ones in both precisions, on the same random memory, compared
 * whole. Sums have up to 600 terms of at most 4, in another order: hence 1e-12 and 2e-4.
 */
class WindowKernelDifferentialTest {

    private static final int NUMBERS = 1 << 15;
    private static final int OUT = 1 << 14;
    private static final int PACKED = 12_000;

    private interface Call {
        /** @param size bytes of a number */
        void on(Kernels kernels, MemorySegment memory, long size);
    }

    private static void compare(String what, Call call) {
        for (Precision precision : Precision.values()) {
            double[] start = new SplittableRandom(what.hashCode()).doubles(NUMBERS, -2, 2).toArray();
            double[] expected = run(KernelProvider.scalar(precision), start, call);
            double[] actual = run(KernelProvider.vector(precision), start, call);
            double tolerance = precision == Precision.FLOAT64 ? 1e-12 : 2e-4;
            for (int i = 0; i < NUMBERS; i++) {
                boolean packed = i >= PACKED && i < OUT; // each has an order of its own
                boolean same = Double.compare(expected[i], actual[i]) == 0;
                if (!packed && !same
                        && !(Math.abs(expected[i] - actual[i]) <= tolerance * Math.max(1, Math.abs(expected[i])))) {
                    fail("%s, %s: number %s is %s, expected %s", what, precision, i - OUT, actual[i], expected[i]);
                }
            }
        }
    }

    private static double[] run(Kernels kernels, double[] start, Call call) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment m = arena.allocate((long) kernels.bytes() * NUMBERS, 64);
            for (int i = 0; i < NUMBERS; i++) {
                if (kernels.bytes() == Double.BYTES) {
                    m.set(JAVA_DOUBLE, 8L * i, start[i]);
                } else {
                    m.set(JAVA_FLOAT, 4L * i, (float) start[i]);
                }
            }
            call.on(kernels, m, kernels.bytes());
            double[] result = new double[NUMBERS];
            for (int i = 0; i < NUMBERS; i++) {
                result[i] = kernels.bytes() == Double.BYTES ? m.get(JAVA_DOUBLE, 8L * i) : m.get(JAVA_FLOAT, 4L * i);
            }
            return result;
        }
    }

    private static int[] random(int count, int bound, long seed) {
        return new SplittableRandom(seed).ints(count, 0, bound).toArray();
    }

    /** Every number of results, and of lines with and without a remainder, ranges with gaps, with and without a bias. */
    @ParameterizedTest
    @ValueSource(ints = {16, 32, 48, 80, 112})
    void affineTaps(int n) {
        int step = 16;
        for (int outs = 0; outs < 20; outs++) {
            int filters = outs;
            int[] taps = random(9, 40, outs);
            int[] weights = random(9, 30, outs + 100);
            for (int[] ranges : new int[][]{{0, 9}, {0, 2, 5, 6, 7, 9}, {}}) {
                compare("affine " + outs + " x " + n + " " + ranges.length, (k, m, size) -> {
                    k.packTaps(m, size * PACKED, size * 1001, 3, weights, filters);
                    long bias = ranges.length == 2 ? -1 : size * 500;
                    k.affineTaps(m, size * OUT, n + 16, size * PACKED, bias, size * 2000, taps, ranges, step, filters,
                            n);
                });
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 32, 48})
    void sumsOfProducts(int n) {
        int step = 16;
        for (int as : new int[]{0, 1, 2, 3, 4, 6, 9}) {
            for (int count : new int[]{1, 2, 3, 4, 5, 9, 11, 25}) {
                int[] taps = random(count, 20, count);
                int[] aRuns = {0, 3, 7};
                int[] bRuns = {1, 0, 5};
                String what = as + " x " + count + " x " + n;
                // Accumulators hold a sum in the places of a cache line, so they are compared after these are added up.
                compare("accumulate " + what, (k, m, size) -> {
                    k.zero(m, size * PACKED, as * count * k.lanes());
                    k.accumulateTaps(m, size * PACKED, 0, as, 160, aRuns, size * 4000, taps, bRuns, step, n);
                    k.accumulateTaps(m, size * PACKED, 0, as, 160, aRuns, size * 5000, taps, bRuns, step, n);
                    double[] sums = new double[as * count];
                    for (int i = 0; i < sums.length; i++) {
                        sums[i] = k.sum(m, size * (PACKED + i * k.lanes()), k.lanes());
                    }
                    k.zero(m, 0, k.lanes()); // scratch
                    for (int i = 0; i < sums.length; i++) {
                        if (size == Double.BYTES) {
                            m.set(JAVA_DOUBLE, size * (OUT + i), sums[i]);
                        } else {
                            m.set(JAVA_FLOAT, size * (OUT + i), (float) sums[i]);
                        }
                    }
                });
                compare("product " + what, (k, m, size) -> k.productTaps(m, size * OUT, 0, as, 160, aRuns,
                        size * 4000, taps, bRuns, n));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {16, 32, 48})
    void pooling(int step) {
        for (int taps = 1; taps < 6; taps++) {
            int[] inputs = java.util.stream.IntStream.range(0, taps).map(i -> 2 * i).toArray();
            for (int count : new int[]{0, 1, 4}) {
                String what = taps + " taps, " + count + " x " + step;
                compare("sum " + what, (k, m, size) -> k.sumTaps(m, size * OUT, 2 * step, 0, 3 * step, inputs, 0.25,
                        step, count));
                compare("max " + what, (k, m, size) -> k.maxTaps(m, size * OUT, 2 * step, 0, size * 3000, 3 * step,
                        inputs, step, count));
                compare("max transposed " + what, (k, m, size) -> k.maxTapsTransposed(m, size * OUT, 0, 2 * step,
                        size * 3000, 3 * step, inputs, step, count));
            }
        }
        int[] nine = {0, 1, 2, 8, 9, 10, 16, 17, 18};
        compare("ties and NaN " + step, (k, m, size) -> {
            tiesAndNaN(m, size, 3000, 40 * step);
            k.maxTaps(m, size * OUT, step, 0, size * 3000, 2 * step, nine, step, 5);
            k.zero(m, size * (OUT + 4000), 40 * step);
            k.maxTapsTransposed(m, size * (OUT + 4000), 0, step, size * 3000, 2 * step, nine, step, 5);
        });
        compare("multiplyAdd " + step, (k, m, size) -> k.multiplyAdd(m, size * OUT, 0, size * 3000, step));
    }

    /** Keys of which many are equal, infinite or NaN. */
    private static void tiesAndNaN(MemorySegment m, long size, int from, int count) {
        double[] keys = {1, 1, Double.NaN, 2, 0, Double.NEGATIVE_INFINITY, -0.0, 2, Double.POSITIVE_INFINITY, 1, 0};
        for (int i = 0; i < count; i++) {
            double key = keys[(i * 7 + i / 13) % keys.length];
            if (size == Double.BYTES) {
                m.set(JAVA_DOUBLE, size * (from + i), key);
            } else {
                m.set(JAVA_FLOAT, size * (from + i), (float) key);
            }
        }
    }

    @Test
    void outsideOfTheSegmentIsRefused() {
        Kernels kernels = KernelProvider.vector(Precision.FLOAT64);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment m = arena.allocate(8L * 1024, 64);
            int[] all = {0, 1};
            assertThatThrownBy(() -> kernels.affineTaps(m, 0, 8, 0, -1, 0, new int[]{1000}, all, 8, 1, 8))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> kernels.affineTaps(m, 0, 8, 0, -1, 0, new int[]{-1}, all, 8, 1, 8))
                    .isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> kernels.accumulateTaps(m, 0, 0, 1, 8, all, 0, new int[]{500}, all, 8, 8))
                    .isInstanceOf(IndexOutOfBoundsException.class);
        }
    }
}
