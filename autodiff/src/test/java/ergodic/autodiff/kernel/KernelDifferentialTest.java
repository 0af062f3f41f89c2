package ergodic.autodiff.kernel;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.fail;

import ergodic.autodiff.BinaryFunction;
import ergodic.autodiff.kernel.provider.KernelProvider;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Vector kernels against scalar ones in both precisions, on the same random memory, compared whole: nothing may be written
 * beyond the result. The order of sums (of at most 160 terms of size 4) differs, and floats' elementary functions are those of
 * doubles, rounded: hence 1e-13 and 2e-5 (of 1 or the number, if that is larger).
 */
class KernelDifferentialTest {

    private static final int NUMBERS = 1 << 14;
    private static final int OUT = 1 << 13;

    private interface Call {
        void on(Kernels kernels, MemorySegment memory);
    }

    private static void compare(String what, Call call) {
        for (Precision precision : Precision.values()) {
            double[] start = new SplittableRandom(what.hashCode()).doubles(NUMBERS, -2, 2).toArray();
            double[] expected = run(KernelProvider.scalar(precision), start, call);
            double[] actual = run(KernelProvider.vector(precision), start, call);
            double relative = precision == Precision.FLOAT64 ? 1e-13 : 2e-5;
            for (int i = Kernels.LINE / precision.bytes(); i < NUMBERS; i++) {
                double tolerance = relative * Math.max(1, Math.abs(expected[i]));
                boolean same = Double.compare(expected[i], actual[i]) == 0
                        || Math.abs(expected[i] - actual[i]) <= tolerance;
                if (!same) {
                    fail("%s, %s: number %s is %s, expected %s", what, precision, i - OUT, actual[i], expected[i]);
                }
            }
        }
    }

    private static double[] run(Kernels kernels, double[] start, Call call) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment m = arena.allocate((long) kernels.bytes() * NUMBERS, 64);
            for (int i = 0; i < NUMBERS; i++) {
                set(kernels, m, i, start[i]);
            }
            call.on(kernels, m);
            return java.util.stream.IntStream.range(0, NUMBERS).mapToDouble(i -> get(kernels, m, i)).toArray();
        }
    }

    /** Address of a number. */
    private static long at(Kernels kernels, int index) {
        return (long) kernels.bytes() * index;
    }

    private static void set(Kernels kernels, MemorySegment m, int index, double value) {
        if (kernels.bytes() == Double.BYTES) {
            m.setAtIndex(JAVA_DOUBLE, index, value);
        } else {
            m.setAtIndex(JAVA_FLOAT, index, (float) value);
        }
    }

    private static double get(Kernels kernels, MemorySegment m, int index) {
        return kernels.bytes() == Double.BYTES ? m.getAtIndex(JAVA_DOUBLE, index) : m.getAtIndex(JAVA_FLOAT, index);
    }

    /** Sums over rows are doubles; to be compared they are written over as numbers of the kernels. */
    private static void narrow(Kernels kernels, MemorySegment m, int index, int count) {
        double[] sums = new double[count];
        MemorySegment.copy(m, JAVA_DOUBLE, (long) kernels.bytes() * index, sums, 0, count);
        kernels.zero(m, (long) kernels.bytes() * index, count * Double.BYTES / kernels.bytes());
        for (int i = 0; i < count; i++) {
            set(kernels, m, index + i, sums[i]);
        }
    }

    @ParameterizedTest
    @EnumSource(BinaryFunction.class)
    void binary(BinaryFunction function) {
        for (int n : new int[]{0, 1, 3, 7, 8, 9, 64, 77}) {
            compare(function + " runs " + n, (k, m) -> k.binary(function, m, at(k, OUT), 0, at(k, 1001), n));
            compare(function + " right " + n,
                    (k, m) -> k.binaryRight(function, m, at(k, OUT), 0, at(k, 1001), n));
            compare(function + " left " + n,
                    (k, m) -> k.binaryLeft(function, m, at(k, OUT), 0, at(k, 1001), n));
            compare(function + " in place " + n, (k, m) -> k.binary(function, m, 0, 0, at(k, 1001), n));
        }
    }

    @Test
    void runsTimesOneRun() {
        for (int n : new int[]{16, 32, 80}) {
            for (int count : new int[]{0, 1, 2, 7}) {
                String name = n + " numbers " + count + " times";
                compare(name, (k, m) -> k.multiplyEach(m, at(k, OUT), 0, at(k, 1001), n, count));
                compare(name + " in place", (k, m) -> k.multiplyEach(m, 0, 0, at(k, 1001), n, count));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(FusedFunction.class)
    void fused(FusedFunction function) {
        for (int n : new int[]{0, 1, 8, 19, 64}) {
            compare(function + " " + n, (k, m) -> k.fused(function, m, at(k, OUT), 0, at(k, 1001), n));
            compare(function + " in place " + n, (k, m) -> k.fused(function, m, 0, 0, at(k, 1001), n));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5, 9})
    void siluAndDerivative(int lines) {
        compare("silu and derivative " + lines,
                (k, m) -> k.siluAndDerivative(m, at(k, OUT), at(k, OUT + 500), 0, lines * k.lanes()));
        compare("silu in place " + lines, (k, m) -> k.siluAndDerivative(m, 0, at(k, OUT), 0, lines * k.lanes()));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 9})
    void affine(int lines) {
        for (int outs = 0; outs <= 13; outs++) {
            for (int ins : new int[]{0, 1, 5, 12}) {
                int o = outs;
                compare("affine " + outs + " " + ins + " " + lines,
                        (k, m) -> k.affine(m, at(k, OUT), lines * k.lanes(), at(k, 5000), ins, 1,
                                at(k, 6000), 0, lines * k.lanes(), o, ins, lines * k.lanes()));
                compare("transposed " + outs + " " + ins + " " + lines,
                        (k, m) -> k.affine(m, at(k, OUT), 2 * lines * k.lanes(), at(k, 5000), 1, o, -1, 0,
                                3 * lines * k.lanes(), o, ins, lines * k.lanes()));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 4, 5})
    void sumsOverRows(int lines) {
        for (int as : new int[]{0, 1, 3, 4, 6, 9, 13}) {
            for (int bs : new int[]{0, 1, 2, 4, 5, 8, 9}) {
                String what = as + " x " + bs + " x " + lines;
                // Accumulators hold a sum in eight places, so they are compared after these are added up.
                compare("outer " + what, (k, m) -> {
                    k.zero(m, at(k, 4000), k.lanes() * as * bs);
                    k.accumulateOuter(m, at(k, 4000), 0, as, at(k, 1000), bs, lines * k.lanes());
                    k.accumulateOuter(m, at(k, 4000), at(k, 2000), as, at(k, 1000), bs,
                            lines * k.lanes());
                    k.reduceLanes(m, at(k, OUT), at(k, 4000), as * bs);
                    narrow(k, m, OUT, as * bs);
                    k.zero(m, at(k, 4000), k.lanes() * as * bs);
                });
            }
            compare("sums " + as + " x " + lines, (k, m) -> {
                k.zero(m, at(k, 4000), k.lanes() * as);
                k.accumulateSums(m, at(k, 4000), 0, as, lines * k.lanes());
                k.accumulateSums(m, at(k, 4000), at(k, 2000), as, lines * k.lanes());
                k.in(Precision.FLOAT64).reduceLanes(m, at(k, OUT), at(k, 4000), as);
                narrow(k, m, OUT, as);
                k.zero(m, at(k, 4000), k.lanes() * as);
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5})
    void sumsOverRowsWithoutLanes(int lines) {
        for (int as : new int[]{0, 1, 2, 3, 4, 7, 8, 9, 13}) {
            for (int bs : new int[]{0, 1, 7, 8, 15, 16, 17, 31, 32, 33, 63, 64, 70}) {
                compare("dense outer " + as + " x " + bs + " x " + lines, (k, m) -> {
                    int n = lines * k.lanes();
                    int stride = (bs + k.lanes() - 1) / k.lanes() * k.lanes();
                    k.accumulateOuterDense(m, at(k, OUT), 0, as, at(k, 1001), bs, at(k, 9300), n);
                    k.accumulateOuterDense(m, at(k, OUT), at(k, 1500), as, at(k, 1300), bs, at(k, 9300), n);
                    // What fills the last lines is not defined, nor is scratch.
                    for (int o = 0; o < as; o++) {
                        k.zero(m, at(k, OUT + o * stride + bs), stride - bs);
                    }
                    k.toDoubles(m, at(k, 14_500), at(k, OUT), Math.min(500, as * stride));
                    narrow(k, m, 14_500, Math.min(500, as * stride));
                    k.zero(m, at(k, 9300), 4 * n * k.lanes());
                });
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 8, 24, 80})
    void alongAnAxis(int n) {
        for (int count : new int[]{0, 1, 2, 7, 20}) {
            String what = count + " x " + n;
            compare("sum " + what, (k, m) -> k.sumAxis(m, at(k, OUT), 0, count, n));
            compare("shift " + what, (k, m) -> k.shiftAxis(m, at(k, OUT), 0, count, n));
            compare("cumulative " + what, (k, m) -> k.cumulativeSum(m, at(k, OUT), 0, count, n, false));
            compare("from the end " + what, (k, m) -> k.cumulativeSum(m, at(k, OUT), 0, count, n, true));
            compare("total " + what, (k, m) -> set(k, m, OUT, k.sum(m, at(k, 100), count * n)));
            compare("dot " + what, (k, m) -> set(k, m, OUT, k.dot(m, at(k, 100), at(k, 1000), count * n)));
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
                k.binaryRight(BinaryFunction.LESS, m, 0, 0, at(k, 3000), 64);
                k.select(m, at(k, OUT), 0, c, at(k, 1000), a, at(k, 2000), b, n);
            });
        }
        compare("copy " + n, (k, m) -> k.copy(m, at(k, OUT), 0, n));
        compare("fill " + n, (k, m) -> k.fill(m, at(k, OUT), 0, n));
        compare("zero " + n, (k, m) -> k.zero(m, at(k, OUT), n));
    }
}
