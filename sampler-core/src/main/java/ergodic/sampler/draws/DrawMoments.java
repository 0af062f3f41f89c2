package ergodic.sampler.draws;

import java.util.Arrays;

/**
 * Number, means and variances of draws.
 *
 * @param count
 *            number of draws
 * @param mean
 *            means; NaN without draws
 * @param variance
 *            variances with the divisor {@code count - 1}; NaN for fewer than two draws
 */
public record DrawMoments(long count, double[] mean, double[] variance) {

    /** The numbers themselves. */
    @Override
    public String toString() {
        return "DrawMoments[count=" + count + ", mean=" + Arrays.toString(mean) + ", variance="
                + Arrays.toString(variance) + "]";
    }
}
