package ergodic.autodiff.compile.lowering;

import ergodic.autodiff.Node;
import ergodic.autodiff.compile.plan.Buffer;
import ergodic.autodiff.compile.plan.Instruction;
import ergodic.autodiff.compile.plan.TiledValue;
import ergodic.autodiff.compile.plan.Work;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The steps of one level while they are being lowered. */
final class StageBuilder {

    final boolean byRow;
    private final Epilogues epilogues;
    /** Once an evaluation: what tiles read of global values, such as copies without gaps or rounded to floats. */
    final List<Step> prepare = new ArrayList<>();
    /** Before the first tile: accumulators are set to zero. */
    final List<Step> before = new ArrayList<>();
    /** When a tile's rows have been loaded: what depends on row data only, where the rows stay loaded. */
    final List<Step> load = new ArrayList<>();
    /** For each tile, or once in a global stage. */
    final List<Step> body = new ArrayList<>();
    /** After the last tile: accumulators are added up. */
    final List<Step> after = new ArrayList<>();
    /** Rounded copies of global buffers. */
    final Map<Buffer, Buffer> rounded = new HashMap<>();
    final List<RowBinding> inputs = new ArrayList<>();
    final List<RowBinding> outputs = new ArrayList<>();
    /** What its nodes compute, for each row if the stage is by row. */
    Work work = Work.NONE;
    /** The same by operator. */
    final Map<String, Work> operators = new LinkedHashMap<>();
    /** The operator that a step belongs to; steps are compared by identity. */
    private final IdentityHashMap<Step, String> names = new IdentityHashMap<>();
    /** The part of the model that a step belongs to. */
    private final IdentityHashMap<Step, String> parts = new IdentityHashMap<>();
    /** Those of steps that are several. */
    private final IdentityHashMap<Step, List<String>> joinedParts = new IdentityHashMap<>();
    /** What its blocks spend on sums in dense accumulators beside zeroing these, as that many accumulators. */
    long denseSums;
    /** Position of the first step. */
    int begin;

    StageBuilder(boolean byRow, Epilogues epilogues) {
        this.byRow = byRow;
        this.epilogues = epilogues;
    }

    /** Says that a node has been lowered; steps that belong to no other yet belong to it. */
    void lowered(Node node) {
        if (!epilogues.waits(node)) {
            Work added = epilogues.work(node);
            work = work.plus(added);
            operators.merge(epilogues.name(node), added, Work::plus);
            name(node);
        }
    }

    /** Says that the steps that were added last belong to a node. */
    void name(Node node) {
        String name = epilogues.name(node);
        String part = epilogues.part(node);
        for (List<Step> steps : List.of(prepare, before, body, after)) {
            for (int i = steps.size() - 1; i >= 0 && names.putIfAbsent(steps.get(i), name) == null; i--) {
                // Steps are only ever added at the end.
                parts.put(steps.get(i), part);
            }
        }
    }

    /** Says that a step does what others did. */
    void joined(Step step, List<Step> of) {
        names.put(step, Instruction.STRIPS);
        joinedParts.put(step, of.stream().map(this::part).toList());
    }

    /** Says that a step does again what another does. */
    void copied(Step step, Step of) {
        names.put(step, operator(of));
        parts.put(step, part(of));
    }

    /** The operator that a step belongs to. */
    String operator(Step step) {
        return names.getOrDefault(step, "outputs");
    }

    /** The part of the model that a step belongs to; empty if none was named. */
    String part(Step step) {
        return parts.getOrDefault(step, "");
    }

    /** The parts of the model that a step belongs to, one for each step that it does. */
    List<String> parts(Step step) {
        return joinedParts.getOrDefault(step, List.of(part(step)));
    }

    /** All steps in the order of their positions. */
    List<Step> allSteps() {
        List<Step> steps = new ArrayList<>(prepare);
        steps.addAll(before);
        steps.addAll(load);
        steps.addAll(body);
        steps.addAll(after);
        return steps;
    }

    /** Position of what is used until all is done. */
    int end() {
        return begin + prepare.size() + before.size() + load.size() + body.size() + after.size();
    }

    /** A row input or an output by row, and where it lies in the tile. */
    record RowBinding(String name, TiledValue value) {}
}
