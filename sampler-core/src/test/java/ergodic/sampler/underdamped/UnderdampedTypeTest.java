package ergodic.sampler.underdamped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.sampler.Transition;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.draws.Phase;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.energy.EnergyVariance;
import ergodic.sampler.method.Measurement;
import ergodic.sampler.method.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnderdampedTypeTest {

    private static final UnderdampedType TYPE = new UnderdampedType();

    private static Settings settings(Map<String, ?> given) {
        return Settings.of(TYPE.keys(), given);
    }

    /** What is measured of draws of one chain with these energy variances, NaN for a step that was taken back. */
    private static List<Measurement> measured(double... energyVariances) {
        MemoryDraws draws = new MemoryDraws(1, List.of(Variable.of("theta")));
        Transition transition = new Transition(Underdamped.STATISTICS);
        for (int i = 0; i < energyVariances.length; i++) {
            boolean good = !Double.isNaN(energyVariances[i]);
            transition.report(-1.0, 1, !good, good, false);
            transition.set(Underdamped.STATISTICS.indexOf(EnergyVariance.STATISTIC), energyVariances[i]);
            draws.accept(0, Phase.SAMPLING, i, new double[1], transition);
        }
        return TYPE.measured(settings(Map.of()), draws);
    }

    @Test
    void theBiasIsToldOfTheStepsThatWereMade() {
        assertThat(measured(1e-3, 1e-3)).singleElement()
                .extracting(Measurement::sentence).asString().contains("about 1.07 times");
        assertThat(measured(1e-3, Double.NaN, Double.NaN, 1e-3)).as("steps taken back are not steps without a bias")
                .isEqualTo(measured(1e-3, 1e-3));
    }

    @Test
    void nothingIsToldWhereNoStepWasMade() {
        assertThat(measured(Double.NaN, Double.NaN)).isEmpty();
    }

    /** Beyond these the adaptation's powers of the step overflow, or no step is stable. */
    @ParameterizedTest
    @ValueSource(doubles = {1e-300, 1e-13, 1.0, 1e300})
    void anEnergyVarianceThatNoStepCanHaveIsRefused(double energyVariance) {
        assertThatThrownBy(() -> settings(Map.of("energy_variance", energyVariance)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("sampler.energy_variance must lie");
    }

    /** What the errors say, and what the check of each variable finds, is held to one tolerance. */
    @Test
    void aBiasAboveTheToleranceIsADoubt() {
        assertThat(measured(3e-4).getFirst().doubtful()).isFalse();
        Measurement wide = measured(3e-2).getFirst();
        assertThat(wide.doubtful()).isTrue();
        assertThat(wide.sentence()).contains("an error above sampler.bias_tolerance = 0.1");
        assertThat(TYPE.biasTest(settings(Map.of())).orElseThrow().transitions()).isEqualTo(30);
        assertThat(TYPE.biasTest(settings(Map.of("bias_check", 0)))).isEmpty();
        assertThat(TYPE.biasTest(settings(Map.of("bias_check", 1000)))).isPresent();
        assertThatThrownBy(() -> settings(Map.of("bias_check", 1001))).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sampler.bias_check must be a whole number from 0 to 1000, not 1001");
    }
}
