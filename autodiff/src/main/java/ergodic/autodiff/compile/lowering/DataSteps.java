package ergodic.autodiff.compile.lowering;

import ergodic.autodiff.compile.plan.Buffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the steps of a stage by row that depend on row data and constants only, such as logarithms of counts or standardised
 * outcomes. Where the rows of a small model stay in the arena, so do these values: they are computed when rows are loaded.
 */
final class DataSteps {

    private DataSteps() {}

    /**
     * Moves these steps of a stage's body to what is done when rows are loaded.
     *
     * @param constants
     *            global buffers that never change; those that are made of them are added
     */
    static void separate(StageBuilder stage, Set<Buffer> constants) {
        for (Step step : stage.prepare) {
            if (constants.containsAll(step.reads())) {
                constants.addAll(step.writes());
            }
        }
        Set<Buffer> changing = new HashSet<>();
        int before = -1;
        while (changing.size() > before) {
            before = changing.size();
            for (Step step : stage.body) {
                if (!dependsOnData(step, constants, changing)) {
                    changing.addAll(step.writes());
                }
            }
        }
        List<Step> rest = new ArrayList<>();
        Set<Buffer> made = new HashSet<>();
        for (Step step : stage.body) {
            if (dependsOnData(step, constants, changing)) {
                stage.load.add(step);
                made.addAll(step.writes());
            } else {
                rest.add(step);
            }
        }
        stage.body.clear();
        stage.body.addAll(rest);
        stage.outputs.forEach(output -> keep(output.value().buffer(), made));
        rest.forEach(step -> step.reads().forEach(buffer -> keep(buffer, made)));
    }

    /** A value that is used in each evaluation keeps its place between them. */
    private static void keep(Buffer buffer, Set<Buffer> made) {
        if (made.contains(buffer)) {
            buffer.pinned();
        }
    }

    /** True if a step writes values by row that no other step changes, and reads none that differ between evaluations. */
    private static boolean dependsOnData(Step step, Set<Buffer> constants, Set<Buffer> changing) {
        for (Buffer buffer : step.writes()) {
            if (!buffer.byRow || changing.contains(buffer)) {
                return false;
            }
        }
        for (Buffer buffer : step.reads()) {
            if (buffer.byRow ? changing.contains(buffer) : !constants.contains(buffer)) {
                return false;
            }
        }
        return true;
    }
}
