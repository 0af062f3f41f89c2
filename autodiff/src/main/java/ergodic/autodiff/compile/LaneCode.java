package ergodic.autodiff.compile;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_long;
import static java.lang.constant.ConstantDescs.CD_void;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import ergodic.autodiff.kernel.Kernels;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Steps of a tile that treat each lane by itself, as one instruction: one loop over the lanes whose bytecode is written for
 * them, with vectors in local variables. In a small model each step is a vector or a few, and calling it takes longer than
 * what it does. Only what other instructions read is stored.
 *
 * <p>
 * Arithmetic has the same bits as the kernels'. A sum adds vector after vector to one line of accumulators. The lanes that may be no
 * rows are those of the tile's last line: where a step needs to know, the loop's body is written twice, with a mask for that line.
 */
final class LaneCode {

    /**
     * Loads, stores and operations of one loop, counting both copies of its body. The quick compiler (C1) gives up at more than twice
     * as many ("out of virtual registers"), and the code may then stay where it was, slow and making objects of vectors.
     */
    private static final int MOST_OPERATIONS = 80;
    private static final int LINE_LANES = Kernels.LINE / Double.BYTES;

    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_PREFERRED;
    private static final int LANES = SPECIES.length();
    /** The number of each lane; read by generated code. */
    static final DoubleVector LANE = (DoubleVector) SPECIES.broadcast(0).addIndex(1);

    private static final ClassDesc SELF = GeneratedClass.desc(LaneCode.class);
    private static final ClassDesc VECTOR = GeneratedClass.desc(DoubleVector.class);
    private static final ClassDesc ANY_VECTOR = GeneratedClass.desc(Vector.class);
    private static final ClassDesc ANY_SPECIES = GeneratedClass.desc(VectorSpecies.class);
    private static final ClassDesc MASK = GeneratedClass.desc(VectorMask.class);
    private static final ClassDesc OPERATORS = GeneratedClass.desc(VectorOperators.class);
    private static final ClassDesc COMPARISON = GeneratedClass.desc(VectorOperators.Comparison.class);
    private static final ClassDesc ORDER = GeneratedClass.desc(ByteOrder.class);
    private static final ClassDesc SEGMENT = GeneratedClass.desc(MemorySegment.class);
    private static final MethodTypeDesc FROM = MethodTypeDesc.of(VECTOR, ANY_SPECIES, SEGMENT, CD_long, ORDER);
    private static final MethodTypeDesc INTO = MethodTypeDesc.of(CD_void, SEGMENT, CD_long, ORDER);
    private static final MethodTypeDesc BROADCAST = MethodTypeDesc.of(VECTOR, ANY_SPECIES, CD_double);
    private static final MethodTypeDesc ONE = MethodTypeDesc.of(VECTOR);
    private static final MethodTypeDesc TWO = MethodTypeDesc.of(VECTOR, ANY_VECTOR);
    private static final MethodTypeDesc THREE = MethodTypeDesc.of(VECTOR, ANY_VECTOR, ANY_VECTOR);
    private static final MethodTypeDesc GET = MethodTypeDesc.of(CD_double, SEGMENT, CD_long);

    private static final int SEGMENT_LOCAL = 1;
    private static final int WIDTH_LOCAL = 2;
    private static final int ROWS_LOCAL = 3;
    private static final int LANE_LOCAL = 4;
    private static final int FIRST_FREE = 5;

    private final List<LaneOp> ops = new ArrayList<>();
    private final List<Buffer> results = new ArrayList<>();
    private int operations;
    private final Set<Long> kept = new HashSet<>();
    private final Map<Long, Integer> reads = new HashMap<>();
    private final Map<Long, Integer> writes = new HashMap<>();

    /** Whether other steps can be done with those before: the same lanes, and no value that overlaps another in part. */
    boolean accepts(List<LaneOp> more) {
        int copies = copies(ops);
        int together = operations;
        for (LaneOp op : more) {
            if (!accepts(op)) {
                return false;
            }
            together += operations(op);
        }
        return ops.isEmpty() || together * Math.max(copies, copies(more)) <= MOST_OPERATIONS;
    }

    /** Whether a step adds to accumulators. */
    boolean sums() {
        for (LaneOp op : ops) {
            if (op.sums()) {
                return true;
            }
        }
        return false;
    }

    /** How often the loop's body is written. */
    private static int copies(List<LaneOp> steps) {
        for (LaneOp op : steps) {
            if (op.kind() == LaneOp.Kind.CLEAR) {
                return 2;
            }
        }
        return 1;
    }

    /** Those that a step adds: its own, what it loads first, and what it may store. */
    private int operations(LaneOp op) {
        Slot b = op.b();
        return 1 + (isNew(op.a()) ? 1 : 0) + (b != null && isNew(b) ? 1 : 0) + (op.sums() ? 0 : 1);
    }

    private boolean isNew(Slot slot) {
        return slot.byRow() && !reads.containsKey(place(slot)) && !writes.containsKey(place(slot));
    }

    private boolean accepts(LaneOp op) {
        Slot b = op.b();
        int elements = op.elements();
        return (ops.isEmpty() || elements == ops.getFirst().elements())
                && (op.sums() || apart(op.out(), elements, reads) && apart(op.out(), elements, writes))
                && (!op.a().byRow() || apart(op.a(), elements, writes))
                && (b == null || !b.byRow() || apart(b, elements, writes));
    }

    /** True if a value is one of these or overlaps none of them. */
    private static boolean apart(Slot slot, int elements, Map<Long, Integer> places) {
        long begin = place(slot);
        long end = begin + (long) Double.BYTES * elements;
        for (Map.Entry<Long, Integer> other : places.entrySet()) {
            long otherEnd = other.getKey() + (long) Double.BYTES * other.getValue();
            if (other.getKey() != begin && begin < otherEnd && other.getKey() < end) {
                return false;
            }
        }
        return true;
    }

    /** Adds a step whose result has this buffer. */
    void add(LaneOp op, Buffer out) {
        operations += operations(op);
        ops.add(op);
        results.add(out);
        read(op.a(), op.elements());
        Slot b = op.b();
        if (b != null) {
            read(b, op.elements());
        }
        if (!op.sums()) {
            writes.put(place(op.out()), op.elements());
        }
    }

    private void read(Slot slot, int elements) {
        if (slot.byRow()) {
            reads.put(place(slot), elements);
        }
    }

    private static long place(Slot slot) {
        return slot.at(1) - slot.at(0);
    }

    /**
     * The instruction for the steps that were added.
     *
     * @param last position of the last of them; what is used only up to it is not stored
     */
    Instruction instruction(int last) {
        for (int i = 0; i < ops.size(); i++) {
            LaneOp op = ops.get(i);
            // Of values that share a place the last counts: the others were no longer used when it came.
            if (!op.sums() && results.get(i).last > last) {
                kept.add(place(op.out()));
            } else if (!op.sums()) {
                kept.remove(place(op.out()));
            }
        }
        return GeneratedClass.instance("Lanes",
                (name, builder) -> builder.withMethodBody("execute", GeneratedClass.EXECUTE, 0,
                        code -> new Loop(code).write()));
    }

    /** The one method. */
    private final class Loop {
        private final CodeBuilder code;
        /** Locals that hold the address of a value's first lane, by its place. */
        private final Map<Long, Integer> addresses = new HashMap<>();
        /** Locals that hold a global number in all lanes, by its address. */
        private final Map<Long, Integer> numbers = new HashMap<>();
        /** Locals that hold accumulators, by their address. */
        private final Map<Long, Integer> accumulators = new HashMap<>();
        /** Locals that hold the present lanes of a value, by its place. */
        private final Map<Long, Integer> values = new HashMap<>();
        private int free = FIRST_FREE;

        Loop(CodeBuilder code) {
            this.code = code;
        }

        void write() {
            boolean masked = false;
            for (LaneOp op : ops) {
                prepare(op);
                masked |= op.kind() == LaneOp.Kind.CLEAR;
            }
            code.loadConstant(0).istore(LANE_LOCAL);
            loop(masked ? LINE_LANES : 0, false);
            if (masked) {
                loop(0, true);
            }
            accumulators.forEach((address, local) -> {
                code.aload(local).aload(SEGMENT_LOCAL).loadConstant((long) address);
                store();
            });
            code.return_();
        }

        private int local(TypeKind kind) {
            int local = free;
            free += kind.slotSize();
            return local;
        }

        private void prepare(LaneOp op) {
            operand(op.a());
            Slot b = op.b();
            if (b != null) {
                operand(b);
            }
            if (!op.sums()) {
                operand(op.out());
                return;
            }
            long address = op.out().at(0);
            if (!accumulators.containsKey(address)) {
                code.loadConstant(address);
                accumulators.put(address, fetched());
            }
        }

        private void operand(Slot slot) {
            long place = place(slot);
            if (!slot.byRow()) {
                long address = slot.at(0);
                if (!numbers.containsKey(address)) {
                    species();
                    code.aload(SEGMENT_LOCAL).loadConstant(address)
                            .invokestatic(GeneratedClass.desc(ArenaDoubles.class), "get", GET)
                            .invokestatic(VECTOR, "broadcast", BROADCAST);
                    numbers.put(address, stored());
                }
            } else if (!addresses.containsKey(place)) {
                int local = local(TypeKind.LONG);
                code.loadConstant(slot.at(0)).loadConstant(place).iload(WIDTH_LOCAL).i2l().lmul().ladd().lstore(local);
                addresses.put(place, local);
            }
        }

        private void species() {
            code.getstatic(VECTOR, "SPECIES_PREFERRED", ANY_SPECIES);
        }

        /** Keeps the vector on the stack. */
        private int stored() {
            int local = local(TypeKind.REFERENCE);
            code.astore(local);
            return local;
        }

        /** The vector at the address on the stack. */
        private int fetched() {
            int address = local(TypeKind.LONG);
            code.lstore(address);
            species();
            code.aload(SEGMENT_LOCAL).lload(address).invokestatic(ORDER, "nativeOrder", MethodTypeDesc.of(ORDER))
                    .invokestatic(VECTOR, "fromMemorySegment", FROM);
            return stored();
        }

        /** Stores the vector, at the address in the segment, that are on the stack. */
        private void store() {
            code.invokestatic(ORDER, "nativeOrder", MethodTypeDesc.of(ORDER))
                    .invokevirtual(VECTOR, "intoMemorySegment", INTO);
        }

        /** Goes on from the present lane until so many are left. */
        private void loop(int left, boolean masked) {
            int elements = ops.getFirst().elements();
            Label head = code.newBoundLabel();
            Label end = code.newLabel();
            code.iload(LANE_LOCAL).loadConstant(elements).iload(WIDTH_LOCAL).imul().loadConstant(left).isub()
                    .if_icmpge(end);
            values.clear();
            int before = free;
            for (int i = 0; i < ops.size(); i++) {
                step(ops.get(i), masked);
                keep(i);
            }
            free = before;
            code.iinc(LANE_LOCAL, LANES).goto_(head).labelBinding(end);
        }

        /** Stores a result if it is read elsewhere and no later step replaces it. */
        private void keep(int i) {
            LaneOp op = ops.get(i);
            long place = place(op.out());
            if (op.sums() || !kept.contains(place)) {
                return;
            }
            for (LaneOp later : ops.subList(i + 1, ops.size())) {
                if (!later.sums() && place(later.out()) == place) {
                    return;
                }
            }
            code.aload(local(values, place)).aload(SEGMENT_LOCAL);
            address(place);
            store();
        }

        private static int local(Map<Long, Integer> locals, long place) {
            return Objects.requireNonNull(locals.get(place));
        }

        private void address(long place) {
            code.lload(local(addresses, place)).iload(LANE_LOCAL).i2l().loadConstant((long) Double.BYTES).lmul().ladd();
        }

        private void load(Slot slot) {
            if (!slot.byRow()) {
                code.aload(local(numbers, slot.at(0)));
                return;
            }
            long place = place(slot);
            if (!values.containsKey(place)) {
                address(place);
                values.put(place, fetched());
            }
            code.aload(local(values, place));
        }

        private void step(LaneOp op, boolean masked) {
            Slot b = op.b();
            if (op.sums()) {
                int sum = local(accumulators, op.out().at(0));
                if (b == null) {
                    code.aload(sum);
                }
                load(op.a());
                if (b == null) {
                    code.invokevirtual(VECTOR, "add", TWO).astore(sum);
                } else {
                    load(b);
                    code.aload(sum).invokevirtual(VECTOR, "fma", THREE).astore(sum);
                }
                return;
            }
            if (op.kind() == LaneOp.Kind.RECIPROCAL || op.kind() == LaneOp.Kind.CLEAR) {
                species();
                code.loadConstant(op.kind() == LaneOp.Kind.CLEAR ? 0.0 : 1.0).invokestatic(VECTOR, "broadcast",
                        BROADCAST);
            }
            load(op.a());
            if (b != null) {
                load(b);
            }
            switch (op.kind()) {
                case ADD -> code.invokevirtual(VECTOR, "add", TWO);
                case SUBTRACT -> code.invokevirtual(VECTOR, "sub", TWO);
                case MULTIPLY -> code.invokevirtual(VECTOR, "mul", TWO);
                case DIVIDE, RECIPROCAL -> code.invokevirtual(VECTOR, "div", TWO);
                case PRODUCT -> {
                    species();
                    code.loadConstant(0.0).invokestatic(VECTOR, "broadcast", BROADCAST)
                            .invokevirtual(VECTOR, "fma", THREE);
                }
                case MULTIPLY_ADD -> {
                    load(op.out());
                    code.invokevirtual(VECTOR, "fma", THREE);
                }
                case NEGATE -> code.invokevirtual(VECTOR, "neg", ONE);
                case SQUARE -> code.dup().invokevirtual(VECTOR, "mul", TWO);
                case CLEAR -> {
                    if (masked) {
                        mask();
                    } else {
                        code.swap().pop();
                    }
                }
                case SUM, SUM_PRODUCT -> throw new IllegalStateException("done above");
            }
            values.put(place(op.out()), stored());
        }

        /** Of a vector of zeros and one of values on the stack, the values in lanes that are rows. */
        private void mask() {
            code.getstatic(SELF, "LANE", VECTOR).getstatic(OPERATORS, "LT", COMPARISON)
                    .iload(ROWS_LOCAL).iload(LANE_LOCAL).isub().i2d()
                    .invokevirtual(VECTOR, "compare", MethodTypeDesc.of(MASK, COMPARISON, CD_double))
                    .invokevirtual(VECTOR, "blend", MethodTypeDesc.of(VECTOR, ANY_VECTOR, MASK));
        }
    }
}
