package ergodic.sampler.tempering;

import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import ergodic.sampler.Workspace;
import java.util.ArrayList;
import java.util.List;

/** What {@link Tempering} says of a scan, in its order. */
public final class TemperingStatistics {

    /** Mean probability of a swap. */
    public static final Statistic SWAP_RATE = Statistic.real("swap_rate",
            "mean probability of swaps of neighbouring rungs");
    /** Round trips so far. */
    public static final Statistic ROUND_TRIPS = Statistic.integer("round_trips",
            "ways of replicas from the prior to the posterior and back since the schedule is fixed");
    /** Scans so far. */
    public static final Statistic SCANS = Statistic.integer("scans", "scans since the schedule is fixed");
    /** Divergences of the scan. */
    public static final Statistic DIVERGENT_RUNGS = Statistic.integer("tempered_divergences",
            "divergent trajectories of the scan at all rungs");

    private static final int FIXED = 6;

    private final int rungs;
    private final List<Statistic> all;
    @Workspace
    private final double[] logLikelihoods;

    /** Those of an ensemble of so many rungs. */
    public TemperingStatistics(int rungs) {
        this.rungs = rungs;
        this.logLikelihoods = new double[rungs];
        List<Statistic> list = new ArrayList<>(List.of(Statistic.ACCEPTANCE_RATE, Statistic.STEP_SIZE, SWAP_RATE,
                ROUND_TRIPS, SCANS, DIVERGENT_RUNGS));
        for (int k = 0; k < rungs; k++) {
            list.add(Statistic.real(beta(k), "power of the likelihood at rung " + k));
        }
        for (int k = 0; k < rungs; k++) {
            list.add(Statistic.real(logLikelihood(k), "log likelihood at rung " + k + " before the swaps"));
        }
        this.all = List.copyOf(list);
    }

    /** Name of the statistic that is a rung's power. */
    static String beta(int rung) {
        return "beta_" + rung;
    }

    /** Name of the statistic that is a rung's log likelihood. */
    static String logLikelihood(int rung) {
        return "log_likelihood_" + rung;
    }

    List<Statistic> all() {
        return all;
    }

    /** Takes the log likelihoods down, before the swaps. */
    void noteLikelihoods(Ensemble ensemble) {
        for (int k = 0; k < rungs; k++) {
            logLikelihoods[k] = ensemble.at(k).logLikelihood;
        }
    }

    void tell(Transition transition, Ensemble ensemble, List<Rung> schedule, long scans, int divergences) {
        double acceptance = 0.0;
        double swap = 0.0;
        for (int k = 1; k < rungs; k++) {
            acceptance += ensemble.acceptance(k);
            swap += ensemble.swap(k - 1);
        }
        transition.set(0, acceptance / (rungs - 1));
        transition.set(1, schedule.get(rungs - 1).explorer().stepSize());
        transition.set(2, swap / (rungs - 1));
        transition.set(3, (double) ensemble.roundTrips());
        transition.set(4, (double) scans);
        transition.set(5, divergences);
        for (int k = 0; k < rungs; k++) {
            transition.set(FIXED + k, schedule.get(k).beta());
            transition.set(FIXED + rungs + k, logLikelihoods[k]);
        }
    }
}
