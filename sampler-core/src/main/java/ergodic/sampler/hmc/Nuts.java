package ergodic.sampler.hmc;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.NormalSource;
import ergodic.sampler.StatelessKernel;
import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import ergodic.sampler.Workspace;
import ergodic.sampler.metric.Metric;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The no-U-turn sampler (Hoffman and Gelman 2014) as Stan runs it: multinomial sampling inside subtrees, biased
 * progressive sampling at the top, the generalised U-turn test with its two tests across subtrees (Betancourt 2017).
 * A trajectory of depth k costs {@code 2^k - 1} gradients. A state whose energy is not finite is a divergence.
 *
 * <p>The subtree of a doubling is built leaf by leaf over a stack of complete subtrees, joined as the carries of a binary
 * counter: leaf number n is followed by as many joins as n has trailing zero bits. This is the order of the recursive
 * formulation, so the subtree ends at the same leaf, but needs only one piece a level, allocated once.
 */
public final class Nuts implements StatelessKernel<HamiltonianTuning> {

    /** What it says of a transition. */
    public static final List<Statistic> STATISTICS = List.of(Statistic.ACCEPTANCE_RATE, Statistic.STEP_SIZE,
            Statistic.ENERGY, Statistic.ENERGY_ERROR, HamiltonianStatistics.MAX_ENERGY_ERROR,
            HamiltonianStatistics.INTEGRATION_TIME, HamiltonianStatistics.SYMMETRIC_ACCEPTANCE,
            Statistic.integer("tree_depth", "depth of the trajectory tree"));

    // Where each of them is.
    private static final int ACCEPTANCE_RATE = 0;
    private static final int STEP_SIZE = 1;
    private static final int ENERGY = 2;
    private static final int ENERGY_ERROR = 3;
    private static final int MAX_ENERGY_ERROR = 4;
    private static final int INTEGRATION_TIME = 5;
    private static final int SYMMETRIC_ACCEPTANCE = 6;
    private static final int TREE_DEPTH = 7;

    private final int dimension;
    private final NutsSettings settings;
    private final Leapfrog leapfrog;
    @Workspace("free points; all are given back at the end of a transition")
    private final PointPool points;
    @Workspace("follows the stream")
    private final NormalSource normals = new NormalSource();
    @Workspace
    private final Subtree trajectory;
    @Workspace
    private final Subtree[] stack;

    // Of the running transition only.
    @Workspace
    private double initialEnergy;
    @Workspace
    private int leapfrogs;
    @Workspace
    private double sumAcceptance;
    @Workspace
    private double sumSymmetric;
    @Workspace
    private double maxEnergyError;
    @Workspace
    private boolean diverging;

    /** A sampler of {@code density} for one chain. */
    public Nuts(LogDensity density, NutsSettings settings) {
        this.dimension = density.dimension();
        this.settings = settings;
        this.leapfrog = new Leapfrog(density);
        int height = Math.max(settings.maxTreeDepth(), settings.warmupMaxTreeDepth());
        // Three points a piece, of the trajectory and of the stack, and the one that is being computed.
        this.points = new PointPool(dimension, 3 * (height + 1) + 1);
        this.trajectory = new Subtree(dimension, points);
        this.stack = new Subtree[height];
        for (int i = 0; i < height; i++) {
            stack[i] = new Subtree(dimension, points);
        }
    }

    @Override
    public String name() {
        return "nuts";
    }

    @Override
    public List<Statistic> statistics() {
        return STATISTICS;
    }

    @Override
    public void step(ChainState state, HamiltonianTuning tuning, UniformRandomProvider rng, Transition transition) {
        Metric metric = tuning.metric();
        double stepSize = settings.stepSizeJitter() == 0.0
                ? tuning.stepSize()
                : tuning.stepSize() * (1.0 + settings.stepSizeJitter() * (2.0 * rng.nextDouble() - 1.0));
        begin(state, metric, rng);
        int maxDepth = tuning.warmup() ? settings.warmupMaxTreeDepth() : settings.maxTreeDepth();
        int depth = 0;
        boolean moved = false;
        boolean goesOn = true;
        while (goesOn && depth < maxDepth) {
            boolean ahead = rng.nextDouble() < 0.5;
            if (!ahead) {
                trajectory.reverse();
            }
            goesOn = grow(trajectory.end(), ahead ? stepSize : -stepSize, depth, metric, rng);
            if (goesOn) {
                depth++;
                goesOn = trajectory.persistsWith(stack[0]);
                moved |= trajectory.absorbProgressively(stack[0], rng);
            }
            if (!ahead) {
                trajectory.reverse();
            }
        }
        PhasePoint drawn = trajectory.drawn();
        System.arraycopy(drawn.theta, 0, state.theta(), 0, dimension);
        System.arraycopy(drawn.gradient, 0, state.gradient(), 0, dimension);
        state.setLogDensity(drawn.logDensity);
        trajectory.release();
        transition.report(drawn.logDensity, leapfrogs, diverging, moved, goesOn);
        transition.set(ACCEPTANCE_RATE, sumAcceptance / leapfrogs);
        transition.set(SYMMETRIC_ACCEPTANCE, sumSymmetric / leapfrogs);
        transition.set(STEP_SIZE, stepSize);
        transition.set(TREE_DEPTH, depth);
        transition.set(ENERGY, drawn.energy());
        transition.set(ENERGY_ERROR, drawn.energy() - initialEnergy);
        transition.set(MAX_ENERGY_ERROR, maxEnergyError);
        transition.set(INTEGRATION_TIME, stepSize * leapfrogs);
    }

    private void begin(ChainState state, Metric metric, UniformRandomProvider rng) {
        Checks.requireMatching(state, metric, dimension);
        PhasePoint start = points.take();
        start.setPosition(state);
        metric.sampleMomentumInto(start.momentum, normals.of(rng));
        initialEnergy = Checks.requireFinite(start.energy(metric));
        trajectory.setLeaf(start, 0.0);
        leapfrogs = 0;
        sumAcceptance = 0.0;
        sumSymmetric = 0.0;
        maxEnergyError = 0.0;
        diverging = false;
    }

    /**
     * Builds the subtree of {@code 2^depth} states that follows {@code from}, into {@code stack[0]}.
     *
     * @return false if it diverged or made a U-turn within: then its states are given up
     */
    private boolean grow(PhasePoint from, double signedStep, int depth, Metric metric, UniformRandomProvider rng) {
        PhasePoint last = from;
        int leaves = 1 << depth;
        int height = 0;
        for (int leaf = 1; leaf <= leaves; leaf++) {
            PhasePoint z = points.take();
            leapfrog.step(last, z, signedStep, metric);
            double error = z.energy(metric) - initialEnergy;
            record(error);
            if (diverging) {
                points.giveBack(z);
                return giveUp(height);
            }
            stack[height++].setLeaf(z, -error);
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

    private void record(double error) {
        leapfrogs++;
        double smaller = Math.exp(-Math.abs(error));
        sumAcceptance += error < 0.0 ? 1.0 : smaller;
        sumSymmetric += 2.0 * smaller / (1.0 + smaller);
        if (Math.abs(error) > Math.abs(maxEnergyError)) {
            maxEnergyError = error;
        }
        diverging = error > settings.maxEnergyError();
    }
}
