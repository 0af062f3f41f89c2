package ergodic.sampler.gist;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.NormalSource;
import ergodic.sampler.StatelessKernel;
import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import ergodic.sampler.Workspace;
import ergodic.sampler.hmc.HamiltonianStatistics;
import ergodic.sampler.hmc.HamiltonianTuning;
import ergodic.sampler.hmc.PhasePoint;
import ergodic.sampler.metric.Metric;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Hamiltonian Monte Carlo with Gibbs self-tuning: from a fresh momentum the step size is doubled or halved until its energy error lies between
 * two random bounds, or the trajectory goes to its first U-turn and ends at a step drawn uniformly from its second half, or both. From the
 * end, with the momentum turned round, the same bounds must choose the same step, and the same length must be one of those to be drawn; then the
 * proposal is accepted with probability {@code min(1, exp(-energy error) W / W')}.
 */
public final class Gist implements StatelessKernel<HamiltonianTuning> {

    /** Metropolis probability of the base step, which its size is adapted to. */
    public static final Statistic BASE_ACCEPTANCE = Statistic.real("base_acceptance",
            "acceptance that the step size is adapted to: of the base step where the step is chosen, without the choice"
                    + " of the length");
    /** What it says of a transition. */
    public static final List<Statistic> STATISTICS = List.of(Statistic.ACCEPTANCE_RATE, Statistic.STEP_SIZE,
            Statistic.ENERGY, Statistic.ENERGY_ERROR, HamiltonianStatistics.MAX_ENERGY_ERROR,
            HamiltonianStatistics.INTEGRATION_TIME, BASE_ACCEPTANCE, Statistic.truth("reversible",
                    "whether the same step size, and the same length, could be chosen from the end"));

    private static final int ACCEPTANCE_RATE = 0;
    private static final int STEP_SIZE = 1;
    private static final int ENERGY = 2;
    private static final int ENERGY_ERROR = 3;
    private static final int MAX_ENERGY_ERROR = 4;
    private static final int INTEGRATION_TIME = 5;
    private static final int BASE = 6;
    private static final int REVERSIBLE = 7;

    /** Energy error above which a proposal counts as a divergence. */
    private static final double DIVERGENCE = 1000.0;

    private final int dimension;
    private final GistSettings settings;
    @Workspace("follows the stream")
    private final NormalSource normals = new NormalSource();
    @Workspace
    private final StepSelection selection;
    @Workspace
    private final TurnSearch turns;

    // Of the running transition only.
    @Workspace
    private double logChoices;
    @Workspace
    private boolean reversible;
    @Workspace
    private int taken;

    /** A sampler of {@code density} for one chain. */
    public Gist(LogDensity density, GistSettings settings) {
        this.dimension = density.dimension();
        this.settings = settings;
        this.selection = new StepSelection(density, settings.steps());
        this.turns = new TurnSearch(density, settings.maxSteps());
    }

    @Override
    public List<Statistic> statistics() {
        return STATISTICS;
    }

    @Override
    public void step(ChainState state, HamiltonianTuning tuning, UniformRandomProvider rng, Transition transition) {
        Metric metric = tuning.metric();
        PhasePoint start = turns.at(0);
        start.setPosition(state);
        metric.sampleMomentumInto(start.momentum(), normals.of(rng));
        double before = start.energy(metric);
        turns.begin();
        logChoices = 0.0;
        reversible = true;
        int doublings = 0;
        selection.begin(rng);
        if (settings.choice().choosesStepSize()) {
            doublings = selection.choose(start, tuning.stepSize(), metric);
        }
        double stepSize = Math.scalb(tuning.stepSize(), doublings);
        PhasePoint end = settings.choice().choosesLength() ? drawLength(stepSize, metric, rng) : chosen();
        double error = end.energy() - before;
        if (reversible && error < DIVERGENCE && settings.choice().choosesStepSize()) {
            double known = settings.choice().choosesLength() ? Double.NaN : selection.error();
            reversible = selection.chooses(doublings, known, end, -tuning.stepSize(), metric);
        }
        double acceptance = reversible ? Math.min(1.0, Math.exp(logChoices - error)) : 0.0;
        boolean accepted = rng.nextDouble() < acceptance;
        if (accepted) {
            System.arraycopy(end.theta(), 0, state.theta(), 0, dimension);
            System.arraycopy(end.gradient(), 0, state.gradient(), 0, dimension);
            state.setLogDensity(end.logDensity());
        }
        transition.report(state.logDensity(), selection.gradients() + turns.gradients(), error > DIVERGENCE, accepted,
                turns.capped() || selection.capped());
        transition.set(ACCEPTANCE_RATE, acceptance);
        transition.set(STEP_SIZE, stepSize);
        transition.set(ENERGY, accepted ? end.energy() : before);
        transition.set(ENERGY_ERROR, accepted ? error : 0.0);
        transition.set(MAX_ENERGY_ERROR, error);
        transition.set(INTEGRATION_TIME, stepSize * taken);
        transition.set(BASE, settings.choice().choosesStepSize() ? Math.exp(-selection.firstError())
                : Math.min(1.0, Math.exp(-error)));
        transition.set(REVERSIBLE, reversible ? 1.0 : 0.0);
    }

    private PhasePoint chosen() {
        taken = selection.steps();
        return selection.end();
    }

    /** The state at a length from the second half of the way to the U-turn; the last one where a state is not finite. */
    private PhasePoint drawLength(double stepSize, Metric metric, UniformRandomProvider rng) {
        int turn = turns.forward(stepSize, metric);
        if (TurnSearch.broken(turn)) {
            reversible = false;
            taken = turns.gradients();
            return turns.last();
        }
        int least = least(turn);
        taken = least + rng.nextInt(turn - least + 1);
        // The largest U' whose first half does not hold this length.
        int back = turns.backward(taken, 2 * taken + 1, stepSize, metric);
        reversible = !TurnSearch.broken(back) && least(back) <= taken && taken <= back;
        if (reversible) {
            logChoices = Math.log((turn - least + 1.0) / (back - least(back) + 1.0));
        }
        return turns.at(taken);
    }

    /** The shortest length that is drawn: half of the way, a step at least. */
    private static int least(int turn) {
        return Math.max(1, turn / 2);
    }
}
