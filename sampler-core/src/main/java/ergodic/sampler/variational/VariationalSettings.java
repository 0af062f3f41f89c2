package ergodic.sampler.variational;

/**
 * Settings of {@link VariationalFit}.
 *
 * @param steps
 *            largest number of steps, at least {@value #FEWEST_STEPS}: the warm-up of {@link ergodic.sampler.run.RunSettings}. The last
 *            {@value #POOL_STEPS} are for the pool
 * @param family
 *            of the approximation
 * @param rank
 *            columns of B, of {@link VariationalFamily#LOW_RANK}; at most as many as there are unknowns are taken
 * @param layers
 *            couplings of {@link VariationalFamily#FLOW}
 * @param samples
 *            draws of each step
 * @param batchSize
 *            rows of a draw; 0 for all
 * @param learningRate
 *            step of the first stage, in standard deviations of q
 * @param annealing
 *            share of the steps over which the weight of the divergence from the prior rises to 1
 * @param tolerance
 *            nats that steps of half the size must gain for the fit to go on
 * @param candidates
 *            draws of the pool by which bound and weights are judged
 * @param corrected
 *            whether draws are taken from the pool by their importance weights, where these allow it
 * @param estimator
 *            of what the noise of gradients is; other than that of weights of {@link VariationalFamily#MEAN_FIELD} alone
 */
public record VariationalSettings(int steps, VariationalFamily family, int rank, int layers, int samples, int batchSize,
        double learningRate, double annealing, double tolerance, int candidates, boolean corrected,
        NoiseEstimator estimator) {

    /** Largest share of the steps that may be annealed: the rest is for arriving. */
    public static final double MOST_ANNEALING = 0.5;
    /** Most unknowns of a normal of any covariance. */
    public static final int MOST_FULL = 5000;
    /** Fewest steps of a fit. */
    static final int FEWEST_STEPS = 40;
    /** Steps that are kept for the pool. */
    static final int POOL_STEPS = 10;
    /** The default rank. */
    static final int RANK = 10;
    /** Couplings by default. */
    static final int LAYERS = 4;
    /** Draws of a step by default. */
    static final int SAMPLES = 2;
    /** The first step size by default. */
    static final double LEARNING_RATE = 0.2;
    /** The default tolerance. */
    static final double TOLERANCE = 0.1;
    /** Draws of the pool by default. */
    static final int CANDIDATES = 1000;
    /** Most candidates of a pool: their weights are held in memory. */
    static final int MOST_CANDIDATES = 10_000_000;

    /** Checks the numbers. */
    public VariationalSettings {
        if (steps < FEWEST_STEPS) {
            throw new IllegalArgumentException("variational inference needs at least " + FEWEST_STEPS + " steps, not "
                    + steps);
        }
        if (rank < 1 || layers < 1 || samples < 1 || batchSize < 0 || candidates < 2 || candidates > MOST_CANDIDATES) {
            throw new IllegalArgumentException(
                    "variational inference needs a rank, couplings and draws of at least 1, rows of at"
                            + " least 0 and 2 to " + MOST_CANDIDATES + " candidates, not " + rank + ", " + layers + ", "
                            + samples + ", "
                            + batchSize + " and " + candidates);
        }
        if (!(learningRate > 0 && annealing >= 0 && annealing <= MOST_ANNEALING && tolerance > 0)) {
            throw new IllegalArgumentException("variational inference needs a positive learning rate and tolerance and"
                    + " an annealing from 0 to " + MOST_ANNEALING + ", not " + learningRate + ", " + tolerance + " and "
                    + annealing);
        }
    }

    /** By noise of weights. */
    public VariationalSettings(int steps, VariationalFamily family, int rank, int layers, int samples, int batchSize,
            double learningRate, double annealing, double tolerance, int candidates, boolean corrected) {
        this(steps, family, rank, layers, samples, batchSize, learningRate, annealing, tolerance, candidates, corrected,
                NoiseEstimator.WEIGHTS);
    }

    /** The defaults for so many steps of a family. */
    public static VariationalSettings of(int steps, VariationalFamily family) {
        return new VariationalSettings(steps, family, RANK, LAYERS, SAMPLES, 0, LEARNING_RATE, 0, TOLERANCE, CANDIDATES,
                false);
    }

    /** The same with so many draws a step, of so many rows. */
    public VariationalSettings withDraws(int number, int rows) {
        return new VariationalSettings(steps, family, rank, layers, number, rows, learningRate, annealing, tolerance,
                candidates, corrected, estimator);
    }

    /** The same with another rank. */
    public VariationalSettings withRank(int columns) {
        return new VariationalSettings(steps, family, columns, layers, samples, batchSize, learningRate, annealing,
                tolerance,
                candidates, corrected, estimator);
    }

    /** The same with another step of the first stage, and another tolerance. */
    public VariationalSettings withSteps(double rate, double nats) {
        return new VariationalSettings(steps, family, rank, layers, samples, batchSize, rate, annealing, nats,
                candidates,
                corrected, estimator);
    }

    /** The same whose divergence from the prior is annealed over a share of the steps. */
    public VariationalSettings withAnnealing(double share) {
        return new VariationalSettings(steps, family, rank, layers, samples, batchSize, learningRate, share, tolerance,
                candidates, corrected, estimator);
    }

    /** The same with draws by importance weights, where these allow it. */
    public VariationalSettings withCorrection() {
        return new VariationalSettings(steps, family, rank, layers, samples, batchSize, learningRate, annealing,
                tolerance,
                candidates, true, estimator);
    }

    /** The same by noise of another kind. */
    public VariationalSettings withEstimator(NoiseEstimator other) {
        return new VariationalSettings(steps, family, rank, layers, samples, batchSize, learningRate, annealing,
                tolerance, candidates, corrected, other);
    }

    /** Steps of the optimisation, at most. */
    int climbingSteps() {
        return steps - POOL_STEPS;
    }

    /** Candidates that a step evaluates at most. */
    int poolShare() {
        return Math.ceilDiv(candidates, POOL_STEPS);
    }
}
