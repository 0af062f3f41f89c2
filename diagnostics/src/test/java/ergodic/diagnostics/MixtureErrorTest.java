package ergodic.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Errors between chains, against numbers worked out by hand. */
class MixtureErrorTest {

    @Test
    void meanErrorIsTheStandardErrorBesideTheSpread() {
        // Chain means 1, 3: sd sqrt 2, standard error 1, beside a spread of sqrt 17 of which 1 is the variance of the two means,
        // so 4 within chains; and a row without disagreement.
        MixtureError error = MixtureError.of(new FunctionEvidence(List.of("a", "b"),
                new double[][]{{1, 5}, {3, 5}}, new double[]{Math.sqrt(17), 0}, new double[0][]));
        assertThat(error.meanError()).isCloseTo(Math.sqrt(0.25 * 0.25 / 2), within(1e-15));
        assertThat(error.worstRow()).isZero();
        assertThat(error.worstRowError()).isCloseTo(0.25, within(1e-15));
        assertThat(error.logDensity()).isNaN();
        assertThat(error.meanErrorWith(8)).isCloseTo(error.meanError() / 2, within(1e-15));
    }

    /** M chains in places far apart: the error is what it is beside the noise, and falls as 1 / sqrt(M), not faster. */
    @Test
    void disagreementIsNoYardstickForItself() {
        for (int chains : new int[]{4, 8, 16, 32}) {
            double[][] means = new double[chains][1];
            double variance = 0;
            for (int chain = 0; chain < chains; chain++) {
                means[chain][0] = chain % 2 == 0 ? -10 : 10;
                variance += 100.0 / chains;
            }
            MixtureError error = MixtureError.of(new FunctionEvidence(List.of("a"), means,
                    new double[]{Math.sqrt(variance + 1)}, new double[0][]));
            assertThat(error.meanError()).isCloseTo(10 / Math.sqrt(chains - 1), within(1e-9));
        }
    }

    @Test
    void logDensityIsThatOfTheMixtureAndItsErrorTheJackknifes() {
        double[][] density = {{Math.log(0.2)}, {Math.log(0.4)}, {Math.log(0.9)}};
        MixtureError error = MixtureError.of(new FunctionEvidence(List.of("a"), new double[][]{{1}, {2}, {3}},
                new double[]{1}, density));
        assertThat(error.logDensity()).isCloseTo(Math.log(0.5), within(1e-15));
        double[] without = {Math.log(0.65), Math.log(0.55), Math.log(0.3)};
        double mean = Descriptive.mean(without);
        double squares = 0;
        for (double value : without) {
            squares += (value - mean) * (value - mean);
        }
        assertThat(error.logDensityError()).isCloseTo(Math.sqrt(2.0 / 3 * squares), within(1e-15));
        assertThat(error.logDensityGain()).isCloseTo(2 * (Math.log(0.5) - mean), within(1e-15)).isPositive();
    }

    @Test
    void impossibleRowIsMinusInfinityNotNaN() {
        double[][] density = {{Double.NEGATIVE_INFINITY}, {Double.NEGATIVE_INFINITY}};
        assertThat(MixtureError.of(new FunctionEvidence(List.of("a"), new double[2][1], new double[]{1}, density))
                .logDensity()).isEqualTo(Double.NEGATIVE_INFINITY);
    }

    @Test
    void shapesAreChecked() {
        assertThatThrownBy(() -> new FunctionEvidence(List.of("a"), new double[2][2], new double[]{1},
                new double[0][])).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 predictive means");
        assertThatThrownBy(() -> new FunctionEvidence(List.of(), new double[2][1], new double[]{1},
                new double[0][])).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("0 names");
    }
}
