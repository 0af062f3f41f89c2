package ergodic.sampler.chees;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import ergodic.sampler.TransitionKernel;
import ergodic.sampler.Workspace;
import ergodic.sampler.hmc.HamiltonianProposal;
import ergodic.sampler.metric.Metric;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Hamiltonian Monte Carlo with trajectories of {@code ceil(h T / epsilon)} leapfrog steps, h the next element of the van der Corput sequence,
 * and a Metropolis test: neither depends on the state, so the draws are exact. In the warm-up the chain is an ensemble whose walkers move in
 * turns, one a transition and all of a round with the same h, and each transition says the slope of the criterion that T climbs. Afterwards it is
 * the walker that moved last.
 */
public final class Chees implements TransitionKernel<CheesTuning> {

    /** Derivative of the criterion by log T, of the proposal. */
    public static final Statistic SLOPE = Statistic.real("length_slope",
            "derivative by the log of the length of what the length is adapted to; unknown after the warm-up");
    /** What it says of a transition. */
    public static final List<Statistic> STATISTICS = HamiltonianProposal.statisticsAnd(SLOPE);

    private static final int SLOPE_AT = HamiltonianProposal.STATISTICS.size();
    /** Energy error above which a trajectory counts as a divergence. */
    private static final double DIVERGENCE = 1000.0;

    private final int maxSteps;
    @Workspace
    private final HamiltonianProposal proposal;
    @Workspace
    private final LengthCriterion criterion;
    private final Walkers walkers;
    private long moves;
    private long lengths;

    /** A sampler of {@code density} for one chain. */
    public Chees(LogDensity density, CheesSettings settings) {
        this.maxSteps = settings.maxSteps();
        this.proposal = new HamiltonianProposal(density, DIVERGENCE);
        this.criterion = new LengthCriterion(density.dimension());
        this.walkers = new Walkers(settings.walkers(), density.dimension());
    }

    @Override
    public List<Statistic> statistics() {
        return STATISTICS;
    }

    @Override
    public void step(ChainState state, CheesTuning tuning, UniformRandomProvider rng, Transition transition) {
        Metric metric = tuning.metric();
        if (tuning.warmup()) {
            int walker = (int) (moves % walkers.count());
            moves++;
            lengths += walker == 0 ? 1 : 0;
            walkers.turnTo(walker, state);
            criterion.begin(state.theta(), walkers);
        } else {
            lengths++;
            walkers.clear();
        }
        double time = VanDerCorput.at(lengths) * tuning.length();
        double wanted = Math.max(1.0, Math.ceil(time / tuning.stepSize()));
        int steps = (int) Math.min(maxSteps, wanted);
        proposal.step(state, steps, tuning.stepSize(), metric, wanted > maxSteps, rng, transition);
        transition.set(SLOPE_AT, tuning.warmup()
                ? criterion.slope(time, tuning.length() / (tuning.length() + tuning.stepSize()), proposal.end().theta(),
                        proposal.end().momentum(), metric)
                : Double.NaN);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        out.writeLong(moves);
        out.writeLong(lengths);
        walkers.save(out);
    }

    @Override
    public void load(DataInput in) throws IOException {
        moves = in.readLong();
        lengths = in.readLong();
        walkers.load(in);
    }
}
