package ergodic.autodiff.compile.instruction;

import static java.lang.constant.ConstantDescs.CD_double;
import static java.lang.constant.ConstantDescs.CD_long;

import ergodic.autodiff.compile.plan.Instruction;
import ergodic.autodiff.compile.plan.LaneOp;
import ergodic.autodiff.compile.plan.Slot;
import ergodic.autodiff.kernel.Kernels;
import ergodic.autodiff.kernel.vector.VectorCode;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

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

    private static final int LINE_LANES = Kernels.LINE / Double.BYTES;

    private static final int LANES = VectorCode.lanes();

    private static final ClassDesc SEGMENT = GeneratedClass.desc(MemorySegment.class);
    private static final MethodTypeDesc GET = MethodTypeDesc.of(CD_double, SEGMENT, CD_long);

    private static final int SEGMENT_LOCAL = 1;
    private static final int WIDTH_LOCAL = 2;
    private static final int ROWS_LOCAL = 3;
    private static final int LANE_LOCAL = 4;
    private static final int FIRST_FREE = 5;

    private final List<LaneOp> ops;
    private final Set<Long> kept;

    /**
     * For steps that do not overlap each other in part.
     *
     * @param kept
     *            places of the results that are stored
     */
    LaneCode(List<LaneOp> ops, Set<Long> kept) {
        this.ops = List.copyOf(ops);
        this.kept = Set.copyOf(kept);
    }

    /** The instruction. */
    Instruction instruction() {
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
                VectorCode.store(code.aload(local).aload(SEGMENT_LOCAL).loadConstant((long) address));
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
            long place = LaneGroup.place(slot);
            if (!slot.byRow()) {
                long address = slot.at(0);
                if (!numbers.containsKey(address)) {
                    VectorCode.species(code).aload(SEGMENT_LOCAL).loadConstant(address)
                            .invokestatic(GeneratedClass.desc(ArenaDoubles.class), "get", GET);
                    VectorCode.broadcast(code);
                    numbers.put(address, stored());
                }
            } else if (!addresses.containsKey(place)) {
                int local = local(TypeKind.LONG);
                code.loadConstant(slot.at(0)).loadConstant(place).iload(WIDTH_LOCAL).i2l().lmul().ladd().lstore(local);
                addresses.put(place, local);
            }
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
            VectorCode.load(VectorCode.species(code).aload(SEGMENT_LOCAL).lload(address));
            return stored();
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
            long place = LaneGroup.place(op.out());
            if (op.sums() || !kept.contains(place)) {
                return;
            }
            for (LaneOp later : ops.subList(i + 1, ops.size())) {
                if (!later.sums() && LaneGroup.place(later.out()) == place) {
                    return;
                }
            }
            code.aload(local(values, place)).aload(SEGMENT_LOCAL);
            address(place);
            VectorCode.store(code);
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
            long place = LaneGroup.place(slot);
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
                    VectorCode.binary(code, "add").astore(sum);
                } else {
                    load(b);
                    VectorCode.fma(code.aload(sum)).astore(sum);
                }
                return;
            }
            if (op.kind() == LaneOp.Kind.RECIPROCAL || op.kind() == LaneOp.Kind.CLEAR) {
                VectorCode.broadcast(
                        VectorCode.species(code).loadConstant(op.kind() == LaneOp.Kind.CLEAR ? 0.0 : 1.0));
            }
            load(op.a());
            if (b != null) {
                load(b);
            }
            switch (op.kind()) {
                case ADD -> VectorCode.binary(code, "add");
                case SUBTRACT -> VectorCode.binary(code, "sub");
                case MULTIPLY -> VectorCode.binary(code, "mul");
                case DIVIDE, RECIPROCAL -> VectorCode.binary(code, "div");
                case PRODUCT -> {
                    VectorCode.broadcast(VectorCode.species(code).loadConstant(0.0));
                    VectorCode.fma(code);
                }
                case MULTIPLY_ADD -> {
                    load(op.out());
                    VectorCode.fma(code);
                }
                case NEGATE -> VectorCode.negate(code);
                case SQUARE -> VectorCode.binary(code.dup(), "mul");
                case CLEAR -> {
                    if (masked) {
                        // Of zeros and values, the values in lanes that are rows.
                        VectorCode.blendBelow(code, ROWS_LOCAL, LANE_LOCAL);
                    } else {
                        code.swap().pop();
                    }
                }
                case SUM, SUM_PRODUCT -> throw new IllegalStateException("done above");
            }
            values.put(LaneGroup.place(op.out()), stored());
        }
    }
}
