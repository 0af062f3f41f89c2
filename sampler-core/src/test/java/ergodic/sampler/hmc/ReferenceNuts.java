package ergodic.sampler.hmc;

import ergodic.sampler.LogDensity;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.jspecify.annotations.Nullable;

/**
 * NUTS as the textbook tells it, slow and plain: whole trajectories kept as lists, recursion over subtrees, sums of momenta
 * taken anew for each test. It asks for random numbers in the order of {@link Nuts}, so the two can be compared exactly. Its
 * faults are for negative controls.
 */
final class ReferenceNuts {

    enum Fault {
        /** The true algorithm. */
        NONE,
        /** States of a subtree get the same chance, whatever their energy. */
        NO_WEIGHTS,
        /** Inner subtrees that turn round are not thrown away. */
        INNER_TURNS_IGNORED,
        /** At the top, the ratio of the weights is turned over. */
        TOP_RATIO_WRONG
    }

    record State(double[] theta, double[] momentum, double[] gradient, double logDensity, double energy) {}

    /** A state of the trajectory, and what it cost. */
    record Result(State state, int depth, int leapfrogs, boolean diverging, double acceptance, double initialEnergy) {}

    private final LogDensity density;
    private final double[] variance;
    private final double stepSize;
    private final int maxDepth;
    private final Fault fault;

    private UniformRandomProvider rng;
    private double initialEnergy;
    private int leapfrogs;
    private double acceptance;
    private boolean diverging;

    ReferenceNuts(LogDensity density, double[] variance, double stepSize, int maxDepth, Fault fault,
            UniformRandomProvider rng) {
        this.density = density;
        this.variance = variance;
        this.stepSize = stepSize;
        this.maxDepth = maxDepth;
        this.fault = fault;
        this.rng = rng;
    }

    /** States in order of time, and one drawn from them. */
    private record Tree(List<State> states, State drawn) {}

    Result step(double[] theta) {
        int d = theta.length;
        double[] momentum = new double[d];
        var gaussian = ZigguratSampler.NormalizedGaussian.of(rng);
        for (int i = 0; i < d; i++) {
            momentum[i] = gaussian.sample() / Math.sqrt(variance[i]);
        }
        State start = stateAt(theta.clone(), momentum);
        initialEnergy = start.energy;
        leapfrogs = 0;
        acceptance = 0.0;
        diverging = false;
        Tree tree = new Tree(List.of(start), start);
        int depth = 0;
        while (depth < maxDepth) {
            boolean forward = rng.nextDouble() < 0.5;
            State end = forward ? tree.states.getLast() : tree.states.getFirst();
            Tree grown = build(end, forward ? stepSize : -stepSize, depth);
            if (grown == null) {
                break;
            }
            depth++;
            double ratio = weight(grown.states) / weight(tree.states);
            if (fault == Fault.TOP_RATIO_WRONG) {
                ratio = 1.0 / ratio;
            }
            State drawn = rng.nextDouble() < ratio ? grown.drawn : tree.drawn;
            List<State> earlier = forward ? tree.states : grown.states;
            List<State> later = forward ? grown.states : tree.states;
            boolean persists = persists(earlier, later);
            tree = new Tree(concat(earlier, later), drawn);
            if (!persists) {
                break;
            }
        }
        return new Result(tree.drawn, depth, leapfrogs, diverging, acceptance / leapfrogs, initialEnergy);
    }

    private @Nullable Tree build(State from, double signedStep, int depth) {
        if (depth == 0) {
            State next = leapfrog(from, signedStep);
            leapfrogs++;
            double error = next.energy - initialEnergy;
            acceptance += Math.min(1.0, Math.exp(-error));
            diverging = !(error <= 1000.0);
            return diverging ? null : new Tree(List.of(next), next);
        }
        Tree first = build(from, signedStep, depth - 1);
        if (first == null) {
            return null;
        }
        State reached = signedStep > 0.0 ? first.states.getLast() : first.states.getFirst();
        Tree second = build(reached, signedStep, depth - 1);
        if (second == null) {
            return null;
        }
        List<State> earlier = signedStep > 0.0 ? first.states : second.states;
        List<State> later = signedStep > 0.0 ? second.states : first.states;
        if (!persists(earlier, later) && fault != Fault.INNER_TURNS_IGNORED) {
            return null;
        }
        double chance = weight(second.states) / (weight(first.states) + weight(second.states));
        if (fault == Fault.NO_WEIGHTS) {
            chance = 0.5;
        }
        return new Tree(concat(earlier, later), rng.nextDouble() < chance ? second.drawn : first.drawn);
    }

    private double weight(List<State> states) {
        double sum = 0.0;
        for (State state : states) {
            sum += Math.exp(initialEnergy - state.energy);
        }
        return fault == Fault.NO_WEIGHTS ? states.size() : sum;
    }

    private boolean persists(List<State> earlier, List<State> later) {
        return opens(concat(earlier, later)) && opens(concat(earlier, List.of(later.getFirst())))
                && opens(concat(List.of(earlier.getLast()), later));
    }

    private boolean opens(List<State> states) {
        double atFirst = 0.0;
        double atLast = 0.0;
        for (int i = 0; i < variance.length; i++) {
            double rho = 0.0;
            for (State state : states) {
                rho += state.momentum[i];
            }
            atFirst += variance[i] * states.getFirst().momentum[i] * rho;
            atLast += variance[i] * states.getLast().momentum[i] * rho;
        }
        return atFirst > 0.0 && atLast > 0.0;
    }

    private static List<State> concat(List<State> a, List<State> b) {
        List<State> all = new ArrayList<>(a);
        all.addAll(b);
        return all;
    }

    private State leapfrog(State from, double e) {
        int d = variance.length;
        double[] theta = new double[d];
        double[] momentum = new double[d];
        for (int i = 0; i < d; i++) {
            momentum[i] = from.momentum[i] + 0.5 * e * from.gradient[i];
            theta[i] = from.theta[i] + e * variance[i] * momentum[i];
        }
        double[] gradient = new double[d];
        double logDensity = density.evaluate(theta, gradient);
        for (int i = 0; i < d; i++) {
            momentum[i] += 0.5 * e * gradient[i];
        }
        return new State(theta, momentum, gradient, logDensity, energy(momentum, logDensity));
    }

    private State stateAt(double[] theta, double[] momentum) {
        double[] gradient = new double[theta.length];
        double logDensity = density.evaluate(theta, gradient);
        return new State(theta, momentum, gradient, logDensity, energy(momentum, logDensity));
    }

    private double energy(double[] momentum, double logDensity) {
        double kinetic = 0.0;
        for (int i = 0; i < variance.length; i++) {
            kinetic += 0.5 * variance[i] * momentum[i] * momentum[i];
        }
        return kinetic - logDensity;
    }
}
