package ergodic.autodiff.compile.plan;

import java.lang.foreign.MemorySegment;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a plan with all addresses settled. Immutable, so that all forks of a program share it; executing it allocates
 * nothing.
 */
public abstract class Instruction {

    /** Name of what is computed with single numbers, of whatever operators. */
    public static final String SCALARS = "single numbers";
    /** Name of short steps by row, of whatever operators, that are one loop. */
    public static final String LANES = "elementwise, joined";
    /** Name of steps by row on images, of whatever operators, that are done together channel by channel. */
    public static final String STRIPS = "steps by channels";

    private String operator = "";
    private List<String> parts = List.of();

    /** Says which operator of the program this step belongs to; once, when it is made. */
    public final Instruction named(String name) {
        operator = name;
        return this;
    }

    /** The operator of the program that this step belongs to. */
    public final String operator() {
        return operator;
    }

    /** Says which parts of the model this step belongs to, one for each step that it was joined of; once, when it is made. */
    public final Instruction of(List<String> ofModel) {
        parts = List.copyOf(ofModel);
        return this;
    }

    /** The parts of the model that this step belongs to, one for each step that it was joined of. */
    public final List<String> parts() {
        return parts;
    }

    /** One instruction that does this step and the next, or null if there is none that takes less than both. */
    @Nullable
    public Instruction joined(Instruction next) {
        return null;
    }

    /** What it does to each lane, one step after another, if that is all that it does; nothing if not. */
    public List<LaneOp> lanes() {
        return List.of();
    }

    /**
     * Does the step.
     *
     * @param m
     *            the arena
     * @param width
     *            lanes of the tile, a multiple of the kernels' lanes (0 in a global stage)
     * @param rows
     *            rows of the tile, at most {@code width}; in a global stage the rows of the whole evaluation
     */
    public abstract void execute(MemorySegment m, int width, int rows);
}
