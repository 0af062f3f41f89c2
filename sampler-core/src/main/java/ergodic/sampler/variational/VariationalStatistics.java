package ergodic.sampler.variational;

import ergodic.sampler.Statistic;
import java.util.List;

/** What {@link VariationalFit} says of a step, and of a draw. */
public final class VariationalStatistics {

    /** Evidence lower bound. */
    public static final Statistic ELBO = Statistic.real("elbo",
            "evidence lower bound by the draws of the step; once the pool is weighed, and of draws, by the pool");
    /** Its error. */
    public static final Statistic ELBO_ERROR = Statistic.real("elbo_error",
            "standard error of the evidence lower bound; not a number of fewer than two pairs of draws");
    /** The tighter bound. */
    public static final Statistic IMPORTANCE_BOUND = Statistic.real("importance_bound",
            "logarithm of the mean weight of the fit's pool, a bound of the log evidence above the evidence lower bound");
    /** Shape of the importance weights. */
    public static final Statistic PARETO_K = Statistic.real("pareto_k",
            "shape of the tail of the importance weights of the fit's pool");
    /** Divergence from the prior. */
    public static final Statistic KL_FROM_PRIOR = Statistic.real("kl_from_prior",
            "Kullback-Leibler divergence of the approximation from the prior, by the fit's pool");
    /** Density of the approximation. */
    public static final Statistic LOG_Q = Statistic.real("log_q",
            "log density of the approximation at the draw");
    /** Step size of the moves. */
    public static final Statistic LEARNING_RATE = Statistic.real("learning_rate",
            "size of a step, in standard deviations of the approximation");
    /** Whether iterates drift. */
    public static final Statistic ITERATE_RHAT = Statistic.real("iterate_rhat",
            "R-hat of the two halves of the last window of iterates");
    /** Annealing. */
    public static final Statistic KL_WEIGHT = Statistic.real("kl_weight",
            "weight of the divergence from the prior in what the step climbed; below 1 the posterior is tempered");
    /** Which of the pool. */
    public static final Statistic CANDIDATE = Statistic.integer("candidate",
            "number of the draw in the fit's pool; -1 of a step, and of a draw that is new");

    /** How often it went back. */
    public static final Statistic RETREATS = Statistic.integer("retreats",
            "how often the fit had gone back, from a value that was not finite or a bound far below the one that it began with");

    // Where each of them is.
    static final int AT_ELBO = 0;
    static final int AT_ELBO_ERROR = 1;
    static final int AT_IMPORTANCE_BOUND = 2;
    static final int AT_PARETO_K = 3;
    static final int AT_KL_FROM_PRIOR = 4;
    static final int AT_LOG_Q = 5;
    static final int AT_LEARNING_RATE = 6;
    static final int AT_ITERATE_RHAT = 7;
    static final int AT_KL_WEIGHT = 8;
    static final int AT_CANDIDATE = 9;
    static final int AT_RETREATS = 10;

    /** All, in their order. */
    public static final List<Statistic> ALL = List.of(ELBO, ELBO_ERROR, IMPORTANCE_BOUND, PARETO_K, KL_FROM_PRIOR,
            LOG_Q,
            LEARNING_RATE, ITERATE_RHAT, KL_WEIGHT, CANDIDATE, RETREATS);

    private VariationalStatistics() {}
}
