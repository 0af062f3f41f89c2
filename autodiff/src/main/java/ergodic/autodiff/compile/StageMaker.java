package ergodic.autodiff.compile;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Makes a {@link Stage} of a level's steps, once buffers have places. */
final class StageMaker {

    private final StageBuilder builder;
    private final Map<Buffer, double[]> constants;
    /** Of the next step. */
    private int position;

    private StageMaker(StageBuilder builder, Map<Buffer, double[]> constants) {
        this.builder = builder;
        this.constants = constants;
        this.position = builder.begin;
    }

    /**
     * The stage for tiles of this width.
     *
     * @param constants  contents of the buffers that never change
     * @param blockTiles tiles in a block; 0 chooses
     */
    static Stage finish(StageBuilder builder, Map<Buffer, double[]> constants, int width, int blockTiles) {
        long accumulators = builder.denseSums;
        for (Step step : builder.before) {
            for (Buffer buffer : step.writes()) {
                accumulators += buffer.size;
            }
        }
        int tilesPerBlock = blockTiles > 0 ? blockTiles : Blocks.tilesPerBlock(builder.work, accumulators, width);
        StageMaker maker = new StageMaker(builder, constants);
        return new Stage(builder.byRow, maker.instructions(builder.prepare), maker.instructions(builder.before),
                maker.instructions(builder.body), maker.instructions(builder.after), slots(builder.inputs),
                slots(builder.outputs), Ranges.of(reads(builder)), Ranges.of(sums(builder)), tilesPerBlock,
                builder.operators);
    }

    /** Global values that this stage reads and does not make. */
    private static Set<Buffer> reads(StageBuilder builder) {
        Set<Buffer> reads = new LinkedHashSet<>();
        Set<Buffer> written = new HashSet<>();
        for (Step step : builder.allSteps()) {
            reads.addAll(step.reads());
            written.addAll(step.writes());
        }
        reads.removeIf(buffer -> buffer.byRow || written.contains(buffer));
        return reads;
    }

    /** What the blocks of this stage make for later stages or as outputs: their sums over rows. */
    private static Set<Buffer> sums(StageBuilder builder) {
        Set<Buffer> sums = new LinkedHashSet<>();
        if (builder.byRow) {
            builder.allSteps().forEach(step -> sums.addAll(step.writes()));
            builder.prepare.forEach(step -> sums.removeAll(step.writes()));
            sums.removeIf(buffer -> buffer.byRow || buffer.last <= builder.end());
        }
        return sums;
    }

    private static List<Stage.TileSlot> slots(List<StageBuilder.RowBinding> bindings) {
        return bindings.stream()
                .map(b -> new Stage.TileSlot(b.name(), b.value().slot(), b.value().size())).toList();
    }

    /** The instructions of the part of the stage that comes next. */
    private Instruction[] instructions(List<Step> steps) {
        List<Instruction> instructions = new ArrayList<>();
        List<ScalarOp> block = new ArrayList<>();
        for (Step step : steps) {
            ScalarOp scalar = step.scalar();
            if (scalar != null) {
                block.add(scalar);
            } else {
                flush(block, instructions);
                instructions.add(step.maker().get().named(builder.operator(step)));
            }
            position++;
        }
        flush(block, instructions);
        return instructions.toArray(Instruction[]::new);
    }

    private void flush(List<ScalarOp> block, List<Instruction> instructions) {
        if (!block.isEmpty()) {
            instructions.add(ScalarCode.instruction(block, constants, position - 1).named(Profile.SCALARS));
            block.clear();
        }
    }
}
