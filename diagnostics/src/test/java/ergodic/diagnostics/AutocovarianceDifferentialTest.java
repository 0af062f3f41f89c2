package ergodic.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The Fourier transform against the sum that defines the autocovariance. */
class AutocovarianceDifferentialTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 31, 32, 33, 500})
    void equalsTheDefiningSum(int length) {
        double[][] series = SpecialCasesTest.normal(3, length, length);
        double[] expected = new double[length];
        for (double[] one : series) {
            double[] autocovariance = direct(one);
            assertThat(Autocovariance.of(one)).containsExactly(autocovariance, within(1e-13));
            for (int lag = 0; lag < length; lag++) {
                expected[lag] += autocovariance[lag] / 3;
            }
        }
        Autocovariance.Mean mean = new Autocovariance.Mean(series);
        for (int lag = 0; lag < length; lag++) {
            assertThat(mean.at(lag)).isCloseTo(expected[lag], within(1e-13));
        }
    }

    @Test
    void equalsTheDefiningSumOnAnAutoregressiveSeries() throws IOException {
        double[] series = Files.readAllLines(SharedData.require("diagnostics/stan_bern/ar1.csv")).stream()
                .mapToDouble(Double::parseDouble).toArray();
        assertThat(series).hasSizeGreaterThan(500);
        assertThat(Autocovariance.of(series)).containsExactly(direct(series), within(1e-12));
    }

    private static double[] direct(double[] series) {
        double mean = Descriptive.mean(series);
        double[] autocovariance = new double[series.length];
        for (int lag = 0; lag < series.length; lag++) {
            for (int i = lag; i < series.length; i++) {
                autocovariance[lag] += (series[i] - mean) * (series[i - lag] - mean) / series.length;
            }
        }
        return autocovariance;
    }
}
