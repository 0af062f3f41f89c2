package ergodic.sampler.warmup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.testing.Saved;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DualAveragingTest {

    private static DualAveraging fresh() {
        return new DualAveraging(DualAveragingSettings.defaults(), 1.0);
    }

    /** mu = log 10; s_1 = 0.5 / 11, x_1 = mu - s_1 / 0.05; s_2 = 11/12 s_1 + (0.8 - 1) / 12, x_2 = mu - sqrt(2) s_2 / 0.05. */
    @Test
    void followsTheEquationsWorkedOutByHand() {
        DualAveraging averaging = fresh();
        averaging.update(0.3);
        double x1 = Math.log(10.0) - 0.5 / 11.0 / 0.05;
        assertThat(averaging.stepSize()).isCloseTo(Math.exp(x1), within(1e-12));
        assertThat(averaging.averagedStepSize()).isCloseTo(Math.exp(x1), within(1e-12));
        averaging.update(1.7);
        double x2 = Math.log(10.0) - Math.sqrt(2.0) * (11.0 / 12.0 * 0.5 / 11.0 - 0.2 / 12.0) / 0.05;
        double weight = Math.pow(2.0, -0.75);
        assertThat(averaging.stepSize()).isCloseTo(Math.exp(x2), within(1e-12));
        assertThat(averaging.averagedStepSize()).isCloseTo(Math.exp((1.0 - weight) * x1 + weight * x2), within(1e-12));
    }

    @Test
    void isAsNewAfterARestart() {
        DualAveraging used = fresh();
        for (int i = 0; i < 100; i++) {
            used.update(0.1);
        }
        used.restart(1.0);
        assertThat(used.stepSize()).isEqualTo(1.0);
        assertThat(used.averagedStepSize()).as("before the first update, the initial step").isEqualTo(1.0);
        DualAveraging fresh = fresh();
        for (int i = 0; i < 5; i++) {
            used.update(0.9);
            fresh.update(0.9);
            assertThat(used.stepSize()).isEqualTo(fresh.stepSize());
            assertThat(used.averagedStepSize()).isEqualTo(fresh.averagedStepSize());
        }
    }

    /** On an acceptance that falls with the step size, {@code exp(-epsilon)}, the averaged step solves exp(-epsilon) = 0.8. */
    @Test
    void findsTheStepSizeWithTheTargetAcceptance() {
        DualAveraging averaging = fresh();
        for (int i = 0; i < 5000; i++) {
            averaging.update(Math.exp(-averaging.stepSize()));
        }
        assertThat(averaging.averagedStepSize()).isCloseTo(-Math.log(0.8), within(0.005));
    }

    @Test
    void nearAStepItIsDrawnToThatStep() {
        DualAveraging averaging = fresh();
        averaging.update(0.1);
        averaging.restartNear(2.0);
        assertThat(averaging.averagedStepSize()).isEqualTo(2.0);
        averaging.update(0.3);
        assertThat(averaging.stepSize()).isCloseTo(2.0 * Math.exp(-0.5 / 11.0 / 0.05), within(1e-12));
    }

    /**
     * Energy errors of trajectories, normal with mean s^2 / 2 and standard deviation s, which grows with the square of the step and is not the same from
     * place to place: the step that is kept is accepted as often as was asked, within four errors of the mean of 400 runs (0.002); with Stan's
     * gamma 0.012 more often.
     */
    @Test
    void settledStepsAreAcceptedAsOftenAsWasAsked() {
        DualAveragingSettings settings = DualAveragingSettings.defaults().withTarget(0.9);
        double swinging = meanAcceptance(new DualAveraging(settings, 0.5));
        double settled = meanAcceptance(new DualAveraging(settings.settling(), 0.5));
        assertThat(settled).isCloseTo(0.9, within(0.004));
        assertThat(swinging).isGreaterThan(0.908);
    }

    private static double meanAcceptance(DualAveraging averaging) {
        Random random = new Random(4L);
        double sum = 0.0;
        int runs = 400;
        for (int run = 0; run < runs; run++) {
            averaging.restartNear(0.5);
            for (int i = 0; i < 300; i++) {
                averaging.update(acceptance(averaging.stepSize(), random));
            }
            for (int i = 0; i < 300; i++) {
                sum += acceptance(averaging.averagedStepSize(), random) / (300.0 * runs);
            }
        }
        return sum;
    }

    private static double acceptance(double step, Random random) {
        double s = step * step * Math.exp(random.nextGaussian());
        return Math.min(1.0, Math.exp(-0.5 * s * s - s * random.nextGaussian()));
    }

    @Test
    void goesOnWithTheSameBitsAfterRestoring() throws IOException {
        DualAveraging whole = fresh();
        whole.update(0.4);
        whole.update(0.95);
        DualAveraging restored = new DualAveraging(DualAveragingSettings.defaults(), 77.0);
        Saved.move(whole::save, restored::load);
        assertThat(restored.stepSize()).isEqualTo(whole.stepSize());
        whole.update(0.7);
        restored.update(0.7);
        assertThat(restored.stepSize()).isEqualTo(whole.stepSize());
        assertThat(restored.averagedStepSize()).isEqualTo(whole.averagedStepSize());
    }

    @Test
    void refusesSettingsThatCannotWork() {
        assertThatThrownBy(() -> DualAveragingSettings.defaults().withTarget(1.0))
                .hasMessageContaining("between 0 and 1");
        assertThatThrownBy(() -> new DualAveragingSettings(0.8, 0.0, 0.75, 10.0)).hasMessageContaining("gamma > 0");
        assertThatThrownBy(() -> new DualAveragingSettings(0.8, 0.05, 0.5, 10.0)).hasMessageContaining("kappa");
    }
}
