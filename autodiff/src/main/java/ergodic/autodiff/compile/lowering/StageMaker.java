package ergodic.autodiff.compile.lowering;

import ergodic.autodiff.compile.instruction.LaneGroup;
import ergodic.autodiff.compile.instruction.ScalarCode;
import ergodic.autodiff.compile.instruction.ScalarOp;
import ergodic.autodiff.compile.plan.Blocks;
import ergodic.autodiff.compile.plan.Buffer;
import ergodic.autodiff.compile.plan.Instruction;
import ergodic.autodiff.compile.plan.LaneOp;
import ergodic.autodiff.compile.plan.Ranges;
import ergodic.autodiff.compile.plan.Stage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Stage} of a level's steps, once buffers have places. */
final class StageMaker {

    /** Of runs that are longer, a step takes so long that calling it does not matter. */
    private static final int SHORT = 512;

    private final StageBuilder builder;
    private final int width;
    /** Steps that may become one instruction, and the instructions that they are otherwise. */
    private @Nullable LaneGroup lanes;
    private final List<Instruction> alone = new ArrayList<>();
    private final Map<Buffer, double[]> constants;
    /** Of the next step. */
    private int position;

    private StageMaker(StageBuilder builder, Map<Buffer, double[]> constants, int width) {
        this.width = width;
        this.builder = builder;
        this.constants = constants;
        this.position = builder.begin;
    }

    /**
     * The stage for tiles of this width.
     *
     * @param constants
     *            contents of the buffers that never change
     * @param blockTiles
     *            tiles in a block; 0 chooses
     */
    static Stage finish(StageBuilder builder, Map<Buffer, double[]> constants, int width, int blockTiles) {
        long accumulators = builder.denseSums;
        for (Step step : builder.before) {
            for (Buffer buffer : step.writes()) {
                accumulators += buffer.size;
            }
        }
        int tilesPerBlock = blockTiles > 0 ? blockTiles : Blocks.tilesPerBlock(builder.work, accumulators, width);
        StageMaker maker = new StageMaker(builder, constants, width);
        return new Stage(builder.byRow, maker.instructions(builder.prepare), maker.instructions(builder.before),
                maker.instructions(builder.load),
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
        List<String> parts = new ArrayList<>();
        for (Step step : steps) {
            ScalarOp scalar = step.scalar();
            if (scalar != null) {
                flushLanes(instructions);
                block.add(scalar);
                parts.add(builder.part(step));
            } else {
                flush(block, parts, instructions);
                add(step, step.maker().get().named(builder.operator(step)).of(builder.parts(step)),
                        instructions);
            }
            position++;
        }
        flush(block, parts, instructions);
        flushLanes(instructions);
        return instructions.toArray(Instruction[]::new);
    }

    private void add(Step step, Instruction next, List<Instruction> instructions) {
        List<LaneOp> ops = next.lanes();
        if (ops.isEmpty() || (long) ops.getFirst().elements() * width > SHORT) {
            flushLanes(instructions);
            append(next, instructions);
            return;
        }
        if (lanes != null && !lanes.accepts(ops)) {
            flushLanes(instructions);
        }
        LaneGroup joined = lanes == null ? new LaneGroup() : lanes;
        ops.forEach(op -> joined.add(op, step.writes().getFirst()));
        alone.add(next);
        lanes = joined;
    }

    /** One instruction for the steps that were kept back, which end before the present position. */
    private void flushLanes(List<Instruction> instructions) {
        // Sums are always added up there, so that their order does not depend on their neighbours.
        if (lanes != null && (alone.size() > 1 || lanes.sums())) {
            instructions.add(lanes.instruction(position - 1).named(Instruction.LANES)
                    .of(alone.stream().flatMap(instruction -> instruction.parts().stream()).toList()));
        } else {
            alone.forEach(instruction -> append(instruction, instructions));
        }
        alone.clear();
        lanes = null;
    }

    private static void append(Instruction next, List<Instruction> instructions) {
        Instruction last = instructions.isEmpty() ? null : instructions.getLast();
        Instruction joined = last == null ? null : last.joined(next);
        if (last == null || joined == null) {
            instructions.add(next);
        } else {
            List<String> parts = new ArrayList<>(last.parts());
            parts.addAll(next.parts());
            instructions.set(instructions.size() - 1, joined.named(last.operator()).of(parts));
        }
    }

    private void flush(List<ScalarOp> block, List<String> parts, List<Instruction> instructions) {
        if (!block.isEmpty()) {
            instructions.add(ScalarCode.instruction(block, constants, position - 1).named(Instruction.SCALARS)
                    .of(parts));
            block.clear();
            parts.clear();
        }
    }
}
