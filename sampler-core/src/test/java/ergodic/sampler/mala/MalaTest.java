package ergodic.sampler.mala;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.Statistic;
import ergodic.sampler.Targets;
import ergodic.sampler.Transition;
import ergodic.sampler.hmc.HamiltonianStatistics;
import ergodic.sampler.hmc.HamiltonianTuning;
import ergodic.sampler.metric.DiagonalMetric;
import ergodic.testing.OneStep;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class MalaTest {

    private static final double[] VARIANCE = {0.7, 2.5};
    private static final DiagonalMetric METRIC = new DiagonalMetric(VARIANCE);

    /** {@code log q(to | from)} up to a constant, by the equation of the Langevin proposal. */
    private static double logProposal(double[] to, double[] from, double[] gradient, double epsilon) {
        double sum = 0.0;
        for (int i = 0; i < to.length; i++) {
            double deviation = to[i] - from[i] - 0.5 * epsilon * epsilon * VARIANCE[i] * gradient[i];
            sum -= deviation * deviation / (2.0 * epsilon * epsilon * VARIANCE[i]);
        }
        return sum;
    }

    /**
     * Proposal and acceptance are those of the textbook, transition by transition with the same random numbers: so the kernel
     * keeps detailed balance, and one gradient a transition is all it takes.
     */
    @Test
    void isTheTextbooksProposalAndTest() {
        Targets.Counting density = new Targets.Counting(Targets.banana(3.0));
        Mala mala = new Mala(density);
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(8L);
        UniformRandomProvider twin = RandomSource.XO_SHI_RO_256_PP.create(8L);
        double epsilon = 0.45;
        ChainState state = new ChainState(2);
        state.refresh(density);
        density.takeCount();
        LogDensity plain = Targets.banana(3.0);
        double[] gradient = new double[2];
        int accepted = 0;
        for (int i = 0; i < 500; i++) {
            double[] from = state.theta().clone();
            Transition transition = OneStep.of(mala, state, new HamiltonianTuning(epsilon, METRIC), rng);
            assertThat(density.takeCount()).isEqualTo(transition.gradients()).isEqualTo(1);
            var gaussian = ZigguratSampler.NormalizedGaussian.of(twin);
            double before = plain.evaluate(from, gradient);
            double[] slope = gradient.clone();
            double[] to = new double[2];
            for (int k = 0; k < 2; k++) {
                to[k] = from[k] + 0.5 * epsilon * epsilon * VARIANCE[k] * slope[k]
                        + epsilon * Math.sqrt(VARIANCE[k]) * gaussian.sample();
            }
            double after = plain.evaluate(to, gradient);
            double logRatio = after - before + logProposal(from, to, gradient, epsilon)
                    - logProposal(to, from, slope, epsilon);
            assertThat(transition.value(Statistic.ACCEPTANCE_RATE)).isCloseTo(Math.min(1.0, Math.exp(logRatio)),
                    within(1e-9));
            boolean moves = twin.nextDouble() < Math.min(1.0, Math.exp(logRatio));
            assertThat(transition.moved()).isEqualTo(moves);
            assertThat(transition.value(HamiltonianStatistics.MAX_ENERGY_ERROR)).isCloseTo(-logRatio, within(1e-9));
            assertThat(transition.value(Statistic.ENERGY_ERROR))
                    .as("of the draw, which a rejection leaves where it was")
                    .isCloseTo(moves ? -logRatio : 0.0, within(1e-9));
            assertThat(state.theta()).containsExactly(moves ? to : from, within(1e-12));
            accepted += moves ? 1 : 0;
        }
        assertThat(accepted).isBetween(50, 450);
    }

    /** The energy error of one step is of third order: half the step has an eighth of it. */
    @Test
    void theEnergyErrorFallsAsTheCubeOfTheStep() {
        LogDensity density = Targets.banana(1.0);
        double[] steps = {0.04, 0.02, 0.01};
        double[] rms = new double[steps.length];
        for (int s = 0; s < steps.length; s++) {
            UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(5L);
            for (int i = 0; i < 400; i++) {
                ChainState state = new ChainState(2);
                state.theta()[0] = 2.0 * rng.nextDouble();
                state.theta()[1] = 3.0 * rng.nextDouble();
                state.refresh(density);
                double error = OneStep.of(new Mala(density), state, new HamiltonianTuning(steps[s], METRIC), rng)
                        .value(HamiltonianStatistics.MAX_ENERGY_ERROR);
                rms[s] += error * error / 400;
            }
        }
        assertThat(Math.sqrt(rms[0] / rms[1])).isCloseTo(8.0, within(0.8));
        assertThat(Math.sqrt(rms[1] / rms[2])).isCloseTo(8.0, within(0.4));
    }

    /** Where the density is not finite nothing is accepted, and the transition is a divergence. */
    @Test
    void aWallIsADivergence() {
        LogDensity wall = new LogDensity() {
            @Override
            public int dimension() {
                return 2;
            }

            @Override
            public double evaluate(double[] theta, double[] gradient) {
                gradient[0] = 0.0;
                gradient[1] = 0.0;
                return theta[0] == 0.0 && theta[1] == 0.0 ? 0.0 : Double.NaN;
            }
        };
        ChainState state = new ChainState(2);
        state.refresh(wall);
        Transition transition = OneStep.of(new Mala(wall), state, new HamiltonianTuning(0.1, METRIC),
                RandomSource.XO_SHI_RO_256_PP.create(1L));
        assertThat(transition.diverging()).isTrue();
        assertThat(transition.moved()).isFalse();
        assertThat(state.theta()).containsExactly(0.0, 0.0);
        assertThat(transition.value(Statistic.ACCEPTANCE_RATE)).isZero();
    }
}
