package ergodic.sampler.laplace;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The normal distribution {@code N(0, P^-1)} of what a draw is away from the mode. Immutable but for workspaces. */
sealed interface NormalShape permits FullNormal, FewDirectionsNormal, DiagonalNormal, KroneckerNormal {

    /** Directions that a {@link #gain} is told by, at most. */
    int PROBES = 32;

    /**
     * Makes a draw.
     *
     * @param white
     *            standard normal numbers, as many as there are coordinates; not changed
     * @param offset
     *            filled; another array
     */
    void offsetInto(double[] white, double[] offset);

    /** The diagonal of {@code P^-1}, as many numbers as there are coordinates. */
    void variancesInto(double[] variances);

    /** Log determinant of the precision. */
    double logDeterminant();

    /**
     * By how much the log density of a normal distribution of this precision rises from where its gradient is g to its maximum: {@code g^T P^-1 g / 2}. Exact of a
     * full precision and for as many coordinates as there are probes; else by that many random directions, which tell it to a quarter.
     *
     * @param gradient
     *            g, as many numbers as there are coordinates
     */
    default double gain(double[] gradient) {
        int d = gradient.length;
        boolean exact = d <= PROBES;
        RandomGenerator random = new SplittableRandom(1);
        double[] white = new double[d];
        double[] offset = new double[d];
        double squares = 0;
        for (int probe = 0; probe < (exact ? d : PROBES); probe++) {
            for (int i = 0; i < d; i++) {
                white[i] = exact ? i == probe ? 1 : 0 : random.nextGaussian();
            }
            offsetInto(white, offset);
            double along = 0;
            for (int i = 0; i < d; i++) {
                along += gradient[i] * offset[i];
            }
            squares += along * along;
        }
        return 0.5 * squares / (exact ? 1 : PROBES);
    }

    /** How many directions were left out, whatever the likelihood says of them: those of a low rank alone. */
    default int leftOut() {
        return 0;
    }

    /** The smallest curvature of the likelihood that was kept, in units of the prior's; 0 where no direction was left out. */
    default double leastKept() {
        return 0;
    }

    /** How many directions had no positive curvature and got that of the prior. */
    int replaced();

    /** All that it is made of; not to be changed. */
    double[] numbers();
}
