package ergodic.sampler;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;

/** The log prior of a model on the whole of R^d, with its gradient, which can be drawn from. Belongs to one chain. */
public interface PriorDensity extends LogDensity {

    /**
     * Draws independently from the density that {@link #evaluate} gives up to a constant: on the same scale, the Jacobians of transforms
     * included.
     *
     * @param theta
     *            filled with the draw, length d
     * @param rng
     *            random numbers
     */
    void drawInto(double[] theta, UniformRandomProvider rng);

    /**
     * Tells which coordinates are normal, exactly and independently of all others.
     *
     * @param mean
     *            filled with their means, length d; NaN for a coordinate that is not so
     * @param scale
     *            filled with their standard deviations, likewise
     */
    default void normalsInto(double[] mean, double[] scale) {
        Arrays.fill(mean, Double.NaN);
        Arrays.fill(scale, Double.NaN);
    }

    /**
     * Tells those of {@link #normalsInto} whose scale is that of a weight: of a standard normal that only stands behind one, multiplied by a scale of its own, it is
     * not.
     *
     * @param mean
     *            filled with their means, length d; NaN for all others
     * @param scale
     *            filled with their standard deviations, likewise
     */
    default void normalWeightsInto(double[] mean, double[] scale) {
        normalsInto(mean, scale);
    }
}
