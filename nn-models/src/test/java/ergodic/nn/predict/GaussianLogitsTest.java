package ergodic.nn.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

/** Class probabilities of normal logits: against NumPy and SciPy (jmh-benchmarks/peers/reference/probit.py), and against integrals. */
class GaussianLogitsTest {

    private static final double[] LOGITS = {1.5, -0.25, 0, 0.5, 1, -2, 2, 0.75, 0.5, -1, 0.25, 1.25};
    private static final double[] EXPECTED = {0.4162332177536979, 0.3360357190059533, 0.24773106324034877};

    private static ClassMixture ofThree(double[] logits, int draws) {
        ClassMixture mixture = ClassMixture.of(3).byProbit(draws);
        mixture.load(logSoftmax(logits), 0, logits.length / 3);
        return mixture;
    }

    private static double[] logSoftmax(double[] logits) {
        double[] logs = new double[logits.length];
        for (int i = 0; i < logits.length; i++) {
            int first = i / 3 * 3;
            logs[i] = logits[i] - Math
                    .log(Math.exp(logits[first]) + Math.exp(logits[first + 1]) + Math.exp(logits[first + 2]));
        }
        return logs;
    }

    private static double sigmoid(double z) {
        return 1 / (1 + Math.exp(-z));
    }

    /** Two draws with this mean and variance. */
    private static double byProbit(double mean, double variance) {
        ClassMixture mixture = ClassMixture.binary().byProbit(2);
        double off = Math.sqrt(variance / 2);
        mixture.load(new double[]{mean - off, mean + off}, 0, 2);
        return mixture.probability(1);
    }

    private static double integral(double mean, double variance) {
        double sum = 0;
        for (int i = -900; i <= 900; i++) {
            double z = i / 100.0;
            sum += sigmoid(mean + Math.sqrt(variance) * z) * Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) / 100;
        }
        return sum;
    }

    /** The values of the script, and by the softmax nothing is known of what all logits of a draw have in common. */
    @Test
    void probabilitiesOfThreeClasses() {
        double[] probabilities = new double[3];
        new GaussianLogits(3).logProbabilitiesInto(LOGITS, 0, 4, probabilities, 0);
        ClassMixture mixture = ofThree(LOGITS, 4);
        for (int k = 0; k < 3; k++) {
            assertThat(Math.exp(probabilities[k])).isCloseTo(EXPECTED[k], within(1e-14));
            assertThat(mixture.probability(k)).isCloseTo(EXPECTED[k], within(1e-14));
            assertThat(mixture.logDensity(k, 0, 4)).isCloseTo(Math.log(EXPECTED[k]), within(1e-13));
        }
        assertThat(mixture.mean()).isCloseTo(EXPECTED[0], within(1e-14));
    }

    /** MacKay's formula, which two of several classes have too. */
    @Test
    void probabilitiesOfTwoClasses() {
        ClassMixture binary = ClassMixture.binary().byProbit(4);
        binary.load(new double[]{1.5, 0.5, 2, -1}, 0, 4);
        assertThat(binary.probability(1)).isCloseTo(0.6404683730049148, within(1e-14));
        double[] logs = new double[2];
        new GaussianLogits(2).logProbabilitiesInto(new double[]{0, 1.5, 2, 2.5, -7, -5, 1, 0}, 0, 4, logs, 0);
        assertThat(Math.exp(logs[1])).isCloseTo(0.6404683730049148, within(1e-14));
    }

    /** Within 0.0177 of the integral, the largest that the script finds, at means to two widths; exact without a spread. */
    @Test
    void theIntegralIsNear() {
        double worst = 0;
        for (double sd = 0.25; sd < 41; sd *= 1.6) {
            for (double widths = -2; widths <= 2; widths += 0.25) {
                double mean = widths * sd;
                worst = Math.max(worst, Math.abs(byProbit(mean, sd * sd) - integral(mean, sd * sd)));
                assertThat(byProbit(mean, 0)).isCloseTo(sigmoid(mean), within(1e-15));
            }
        }
        assertThat(worst).isBetween(0.016, 0.0177);
    }

    /** The mixture is of fits, single draws are as they were, and what is not theirs comes from the weights. */
    @Test
    void fitsAreMixed() {
        double[] two = new double[24];
        System.arraycopy(LOGITS, 0, two, 0, 12);
        for (int i = 0; i < 12; i++) {
            two[12 + i] = -LOGITS[i];
        }
        ClassMixture mixture = ofThree(two, 4);
        ClassMixture other = ofThree(java.util.Arrays.copyOfRange(two, 12, 24), 4);
        ClassMixture draws = ClassMixture.of(3);
        draws.load(logSoftmax(two), 0, 8);
        for (int k = 0; k < 3; k++) {
            double both = (EXPECTED[k] + other.probability(k)) / 2;
            assertThat(mixture.probability(k)).isCloseTo(both, within(1e-14));
            assertThat(mixture.logDensity(k, 0, 8)).isCloseTo(Math.log(both), within(1e-13));
            assertThat(mixture.logDensity(k, 4, 8)).isCloseTo(Math.log(other.probability(k)), within(1e-13));
            assertThat(mixture.logDensity(k, 5, 6)).isEqualTo(draws.logDensity(k, 5, 6));
        }
        assertThat(mixture.expectedEntropy()).isEqualTo(draws.expectedEntropy());
        assertThat(mixture.mutualInformation()).isCloseTo(mixture.entropy() - draws.expectedEntropy(), within(1e-15))
                .isPositive();
        assertThat(mixture.aleatoricVariance() + mixture.epistemicVariance())
                .isCloseTo(mixture.mean() * (1 - mixture.mean()), within(1e-15));
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(3);
        int zeros = 0;
        for (int i = 0; i < 10_000; i++) {
            zeros += mixture.sample(2, rng) == 0 ? 1 : 0;
        }
        assertThat(zeros / 1e4).isCloseTo(EXPECTED[0],
                within(5 * Math.sqrt(EXPECTED[0] * (1 - EXPECTED[0]) / 1e4)));
        assertThatThrownBy(() -> ofThree(two, 3)).hasMessageContaining("8 components are no fits of 3 draws each");
    }
}
