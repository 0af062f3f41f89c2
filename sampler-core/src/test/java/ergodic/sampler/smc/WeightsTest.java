package ergodic.sampler.smc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Rises, sizes, evidence and resampling of a few particles, where all is known. */
class WeightsTest {

    private static final double NONE = Double.NEGATIVE_INFINITY;

    /** Two particles of log likelihood 0 and L: (1 + w)^2 / (1 + w^2) = 2 share at w = exp(-delta L). */
    @Test
    void thePowerRisesUntilTheSizeIsReached() {
        double share = 0.8;
        double delta = Weights.rise(new double[]{0, -50}, 1, share);
        double w = Math.exp(-50 * delta);
        assertThat((1 + w) * (1 + w) / (1 + w * w)).isCloseTo(2 * share, within(1e-9));
        assertThat(Weights.rise(new double[]{0, -0.1}, 0.7, share)).as("all that is left").isEqualTo(0.7);
        // Skewed log likelihoods tell a rise from a fall: 9 particles at 0 and one below lose little, however far it is below.
        double[] low = new double[10];
        low[0] = -1000;
        assertThat(Weights.rise(low, 1, share)).isEqualTo(1);
        double[] high = new double[10];
        high[0] = 1000;
        assertThat(Weights.rise(high, 1, share)).isLessThan(0.01);
    }

    @Test
    void particlesWithoutALikelihoodCountAsNothing() {
        double[] values = {0, NONE, Math.log(3), NONE};
        assertThat(Weights.effective(values, 1)).isCloseTo(16.0 / 10, within(1e-12));
        assertThat(Weights.logMean(values, 1)).isCloseTo(0, within(1e-12));
        assertThat(Weights.rise(values, 1, 0.9)).as("a share of those that have one").isPositive();
        int[] counts = new int[4];
        for (double uniform : new double[]{0, 0.3, 0.999}) {
            Weights.resample(values, 1, 8, uniform, counts);
            assertThat(counts[1] + counts[3]).isZero();
            assertThat(counts[0]).isEqualTo(2);
            assertThat(counts[2]).isEqualTo(6);
        }
    }

    @Test
    void theMeanWeightIsInLogs() {
        assertThat(Weights.logMean(new double[]{-2000, -2000 + Math.log(2)}, 0.5))
                .isCloseTo(-1000 + Math.log(0.5 * (1 + Math.sqrt(2))), within(1e-12));
    }

    /** Each particle is taken floor or ceiling of its share times the number, and its share in the mean. */
    @Test
    void resamplingIsSystematicAndFair() {
        Random random = new Random(3);
        double[] values = random.doubles(20, -3, 2).toArray();
        double sum = Arrays.stream(values).map(Math::exp).sum();
        for (int number : new int[]{20, 5}) {
            double[] means = new double[20];
            int uniforms = 4000;
            int[] counts = new int[20];
            for (int k = 0; k < uniforms; k++) {
                Weights.resample(values, 1, number, (k + 0.5) / uniforms, counts);
                assertThat(Arrays.stream(counts).sum()).isEqualTo(number);
                for (int i = 0; i < 20; i++) {
                    double expected = number * Math.exp(values[i]) / sum;
                    assertThat((double) counts[i]).isBetween(Math.floor(expected), Math.ceil(expected));
                    means[i] += (double) counts[i] / uniforms;
                }
            }
            for (int i = 0; i < 20; i++) {
                assertThat(means[i]).isCloseTo(number * Math.exp(values[i]) / sum, within(2.0 / uniforms));
            }
        }
    }
}
