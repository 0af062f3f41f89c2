package ergodic.autodiff.compile.instruction;

import ergodic.autodiff.compile.plan.Buffer;
import ergodic.autodiff.compile.plan.Instruction;
import ergodic.autodiff.compile.plan.LaneOp;
import ergodic.autodiff.compile.plan.Slot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Neighbouring steps of a tile that can be one loop over its lanes. */
public final class LaneGroup {

    /**
     * Loads, stores and operations of one loop, counting both copies of its body. The quick compiler (C1) gives up at more than twice
     * as many ("out of virtual registers"), and the code may then stay where it was, slow and making objects of vectors.
     */
    private static final int MOST_OPERATIONS = 80;

    private final List<LaneOp> ops = new ArrayList<>();
    private final List<Buffer> results = new ArrayList<>();
    private int operations;
    private final Map<Long, Integer> reads = new HashMap<>();
    private final Map<Long, Integer> writes = new HashMap<>();

    /** Whether other steps can be done with those before: the same lanes, and no value that overlaps another in part. */
    public boolean accepts(List<LaneOp> more) {
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
    public boolean sums() {
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
    public void add(LaneOp op, Buffer out) {
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

    /** Where a value by row lies in the tile: its bytes a lane. */
    static long place(Slot slot) {
        return slot.at(1) - slot.at(0);
    }

    /**
     * One instruction for these steps.
     *
     * @param last
     *            position of the last of them; what is used only up to it is not stored
     */
    public Instruction instruction(int last) {
        Set<Long> kept = new HashSet<>();
        for (int i = 0; i < ops.size(); i++) {
            LaneOp op = ops.get(i);
            // Of values that share a place the last counts: the others were no longer used when it came.
            if (!op.sums() && results.get(i).last > last) {
                kept.add(place(op.out()));
            } else if (!op.sums()) {
                kept.remove(place(op.out()));
            }
        }
        return new LaneCode(ops, kept).instruction();
    }
}
