package ergodic.sampler.draws;

import ergodic.sampler.Transition;

/** A statistic of a transition under its name in the ArviZ schema. */
public enum SampleStatistic {
    /** Log density of the draw, up to a constant. */
    LP("lp", Kind.REAL),
    /** Mean acceptance probability. */
    ACCEPTANCE_RATE("acceptance_rate", Kind.REAL),
    /** Step size. */
    STEP_SIZE("step_size", Kind.REAL),
    /** Depth of the trajectory tree. */
    TREE_DEPTH("tree_depth", Kind.INTEGER),
    /** Gradient evaluations. */
    N_STEPS("n_steps", Kind.INTEGER),
    /** Whether the transition diverged. */
    DIVERGING("diverging", Kind.BOOLEAN),
    /** Whether the trajectory was cut at the largest tree depth. */
    REACHED_MAX_TREEDEPTH("reached_max_treedepth", Kind.BOOLEAN),
    /** Whether the state moved. */
    ACCEPTED("accepted", Kind.BOOLEAN),
    /** Hamiltonian of the draw. */
    ENERGY("energy", Kind.REAL),
    /** Hamiltonian of the draw minus that of the state before. */
    ENERGY_ERROR("energy_error", Kind.REAL),
    /** Energy error of largest magnitude in the trajectory. */
    MAX_ENERGY_ERROR("max_energy_error", Kind.REAL),
    /** Integration time of the trajectory. */
    INT_TIME("int_time", Kind.REAL);

    /** Kind of value. */
    enum Kind {
        REAL,
        INTEGER,
        BOOLEAN
    }

    private final String arvizName;
    private final Kind kind;

    SampleStatistic(String arvizName, Kind kind) {
        this.arvizName = arvizName;
        this.kind = kind;
    }

    /** The name in the ArviZ schema, such as {@code acceptance_rate}. */
    public String arvizName() {
        return arvizName;
    }

    Kind kind() {
        return kind;
    }

    /** The statistic of a transition; booleans as 0 and 1. */
    public double of(Transition transition) {
        return switch (this) {
            case LP -> transition.logDensity();
            case ACCEPTANCE_RATE -> transition.acceptanceRate();
            case STEP_SIZE -> transition.stepSize();
            case TREE_DEPTH -> transition.treeDepth();
            case N_STEPS -> transition.gradientEvaluations();
            case DIVERGING -> transition.diverging() ? 1 : 0;
            case REACHED_MAX_TREEDEPTH -> transition.reachedMaxTreeDepth() ? 1 : 0;
            case ACCEPTED -> transition.accepted() ? 1 : 0;
            case ENERGY -> transition.energy();
            case ENERGY_ERROR -> transition.energyError();
            case MAX_ENERGY_ERROR -> transition.maxEnergyError();
            case INT_TIME -> transition.integrationTime();
        };
    }

    /** The statistic of this ArviZ name, or an {@link IllegalArgumentException} that lists the names. */
    public static SampleStatistic named(String name) {
        StringBuilder names = new StringBuilder();
        for (SampleStatistic statistic : values()) {
            if (statistic.arvizName.equals(name)) {
                return statistic;
            }
            names.append(names.isEmpty() ? "" : ", ").append(statistic.arvizName);
        }
        throw new IllegalArgumentException("no statistic \"" + name + "\"; there are " + names);
    }
}
