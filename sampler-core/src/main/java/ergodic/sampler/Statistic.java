package ergodic.sampler;

import java.util.List;

/**
 * A number that a kernel says of each transition, beside the state.
 *
 * @param name
 *            under which it is stored; that of the ArviZ schema where it has one, such as {@code acceptance_rate}
 * @param kind
 *            kind of number
 * @param description
 *            what it is, in a few words without a full stop; empty where nobody said
 */
public record Statistic(String name, Kind kind, String description) {

    /** Log density of the draw. */
    public static final Statistic LOG_DENSITY = real("lp",
            "log density of the draw up to a constant; an estimate for stochastic gradients");
    /** Number of gradients of a transition. */
    public static final Statistic GRADIENTS = integer("n_steps", "gradients computed");
    /** Whether the transition diverged. */
    public static final Statistic DIVERGING = truth("diverging",
            "whether the energy error passed the threshold of divergence or a value was not finite");
    /** Whether the transition was cut short. */
    public static final Statistic CUT = truth("reached_max_treedepth",
            "whether the trajectory was cut at its greatest length");
    /** Whether the state moved. */
    public static final Statistic MOVED = truth("accepted", "whether the state moved");

    /** What every kernel says, in the order of {@link Transition#statisticsInto}. */
    public static final List<Statistic> COMMON = List.of(LOG_DENSITY, GRADIENTS, DIVERGING, CUT, MOVED);

    /** Mean acceptance of a kernel with a Metropolis test: totals, progress and dual averaging look for it. */
    public static final Statistic ACCEPTANCE_RATE = real("acceptance_rate",
            "mean Metropolis acceptance probability over the trajectory");
    /** Step size of a kernel that has one: progress looks for it. */
    public static final Statistic STEP_SIZE = real("step_size", "step size used");
    /** Energy of a kernel with momenta: E-BFMI is computed of it. */
    public static final Statistic ENERGY = real("energy",
            "Hamiltonian of the draw, with the momentum that it was reached with");
    /** Change of the energy over the transition. */
    public static final Statistic ENERGY_ERROR = real("energy_error",
            "Hamiltonian of the draw minus that of the state before");

    /** How far a fit is from a mode: what is judged of members. */
    public static final Statistic GRADIENT_NORM = real("gradient_norm",
            "Euclidean norm of the gradient of the log density, of all rows");

    /** Which of the particles that move together a draw is: each is a draw again where there are more draws. */
    public static final Statistic PARTICLE = integer("particle", "number of the particle");

    /** Kind of number; truth values are 0 and 1. */
    public enum Kind {
        /** Any number. */
        REAL,
        /** A whole number. */
        INTEGER,
        /** 0 or 1. */
        BOOLEAN
    }

    /** A real number. */
    public static Statistic real(String name, String description) {
        return new Statistic(name, Kind.REAL, description);
    }

    /** A whole number. */
    public static Statistic integer(String name, String description) {
        return new Statistic(name, Kind.INTEGER, description);
    }

    /** A truth value. */
    public static Statistic truth(String name, String description) {
        return new Statistic(name, Kind.BOOLEAN, description);
    }
}
