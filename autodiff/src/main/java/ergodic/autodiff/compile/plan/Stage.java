package ergodic.autodiff.compile.plan;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;

/**
 * The instructions of one level. In a global stage the body runs once. A stage by row runs {@code prepare} once an evaluation (in
 * each arena), and for each block of tiles {@code before}, the body for each tile, and {@code after}; {@code load} follows the
 * loading of a tile's rows.
 *
 * @param prepare
 *            what all tiles need, made from global values
 * @param before
 *            sets the accumulators of a block to zero
 * @param after
 *            adds up the accumulators of a block
 * @param load
 *            makes what depends on row data only, where rows stay loaded
 * @param reads
 *            global values of earlier stages that this one needs
 * @param sums
 *            global values that this stage makes: sums over the rows of a block
 * @param tilesPerBlock
 *            tiles of a block
 * @param operators
 *            what each operator computes, for each row if the stage is by row
 */
public record Stage(boolean byRow, Instruction[] prepare, Instruction[] before, Instruction[] load,
        Instruction[] body, Instruction[] after,
        List<TileSlot> inputs, List<TileSlot> outputs, Ranges reads, Ranges sums, int tilesPerBlock,
        Map<String, Work> operators) {

    /** A row input or an output by row: its name, where it lies in the tile, its elements. */
    public record TileSlot(String name, Slot slot, int size) {}

    public static void execute(Instruction[] instructions, MemorySegment m, int width, int rows) {
        for (Instruction instruction : instructions) {
            instruction.execute(m, width, rows);
        }
    }
}
