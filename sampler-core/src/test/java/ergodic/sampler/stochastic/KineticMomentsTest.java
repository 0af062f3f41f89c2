package ergodic.sampler.stochastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.batches.BatchOrder;
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
        assertThat(moments.variance(2.25, 40, BatchOrder.EPOCHS) - 1).isPositive().isLessThan(excess / 5);
        // An endless epoch is independent batches.
        assertThat(moments.variance(2.25, 4900, BatchOrder.EPOCHS) - 1).isCloseTo(excess, within(0.1 * excess));
        assertThat(moments.variance(2.25, 1e6, BatchOrder.EPOCHS)).isEqualTo(moments.independent(2.25));
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

    /** Noise hides what the step does to a stiff direction: it is in the prediction, and not in what the step is chosen by. */
    @Test
    void theGuideOfUbuPredictsWithTheNoiseOfEachDirection() {
        KineticGuide noisy = new KineticGuide(new StepGuide(100, 1, 0, 20, 1, 1), 1e6, KineticScheme.UBU);
        KineticGuide quiet = new KineticGuide(new StepGuide(100, 1, 0, 0, 1, 1), 1e6, KineticScheme.UBU);
        double step = noisy.stepSize(10);
        KineticMoments stiff = KineticMoments.ubu(step, 10, 100);
        assertThat(step).isEqualTo(quiet.stepSize(10));
        assertThat(noisy.bias(step, 10)).isCloseTo(stiff.independent(20) - 1, within(1e-4)).isGreaterThan(-0.05);
        assertThat(noisy.bound(step, 10)).isEqualTo(quiet.bias(step, 10)).isEqualTo(quiet.bound(step, 10))
                .isCloseTo(stiff.independent(0) - 1, within(1e-12)).isBetween(-StepGuide.TOLERANCE, -0.05);
    }

    /** At the critical friction of a unit curvature the variance is {@code 1 - h^2 / 6 + O(h^4)} without noise. */
    @Test
    void ubuIsOfSecondOrder() {
        double coarse = KineticMoments.ubu(0.1, 2, 1).independent(0) - 1;
        double fine = KineticMoments.ubu(0.05, 2, 1).independent(0) - 1;
        assertThat(coarse).isCloseTo(-0.01 / 6, within(1e-5));
        assertThat(coarse / fine).isCloseTo(4, within(0.02));
    }

    /**
     * Excess variance that noise of standard deviation 1.5 leaves at the ends of symmetric sweeps of m batches, {@code h = 0.1} and
     * {@code 0.05}: nothing but a term of fourth order while a sweep is short, as much as that of independent batches when it is long.
     */
    @Test
    void sweepsCancelNoiseWhileTheyAreShort() {
        for (double h : new double[]{0.1, 0.05}) {
            assertThat(excess(h, 4, BatchOrder.INDEPENDENT)).isCloseTo(h * 2.25 / 4, within(0.1 * h));
        }
        assertThat(excess(0.1, 4, BatchOrder.SWEEPS)).isCloseTo(3.2e-4, within(0.1e-4));
        assertThat(excess(0.1, 4, BatchOrder.SWEEPS) / excess(0.05, 4, BatchOrder.SWEEPS)).isGreaterThan(16);
        assertThat(excess(0.1, 4, BatchOrder.SWEEPS)).isLessThan(0.5 * excess(0.1, 4, BatchOrder.EPOCHS));
        assertThat(excess(0.1, 400, BatchOrder.SWEEPS)).isGreaterThan(0.9 * 0.05625);
        // The bias of the step itself is then what is left, and it is of second order.
        double coarse = KineticMoments.ubu(0.1, 2, 1).varianceAtEnds(2.25, 4, BatchOrder.SWEEPS) - 1;
        double fine = KineticMoments.ubu(0.05, 2, 1).varianceAtEnds(2.25, 4, BatchOrder.SWEEPS) - 1;
        assertThat(Math.log(coarse / fine) / Math.log(2)).isBetween(1.6, 2.1);
    }

    private static double excess(double h, double batches, BatchOrder order) {
        KineticMoments moments = KineticMoments.ubu(h, 2, 1);
        return moments.varianceAtEnds(2.25, batches, order) - moments.independent(0);
    }
}
