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
 */
public final class Nuts implements StatelessKernel<HamiltonianTuning> {

    /** What it says of a transition. */
    public static final List<Statistic> STATISTICS = List.of(Statistic.ACCEPTANCE_RATE, Statistic.STEP_SIZE,
            Statistic.ENERGY, Statistic.ENERGY_ERROR, HamiltonianStatistics.MAX_ENERGY_ERROR,
            HamiltonianStatistics.INTEGRATION_TIME, HamiltonianStatistics.SYMMETRIC_ACCEPTANCE,
            HamiltonianStatistics.TREE_DEPTH);

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
    @Workspace("follows the stream")
    private final NormalSource normals = new NormalSource();
    @Workspace
    private final NoUTurnTree tree;
    @Workspace
    private final Steps steps = new Steps();

    /** The leapfrog steps of the running transition, and what is recorded of them. */
    private final class Steps implements NoUTurnTree.Extension {
        private Metric metric;
        private double stepSize;
        private double initialEnergy;
        private int leapfrogs;
        private double sumAcceptance;
        private double sumSymmetric;
        private double maxEnergyError;
        private boolean diverging;

        @SuppressWarnings("NullAway.Init") // each transition begins them
        Steps() {}

        void begin(Metric itsMetric, double itsStepSize, double itsInitialEnergy) {
            metric = itsMetric;
            stepSize = itsStepSize;
            initialEnergy = itsInitialEnergy;
            leapfrogs = 0;
            sumAcceptance = 0.0;
            sumSymmetric = 0.0;
            maxEnergyError = 0.0;
            diverging = false;
        }

        @Override
        public boolean next(PhasePoint last, PhasePoint next, boolean ahead) {
            leapfrog.step(last, next, ahead ? stepSize : -stepSize, metric);
            double error = next.energy(metric) - initialEnergy;
            leapfrogs++;
            double smaller = Math.exp(-Math.abs(error));
            sumAcceptance += error < 0.0 ? 1.0 : smaller;
            sumSymmetric += 2.0 * smaller / (1.0 + smaller);
            if (Math.abs(error) > Math.abs(maxEnergyError)) {
                maxEnergyError = error;
            }
            diverging = error > settings.maxEnergyError();
            return !diverging;
        }
    }

    /** A sampler of {@code density} for one chain. */
    public Nuts(LogDensity density, NutsSettings settings) {
        this.dimension = density.dimension();
        this.settings = settings;
        this.leapfrog = new Leapfrog(density);
        this.tree = new NoUTurnTree(dimension, Math.max(settings.maxTreeDepth(), settings.warmupMaxTreeDepth()));
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
        Checks.requireMatching(state, metric, dimension);
        PhasePoint start = tree.begin(state);
        metric.sampleMomentumInto(start.momentum, normals.of(rng));
        steps.begin(metric, stepSize, start.energy(metric));
        tree.root(start);
        tree.grow(steps, tuning.warmup() ? settings.warmupMaxTreeDepth() : settings.maxTreeDepth(), rng);
        double energy = tree.drawn().energy();
        tree.end(state);
        transition.report(state.logDensity(), steps.leapfrogs, steps.diverging, tree.moved(), tree.cut());
        transition.set(ACCEPTANCE_RATE, steps.sumAcceptance / steps.leapfrogs);
        transition.set(SYMMETRIC_ACCEPTANCE, steps.sumSymmetric / steps.leapfrogs);
        transition.set(STEP_SIZE, stepSize);
        transition.set(TREE_DEPTH, tree.depth());
        transition.set(ENERGY, energy);
        transition.set(ENERGY_ERROR, energy - tree.initialEnergy());
        transition.set(MAX_ENERGY_ERROR, steps.maxEnergyError);
        transition.set(INTEGRATION_TIME, stepSize * steps.leapfrogs);
    }
}
