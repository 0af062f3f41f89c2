package ergodic.sampler.isokinetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.energy.EnergyVariance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SplittingBiasTest {

    /** Of leapfrog it is the closed form. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-6, 3e-4, 1e-2, 0.5})
    void ofLeapfrogItIsTheClosedForm(double energyVariance) {
        assertThat(SplittingBias.bias(SplittingScheme.LEAPFROG, energyVariance))
                .isCloseTo(EnergyVariance.bias(energyVariance), within(1e-9));
    }

    /** The table of energy variances and biases of steps of least error, from an independent computation. */
    @ParameterizedTest
    @CsvSource({"1e-4, -0.011", "3e-4, -0.018", "5e-4, -0.023", "1e-3, -0.032", "3e-3, -0.055", "5e-3, -0.072",
            "1e-2, -0.107", "3e-2, -0.216"})
    void biasesOfStepsOfLeastError(double energyVariance, double bias) {
        assertThat(SplittingBias.bias(SplittingScheme.MINIMAL_NORM, energyVariance)).isCloseTo(bias, within(6e-4));
    }

    /** Above the largest one that a stable step has, the bias is that of the largest, and no smaller. */
    @Test
    void aboveTheLargestItIsThatOfTheLargest() {
        assertThat(SplittingBias.bias(SplittingScheme.MINIMAL_NORM, 0.1)).isLessThan(-0.3)
                .isEqualTo(SplittingBias.bias(SplittingScheme.MINIMAL_NORM, 10.0));
        assertThat(SplittingBias.bias(SplittingScheme.OMELYAN, 3e-4)).isBetween(0.0, 0.1);
        assertThat(SplittingBias.bias(SplittingScheme.MINIMAL_NORM, Double.NaN)).isNaN();
        assertThat(SplittingBias.bias(SplittingScheme.MINIMAL_NORM, 0.0)).isCloseTo(0.0, within(1e-5));
    }
}
