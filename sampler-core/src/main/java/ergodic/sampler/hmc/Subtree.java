package ergodic.sampler.hmc;

import ergodic.sampler.kernel.ArrayKernelProvider;
import ergodic.sampler.kernel.ArrayKernels;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * What NUTS remembers of a piece of trajectory: the points at both ends, the sum rho of the momenta, the weight, and one
 * state drawn from it. Points are shared with other pieces, not copied: see {@link PointPool}.
 *
 * <p>A piece that has been absorbed, or released, holds nothing until it is filled again.
 */
final class Subtree {

    private static final ArrayKernels KERNELS = ArrayKernelProvider.get();

    private final PointPool points;
    /** Room for rho of more than one state; that of a single state is its momentum. */
    private final double[] sum;

    private PhasePoint begin;
    private PhasePoint end;
    private PhasePoint drawn;
    private double[] rho;

    /** Log of the sum of {@code exp(H0 - H)} over the piece's states. */
    private double logWeight;

    @SuppressWarnings("NullAway.Init") // a piece is filled before it is asked
    Subtree(int dimension, PointPool points) {
        this.points = points;
        this.sum = new double[dimension];
    }

    /** The last point; the piece grows from there. */
    PhasePoint end() {
        return end;
    }

    /** The drawn state. */
    PhasePoint drawn() {
        return drawn;
    }

    /** Becomes the single state {@code z}, whose velocity must be up to date. */
    void setLeaf(PhasePoint z, double leafLogWeight) {
        begin = z;
        end = z;
        drawn = z;
        rho = z.momentum;
        logWeight = leafLogWeight;
        points.hold(z);
        points.hold(z);
        points.hold(z);
    }

    /** Lets go of the points. */
    void release() {
        points.letGo(begin);
        points.letGo(end);
        points.letGo(drawn);
    }

    /** Exchanges begin and end. The momenta keep their signs: the U-turn test does not mind the direction of time. */
    void reverse() {
        PhasePoint other = begin;
        begin = end;
        end = other;
    }

    /**
     * Whether the piece made of this one and {@code next} has made no U-turn: the generalised test (Betancourt 2017,
     * appendix A.4.2), {@code v . rho > 0} at both ends, on the whole, and on each part lengthened by the nearest state of
     * the other. The last two see the U-turn that falls between two parts and that sums over whole parts average away;
     * where both parts are single states, they are the first.
     */
    boolean persistsWith(Subtree next) {
        if (!KERNELS.bothAlong(begin.velocity, next.end.velocity, rho, next.rho)) {
            return false;
        }
        boolean pair = begin == end && next.begin == next.end;
        return pair || KERNELS.bothAlong(begin.velocity, next.begin.velocity, rho, next.begin.momentum)
                && KERNELS.bothAlong(end.velocity, next.end.velocity, end.momentum, next.rho);
    }

    /** Absorbs {@code next}, which begins where this ends, and draws the state in proportion to the two weights. */
    void absorbMultinomially(Subtree next, UniformRandomProvider rng) {
        double total = logAddExp(logWeight, next.logWeight);
        absorb(next, rng.nextDouble() < Math.exp(next.logWeight - total), total);
    }

    /**
     * Absorbs {@code next}, which begins where this ends, and takes its state with probability
     * {@code min(1, weight of next / weight of this)}: leaves the multinomial distribution over the whole trajectory
     * invariant and prefers states far from the start (Betancourt 2017, appendix A.3.2).
     *
     * @return whether it took the state of {@code next}
     */
    boolean absorbProgressively(Subtree next, UniformRandomProvider rng) {
        boolean takeState = rng.nextDouble() < Math.exp(next.logWeight - logWeight);
        absorb(next, takeState, logAddExp(logWeight, next.logWeight));
        return takeState;
    }

    private void absorb(Subtree next, boolean takeState, double total) {
        double[] first = rho;
        double[] second = next.rho;
        for (int i = 0; i < sum.length; i++) {
            sum[i] = first[i] + second[i];
        }
        rho = sum;
        points.letGo(end);
        points.letGo(next.begin);
        end = next.end;
        if (takeState) {
            points.letGo(drawn);
            drawn = next.drawn;
        } else {
            points.letGo(next.drawn);
        }
        logWeight = total;
    }

    /** {@code log(exp(a) + exp(b))} without overflow. */
    static double logAddExp(double a, double b) {
        double high = Math.max(a, b);
        double low = Math.min(a, b);
        return high == Double.NEGATIVE_INFINITY ? high : high + Math.log1p(Math.exp(low - high));
    }
}
