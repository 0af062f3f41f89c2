package ergodic.sampler.underdamped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.Statistic;
import ergodic.sampler.Targets;
import ergodic.sampler.Transition;
import ergodic.sampler.energy.EnergyVariance;
import ergodic.sampler.metric.DiagonalMetric;
import ergodic.sampler.metric.Metric;
import ergodic.sampler.metric.UnitMetric;
import ergodic.testing.OneStep;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnderdampedTest {

    private static final long SEED = 9L;

    private static Underdamped kernel(LogDensity density, double... momentum) throws IOException {
        Underdamped kernel = new Underdamped(density);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(0);
        for (double p : momentum) {
            out.writeDouble(p);
        }
        kernel.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
        return kernel;
    }

    private static double[] momentum(Underdamped kernel, int dimension) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        kernel.save(new DataOutputStream(bytes));
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        assertThat(in.readInt()).isZero();
        double[] momentum = new double[dimension];
        for (int i = 0; i < dimension; i++) {
            momentum[i] = in.readDouble();
        }
        return momentum;
    }

    private static ChainState at(LogDensity density, double... theta) {
        ChainState state = new ChainState(theta.length);
        System.arraycopy(theta, 0, state.theta(), 0, theta.length);
        state.refresh(density);
        return state;
    }

    /** Position and momentum after one step from there, always with the same random numbers. */
    private static double[] step(LogDensity density, double theta, double p, UnderdampedTuning tuning)
            throws IOException {
        Underdamped kernel = kernel(density, p);
        ChainState state = at(density, theta);
        OneStep.of(kernel, state, tuning, RandomSource.XO_SHI_RO_256_PP.create(SEED));
        return new double[]{state.theta()[0], momentum(kernel, 1)[0]};
    }

    /**
     * On a Gaussian a step is linear, z' = B z + c n. B and c are read off the kernel by differences, the stationary covariance
     * solves S = B S B^T + c c^T, and its variance of the position must be 1 / (lambda (1 - epsilon^2 lambda / 4)), whatever the
     * decoherence and the metric.
     */
    @ParameterizedTest
    @CsvSource({"1, 0.3, 1, 1", "1, 1.2, 0.5, 1", "4, 0.6, 3, 1", "0.25, 2.5, 10, 1", "9, 0.5, 1, 0.2",
            "1, 0.2, 0.1, 2"})
    void theBiasOnAGaussianIsExact(double curvature, double epsilon, double decoherence, double variance)
            throws IOException {
        LogDensity density = Targets.normal(1.0 / Math.sqrt(curvature));
        UnderdampedTuning tuning = new UnderdampedTuning(epsilon, decoherence,
                new DiagonalMetric(new double[]{variance}),
                0);
        double n = ZigguratSampler.NormalizedGaussian.of(RandomSource.XO_SHI_RO_256_PP.create(SEED)).sample();
        double[] noise = step(density, 0.0, 0.0, tuning);
        double[] first = step(density, 1.0, 0.0, tuning);
        double[] second = step(density, 0.0, 1.0, tuning);
        double[][] b = {{first[0] - noise[0], second[0] - noise[0]}, {first[1] - noise[1], second[1] - noise[1]}};
        double[] c = {noise[0] / n, noise[1] / n};
        double[] s = {1.0, 0.0, 1.0};
        for (int i = 0; i < 20_000; i++) {
            double xx = b[0][0] * b[0][0] * s[0] + 2 * b[0][0] * b[0][1] * s[1] + b[0][1] * b[0][1] * s[2]
                    + c[0] * c[0];
            double xp = b[0][0] * b[1][0] * s[0] + (b[0][0] * b[1][1] + b[0][1] * b[1][0]) * s[1]
                    + b[0][1] * b[1][1] * s[2] + c[0] * c[1];
            double pp = b[1][0] * b[1][0] * s[0] + 2 * b[1][0] * b[1][1] * s[1] + b[1][1] * b[1][1] * s[2]
                    + c[1] * c[1];
            s = new double[]{xx, xp, pp};
        }
        double part = epsilon * epsilon * curvature * variance / 4;
        assertThat(s[0]).isCloseTo(1.0 / (curvature * (1.0 - part)), within(1e-9 * s[0]));
        assertThat(s[2]).as("the momentum after its refresh is exact, and so is that of the step's other end")
                .isCloseTo(1.0 / variance, within(1e-9 / variance));
        assertThat(s[1]).isCloseTo(0.0, within(1e-9));

        // E = (theta, p)' H (theta, p) / 2, a step K: the mean squared error of E is 2 tr((A S)^2) + tr(A S)^2 with
        // A = (K' H K - H) / 2, and S the covariance before the kick, which is that above.
        double h = epsilon;
        double m = variance;
        double[][] k = {{1 - h * h * m * curvature / 2, h * m},
                {-h * curvature * (1 - h * h * m * curvature / 4), 1 - h * h * m * curvature / 2}};
        double a00 = 0.5 * (curvature * k[0][0] * k[0][0] + m * k[1][0] * k[1][0] - curvature);
        double a01 = 0.5 * (curvature * k[0][0] * k[0][1] + m * k[1][0] * k[1][1]);
        double a11 = 0.5 * (curvature * k[0][1] * k[0][1] + m * k[1][1] * k[1][1] - m);
        double trace = a00 * s[0] + a11 * s[2];
        double square = a00 * s[0] * a00 * s[0] + 2 * a01 * s[2] * a01 * s[0] + a11 * s[2] * a11 * s[2];
        double mean = 2 * square + trace * trace;
        double bias = part / (1 - part);
        assertThat(EnergyVariance.ofBias(bias)).isCloseTo(mean, within(1e-8 * mean));
        assertThat(EnergyVariance.bias(mean)).isCloseTo(bias, within(1e-8 * bias));
    }

    /** The table of energy variances and biases of leapfrog, canonical. */
    @ParameterizedTest
    @CsvSource({"1e-4, 0.030", "3e-4, 0.043", "5e-4, 0.052", "1e-3, 0.066", "1e-2, 0.149", "0.1, 0.359", "0.5, 0.717"})
    void biasesOfEnergyVariances(double energyVariance, double bias) {
        assertThat(EnergyVariance.bias(energyVariance)).isCloseTo(bias, within(6e-4));
    }

    @Test
    void whatIsNotFiniteStaysSo() {
        assertThat(EnergyVariance.bias(Double.NaN)).isNaN();
        assertThat(EnergyVariance.bias(Double.POSITIVE_INFINITY)).isInfinite();
        assertThat(EnergyVariance.bias(0.0)).isCloseTo(0.0, within(1e-12));
    }

    /** Without a refresh the step is reversible: with the momentum turned round it comes back. */
    @Test
    void withoutARefreshItComesBack() throws IOException {
        LogDensity density = Targets.banana(2.0);
        Metric metric = new DiagonalMetric(new double[]{0.6, 1.4});
        UnderdampedTuning tuning = new UnderdampedTuning(0.07, Double.POSITIVE_INFINITY, metric, 0);
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(1L);
        Underdamped there = kernel(density, 0.8, -1.1);
        ChainState state = at(density, 0.4, 1.3);
        for (int i = 0; i < 40; i++) {
            OneStep.of(there, state, tuning, rng);
        }
        double[] p = momentum(there, 2);
        Underdamped back = kernel(density, -p[0], -p[1]);
        for (int i = 0; i < 40; i++) {
            OneStep.of(back, state, tuning, rng);
        }
        assertThat(state.theta()).containsExactly(new double[]{0.4, 1.3}, within(1e-12));
        assertThat(momentum(back, 2)).containsExactly(new double[]{-0.8, 1.1}, within(1e-12));
    }

    /** The energy error of one step falls with the cube of the step; its square is what the statistic says. */
    @Test
    void theEnergyErrorFallsAsTheCubeOfTheStep() throws IOException {
        LogDensity density = Targets.banana(1.0);
        double[] rms = new double[3];
        for (int s = 0; s < rms.length; s++) {
            double epsilon = 0.04 / (1 << s);
            UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(5L);
            for (int i = 0; i < 400; i++) {
                ChainState state = at(density, 2.0 * rng.nextDouble(), 3.0 * rng.nextDouble());
                Transition transition = OneStep.of(new Underdamped(density), state,
                        new UnderdampedTuning(epsilon, 1.0, new UnitMetric(2), 0), rng);
                double error = transition.value(Statistic.ENERGY_ERROR);
                assertThat(transition.value(EnergyVariance.STATISTIC)).isEqualTo(error * error / 2);
                rms[s] += error * error / 400;
            }
        }
        assertThat(Math.sqrt(rms[0] / rms[1])).isCloseTo(8.0, within(0.8));
        assertThat(Math.sqrt(rms[1] / rms[2])).isCloseTo(8.0, within(0.4));
    }

    /** One gradient a transition, whose density and gradient the state keeps. */
    @Test
    void oneGradientAStep() {
        Targets.Counting density = new Targets.Counting(Targets.normal(1.0, 0.5));
        Underdamped kernel = new Underdamped(density);
        ChainState state = at(density, 0.3, 0.4);
        density.takeCount();
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(3L);
        for (int i = 0; i < 50; i++) {
            Transition transition = OneStep.of(kernel, state,
                    new UnderdampedTuning(0.2, 1.0, new UnitMetric(2), 0), rng);
            assertThat(density.takeCount()).isEqualTo(transition.gradients()).isEqualTo(1);
            assertThat(transition.logDensity()).isEqualTo(state.logDensity());
        }
    }

    /** A step to nowhere is taken back and told; the chain goes on with a fresh momentum. */
    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY, -1e9})
    void aStepToNowhereIsTakenBack(double beyond) throws IOException {
        LogDensity wall = new LogDensity() {
            @Override
            public int dimension() {
                return 1;
            }

            @Override
            public double evaluate(double[] theta, double[] gradient) {
                gradient[0] = 0.0;
                return theta[0] < 0.5 ? 0.0 : beyond;
            }
        };
        Underdamped kernel = kernel(wall, 3.0);
        ChainState state = at(wall, 0.4);
        Transition transition = OneStep.of(kernel, state,
                new UnderdampedTuning(0.2, Double.POSITIVE_INFINITY, new UnitMetric(1), 0),
                RandomSource.XO_SHI_RO_256_PP.create(3L));
        assertThat(transition.diverging()).isTrue();
        assertThat(transition.moved()).isFalse();
        assertThat(transition.value(Statistic.ENERGY_ERROR)).isZero();
        assertThat(transition.value(EnergyVariance.STATISTIC)).as("no step, no error that would tell a bias")
                .isNaN();
        assertThat(state.theta()).containsExactly(0.4);
        assertThat(state.logDensity()).isZero();
        assertThat(momentum(kernel, 1)[0]).isFinite().isNotEqualTo(3.0);
    }
}
