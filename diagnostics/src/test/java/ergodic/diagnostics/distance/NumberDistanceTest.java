package ergodic.diagnostics.distance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Distances beside their formulas for normals, and beside scipy 1.15's for mixtures and points. */
class NumberDistanceTest {

    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    private static QuantileCurve normal(double mean, double sd) {
        return new QuantileCurve(Arrays.stream(QuantileCurve.levels())
                .map(level -> mean + sd * NORMAL.inverseCumulativeProbability(level)).toArray());
    }

    /** The curve of any distribution function, by bisection. */
    private static QuantileCurve curve(DoubleUnaryOperator cdf) {
        return new QuantileCurve(Arrays.stream(QuantileCurve.levels()).map(level -> {
            double low = -30;
            double high = 30;
            for (int i = 0; i < 80; i++) {
                double middle = 0.5 * (low + high);
                if (cdf.applyAsDouble(middle) < level) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return 0.5 * (low + high);
        }).toArray());
    }

    private static double phi(double x, double mean, double sd) {
        return NORMAL.cumulativeProbability((x - mean) / sd);
    }

    /** {@code E|Z|} of a normal Z. */
    private static double absolute(double mean, double sd) {
        return sd * Math.sqrt(2 / Math.PI) * Math.exp(-mean * mean / (2 * sd * sd))
                + mean * (1 - 2 * NORMAL.cumulativeProbability(-mean / sd));
    }

    /** W2 is the root of the squared distances of means and sds, W1 the mean of |difference|, which is normal in the score, and energy of three such means. */
    @ParameterizedTest
    @CsvSource({"0,1,0.7,1", "0,1,0,1.6", "-1,0.5,2,2", "3,0.1,3.01,0.11", "0,1,30,1", "5,2,5.0001,2"})
    void ofNormalsAreTheFormulas(double mean, double sd, double otherMean, double otherSd) {
        NumberDistance found = NumberDistance.between(normal(mean, sd), normal(otherMean, otherSd));
        double apart = otherMean - mean;
        double wider = Math.abs(otherSd - sd);
        assertThat(found.wasserstein2()).isCloseTo(Math.hypot(apart, wider), within(1e-9 * (1 + Math.abs(apart))));
        double first = wider == 0 ? Math.abs(apart) : absolute(apart, wider);
        assertThat(found.wasserstein1()).isCloseTo(first, within(1e-9 * (1 + Math.abs(apart))));
        double squares = 2 * absolute(apart, Math.hypot(sd, otherSd)) - absolute(0, sd * Math.sqrt(2))
                - absolute(0, otherSd * Math.sqrt(2));
        assertThat(found.energy()).isCloseTo(Math.sqrt(squares), within(2e-5 * Math.sqrt(squares) + 1e-9));
        NumberDistance turned = NumberDistance.between(normal(otherMean, otherSd), normal(mean, sd));
        assertThat(turned.wasserstein1()).isCloseTo(found.wasserstein1(), within(1e-12));
        assertThat(turned.energy()).isCloseTo(found.energy(), within(1e-9));
    }

    /** scipy: integrals of the two distribution functions on 200001 points, and of their quantiles by normal score. */
    @Test
    void ofMixturesAreThoseOfScipy() {
        NumberDistance found = NumberDistance.between(curve(x -> 0.3 * phi(x, -1, 0.5) + 0.7 * phi(x, 1, 1)),
                curve(x -> 0.5 * phi(x, 0, 1) + 0.5 * phi(x, 2, 0.3)));
        assertThat(found.wasserstein1()).isCloseTo(0.6423778173548449, within(5e-4));
        assertThat(found.wasserstein2()).isCloseTo(0.7085378564179355, within(1e-3));
        assertThat(found.energy()).isCloseTo(0.4941279245030432, within(1e-3));
    }

    @Test
    void ofPointsAreThoseOfScipy() {
        NumberDistance found = NumberDistance.ofPoints(new double[]{0, 1, 3.5, 2, 2}, new double[]{5, 6, 8, 0.5, 2});
        assertThat(found.wasserstein1()).isCloseTo(2.6, within(1e-12));
        assertThat(found.wasserstein2()).isCloseTo(3.0495901363953815, within(1e-12));
        assertThat(found.energy()).isCloseTo(1.4696938456699071, within(1e-12));
    }

    @Test
    void ofTheSameIsZero() {
        QuantileCurve curve = curve(x -> 0.9 * phi(x, 0, 1) + 0.1 * phi(x, 4, 0.2));
        assertThat(NumberDistance.between(curve, curve)).isEqualTo(new NumberDistance(0, 0, 0));
        double[] points = {3, 1, 2, 2};
        assertThat(NumberDistance.ofPoints(points, points)).isEqualTo(new NumberDistance(0, 0, 0));
    }

    /** A distribution at one point is as far as the mean distance from it. */
    @Test
    void ofAPoint() {
        double[] at = new double[QuantileCurve.levels().length];
        Arrays.fill(at, 2.0);
        NumberDistance found = NumberDistance.between(new QuantileCurve(at), normal(0, 1));
        assertThat(found.wasserstein1()).isCloseTo(absolute(2, 1), within(1e-3));
        assertThat(found.wasserstein2()).isCloseTo(Math.sqrt(5), within(1e-9));
        assertThat(found.energy()).isCloseTo(Math.sqrt(2 * absolute(2, 1) - absolute(0, Math.sqrt(2))), within(1e-4));
        double[] other = new double[at.length];
        assertThat(NumberDistance.between(new QuantileCurve(at), new QuantileCurve(other)).energy())
                .isCloseTo(2, within(1e-9));
        other[3] = Double.NEGATIVE_INFINITY;
        assertThat(NumberDistance.between(new QuantileCurve(at), new QuantileCurve(other)).wasserstein1()).isNaN();
    }

    @Test
    void whatCannotBeComparedIsRefused() {
        assertThatThrownBy(() -> new QuantileCurve(new double[3])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NumberDistance.ofPoints(new double[2], new double[3]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ClassDistance.between(new double[2], new double[3]))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** By hand: the largest difference over sets is that of the classes whose probability has grown. */
    @Test
    void ofClassesByHand() {
        ClassDistance found = ClassDistance.between(new double[]{0.5, 0.3, 0.2}, new double[]{0.25, 0.35, 0.4});
        assertThat(found.totalVariation()).isCloseTo(0.25, within(1e-15));
        assertThat(found.agree()).isFalse();
        assertThat(ClassDistance.between(new double[]{1, 0}, new double[]{0, 1}).totalVariation()).isEqualTo(1);
        assertThat(ClassDistance.between(new double[]{0.6, 0.4}, new double[]{0.9, 0.1}).agree()).isTrue();
    }
}
