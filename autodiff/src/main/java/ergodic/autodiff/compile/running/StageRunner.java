package ergodic.autodiff.compile.running;

import ergodic.autodiff.compile.plan.Blocks;
import ergodic.autodiff.compile.plan.Plan;
import ergodic.autodiff.compile.plan.Ranges;
import ergodic.autodiff.compile.plan.Stage;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Runs blocks of a stage by row in one arena. Several of them, each with an arena of its own, may share a stage. */
public final class StageRunner {

    public final MemorySegment arena;
    private final Plan plan;
    private final TiledRows data;
    private final int[][] inputOffsets;
    private final RowOutput[][] outputs;
    /** The last block's sums, before they are added to those of the part. */
    private final double[] blockSums;
    private final double[] space;
    /** Whether the row inputs of all rows, one tile, lie in the arena since an earlier evaluation. */
    private boolean loaded;

    public StageRunner(Plan plan, TiledRows data, RowOutput[][] outputs) {
        this.plan = plan;
        this.data = data;
        this.outputs = outputs;
        this.space = data.newSpace();
        this.arena = plan.newArena(data.rows());
        Stage[] stages = plan.stages();
        this.inputOffsets = new int[stages.length][];
        int most = 0;
        for (int s = 0; s < stages.length; s++) {
            inputOffsets[s] = stages[s].inputs().stream().mapToInt(data::offset).toArray(); // cold: once a program
            most = Math.max(most, stages[s].sums().numbers());
        }
        this.blockSums = new double[most];
    }

    /** Says that the rows of the data are others now. */
    public void reload() {
        loaded = false;
    }

    /** Numbers in the largest sums of a stage. */
    int mostSums() {
        return blockSums.length;
    }

    /** Makes what all blocks of a stage need. */
    void prepare(int s, int rows) {
        Stage.execute(plan.stages()[s].prepare(), arena, 0, rows);
    }

    /** The same in another arena than the one whose global values are given. */
    void prepare(int s, int rows, MemorySegment globals) {
        plan.stages()[s].reads().copy(globals, arena);
        prepare(s, rows);
    }

    /** Runs one part of a stage and leaves its sums in an array. */
    void part(int s, Selection rows, int part, int parts, int blocks, double[] sums, int at) {
        Ranges ranges = plan.stages()[s].sums();
        int first = Blocks.begin(part, parts, blocks);
        int end = Blocks.begin(part + 1, parts, blocks);
        for (int block = first; block < end; block++) {
            block(s, rows, block, blocks);
            if (block == first) {
                ranges.get(arena, sums, at);
            } else {
                ranges.get(arena, blockSums, 0);
                add(blockSums, 0, sums, at, ranges.numbers());
            }
        }
    }

    /** Runs one block of a stage; its sums stay in the arena. */
    void block(int s, Selection rows, int block, int blocks) {
        Stage stage = plan.stages()[s];
        Stage.execute(stage.before(), arena, 0, rows.count());
        int width = plan.width();
        int tiles = rows.tiles(width);
        int end = Blocks.begin(block + 1, blocks, tiles);
        List<Stage.TileSlot> inputs = stage.inputs();
        for (int tile = Blocks.begin(block, blocks, tiles); tile < end; tile++) {
            int count = Math.min(width, rows.count() - tile * width);
            int tileWidth = plan.lanes(count);
            if (!loaded || !rows.isAll(data)) {
                for (int i = 0; i < inputs.size(); i++) {
                    rows.load(data, tile, count, tileWidth, inputOffsets[s][i], inputs.get(i), arena, space);
                }
                Stage.execute(stage.load(), arena, tileWidth, count);
                loaded = plan.staysLoaded() && tiles == 1 && rows.isAll(data);
            }
            Stage.execute(stage.body(), arena, tileWidth, count);
            for (RowOutput output : outputs[s]) {
                output.store(tile, tileWidth, arena);
            }
        }
        Stage.execute(stage.after(), arena, 0, rows.count());
    }

    /** Adds numbers from one index to those from another. */
    static void add(double[] numbers, int from, double[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] += numbers[from + i];
        }
    }
}
