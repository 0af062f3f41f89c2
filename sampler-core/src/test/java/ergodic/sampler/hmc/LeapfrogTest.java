package ergodic.sampler.hmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.Targets;
import ergodic.sampler.metric.DenseMetric;
import ergodic.sampler.metric.DiagonalMetric;
import ergodic.sampler.metric.Metric;
import ergodic.sampler.metric.UnitMetric;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

/**
 * Order, reversibility and cost of the integrator. Reversibility alone would not do: an integrator that moves its position
 * by half a step only is reversible too, but conserves another energy: its error in this one does not fall at all.
 */
class LeapfrogTest {

    private static final List<Metric> METRICS = List.of(new UnitMetric(3),
            new DiagonalMetric(new double[]{0.5, 1.5, 0.8}),
            new DenseMetric(new double[]{1.0, 0.4, 0.1, 0.4, 1.2, -0.3, 0.1, -0.3, 0.7}));

    private static PhasePoint start(LogDensity density, Metric metric) {
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(3L);
        ChainState state = new ChainState(density.dimension());
        for (int i = 0; i < state.dimension(); i++) {
            state.theta()[i] = rng.nextDouble() - 0.5;
        }
        state.refresh(density);
        PhasePoint z = new PhasePoint(density.dimension());
        z.setPosition(state);
        metric.sampleMomentumInto(z.momentum(), ZigguratSampler.NormalizedGaussian.of(rng));
        return z;
    }

    /** One step of the harmonic oscillator, by hand: p' = p - e/2 q, q' = q + e p', p'' = p' - e/2 q'. */
    @Test
    void takesTheStepWorkedOutByHand() {
        LogDensity density = Targets.normal(1.0);
        PhasePoint z = new PhasePoint(1);
        ChainState state = new ChainState(1);
        state.theta()[0] = 1.0;
        state.refresh(density);
        z.setPosition(state);
        z.momentum()[0] = 0.5;
        new Leapfrog(density).step(z, 0.1, new DiagonalMetric(new double[]{2.0}));
        assertThat(z.theta()[0]).isCloseTo(1.0 + 0.1 * 2.0 * 0.45, within(1e-15));
        assertThat(z.momentum()[0]).isCloseTo(0.45 - 0.05 * 1.09, within(1e-15));
        assertThat(z.gradient()[0]).isCloseTo(-1.09, within(1e-15));
        assertThat(z.logDensity()).isCloseTo(-0.5 * 1.09 * 1.09, within(1e-15));
    }

    @Test
    void energyErrorFallsAsTheSquareOfTheStepSize() {
        LogDensity density = Targets.quartic();
        for (Metric metric : METRICS) {
            double[] errors = new double[5];
            for (int k = 0; k < errors.length; k++) {
                PhasePoint z = start(density, metric);
                double initial = z.energy(metric);
                double stepSize = 0.05 / (1 << k);
                Leapfrog leapfrog = new Leapfrog(density);
                for (int i = 0; i < 20 << k; i++) {
                    leapfrog.step(z, stepSize, metric);
                }
                errors[k] = Math.abs(z.energy(metric) - initial);
            }
            for (int k = 1; k < errors.length; k++) {
                double order = Math.log(errors[k - 1] / errors[k]) / Math.log(2.0);
                assertThat(order).as("order between steps %d and %d, %s", k - 1, k, metric).isCloseTo(2.0, within(0.1));
            }
        }
    }

    /** Negative control: an integrator that moves by half of each step passes the test of reversibility, but not this one. */
    @Test
    void wouldSeeAPositionThatMovesByHalfAStep() {
        LogDensity density = Targets.quartic();
        Metric metric = METRICS.get(1);
        double[] halved = metric.inverseDiagonal();
        for (int i = 0; i < halved.length; i++) {
            halved[i] *= 0.5;
        }
        Metric broken = new DiagonalMetric(halved);
        double[] errors = new double[2];
        for (int k = 0; k < 2; k++) {
            PhasePoint z = start(density, metric);
            PhasePoint first = new PhasePoint(3);
            first.set(z);
            double initial = z.energy(metric);
            Leapfrog leapfrog = new Leapfrog(density);
            int steps = 20 << 4 * k;
            double stepSize = 0.05 / (1 << 4 * k);
            for (int i = 0; i < steps; i++) {
                leapfrog.step(z, stepSize, broken);
            }
            errors[k] = Math.abs(z.energy(metric) - initial);
            for (int i = 0; i < steps; i++) {
                leapfrog.step(z, -stepSize, broken);
            }
            assertSame(z, first);
        }
        assertThat(errors[1]).as("error with a step 16 times smaller").isGreaterThan(0.5 * errors[0]);
    }

    @Test
    void comesBackWhenTheMomentumIsFlipped() {
        LogDensity density = Targets.quartic();
        for (Metric metric : METRICS) {
            PhasePoint z = start(density, metric);
            PhasePoint first = new PhasePoint(3);
            first.set(z);
            Leapfrog leapfrog = new Leapfrog(density);
            for (int i = 0; i < 200; i++) {
                leapfrog.step(z, 0.1, metric);
            }
            assertThat(Math.abs(z.theta()[0] - first.theta()[0])).as("it moved").isGreaterThan(1e-3);
            flip(z);
            for (int i = 0; i < 200; i++) {
                leapfrog.step(z, 0.1, metric);
            }
            flip(z);
            assertSame(z, first);
            // A negative step is the same as a flipped momentum.
            for (int i = 0; i < 50; i++) {
                leapfrog.step(z, 0.1, metric);
            }
            for (int i = 0; i < 50; i++) {
                leapfrog.step(z, -0.1, metric);
            }
            assertSame(z, first);
        }
    }

    /** Liouville: the determinant of the map's Jacobian, by central differences, is 1. */
    @Test
    void keepsTheVolumeOfPhaseSpace() {
        LogDensity density = Targets.quartic();
        Metric metric = METRICS.get(2);
        int d = 3;
        double h = 1e-5;
        double[][] jacobian = new double[2 * d][2 * d];
        for (int j = 0; j < 2 * d; j++) {
            double[] up = imageOfPerturbed(density, metric, j, h);
            double[] down = imageOfPerturbed(density, metric, j, -h);
            for (int i = 0; i < 2 * d; i++) {
                jacobian[i][j] = (up[i] - down[i]) / (2.0 * h);
            }
        }
        double determinant = new org.apache.commons.math3.linear.LUDecomposition(
                new org.apache.commons.math3.linear.Array2DRowRealMatrix(jacobian)).getDeterminant();
        assertThat(determinant).isCloseTo(1.0, within(1e-8));
    }

    private static double[] imageOfPerturbed(LogDensity density, Metric metric, int coordinate, double by) {
        PhasePoint z = start(density, metric);
        if (coordinate < 3) {
            z.theta()[coordinate] += by;
        } else {
            z.momentum()[coordinate - 3] += by;
        }
        ChainState state = new ChainState(3);
        System.arraycopy(z.theta(), 0, state.theta(), 0, 3);
        state.refresh(density);
        z.setPosition(state);
        Leapfrog leapfrog = new Leapfrog(density);
        for (int i = 0; i < 5; i++) {
            leapfrog.step(z, 0.3, metric);
        }
        double[] image = new double[6];
        System.arraycopy(z.theta(), 0, image, 0, 3);
        System.arraycopy(z.momentum(), 0, image, 3, 3);
        return image;
    }

    private static void flip(PhasePoint z) {
        for (int i = 0; i < z.momentum().length; i++) {
            z.momentum()[i] = -z.momentum()[i];
        }
    }

    private static void assertSame(PhasePoint z, PhasePoint expected) {
        for (int i = 0; i < 3; i++) {
            assertThat(z.theta()[i]).isCloseTo(expected.theta()[i],
                    within(1e-10 * (1.0 + Math.abs(expected.theta()[i]))));
            assertThat(z.momentum()[i])
                    .isCloseTo(expected.momentum()[i], within(1e-10 * (1.0 + Math.abs(expected.momentum()[i]))));
        }
    }
}
