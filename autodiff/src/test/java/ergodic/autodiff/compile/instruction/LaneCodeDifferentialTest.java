package ergodic.autodiff.compile.instruction;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.autodiff.compile.plan.Buffer;
import ergodic.autodiff.compile.plan.Instruction;
import ergodic.autodiff.compile.plan.LaneOp;
import ergodic.autodiff.compile.plan.Slot;
import ergodic.autodiff.compile.plan.TiledValue;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import jdk.incubator.vector.DoubleVector;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Generated loops over lanes against the same steps one after another, each a plain loop: the same bits. */
class LaneCodeDifferentialTest {

    private static final int NUMBERS = 4;
    private static final int SUMS = 3;
    private static final int RUNS = 12;
    private static final int LANES = DoubleVector.SPECIES_PREFERRED.length();
    private static final int LAST = 100;
    /** Where the tile begins: behind the numbers and the accumulators. */
    private static final long TILE = 64L * (1 + SUMS);

    private final List<LaneOp> ops = new ArrayList<>();
    private int sums;
    private final boolean[] kept = new boolean[RUNS];

    private static Buffer buffer(boolean byRow, long place, int size) {
        Buffer buffer = new Buffer(size, byRow, Double.BYTES);
        buffer.regionStart = byRow ? TILE : 0;
        buffer.place = place;
        return buffer;
    }

    private static Slot slot(Buffer buffer) {
        return TiledValue.whole(buffer, new int[]{buffer.size}).slot();
    }

    private static Slot operand(SplittableRandom random, int elements) {
        return random.nextInt(4) == 0
                ? slot(buffer(false, 8L * random.nextInt(NUMBERS), 1))
                : slot(buffer(true, 8L * random.nextInt(RUNS - elements + 1), elements));
    }

    /** A step that the loop accepts; the place of a result may be that of any value, or overlap it. */
    private void draw(LaneGroup code, SplittableRandom random, int elements, boolean clear) {
        LaneOp.Kind[] kinds = LaneOp.Kind.values();
        LaneOp.Kind kind = kinds[random.nextInt(kinds.length - (elements == 1 && clear ? 0 : 3))];
        if (elements == 1 && !clear && random.nextInt(4) == 0) {
            kind = random.nextBoolean() ? LaneOp.Kind.SUM : LaneOp.Kind.SUM_PRODUCT;
        }
        boolean isSum = kind == LaneOp.Kind.SUM || kind == LaneOp.Kind.SUM_PRODUCT;
        if (isSum && sums == SUMS) {
            return;
        }
        // One sum an accumulator: several would be added in another order than step by step.
        Buffer out = isSum
                ? buffer(false, 64L * (1 + sums), 8)
                : buffer(true, 8L * random.nextInt(RUNS - elements + 1), elements);
        boolean isKept = random.nextBoolean();
        out.last = isKept ? LAST + 1 : LAST;
        Slot a = isSum || kind == LaneOp.Kind.CLEAR
                ? slot(buffer(true, 8L * random.nextInt(RUNS), 1))
                : operand(random, elements);
        Slot b = switch (kind) {
            case ADD, SUBTRACT, MULTIPLY, DIVIDE, PRODUCT, MULTIPLY_ADD, SUM_PRODUCT -> true;
            case NEGATE, SQUARE, RECIPROCAL, CLEAR, SUM -> false;
        }
                ? operand(random, elements)
                : null;
        LaneOp op = new LaneOp(kind, elements, slot(out), kind == LaneOp.Kind.CLEAR ? slot(out) : a, b);
        boolean anyByRow = op.a().byRow() || b != null && b.byRow();
        if (anyByRow && apart(op.out(), op.a(), elements) && apart(op.out(), b, elements)
                && code.accepts(List.of(op))) {
            code.add(op, out);
            ops.add(op);
            if (isSum) {
                sums++;
            } else {
                kept[(int) (out.place / 8)] = isKept;
            }
        }
    }

    /** Steps of one instruction do not overlap their operands in part; kernels count on that too. */
    private static boolean apart(Slot out, @Nullable Slot operand, int elements) {
        if (operand == null || !operand.byRow() || !out.byRow()) {
            return true;
        }
        long distance = Math.abs(out.at(1) - operand.at(1));
        return distance == 0 || distance >= 8L * elements;
    }

    private static double at(MemorySegment m, @Nullable Slot slot, int width, int i) {
        if (slot == null) {
            return 0;
        }
        return m.get(ValueLayout.JAVA_DOUBLE, slot.at(width) + (slot.byRow() ? 8L * i : 0));
    }

    private static void apply(LaneOp op, MemorySegment m, int width, int rows) {
        for (int i = 0; i < op.elements() * width; i++) {
            double a = at(m, op.a(), width, i);
            double b = at(m, op.b(), width, i);
            if (op.sums()) {
                long to = op.out().at(0) + 8L * (i % LANES);
                double sum = m.get(ValueLayout.JAVA_DOUBLE, to);
                m.set(ValueLayout.JAVA_DOUBLE, to, op.kind() == LaneOp.Kind.SUM ? sum + a : Math.fma(a, b, sum));
                continue;
            }
            double value = switch (op.kind()) {
                case ADD -> a + b;
                case SUBTRACT -> a - b;
                case MULTIPLY -> a * b;
                case DIVIDE -> a / b;
                case PRODUCT -> Math.fma(a, b, 0.0);
                case MULTIPLY_ADD -> Math.fma(a, b, at(m, op.out(), width, i));
                case NEGATE -> -a;
                case SQUARE -> a * a;
                case RECIPROCAL -> 1 / a;
                case CLEAR -> i < rows ? a : 0;
                case SUM, SUM_PRODUCT -> throw new IllegalStateException();
            };
            m.set(ValueLayout.JAVA_DOUBLE, op.out().at(width) + 8L * i, value);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 8, 8, 1", "1, 8, 3, 2", "1, 16, 9, 3", "1, 104, 100, 4", "1, 104, 104, 5", "2, 16, 13, 6",
            "3, 8, 7, 7"})
    void aLoopDoesWhatItsStepsDo(int elements, int width, int rows, int seed) {
        for (int repetition = 0; repetition < 10; repetition++) {
            SplittableRandom random = new SplittableRandom(100L * seed + repetition);
            ops.clear();
            sums = 0;
            Arrays.fill(kept, false);
            LaneGroup code = new LaneGroup();
            // Sums without clearing stand for tiles whose lanes are all rows or were cleared before.
            boolean clear = repetition % 2 == 0;
            for (int i = 0; i < 60; i++) {
                draw(code, random, elements, clear);
            }
            compare(code.instruction(LAST), random, width, rows, repetition < 2 ? 1500 : 3);
        }
    }

    private void compare(Instruction instruction, SplittableRandom random, int width, int rows, int times) {
        try (Arena memory = Arena.ofConfined()) {
            long bytes = TILE + 8L * RUNS * width;
            MemorySegment expected = memory.allocate(bytes, 64);
            MemorySegment actual = memory.allocate(bytes, 64);
            for (int t = 0; t < times; t++) {
                for (long place = 0; place < bytes; place += 8) {
                    expected.set(ValueLayout.JAVA_DOUBLE, place, random.nextDouble(-2, 2));
                }
                actual.copyFrom(expected);
                ops.forEach(op -> apply(op, expected, width, rows));
                instruction.execute(actual, width, rows);
                for (LaneOp op : ops) {
                    boolean sum = op.sums();
                    if (sum || kept[(int) ((op.out().at(1) - op.out().at(0)) / 8)]) {
                        same(expected, actual, op.out().at(width), sum ? LANES : op.elements() * width);
                    }
                }
            }
        }
    }

    private static void same(MemorySegment expected, MemorySegment actual, long address, int n) {
        for (int i = 0; i < n; i++) {
            long want = Double.doubleToLongBits(expected.get(ValueLayout.JAVA_DOUBLE, address + 8L * i));
            long have = Double.doubleToLongBits(actual.get(ValueLayout.JAVA_DOUBLE, address + 8L * i));
            if (have != want) {
                assertThat(Double.longBitsToDouble(have)).as("number %d", i).isEqualTo(Double.longBitsToDouble(want));
            }
        }
    }
}
