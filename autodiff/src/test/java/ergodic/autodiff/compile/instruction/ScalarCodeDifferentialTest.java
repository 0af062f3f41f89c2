package ergodic.autodiff.compile.instruction;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.autodiff.BinaryFunction;
import ergodic.autodiff.Op;
import ergodic.autodiff.SpecialFunctions;
import ergodic.autodiff.UnaryFunction;
import ergodic.autodiff.compile.plan.Buffer;
import ergodic.autodiff.compile.plan.Instruction;
import ergodic.autodiff.compile.plan.TiledValue;
import ergodic.autodiff.kernel.scalar.ScalarMath;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Generated code against a plain loop over the same operators: the same bits, whether it is interpreted or compiled. */
class ScalarCodeDifferentialTest {

    private static final int PLACES = 30;
    private static final int INPUTS = 8;
    private static final double[] CONSTANTS = {0.0, -0.0, 1, -0.5, Double.NaN, Double.NEGATIVE_INFINITY, 1e-310};
    private static final int LAST = 1000;
    private static final int ROWS = 7;

    private final List<ScalarOp> ops = new ArrayList<>();
    private final Map<Buffer, double[]> constants = new HashMap<>();
    private final TiledValue[] present = new TiledValue[PLACES];
    private final TiledValue constant = TiledValue.whole(placed(CONSTANTS.length, PLACES), new int[]{CONSTANTS.length});

    private static Buffer placed(int size, int place) {
        Buffer buffer = Buffer.global(size);
        buffer.place = 8L * place;
        return buffer;
    }

    private static TiledValue single(int place, boolean kept) {
        Buffer buffer = placed(1, place);
        buffer.last = kept ? LAST + 1 : LAST;
        return TiledValue.whole(buffer, new int[0]);
    }

    private TiledValue operand(SplittableRandom random) {
        if (random.nextInt(5) == 0) {
            return constant.element(random.nextInt(CONSTANTS.length));
        }
        TiledValue value = null;
        while (value == null) {
            value = present[random.nextInt(PLACES)];
        }
        return value;
    }

    private static Op op(SplittableRandom random) {
        UnaryFunction[] unary = UnaryFunction.values();
        BinaryFunction[] binary = BinaryFunction.values();
        return switch (random.nextInt(10)) {
            case 0, 1, 2 -> new Op.Unary(unary[random.nextInt(unary.length)]);
            case 3 -> random.nextInt(3) == 0 ? new Op.SumRows() : new Op.Select();
            case 4 -> random.nextBoolean() ? new Op.LeakyRelu(0.1) : new Op.Elu(0.7);
            case 5 -> new Op.Polygamma(random.nextInt(2));
            default -> new Op.Binary(binary[random.nextInt(binary.length)]);
        };
    }

    private static double result(ScalarOp op, MemorySegment m) {
        double a = m.get(ValueLayout.JAVA_DOUBLE, op.a().slot().at(0));
        double b = m.get(ValueLayout.JAVA_DOUBLE, op.b().slot().at(0));
        double c = m.get(ValueLayout.JAVA_DOUBLE, op.c().slot().at(0));
        return switch (op.op()) {
            case Op.Unary(UnaryFunction function) -> ScalarMath.unary(function, a);
            case Op.Binary(BinaryFunction function) -> ScalarMath.binary(function, a, b);
            case Op.Select select -> a != 0 ? b : c;
            case Op.SumRows sum -> a * ROWS;
            case Op.LeakyRelu(double slope) -> ScalarMath.leakyRelu(slope, a);
            case Op.Elu(double alpha) -> ScalarMath.elu(alpha, a);
            case Op.Polygamma(int order) -> SpecialFunctions.polygamma(order, a);
            default -> throw new IllegalStateException(op.toString());
        };
    }

    private void draw(SplittableRandom random, int count) {
        constants.put(constant.buffer(), CONSTANTS);
        for (int i = 0; i < INPUTS; i++) {
            present[i] = single(i, true);
        }
        for (int i = 0; i < count; i++) {
            TiledValue a = operand(random);
            TiledValue b = operand(random);
            TiledValue c = operand(random);
            TiledValue out = single(random.nextInt(PLACES), random.nextInt(3) > 0);
            ops.add(new ScalarOp(op(random), out, a, b, c));
            present[out.slot().index()] = out;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 20, 127, 128, 129, 300, 1000})
    void theCodeDoesWhatALoopDoes(int count) {
        SplittableRandom random = new SplittableRandom(count);
        draw(random, count);
        Instruction code = ScalarCode.instruction(ops, constants, LAST);
        try (Arena memory = Arena.ofConfined()) {
            long bytes = 8L * (PLACES + CONSTANTS.length);
            MemorySegment expected = memory.allocate(bytes, 8);
            MemorySegment actual = memory.allocate(bytes, 8);
            // So often that the code is compiled in between.
            for (int i = 0; i < 3000; i++) {
                for (int place = 0; place < PLACES; place++) {
                    expected.set(ValueLayout.JAVA_DOUBLE, 8L * place, random.nextDouble(-2, 2));
                }
                MemorySegment.copy(CONSTANTS, 0, expected, ValueLayout.JAVA_DOUBLE, 8L * PLACES, CONSTANTS.length);
                actual.copyFrom(expected);
                for (ScalarOp op : ops) {
                    expected.set(ValueLayout.JAVA_DOUBLE, op.out().slot().at(0), result(op, expected));
                }
                code.execute(actual, 0, ROWS);
                compare(expected, actual, i);
            }
        }
    }

    private void compare(MemorySegment expected, MemorySegment actual, int round) {
        for (int place = 0; place < PLACES; place++) {
            if (present[place] != null && present[place].buffer().last > LAST) {
                long want = Double.doubleToLongBits(expected.getAtIndex(ValueLayout.JAVA_DOUBLE, place));
                long have = Double.doubleToLongBits(actual.getAtIndex(ValueLayout.JAVA_DOUBLE, place));
                if (want != have) {
                    assertThat(Double.longBitsToDouble(have)).as("place %d in round %d", place, round)
                            .isEqualTo(Double.longBitsToDouble(want));
                }
            }
        }
    }
}
