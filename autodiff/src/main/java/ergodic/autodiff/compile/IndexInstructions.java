package ergodic.autodiff.compile;

import java.lang.foreign.MemorySegment;

/** Gathering from tables and adding to them, number by number. Indices are numbers like others. */
final class IndexInstructions {

    private IndexInstructions() {}

    /** Entries of a table at indices; NaN for an index outside it. */
    static final class Gather extends Instruction {
        private final Slot out;
        private final Slot table;
        private final Slot index;
        private final int indices;
        private final int entries;
        private final int entrySize;

        Gather(Value out, Value table, Value index) {
            this.out = out.slot();
            this.table = table.slot();
            this.index = index.slot();
            this.indices = index.size();
            this.entries = table.dims()[0];
            this.entrySize = indices == 0 ? 0 : out.size() / indices;
        }

        @Override
        void execute(MemorySegment m, int width, int rows) {
            int lanes = out.byRow() ? width : 1;
            for (int i = 0; i < indices; i++) {
                long at = index.at(i, width);
                for (int lane = 0; lane < lanes; lane++) {
                    int entry = entry(index.get(m, at + index.laneStep() * lane), entries);
                    for (int e = 0; e < entrySize; e++) {
                        double value = Double.NaN;
                        if (entry >= 0) {
                            long from = table.at(entry * entrySize + e, width) + table.laneStep() * lane;
                            value = table.get(m, from);
                        }
                        out.set(m, out.at(i * entrySize + e, width) + out.laneStep() * lane, value);
                    }
                }
            }
        }
    }

    /** Adds updates to the entries of a table at indices; those outside it are left out. */
    static final class ScatterAdd extends Instruction {
        private final Slot out;
        private final Slot updates;
        private final Slot index;
        private final int indices;
        private final int entries;
        private final int entrySize;
        private final boolean anyByRow;

        ScatterAdd(Value out, Value updates, Value index) {
            this.out = out.slot();
            this.updates = updates.slot();
            this.index = index.slot();
            this.indices = index.size();
            this.entries = out.dims()[0];
            this.entrySize = indices == 0 ? 0 : updates.size() / indices;
            this.anyByRow = updates.byRow() || index.byRow();
        }

        @Override
        void execute(MemorySegment m, int width, int rows) {
            // Rows only, no padding lanes: a global table must not receive what they hold.
            int lanes = anyByRow ? rows : 1;
            for (int lane = 0; lane < lanes; lane++) {
                for (int i = 0; i < indices; i++) {
                    int entry = entry(index.get(m, index.at(i, width) + index.laneStep() * lane), entries);
                    for (int e = 0; entry >= 0 && e < entrySize; e++) {
                        long from = updates.at(i * entrySize + e, width) + updates.laneStep() * lane;
                        long to = out.at(entry * entrySize + e, width) + out.laneStep() * lane;
                        out.set(m, to, out.get(m, to) + updates.get(m, from));
                    }
                }
            }
        }
    }

    /** The entry that an index names, or -1 if there is none. */
    private static int entry(double index, int entries) {
        return index >= 0 && index < entries ? (int) index : -1;
    }
}
