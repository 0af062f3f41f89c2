package ergodic.sampler.stochastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.langevin.StepGuide;
import org.junit.jupiter.api.Test;

class KineticMomentsTest {

    /** Without noise the positions have the variance of the target, up to where the scheme is not stable. */
    @Test
    void sghmcHasNoBiasWithoutNoise() {
        for (double h : new double[]{0.01, 0.5, 1.9}) {
            for (double friction : new double[]{0.1, 2, 30}) {
                KineticMoments moments = KineticMoments.sghmc(h / 3, friction, 9);
                assertThat(moments.stable()).isTrue();
                assertThat(moments.independent(0)).isCloseTo(1, within(1e-9));
            }
        }
        assertThat(KineticMoments.sghmc(0.999 * 2 / 3, 1, 9).stable()).isTrue();
        assertThat(KineticMoments.sghmc(1.001 * 2 / 3, 1, 9).stable()).isFalse();
    }

    /** The excess of independent batches is {@code h c / (2 gamma)} for small steps; of epochs, less. */
    @Test
    void noiseWidensAsTheoryTells() {
        double h = 0.01;
        KineticMoments moments = KineticMoments.sghmc(h, 2, 1);
        double excess = moments.independent(2.25) - 1;
        assertThat(excess).isCloseTo(h * 2.25 / 4, within(0.02 * excess));
        assertThat(moments.shuffled(2.25, 40) - 1).isPositive().isLessThan(excess / 5);
        // An endless epoch is independent batches.
        assertThat(moments.shuffled(2.25, 4900) - 1).isCloseTo(excess, within(0.1 * excess));
        assertThat(moments.shuffled(2.25, 1e6)).isEqualTo(moments.independent(2.25));
    }

    /** The integral of the autocorrelation of a damped oscillator is gamma / lambda; its steps have 2 / h tanh(gamma h / 2) for gamma. */
    @Test
    void theAutocorrelationTimeIsThatOfTheDynamics() {
        double time = KineticMoments.sghmc(0.01, 40, 1).autocorrelationTime(0);
        assertThat(time).isCloseTo(2 * 2 / 0.01 * Math.tanh(0.2) / 0.01, within(1.0));
        assertThat(KineticMoments.sghmc(0.01, 1, 1).autocorrelationTime(0)).isCloseTo(2 / 0.01, within(2.0));
    }

    @Test
    void theGuideKeepsToItsTolerance() {
        KineticGuide guide = new KineticGuide(new StepGuide(100, 100, 5000, 1), 50.5, KineticScheme.SGHMC);
        double friction = guide.friction();
        assertThat(friction).isEqualTo(10);
        double step = guide.stepSize(friction);
        assertThat(guide.bias(step, friction)).isBetween(0.05, StepGuide.TOLERANCE);
        assertThat(guide.bias(1.2 * step, friction)).isGreaterThan(StepGuide.TOLERANCE);
        assertThat(guide.diverges(0.21, friction)).isTrue();
        assertThat(guide.bias(0.21, friction)).isInfinite();
        // Without noise, a radian of the stiffest direction.
        assertThat(new KineticGuide(new StepGuide(100, 100, 0, 1), 1, KineticScheme.SGHMC).stepSize(10))
                .isEqualTo(0.1);
    }
}
