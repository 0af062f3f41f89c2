package ergodic.autodiff.compile.instruction;

import ergodic.autodiff.compile.plan.Instruction;
import ergodic.autodiff.compile.plan.Slot;
import ergodic.autodiff.compile.plan.TiledValue;
import ergodic.autodiff.kernel.Lookup;
import java.lang.foreign.MemorySegment;

/** Gathering from tables and adding to them, number by number. Indices are numbers like others. */
public final class IndexInstructions {

    private IndexInstructions() {}

    /** Entries of a table at indices; NaN for an index outside it. */
    public static final class Gather extends Instruction {
        private final Slot out;
        private final Slot table;
        private final Slot index;
        private final int indices;
        private final int entries;
        private final int entrySize;
        /** One double a row, from or to a global table, and native access allowed. */
        private final boolean single;
        /** Entries by row from a global table of doubles, and native access allowed. */
        private final boolean direct;

        public Gather(TiledValue out, TiledValue table, TiledValue index) {
            this.out = out.slot();
            this.table = table.slot();
            this.index = index.slot();
            this.indices = index.size();
            this.entries = table.dims()[0];
            this.entrySize = indices == 0 ? 0 : out.size() / indices;
            this.single = Lookup.isAvailable() && indices == 1 && entrySize == 1 && index.byRow() && !table.byRow()
                    && out.bytes() == Double.BYTES
                    && index.bytes() == Double.BYTES && table.bytes() == Double.BYTES;
            this.direct = IndexInstructions.isDirect(out.slot(), table.slot(), index.slot());
        }

        /** Whether addresses are computed and checked once for all rows. */
        public boolean isDirect() {
            return direct;
        }

        @Override
        public void execute(MemorySegment m, int width, int rows) {
            if (single) {
                Lookup.gather(m, out.at(width), table.at(0), entries, index.at(width), width);
                return;
            }
            if (direct) {
                Lookup.gatherEntries(m, out.at(width), table.at(0), entries, entrySize, index.at(width), indices, width,
                        out.bytes());
                return;
            }
            int lanes = out.byRow() ? width : 1;
            long tableStep = table.step(width);
            long tableLane = table.laneStep();
            long indexLane = index.laneStep();
            long outStep = out.step(width);
            long outLane = out.laneStep();
            for (int i = 0; i < indices; i++) {
                long at = index.at(i, width);
                long from = table.at(width);
                long to = out.at(i * entrySize, width);
                for (int lane = 0; lane < lanes; lane++) {
                    int entry = entry(index.get(m, at), entries);
                    for (int e = 0; e < entrySize; e++) {
                        double value = entry < 0 ? Double.NaN
                                : table.get(m, from + tableStep * (entry * entrySize + e));
                        out.set(m, to + outStep * e, value);
                    }
                    at += indexLane;
                    from += tableLane;
                    to += outLane;
                }
            }
        }
    }

    /** Adds updates to the entries of a table at indices; those outside it are left out. */
    public static final class ScatterAdd extends Instruction {
        private final Slot out;
        private final Slot updates;
        private final Slot index;
        private final int indices;
        private final int entries;
        private final int entrySize;
        /** One double a row, from or to a global table, and native access allowed. */
        private final boolean single;
        /** Updates by row of a global table of doubles, and native access allowed. */
        private final boolean direct;
        private final boolean anyByRow;

        public ScatterAdd(TiledValue out, TiledValue updates, TiledValue index) {
            this.out = out.slot();
            this.updates = updates.slot();
            this.index = index.slot();
            this.indices = index.size();
            this.entries = out.dims()[0];
            this.entrySize = indices == 0 ? 0 : updates.size() / indices;
            this.anyByRow = updates.byRow() || index.byRow();
            this.single = Lookup.isAvailable() && indices == 1 && entrySize == 1 && index.byRow() && updates.byRow()
                    && !out.byRow()
                    && out.bytes() == Double.BYTES && index.bytes() == Double.BYTES
                    && updates.bytes() == Double.BYTES;
            this.direct = IndexInstructions.isDirect(updates.slot(), out.slot(), index.slot());
        }

        /** Whether addresses are computed and checked once for all rows. */
        public boolean isDirect() {
            return direct;
        }

        @Override
        public void execute(MemorySegment m, int width, int rows) {
            if (single) {
                Lookup.scatterAdd(m, out.at(0), entries, updates.at(width), index.at(width), rows);
                return;
            }
            if (direct) {
                Lookup.scatterAddEntries(m, out.at(0), entries, entrySize, updates.at(width), index.at(width), indices,
                        width, rows, updates.bytes());
                return;
            }
            // Rows only, no padding lanes: a global table must not receive what they hold.
            int lanes = anyByRow ? rows : 1;
            long outStep = out.step(width);
            long updatesStep = updates.step(width);
            long indexStep = index.step(width);
            for (int lane = 0; lane < lanes; lane++) {
                long at = index.at(width) + index.laneStep() * lane;
                long from = updates.at(width) + updates.laneStep() * lane;
                long base = out.at(width) + out.laneStep() * lane;
                for (int i = 0; i < indices; i++) {
                    int entry = entry(index.get(m, at), entries);
                    for (int e = 0; entry >= 0 && e < entrySize; e++) {
                        long to = base + outStep * (entry * entrySize + e);
                        out.set(m, to, out.get(m, to) + updates.get(m, from + updatesStep * e));
                    }
                    at += indexStep;
                    from += updatesStep * entrySize;
                }
            }
        }
    }

    /** Whether numbers by row, of the size of their indices, go into a global table of doubles, or come from it. */
    private static boolean isDirect(Slot byRow, Slot table, Slot index) {
        return Lookup.isAvailable() && byRow.byRow() && index.byRow() && !table.byRow()
                && byRow.bytes() == index.bytes() && table.bytes() == Double.BYTES;
    }

    /** The entry that an index names, or -1 if there is none. */
    private static int entry(double index, int entries) {
        return index >= 0 && index < entries ? (int) index : -1;
    }
}
