package ergodic.sampler.mams;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * A random number of steps of a given mean: {@code n = ceil(U s)}, U uniform on (0, 1), with {@code s = k + y}, {@code k = floor(2 mu - 1)},
 * {@code y = k (mu - (k + 1) / 2) / (k + 1 - mu)}. So n is 1 .. k with probability {@code 1 / s} each and k + 1 with {@code y / s},
 * and its mean is mu, whatever mu of at least 1.
 */
final class StepCount {

    private StepCount() {}

    /** A number with mean {@code mean}. */
    static int draw(double mean, UniformRandomProvider rng) {
        return Math.max(1, (int) Math.ceil((1.0 - rng.nextDouble()) * spread(mean)));
    }

    /** s for this mean. */
    static double spread(double mean) {
        double k = Math.floor(2.0 * mean - 1.0);
        return k + k * (mean - 0.5 * (k + 1.0)) / (k + 1.0 - mean);
    }
}
