package ergodic.autodiff.compile.instruction;

import ergodic.autodiff.compile.plan.Instruction;
import java.lang.foreign.MemorySegment;
import java.util.List;

/** Several steps on a few channels of their values, then on the next few, so that what one step leaves in a cache the next finds there. */
public final class StripInstruction extends Instruction {

    private final Instruction[] steps;

    /** @param steps those of the first channels, then those of the next, and so on */
    public StripInstruction(List<Instruction> steps) {
        this.steps = steps.toArray(Instruction[]::new); // cold: once a plan
    }

    @Override
    public void execute(MemorySegment m, int width, int rows) {
        for (Instruction step : steps) {
            step.execute(m, width, rows);
        }
    }
}
