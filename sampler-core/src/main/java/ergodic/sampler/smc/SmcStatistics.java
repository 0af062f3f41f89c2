package ergodic.sampler.smc;

import ergodic.sampler.Statistic;
import java.util.List;

/** What {@link Smc} says of a sweep, and of a draw. */
public final class SmcStatistics {

    /** The power reached. */
    public static final Statistic BETA = Statistic.real("beta",
            "power of the likelihood that the particles have reached");
    /** Of the particle. */
    public static final Statistic LOG_LIKELIHOOD = Statistic.real("log_likelihood", "log likelihood of the particle");
    /** Of the population so far. */
    public static final Statistic LOG_EVIDENCE = Statistic.real("log_evidence",
            "log of the ratio of normalising constants from the prior to this power, of the whole population");
    /** Number of powers. */
    public static final Statistic STAGES = Statistic.integer("stages", "powers of the likelihood so far");
    /** Left by the moves of the stage. */
    public static final Statistic JUMP_CORRELATION = Statistic.real("jump_correlation",
            "mean squared correlation of where the moves of the stage began and where the particles stand");
    /** The largest of the whole way. */
    public static final Statistic WORST_CORRELATION = Statistic.real("worst_jump_correlation",
            "largest squared correlation that a stage's moves left so far");
    /** Where a particle comes from. */
    public static final Statistic ANCESTOR = Statistic.integer("ancestor",
            "draw of the prior that the particle descends from");
    /** How many there are. */
    public static final Statistic ANCESTORS = Statistic.integer("ancestors",
            "draws of the prior that the population descends from");
    /** Trajectories. */
    public static final Statistic DIVERGENT_MOVES = Statistic.integer("divergent_moves",
            "divergent trajectories of the sweep or draw");

    /** Of the population. */
    public static final Statistic WBIC = Statistic.real("wbic",
            "mean negative log likelihood of the population at the power 1 / log n; not a number before");
    /** Of the population. */
    public static final Statistic LEARNING_COEFFICIENT = Statistic.real("learning_coefficient",
            "variance of the log likelihood there, times the power squared");

    // Where each of them is.
    static final int AT_ACCEPTANCE = 0;
    static final int AT_STEP_SIZE = 1;
    static final int AT_BETA = 2;
    static final int AT_LOG_LIKELIHOOD = 3;
    static final int AT_LOG_EVIDENCE = 4;
    static final int AT_STAGES = 5;
    static final int AT_JUMP_CORRELATION = 6;
    static final int AT_WORST_CORRELATION = 7;
    static final int AT_ANCESTOR = 8;
    static final int AT_ANCESTORS = 9;
    static final int AT_DIVERGENT_MOVES = 10;
    static final int AT_WBIC = 11;
    static final int AT_LEARNING_COEFFICIENT = 12;

    /** All, in their order. */
    public static final List<Statistic> ALL = List.of(Statistic.ACCEPTANCE_RATE, Statistic.STEP_SIZE, BETA,
            LOG_LIKELIHOOD,
            LOG_EVIDENCE, STAGES, JUMP_CORRELATION, WORST_CORRELATION, ANCESTOR, ANCESTORS, DIVERGENT_MOVES,
            WBIC, LEARNING_COEFFICIENT);

    private SmcStatistics() {}
}
