package ergodic.autodiff.compile;

import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * The instructions of one level: in a global stage the body runs once; in a stage by row it runs for each tile, between what
 * comes before the first and after the last. {@code prepare} comes before all that, once an evaluation.
 */
record Stage(boolean byRow, Instruction[] prepare, Instruction[] before, Instruction[] body, Instruction[] after,
        List<TileSlot> inputs,
        List<TileSlot> outputs) {

    /** A row input or an output by row: its name, where it lies in the tile, its elements. */
    record TileSlot(String name, Slot slot, int size) {}

    static void execute(Instruction[] instructions, MemorySegment m, int width, int rows) {
        for (Instruction instruction : instructions) {
            instruction.execute(m, width, rows);
        }
    }
}
