package ergodic.sampler.variational;

import ergodic.sampler.StartCovariance;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/**
 * A family of distributions q of theta in R^d, each of which makes a draw {@code theta = T(noise)} of standard normal numbers. Its parameters are an
 * array that others hold, save and average; a family has workspaces alone.
 *
 * <p>
 * It is climbed by moves in units of q itself: a move of the mean by 1 is one standard deviation of q, one of a width a factor e. So step sizes mean the same
 * whatever the units of the posterior, and q of full rank is climbed alike in all coordinates that are linear maps of each other. A vector of moves has as many
 * entries as there are parameters; moves of 0 change nothing.
 */
sealed interface Approximation permits MeanFieldNormal, LowRankNormal, FullRankNormal, CouplingFlow {

    /** Standard deviation of q where nothing is known of the covariance at the start. */
    double FIRST_WIDTH = 0.1;

    /** Logarithm of two pi. */
    double LOG_TWO_PI = Math.log(2 * Math.PI);

    /** Number of parameters, and of moves. */
    int parameters();

    /** Standard normal numbers that a draw is made of. */
    int noise();

    /**
     * Writes the parameters that a fit begins with.
     *
     * @param mean
     *            of q
     * @param known
     *            what the start knows of the covariance; null for nothing
     */
    void begin(double[] parameters, double[] mean, @Nullable StartCovariance known, UniformRandomProvider rng);

    /** Makes ready what draws need of the parameters: to be called when they have changed. */
    void prepare(double[] parameters);

    /**
     * Makes a draw.
     *
     * @param noise
     *            standard normal numbers; not changed
     * @param theta
     *            filled with the draw
     * @return log q there
     */
    double drawInto(double[] parameters, double[] noise, double[] theta);

    /**
     * Adds the derivative of the last draw's {@code slope . theta - weight log q(theta)} by the moves, with the parameters of the density q held (the path
     * derivative of Roeder, Wu and Duvenaud 2017): where the slope is that of q itself it is 0, whatever the noise.
     *
     * @param noise
     *            of the last draw
     * @param slope
     *            length d
     * @param moves
     *            added to
     */
    void addPath(double[] parameters, double[] noise, double[] slope, double weight, double[] moves);

    /** Moves the parameters, which are those prepared last. */
    void move(double[] parameters, double[] moves);

    /** Where q is centred: its mean where it is a normal. */
    void centreInto(double[] parameters, double[] theta);

    /** Multiplies all widths by a factor. */
    void widen(double[] parameters, double factor);
}
