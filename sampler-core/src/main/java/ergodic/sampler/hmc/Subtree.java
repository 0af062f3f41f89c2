package ergodic.sampler.hmc;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * What NUTS remembers of a piece of trajectory: momenta and velocities at both ends, their sum rho, the weight, and one
 * state drawn from it.
 *
 * <p>Joining two pieces swaps arrays between them instead of copying, so a piece that has been absorbed holds garbage
 * until it is filled again.
 */
final class Subtree {

    double[] momentumBegin;
    double[] velocityBegin;
    double[] momentumEnd;
    double[] velocityEnd;
    final double[] rho;

    /** The drawn state. */
    double[] theta;
    double[] gradient;
    double logDensity;
    double energy;

    /** Log of the sum of {@code exp(H0 - H)} over the piece's states. */
    double logWeight;

    Subtree(int dimension) {
        momentumBegin = new double[dimension];
        velocityBegin = new double[dimension];
        momentumEnd = new double[dimension];
        velocityEnd = new double[dimension];
        rho = new double[dimension];
        theta = new double[dimension];
        gradient = new double[dimension];
    }

    /** Becomes the single state {@code z}, whose velocity must be up to date. */
    void setLeaf(PhasePoint z, double leafEnergy, double leafLogWeight) {
        int d = rho.length;
        System.arraycopy(z.momentum, 0, momentumBegin, 0, d);
        System.arraycopy(z.momentum, 0, momentumEnd, 0, d);
        System.arraycopy(z.momentum, 0, rho, 0, d);
        System.arraycopy(z.velocity, 0, velocityBegin, 0, d);
        System.arraycopy(z.velocity, 0, velocityEnd, 0, d);
        System.arraycopy(z.theta, 0, theta, 0, d);
        System.arraycopy(z.gradient, 0, gradient, 0, d);
        logDensity = z.logDensity;
        energy = leafEnergy;
        logWeight = leafLogWeight;
    }

    /** Exchanges begin and end. The momenta keep their signs: the U-turn test does not mind the direction of time. */
    void reverse() {
        double[] momentum = momentumBegin;
        momentumBegin = momentumEnd;
        momentumEnd = momentum;
        double[] velocity = velocityBegin;
        velocityBegin = velocityEnd;
        velocityEnd = velocity;
    }

    /**
     * Whether the piece made of this one and {@code next} has made no U-turn: the generalised test (Betancourt 2017,
     * appendix A.4.2), {@code v . rho > 0} at both ends, on the whole, and on each part lengthened by the nearest state of
     * the other. The last two see the U-turn that falls between two parts and that sums over whole parts average away.
     */
    boolean persistsWith(Subtree next) {
        double wholeBegin = 0.0;
        double wholeEnd = 0.0;
        double firstBegin = 0.0;
        double firstEnd = 0.0;
        double secondBegin = 0.0;
        double secondEnd = 0.0;
        for (int i = 0; i < rho.length; i++) {
            double whole = rho[i] + next.rho[i];
            double first = rho[i] + next.momentumBegin[i];
            double second = next.rho[i] + momentumEnd[i];
            wholeBegin += velocityBegin[i] * whole;
            wholeEnd += next.velocityEnd[i] * whole;
            firstBegin += velocityBegin[i] * first;
            firstEnd += next.velocityBegin[i] * first;
            secondBegin += velocityEnd[i] * second;
            secondEnd += next.velocityEnd[i] * second;
        }
        return wholeBegin > 0.0 && wholeEnd > 0.0 && firstBegin > 0.0 && firstEnd > 0.0 && secondBegin > 0.0
                && secondEnd > 0.0;
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
        for (int i = 0; i < rho.length; i++) {
            rho[i] += next.rho[i];
        }
        double[] momentum = momentumEnd;
        momentumEnd = next.momentumEnd;
        next.momentumEnd = momentum;
        double[] velocity = velocityEnd;
        velocityEnd = next.velocityEnd;
        next.velocityEnd = velocity;
        logWeight = total;
        if (takeState) {
            double[] position = theta;
            theta = next.theta;
            next.theta = position;
            double[] slope = gradient;
            gradient = next.gradient;
            next.gradient = slope;
            logDensity = next.logDensity;
            energy = next.energy;
        }
    }

    /** {@code log(exp(a) + exp(b))} without overflow. */
    static double logAddExp(double a, double b) {
        double high = Math.max(a, b);
        double low = Math.min(a, b);
        return high == Double.NEGATIVE_INFINITY ? high : high + Math.log1p(Math.exp(low - high));
    }
}
