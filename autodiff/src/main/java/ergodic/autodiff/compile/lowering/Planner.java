package ergodic.autodiff.compile.lowering;

import ergodic.autodiff.Node;
import ergodic.autodiff.Program;
import ergodic.autodiff.compile.plan.Buffer;
import ergodic.autodiff.compile.plan.Plan;
import ergodic.autodiff.compile.plan.Stage;
import ergodic.autodiff.compile.plan.TiledValue;
import ergodic.autodiff.kernel.Kernels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes a {@link Plan}: levels, then steps, then places of buffers, then instructions. Global stages and stages by row take
 * turns; a stage by row that needs values of an earlier one computes them again, because the earlier tiles are gone.
 */
public final class Planner {

    private static final int MOST_LOADED_ROWS = 256;
    private static final int MOST_LOADED_ELEMENTS = 64;

    private final Program program;
    private final Analysis analysis;
    private final Epilogues epilogues;
    private final Lowering lowering;
    private final List<StageBuilder> builders = new ArrayList<>();

    private Planner(Program program, Kernels kernels, Kernels rowKernels) {
        this.program = program;
        this.analysis = new Analysis(program);
        this.epilogues = new Epilogues(program, analysis);
        this.lowering = new Lowering(analysis, epilogues, program.nodes(), kernels, rowKernels);
    }

    /**
     * The plan of a program for data with this many rows.
     *
     * @param kernels
     *            the loops to use for global values
     * @param rowKernels
     *            the loops to use for values by row
     * @param tileRows
     *            rows of a tile; 0 chooses
     * @param blockTiles
     *            tiles of a block; 0 chooses
     */
    public static Plan plan(Program program, Kernels kernels, Kernels rowKernels, int tileRows, int blockTiles,
            int rows) {
        return new Planner(program, kernels, rowKernels).plan(tileRows, blockTiles, rows);
    }

    private Plan plan(int tileRows, int blockTiles, int rows) {
        lowerAll();
        if (staysLoaded(rows)) {
            builders.forEach(builder -> builder.inputs.forEach(input -> input.value().buffer().pinned()));
            builders.stream().filter(builder -> builder.byRow)
                    .forEach(builder -> DataSteps.separate(builder, constants()));
        }
        builders.stream().filter(builder -> builder.byRow).forEach(Strips::form);
        setLives();
        List<Buffer> pinned = pinned();
        long globalBytes = allocate(false, pinned);
        long laneBytes = allocate(true, pinned);
        int lanes = lowering.rowKernels.lanes();
        int width = tileRows > 0 ? TileWidth.asked(tileRows, lanes)
                : TileWidth.choose(rows, laneBytes,
                        TileWidth.largest(builders), lanes);
        long rowStart = (globalBytes + 2L * Kernels.LINE - 1) / Kernels.LINE * Kernels.LINE;
        for (StageBuilder builder : builders) {
            builder.allSteps().forEach(step -> step.writes().forEach(b -> settle(b, rowStart)));
            builder.inputs.forEach(binding -> settle(binding.value().buffer(), rowStart));
        }
        long bytes = rowStart + laneBytes * width + Kernels.LINE;
        Map<Buffer, double[]> constants = new HashMap<>();
        lowering.constants.forEach(constant -> constants.put(constant.value().buffer(), constant.contents()));
        List<Stage> stages = builders.stream().map(b -> StageMaker.finish(b, constants, width, blockTiles))
                .toList();
        return new Plan(program, stages, lowering.places(), width, bytes, staysLoaded(rows));
    }

    /** Whether row inputs keep their places: if there are few, all rows may stay in the arena, which is what a small model is. */
    private boolean staysLoaded(int rows) {
        int stages = 0;
        int elements = 0;
        for (StageBuilder builder : builders) {
            stages += builder.byRow ? 1 : 0;
            for (StageBuilder.RowBinding input : builder.inputs) {
                elements += input.value().size();
            }
        }
        return stages == 1 && rows <= MOST_LOADED_ROWS && elements <= MOST_LOADED_ELEMENTS;
    }

    /** Global buffers that are the same in all evaluations. */
    private Set<Buffer> constants() {
        Set<Buffer> constants = new HashSet<>();
        lowering.constants.forEach(constant -> constants.add(constant.value().buffer()));
        builders.get(0).allSteps().forEach(step -> constants.addAll(step.writes()));
        return constants;
    }

    private static void settle(Buffer buffer, long rowStart) {
        buffer.regionStart = buffer.byRow ? rowStart : 0;
    }

    private void lowerAll() {
        List<Node> nodes = program.nodes();
        for (int level = Analysis.SETUP; level <= analysis.highest(); level++) {
            boolean byRow = level % 2 == 1;
            StageBuilder builder = new StageBuilder(byRow, epilogues);
            builders.add(builder);
            boolean[] here = byRow ? neededByRow(level) : neededGlobally(level);
            lowering.begin(builder, nodes, here);
            for (Node node : nodes) {
                if (here[node.id()] && analysis.reduces(node)) {
                    lowering.expect(node);
                }
            }
            for (Node node : nodes) {
                if (here[node.id()]) {
                    lowering.lower(node);
                    builder.lowered(node);
                }
            }
            for (var output : program.outputs().entrySet()) {
                if (analysis.varies(output.getValue()) && analysis.level(output.getValue()) == level) {
                    TiledValue value = lowering.dense(lowering.of(output.getValue()));
                    builder.outputs.add(new StageBuilder.RowBinding(output.getKey(), value));
                }
            }
        }
    }

    private boolean[] neededGlobally(int level) {
        boolean[] here = new boolean[program.nodes().size()];
        for (Node node : program.nodes()) {
            here[node.id()] = analysis.needed(node) && !analysis.varies(node) && !analysis.reduces(node)
                    && analysis.level(node) == level;
        }
        return here;
    }

    /** The reductions that end in the next level, the outputs of this one, and every value by row that they need. */
    private boolean[] neededByRow(int level) {
        List<Node> nodes = program.nodes();
        boolean[] here = new boolean[nodes.size()];
        for (Node node : nodes) {
            here[node.id()] = analysis.needed(node) && analysis.reduces(node) && analysis.level(node) == level + 1;
        }
        for (Node output : program.outputs().values()) {
            here[output.id()] |= analysis.varies(output) && analysis.level(output) == level;
        }
        for (int i = nodes.size() - 1; i >= 0; i--) {
            if (here[i]) {
                for (Node operand : Fusion.operands(nodes.get(i))) {
                    here[operand.id()] |= analysis.varies(operand);
                }
            }
        }
        return here;
    }

    private void setLives() {
        int position = 0;
        for (StageBuilder builder : builders) {
            builder.begin = position;
            int begin = position;
            int end = builder.end();
            builder.inputs.forEach(binding -> binding.value().buffer().usedAt(begin));
            for (Step step : builder.allSteps()) {
                for (Buffer buffer : step.reads()) {
                    // A global value is read again for each tile, so it must stay until the last tile is done.
                    buffer.usedAt(builder.byRow && !buffer.byRow ? end : position);
                }
                for (Buffer buffer : step.writes()) {
                    buffer.usedAt(position);
                }
                position++;
            }
            builder.outputs.forEach(binding -> binding.value().buffer().usedAt(end));
            // A stage has a position of its own for its end, so that later uses are told from its own.
            position = end + 1;
        }
    }

    private List<Buffer> pinned() {
        List<Buffer> pinned = new ArrayList<>();
        lowering.inputs.values().forEach(value -> pinned.add(value.buffer()));
        lowering.constants.forEach(constant -> pinned.add(constant.value().buffer()));
        for (Node output : program.outputs().values()) {
            if (!analysis.varies(output)) {
                lowering.of(output).buffer().last = Buffer.FOREVER;
            }
        }
        // What is computed once must still be there in the second evaluation.
        for (Step step : builders.get(0).allSteps()) {
            step.writes().forEach(buffer -> pinned.add(buffer.pinned()));
        }
        return pinned;
    }

    private long allocate(boolean byRow, List<Buffer> pinned) {
        Allocator allocator = new Allocator(byRow);
        pinned.forEach(allocator::pin);
        long end = allocator.end();
        for (StageBuilder builder : builders) {
            int position = builder.begin;
            if (byRow) {
                allocator = new Allocator(true);
                for (StageBuilder.RowBinding binding : builder.inputs) {
                    allocator.pin(binding.value().buffer());
                }
            }
            for (Step step : builder.allSteps()) {
                allocator.step(step, position++);
            }
            end = Math.max(end, allocator.end());
        }
        return end;
    }
}
