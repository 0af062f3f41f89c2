package ergodic.sampler;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * The log likelihood with noise of each row's own in some coordinates, which are independent normals: its mean over the noise is that with coordinates drawn once for all rows, and the noises of rows are independent (of
 * Flipout uncorrelated given the perturbations). Belongs to one chain.
 */
public interface RowNoise {

    /** The coordinates that have it. */
    int[] coordinates();

    /** Numbers of noise that a row has: memory for one chain is 8 bytes for each, times the rows of a batch. */
    long numbersOfRow();

    /**
     * An estimate {@code (N / count) sum over the rows of log likelihood}, and what belongs to no row, with its derivatives.
     *
     * @param point
     *            length d: of the {@link #coordinates} the means, of others what is to be
     * @param spread
     *            by {@link #coordinates}: their standard deviations ({@link RowNoiseForm#LOCAL}), or perturbations, standard deviations times standard normal numbers ({@link RowNoiseForm#FLIPOUT})
     * @param rows
     *            row numbers, of which the first {@code count} are used
     * @param mirrored
     *            whether it takes the mirror image of the noise that it drew last: minus that, or of Flipout, whose perturbations the caller mirrors, the same signs; the count must be the same
     * @param rng
     *            of the noise
     * @param gradient
     *            filled by point, length d
     * @param spreadGradient
     *            filled by spread
     */
    double evaluate(double[] point, double[] spread, int[] rows, int count, boolean mirrored,
            UniformRandomProvider rng, double[] gradient, double[] spreadGradient);
}
