package ergodic.autodiff.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.autodiff.UnaryFunction;
import ergodic.autodiff.kernel.provider.KernelProvider;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A function applied while an affine map is stored, against the map followed by the elementwise kernel: all of memory, bit by bit. */
class EpilogueDifferentialTest {

    private static final int NUMBERS = 1 << 13;
    private static final int OUT = 1 << 12;
    private static final int Y = 3 << 11;
    private static final double[] SPECIAL = {0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY,
            1.0, -1.0, Double.MIN_VALUE};

    private static List<Kernels> kernels() {
        return List.of(KernelProvider.scalar(Precision.FLOAT64), KernelProvider.scalar(Precision.FLOAT32),
                KernelProvider.vector(Precision.FLOAT64), KernelProvider.vector(Precision.FLOAT32));
    }

    private static void fill(Kernels k, MemorySegment m, SplittableRandom random, boolean special) {
        for (int i = 0; i < NUMBERS; i++) {
            double value = special && random.nextInt(8) == 0
                    ? SPECIAL[random.nextInt(SPECIAL.length)]
                    : random.nextDouble(-2, 2);
            if (k.bytes() == Double.BYTES) {
                m.setAtIndex(ValueLayout.JAVA_DOUBLE, i, value);
            } else {
                m.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) value);
            }
        }
    }

    private static void elementwise(Kernels k, Epilogue then, MemorySegment m, long at, long y, int n) {
        FusedFunction derivative = then.derivative();
        if (derivative == null) {
            k.unary(UnaryFunction.RELU, m, at, at, n);
        } else {
            k.fused(derivative, m, at, at, y, n);
        }
    }

    private static void compare(Kernels k, Epilogue then, int outs, int ins, int lines, boolean bias, boolean special) {
        String what = then + ", " + k.name() + " " + k.bytes() + ", " + outs + "x" + ins + ", " + lines + " lines";
        int n = lines * k.lanes();
        int stride = n + (outs % 2) * k.lanes();
        long out = (long) k.bytes() * OUT;
        long y = (long) k.bytes() * Y;
        long w = (long) k.bytes() * 3000;
        long b = bias ? (long) k.bytes() * 3500 : -1;
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment expected = arena.allocate((long) k.bytes() * NUMBERS, 64);
            fill(k, expected, new SplittableRandom(what.hashCode()), special);
            MemorySegment actual = arena.allocate(expected.byteSize(), 64).copyFrom(expected);
            k.affine(expected, out, stride, w, ins, 1, b, 0, n, outs, ins, n);
            for (int o = 0; o < outs; o++) {
                long at = (long) k.bytes() * o * stride;
                elementwise(k, then, expected, out + at, y + at, n);
            }
            k.affineThen(then, then == Epilogue.RELU ? -1 : y, actual, out, stride, w, ins, 1, b, 0, n, outs, ins, n);
            long first = Kernels.LINE + expected.asSlice(Kernels.LINE).mismatch(actual.asSlice(Kernels.LINE));
            assertThat(first).as("first byte that differs: %s", what).isEqualTo(Kernels.LINE - 1);
        }
    }

    @ParameterizedTest
    @EnumSource(Epilogue.class)
    void theBitsAreThoseOfTheTwoKernels(Epilogue then) {
        for (Kernels k : kernels()) {
            for (int outs = 0; outs <= 13; outs++) {
                for (int ins : new int[]{0, 1, 2, 3, 8, 12}) {
                    for (int lines : new int[]{1, 2, 3, 4, 5, 7, 8}) {
                        compare(k, then, outs, ins, lines, (outs + ins) % 2 == 0, false);
                    }
                }
            }
        }
    }

    /** Not the payload of a NaN, which the order of a product's factors decides. */
    @ParameterizedTest
    @EnumSource(Epilogue.class)
    void numbersThatAreNotFiniteGoThroughAsInTheTwoKernels(Epilogue then) {
        for (Kernels k : kernels()) {
            for (int seed = 0; seed < 20; seed++) {
                int n = 5 * k.lanes();
                try (Arena arena = Arena.ofConfined()) {
                    MemorySegment m = arena.allocate((long) k.bytes() * NUMBERS, 64);
                    fill(k, m, new SplittableRandom(seed), true);
                    long w = (long) k.bytes() * 3000;
                    long out = (long) k.bytes() * OUT;
                    long y = (long) k.bytes() * Y;
                    long two = (long) k.bytes() * 1000;
                    k.affine(m, two, n, w, 1, 1, -1, 0, n, 5, 1, n);
                    for (int o = 0; o < 5; o++) {
                        elementwise(k, then, m, two + (long) k.bytes() * o * n, y + (long) k.bytes() * o * n, n);
                    }
                    k.affineThen(then, y, m, out, n, w, 1, 1, -1, 0, n, 5, 1, n);
                    for (int i = 0; i < 5 * n; i++) {
                        assertThat(bits(k, m, OUT + i)).as("%s, %s, number %d", then, k.name(), i)
                                .isEqualTo(bits(k, m, 1000 + i));
                    }
                }
            }
        }
    }

    private static long bits(Kernels k, MemorySegment m, int index) {
        return k.bytes() == Double.BYTES
                ? Double.doubleToLongBits(m.getAtIndex(ValueLayout.JAVA_DOUBLE, index))
                : Float.floatToIntBits(m.getAtIndex(ValueLayout.JAVA_FLOAT, index));
    }

    @Test
    void whatADerivativeIsWrittenByMustLieInTheSegment() {
        Kernels k = KernelProvider.vector();
        MemorySegment m = Arena.global().allocate(8L * 1000, 64);
        k.affineThen(Epilogue.TANH_DERIVATIVE, 8L * 872, m, 8L * 600, 32, 0, 2, 1, -1, 8L * 100, 32, 4, 2, 32);
        assertThatThrownBy(() -> k.affineThen(Epilogue.TANH_DERIVATIVE, 8L * 880, m, 8L * 600, 32, 0, 2, 1, -1,
                8L * 100, 32, 4, 2, 32)).isInstanceOf(IndexOutOfBoundsException.class);
        k.affineThen(Epilogue.RELU, -1, m, 8L * 600, 32, 0, 2, 1, -1, 8L * 100, 32, 4, 2, 32);
    }
}
