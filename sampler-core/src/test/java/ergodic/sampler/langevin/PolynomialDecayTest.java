package ergodic.sampler.langevin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.metric.UnitMetric;
import ergodic.testing.Saved;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class PolynomialDecayTest {

    private static final UnitMetric METRIC = new UnitMetric(1);

    @Test
    void fallsAsThePowerOfTheCount() {
        PolynomialDecay decay = new PolynomialDecay(2.0, 3.0, 0.6, METRIC);
        for (int t = 0; t < 10; t++) {
            assertThat(decay.tuning().stepSize()).isCloseTo(2.0 * Math.pow(3.0 + t, -0.6), within(1e-15));
            decay.advance();
        }
        decay.finishWarmup();
        assertThat(decay.tuning().stepSize()).isCloseTo(2.0 * Math.pow(13.0, -0.6), within(1e-15));
    }

    @Test
    void goesFromFirstToLast() {
        PolynomialDecay decay = PolynomialDecay.between(0.1, 0.001, 500, 0.55, METRIC);
        assertThat(decay.tuning().stepSize()).isCloseTo(0.1, within(1e-12));
        for (int t = 0; t < 499; t++) {
            decay.advance();
        }
        assertThat(decay.tuning().stepSize()).isCloseTo(0.001, within(1e-12));
    }

    @Test
    void savedAndRestoredItCountsOn() throws IOException {
        PolynomialDecay decay = new PolynomialDecay(2.0, 3.0, 0.6, METRIC);
        for (int t = 0; t < 7; t++) {
            decay.advance();
        }
        PolynomialDecay restored = new PolynomialDecay(2.0, 3.0, 0.6, METRIC);
        Saved.move(decay::save, restored::load);
        assertThat(restored.tuning()).isEqualTo(decay.tuning());
        restored.advance();
        decay.advance();
        assertThat(restored.tuning().stepSize()).isEqualTo(decay.tuning().stepSize());
    }

    @Test
    void refusesSchedulesThatDoNotFall() {
        assertThatThrownBy(() -> new PolynomialDecay(1.0, 1.0, 0.5, METRIC)).hasMessageContaining("(0.5, 1]");
        assertThatThrownBy(() -> new PolynomialDecay(0.0, 1.0, 0.6, METRIC)).hasMessageContaining("positive scale");
        assertThatThrownBy(() -> PolynomialDecay.between(0.1, 0.1, 10, 0.6, METRIC)).hasMessageContaining("fall");
    }
}
