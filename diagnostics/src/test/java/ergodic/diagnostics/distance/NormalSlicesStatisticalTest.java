package ergodic.diagnostics.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.numbers.gamma.Gamma;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

/** Slices against closed forms, against sums over pairs of vectors, and against the normal distribution itself. */
class NormalSlicesStatisticalTest {

    private static double[][] sample(UniformRandomProvider rng, int count, double... sds) {
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(rng);
        double[][] sample = new double[count][sds.length];
        for (double[] x : sample) {
            for (int i = 0; i < x.length; i++) {
                x[i] = sds[i] * normal.sample();
            }
        }
        return sample;
    }

    private static double[][] diagonal(double... sds) {
        double[][] covariance = new double[sds.length][sds.length];
        for (int i = 0; i < sds.length; i++) {
            covariance[i][i] = sds[i] * sds[i];
        }
        return covariance;
    }

    /** {@code E|a - s Z|} by Simpson's rule, whose error is far below the tolerance for so smooth a density but at the kink. */
    @Test
    void aPointIsAsFarFromANormalAsTheIntegralSays() {
        for (double a : new double[]{0, 0.3, -2, 7}) {
            double sd = 1.7;
            int steps = 400_000;
            double width = 24.0 / steps;
            double sum = 0;
            for (int i = 0; i <= steps; i++) {
                double z = -12 + i * width;
                int weight = i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2;
                sum += weight * Math.abs(a - sd * z) * Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
            }
            assertThat(NormalSlices.far(a, sd)).isCloseTo(sum * width / 3, within(1e-8));
        }
        assertThat(NormalSlices.far(-3, 0)).isEqualTo(3);
    }

    /**
     * Normal against normal in one dimension: {@code D^2 = 2 sqrt(2 (s^2 + t^2) / pi) - 2 (s + t) / sqrt(pi)}; within five standard errors of 200,000 draws,
     * which are about 0.003 (false failure 6e-7).
     */
    @Test
    void twoNormalsAreAsFarAsTheFormulaSays() {
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(5);
        double s = 0.6;
        double t = 1.5;
        double expected = 2 * Math.sqrt(2 * (s * s + t * t) / Math.PI) - 2 * (s + t) / Math.sqrt(Math.PI);
        NormalSlices slices = new NormalSlices(diagonal(s), 3, rng);
        double[][] sample = sample(rng, 200_000, t);
        assertThat(slices.unbiasedSquare(sample)).isCloseTo(expected, within(0.015));
        assertThat(slices.distance(sample)).isCloseTo(Math.sqrt(expected), within(0.015));
    }

    /**
     * The mean over directions is the energy distance of vectors times {@code E|v_1| = gamma(m / 2) / (sqrt(pi) gamma((m + 1) / 2))}: against sums over pairs
     * of 1500 vectors each, whose chance, and that of 4000 directions, is within 0.05 by far (the square itself is 0.48).
     */
    @Test
    void slicesMakeUpTheEnergyDistanceOfVectors() {
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(9);
        double[] sds = {1, 0.5, 2};
        double[][] x = sample(rng, 1500, 2, 2, 2);
        for (double[] one : x) {
            one[0] += 1;
        }
        double[][] y = sample(rng, 1500, sds);
        double factor = Gamma.value(1.5) / (Math.sqrt(Math.PI) * Gamma.value(2));
        double pairs = 2 * mean(x, y, 1500.0 * 1500) - mean(x, x, 1500.0 * 1499) - mean(y, y, 1500.0 * 1499);
        NormalSlices slices = new NormalSlices(diagonal(sds), 4000, rng);
        assertThat(slices.unbiasedSquare(x) / factor).isCloseTo(pairs, within(0.05));
        assertThat(pairs).isGreaterThan(0.4);
    }

    private static double mean(double[][] x, double[][] y, double pairs) {
        double sum = 0;
        for (double[] a : x) {
            for (double[] b : y) {
                double squares = 0;
                for (int i = 0; i < a.length; i++) {
                    squares += (a[i] - b[i]) * (a[i] - b[i]);
                }
                sum += Math.sqrt(squares);
            }
        }
        return sum / pairs;
    }

    /**
     * A shape alone is seen: a uniform variable of the same variance. Of the normal itself the unbiased square is zero on average over 400 samples of 30, within
     * five of its standard errors (false failure 6e-7).
     */
    @Test
    void theNormalItselfIsAtZeroAndAnotherShapeIsNot() {
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(11);
        NormalSlices slices = new NormalSlices(diagonal(1, 3), 8, rng);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < 400; i++) {
            double square = slices.unbiasedSquare(sample(rng, 30, 1, 3));
            sum += square;
            squares += square * square;
        }
        double mean = sum / 400;
        assertThat(mean).isCloseTo(0, within(5 * Math.sqrt((squares / 400 - mean * mean) / 400)));

        double[][] uniform = new double[20_000][1];
        for (double[] x : uniform) {
            x[0] = Math.sqrt(12) * (rng.nextDouble() - 0.5);
        }
        NormalSlices line = new NormalSlices(diagonal(1), 1, rng);
        assertThat(line.unbiasedSquare(uniform)).isGreaterThan(0.005);
        assertThat(Math.abs(line.unbiasedSquare(sample(rng, 20_000, 1)))).isLessThan(0.001);
    }
}
