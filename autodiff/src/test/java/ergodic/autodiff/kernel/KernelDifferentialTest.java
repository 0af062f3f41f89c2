package ergodic.autodiff.kernel;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import ergodic.autodiff.BinaryFunction;

/**
 * Vector kernels against scalar ones on the same random memory, compared whole: nothing may be written beyond the result. The
 * order of sums differs, hence 1e-13.
 */
class KernelDifferentialTest {

    private static final int NUMBERS = 1 << 14;
    private static final int OUT = 1 << 13;

    private interface Call {
        void on(Kernels kernels, MemorySegment memory);
    }

    private static void compare(String what, Call call) {
        double[] start = new SplittableRandom(what.hashCode()).doubles(NUMBERS, -2, 2).toArray();
        double[] expected = run(KernelProvider.scalar(), start, call);
        double[] actual = run(KernelProvider.vector(), start, call);
        for (int i = 8; i < NUMBERS; i++) {
            double tolerance = 1e-13 * Math.max(1, Math.abs(expected[i]));
            boolean same = Double.compare(expected[i], actual[i]) == 0
                    || Math.abs(expected[i] - actual[i]) <= tolerance;
            assertThat(same).as("%s: number %s is %s, expected %s", what, i - OUT, actual[i], expected[i]).isTrue();
        }
    }

    private static double[] run(Kernels kernels, double[] start, Call call) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment m = arena.allocate(8L * NUMBERS, 64);
            MemorySegment.copy(start, 0, m, JAVA_DOUBLE, 0, NUMBERS);
            call.on(kernels, m);
            return m.toArray(JAVA_DOUBLE);
        }
    }

    @ParameterizedTest
    @EnumSource(BinaryFunction.class)
    void binary(BinaryFunction function) {
        for (int n : new int[]{0, 1, 3, 7, 8, 9, 64, 77}) {
            compare(function + " runs " + n, (k, m) -> k.binary(function, m, 8L * OUT, 0, 8L * 1001, n));
            compare(function + " right " + n, (k, m) -> k.binaryRight(function, m, 8L * OUT, 0, 8L * 1001, n));
            compare(function + " left " + n, (k, m) -> k.binaryLeft(function, m, 8L * OUT, 0, 8L * 1001, n));
            compare(function + " in place " + n, (k, m) -> k.binary(function, m, 0, 0, 8L * 1001, n));
        }
    }

    @ParameterizedTest
    @EnumSource(FusedFunction.class)
    void fused(FusedFunction function) {
        for (int n : new int[]{0, 1, 8, 19, 64}) {
            compare(function + " " + n, (k, m) -> k.fused(function, m, 8L * OUT, 0, 8L * 1001, n));
            compare(function + " in place " + n, (k, m) -> k.fused(function, m, 0, 0, 8L * 1001, n));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 24, 32, 40, 72})
    void affine(int n) {
        for (int outs = 0; outs <= 13; outs++) {
            for (int ins : new int[]{0, 1, 5, 12}) {
                int o = outs;
                compare("affine " + outs + " " + ins + " " + n,
                        (k, m) -> k.affine(m, 8L * OUT, n, 8 * 5000, ins, 1, 8 * 6000, 0, n, o, ins, n));
                compare("transposed " + outs + " " + ins + " " + n,
                        (k, m) -> k.affine(m, 8L * OUT, 2 * n, 8 * 5000, 1, o, -1, 0, 3 * n, o, ins, n));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 24, 32, 40})
    void sumsOverRows(int n) {
        for (int as : new int[]{0, 1, 3, 4, 6, 9, 13}) {
            for (int bs : new int[]{0, 1, 2, 4, 5, 8, 9}) {
                String what = as + " x " + bs + " x " + n;
                // Accumulators hold a sum in eight places, so they are compared after these are added up.
                compare("outer " + what, (k, m) -> {
                    k.zero(m, 8L * 4000, 8 * as * bs);
                    k.accumulateOuter(m, 8L * 4000, 0, as, 8L * 1000, bs, n);
                    k.accumulateOuter(m, 8L * 4000, 8L * 2000, as, 8L * 1000, bs, n);
                    k.reduceLanes(m, 8L * OUT, 8L * 4000, as * bs);
                    k.zero(m, 8L * 4000, 8 * as * bs);
                });
            }
            compare("sums " + as + " x " + n, (k, m) -> {
                k.zero(m, 8L * 4000, 8 * as);
                k.accumulateSums(m, 8L * 4000, 0, as, n);
                k.accumulateSums(m, 8L * 4000, 8L * 2000, as, n);
                k.reduceLanes(m, 8L * OUT, 8L * 4000, as);
                k.zero(m, 8L * 4000, 8 * as);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 8, 24})
    void alongAnAxis(int n) {
        for (int count : new int[]{0, 1, 2, 7, 20}) {
            String what = count + " x " + n;
            compare("sum " + what, (k, m) -> k.sumAxis(m, 8L * OUT, 0, count, n));
            compare("shift " + what, (k, m) -> k.shiftAxis(m, 8L * OUT, 0, count, n));
            compare("cumulative " + what, (k, m) -> k.cumulativeSum(m, 8L * OUT, 0, count, n, false));
            compare("from the end " + what, (k, m) -> k.cumulativeSum(m, 8L * OUT, 0, count, n, true));
            compare("total " + what, (k, m) -> m.set(JAVA_DOUBLE, 8L * OUT, k.sum(m, 8L * 100, count * n)));
            compare("dot " + what, (k, m) -> m.set(JAVA_DOUBLE, 8L * OUT, k.dot(m, 8L * 100, 8L * 1000, count * n)));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 33, 64})
    void choosingAndMoving(int n) {
        for (int steps = 0; steps < 8; steps++) {
            int c = steps & 1;
            int a = steps >> 1 & 1;
            int b = steps >> 2 & 1;
            compare("select " + steps + " " + n, (k, m) -> {
                k.binaryRight(BinaryFunction.LESS, m, 0, 0, 8L * 3000, 64);
                k.select(m, 8L * OUT, 0, c, 8L * 1000, a, 8L * 2000, b, n);
            });
        }
        compare("copy " + n, (k, m) -> k.copy(m, 8L * OUT, 0, n));
        compare("fill " + n, (k, m) -> k.fill(m, 8L * OUT, 0, n));
        compare("zero " + n, (k, m) -> k.zero(m, 8L * OUT, n));
    }
}
