package ergodic.sampler.walnuts;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.NormalSource;
import ergodic.sampler.StatelessKernel;
import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import ergodic.sampler.Workspace;
import ergodic.sampler.hmc.HamiltonianStatistics;
import ergodic.sampler.hmc.HamiltonianTuning;
import ergodic.sampler.hmc.NoUTurnTree;
import ergodic.sampler.hmc.PhasePoint;
import ergodic.sampler.metric.Metric;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * WALNUTS: the no-U-turn sampler over macro steps of equal time, within each of which the leapfrog step is halved until the energy at its end is
 * that at its start to within a tolerance. The U-turn test is that of {@link ergodic.sampler.hmc.Nuts}, the same in whitened coordinates. A
 * macro step that could be made in larger steps from its end ends the trajectory, which keeps the target exact. Every leapfrog step
 * counts, those of tries and of the check from the end included.
 */
public final class Walnuts implements StatelessKernel<HamiltonianTuning> {

    /** What the step is adapted to. */
    public static final Statistic BASE_ACCEPTANCE = Statistic.real("acceptance_rate_coarsest",
            "mean of exp(-|energy change|) over the first, coarsest try of each macro step");
    /** What it says of a transition. */
    public static final List<Statistic> STATISTICS = List.of(Statistic.STEP_SIZE, Statistic.ENERGY,
            Statistic.ENERGY_ERROR, HamiltonianStatistics.MAX_ENERGY_ERROR, HamiltonianStatistics.INTEGRATION_TIME,
            HamiltonianStatistics.TREE_DEPTH, BASE_ACCEPTANCE,
            Statistic.integer("halvings", "most halvings of the step within a macro step"),
            Statistic.truth("irreversible", "whether the trajectory ended at a macro step whose way back is coarser"));

    private static final int STEP_SIZE = 0;
    private static final int ENERGY = 1;
    private static final int ENERGY_ERROR = 2;
    private static final int MAX_ENERGY_ERROR = 3;
    private static final int INTEGRATION_TIME = 4;
    private static final int TREE_DEPTH = 5;
    private static final int BASE = 6;
    private static final int HALVINGS = 7;
    private static final int IRREVERSIBLE = 8;

    private final WalnutsSettings settings;
    @Workspace("follows the stream")
    private final NormalSource normals = new NormalSource();
    @Workspace
    private final NoUTurnTree tree;
    @Workspace
    private final MacroStep macro;

    /** A sampler of {@code density} for one chain. */
    public Walnuts(LogDensity density, WalnutsSettings settings) {
        this.settings = settings;
        this.tree = new NoUTurnTree(density.dimension(), settings.maxTreeDepth());
        this.macro = new MacroStep(density, settings);
    }

    @Override
    public List<Statistic> statistics() {
        return STATISTICS;
    }

    @Override
    public void step(ChainState state, HamiltonianTuning tuning, UniformRandomProvider rng, Transition transition) {
        Metric metric = tuning.metric();
        PhasePoint start = tree.begin(state);
        metric.sampleMomentumInto(start.momentum(), normals.of(rng));
        start.energy(metric);
        tree.root(start);
        macro.begin(tuning);
        tree.grow(macro, settings.maxTreeDepth(), rng);
        double energy = tree.drawn().energy();
        tree.end(state);
        transition.report(state.logDensity(), macro.gradients(), macro.diverging(), tree.moved(), tree.cut());
        transition.set(STEP_SIZE, tuning.stepSize());
        transition.set(ENERGY, energy);
        transition.set(ENERGY_ERROR, energy - tree.initialEnergy());
        transition.set(MAX_ENERGY_ERROR, macro.maxChange());
        transition.set(INTEGRATION_TIME, tuning.stepSize() * settings.macroSteps() * macro.tries());
        transition.set(TREE_DEPTH, tree.depth());
        transition.set(BASE, macro.acceptance());
        transition.set(HALVINGS, macro.deepest());
        transition.set(IRREVERSIBLE, macro.irreversible() ? 1.0 : 0.0);
    }
}
