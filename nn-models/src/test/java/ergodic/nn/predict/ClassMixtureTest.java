package ergodic.nn.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Parts of the entropy and quantiles of probabilities, against NumPy 2.4 ({@code numpy.quantile} and sums). */
class ClassMixtureTest {

    private static final double[] PROBABILITIES = {0.7, 0.2, 0.1, 0.1, 0.6, 0.3, 0.25, 0.25, 0.5, 1 / 3.0, 1 / 3.0,
            1 / 3.0};

    private static ClassMixture mixture() {
        ClassMixture mixture = ClassMixture.of(3);
        mixture.load(Arrays.stream(PROBABILITIES).map(Math::log).toArray(), 0, 4);
        return mixture;
    }

    @Test
    void entropyIsExpectedEntropyAndMutualInformation() {
        ClassMixture mixture = mixture();
        assertThat(mixture.entropy()).isCloseTo(1.0971874325447253, within(1e-14));
        assertThat(mixture.expectedEntropy()).isCloseTo(0.9595243342270362, within(1e-14));
        assertThat(mixture.mutualInformation()).isCloseTo(0.13766309831768908, within(1e-14));
    }

    @Test
    void quantilesAreOverTheDraws() {
        double[] quantiles = new double[3];
        mixture().probabilityQuantilesInto(0, new double[]{0.05, 0.5, 0.95}, quantiles);
        assertThat(quantiles).containsExactly(new double[]{0.1225, 0.875 / 3, 0.645}, within(1e-14));
        ClassMixture logit = ClassMixture.binary();
        logit.load(new double[]{-2, 5, 0}, 0, 3);
        logit.probabilityQuantilesInto(1, new double[]{0.5, 0.75, 0.999}, quantiles);
        double high = 1 / (1 + Math.exp(-5));
        assertThat(quantiles).containsExactly(new double[]{0.5, 0.5 + 0.5 * (high - 0.5), 0.5 + 0.998 * (high - 0.5)},
                within(1e-14));
        // A row after one with more draws.
        logit.load(new double[]{1}, 0, 1);
        logit.probabilityQuantilesInto(0, new double[]{0.1}, quantiles);
        assertThat(quantiles[0]).isCloseTo(1 / (1 + Math.E), within(1e-14));
    }
}
