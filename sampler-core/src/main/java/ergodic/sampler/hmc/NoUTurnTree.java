package ergodic.sampler.hmc;

import ergodic.sampler.ChainState;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The trajectory of a no-U-turn sampler: doubled ahead or back in time until it turns or ends, with a state drawn from it by multinomial
 * sampling inside subtrees and biased progressive sampling at the top. How the next state is made, the kernel says ({@link Extension}).
 *
 * <p>The subtree of a doubling is built leaf by leaf over a stack of complete subtrees, joined as the carries of a binary
 * counter: leaf number n is followed by as many joins as n has trailing zero bits. This is the order of the recursive
 * formulation, so the subtree ends at the same leaf, but needs only one piece a level, allocated once.
 */
public final class NoUTurnTree {

    /** Makes the next state of a trajectory. */
    public interface Extension {

        /**
         * Fills {@code next} with the state that follows {@code last}, velocity and energy included.
         *
         * @param ahead
         *            whether in the direction of time
         * @return false if there is none: the trajectory ends, and what the running doubling made is given up
         */
        boolean next(PhasePoint last, PhasePoint next, boolean ahead);
    }

    private final PointPool points;
    private final Subtree trajectory;
    private final Subtree[] stack;
    private double initialEnergy;
    private int depth;
    private boolean moved;
    private boolean cut;

    /** A tree of at most so many doublings. */
    public NoUTurnTree(int dimension, int height) {
        // Three points a piece, of the trajectory and of the stack, and the one that is being computed.
        this.points = new PointPool(dimension, 3 * (height + 1) + 1);
        this.trajectory = new Subtree(dimension, points);
        this.stack = new Subtree[height];
        for (int i = 0; i < height; i++) {
            stack[i] = new Subtree(dimension, points);
        }
    }

    /** A point at the state, which wants a momentum and then an energy before it is the {@link #root}. */
    public PhasePoint begin(ChainState state) {
        PhasePoint start = points.take();
        start.setPosition(state);
        return start;
    }

    /** Makes it the whole trajectory. */
    public void root(PhasePoint start) {
        initialEnergy = Checks.requireFinite(start.energy());
        trajectory.setLeaf(start, 0.0);
        depth = 0;
        moved = false;
        cut = false;
    }

    /** Doubles it until it turns, cannot be extended, or has been doubled so often. */
    public void grow(Extension extension, int maxDepth, UniformRandomProvider rng) {
        boolean goesOn = true;
        while (goesOn && depth < maxDepth) {
            boolean ahead = rng.nextDouble() < 0.5;
            if (!ahead) {
                trajectory.reverse();
            }
            goesOn = extend(trajectory.end(), ahead, extension, rng);
            if (goesOn) {
                depth++;
                goesOn = trajectory.persistsWith(stack[0]);
                moved |= trajectory.absorbProgressively(stack[0], rng);
            }
            if (!ahead) {
                trajectory.reverse();
            }
        }
        cut = goesOn;
    }

    /**
     * Builds the subtree of {@code 2^depth} states that follows {@code from}, into {@code stack[0]}.
     *
     * @return false if it could not be extended or made a U-turn within: then its states are given up
     */
    private boolean extend(PhasePoint from, boolean ahead, Extension extension, UniformRandomProvider rng) {
        PhasePoint last = from;
        int leaves = 1 << depth;
        int height = 0;
        for (int leaf = 1; leaf <= leaves; leaf++) {
            PhasePoint z = points.take();
            if (!extension.next(last, z, ahead)) {
                points.giveBack(z);
                return giveUp(height);
            }
            stack[height++].setLeaf(z, initialEnergy - z.energy());
            last = z;
            for (int carry = leaf; (carry & 1) == 0; carry >>= 1) {
                Subtree right = stack[height - 1];
                Subtree left = stack[height - 2];
                if (!left.persistsWith(right)) {
                    return giveUp(height);
                }
                left.absorbMultinomially(right, rng);
                height--;
            }
        }
        return true;
    }

    private boolean giveUp(int height) {
        for (int i = 0; i < height; i++) {
            stack[i].release();
        }
        return false;
    }

    /** The state drawn; to be read before {@link #end}. */
    public PhasePoint drawn() {
        return trajectory.drawn();
    }

    /** Energy of the root. */
    public double initialEnergy() {
        return initialEnergy;
    }

    /** Doublings made. */
    public int depth() {
        return depth;
    }

    /** Whether another state than the root is drawn. */
    public boolean moved() {
        return moved;
    }

    /** Whether it was ended at the most doublings. */
    public boolean cut() {
        return cut;
    }

    /** Moves the state to the one drawn and gives all points back. */
    public void end(ChainState state) {
        PhasePoint drawn = trajectory.drawn();
        System.arraycopy(drawn.theta, 0, state.theta(), 0, drawn.theta.length);
        System.arraycopy(drawn.gradient, 0, state.gradient(), 0, drawn.gradient.length);
        state.setLogDensity(drawn.logDensity);
        trajectory.release();
    }
}
