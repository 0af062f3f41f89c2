package ergodic.sampler.smile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.ChainState;
import ergodic.sampler.ForwardingLogDensity;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.batches.BatchGradient;
import ergodic.sampler.batches.BatchOrder;
import ergodic.sampler.batches.BatchRule;
import ergodic.sampler.metric.DiagonalMetric;
import ergodic.sampler.metric.UnitMetric;
import ergodic.testing.Allocation;
import ergodic.testing.OneStep;
import ergodic.testing.Saved;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class SmileTest {

    private static final double END = 0.1931833275037836;

    private static UniformRandomProvider rng(long seed) {
        return RandomSource.XO_SHI_RO_256_PP.create(seed);
    }

    private static ChainState start(StochasticLogDensity density) {
        ChainState state = new ChainState(density.dimension());
        Arrays.setAll(state.theta(), i -> 0.1 * i);
        state.refresh(density);
        return state;
    }

    private static double[] unit(double[] vector) {
        double length = Math.sqrt(Arrays.stream(vector).map(value -> value * value).sum());
        return Arrays.stream(vector).map(value -> value / length).toArray();
    }

    /** A kick by the formula with hyperbolic functions; returns the change of the kinetic energy. */
    private static double kick(double[] u, double[] gradient, double[] scale, double time) {
        int d = u.length;
        double[] force = new double[d];
        Arrays.setAll(force, i -> scale[i] * gradient[i]);
        double norm = Math.sqrt(Arrays.stream(force).map(value -> value * value).sum());
        double cosine = 0;
        for (int i = 0; i < d; i++) {
            cosine += u[i] * force[i] / norm;
        }
        double delta = time * norm / (d - 1);
        double stretch = Math.cosh(delta) + cosine * Math.sinh(delta);
        for (int i = 0; i < d; i++) {
            u[i] = (u[i] + force[i] / norm * (Math.sinh(delta) + cosine * (Math.cosh(delta) - 1))) / stretch;
        }
        return (d - 1) * Math.log(stretch);
    }

    /** Three steps by hand, each with its own batch in both gradients and the last one's in the first kick, with a metric and refreshes. */
    @Test
    void takesTheStepsOfTheEquations() {
        Rows right = new Rows(12, 3, 4L);
        Asked density = new Asked(right);
        double h = 0.07;
        double friction = 2.5;
        double[] scale = {0.5, 1.0, 2.0};
        SmileTuning tuning = new SmileTuning(h, friction, new DiagonalMetric(new double[]{0.25, 1.0, 4.0}));
        Smile kernel = new Smile(density, new BatchRule(4, BatchOrder.EPOCHS));
        ChainState state = start(density);
        double[] x = state.theta().clone();
        double[] gradient = state.gradient().clone();
        double value = state.logDensity();
        double[] u = new double[3];
        // The generator's next numbers are the batch's, if an epoch begins, and then the normal ones: a second chain of batches knows which.
        UniformRandomProvider rng = rng(8L);
        UniformRandomProvider twin = rng(8L);
        BatchGradient batches = new BatchRule(4, BatchOrder.EPOCHS).of(right);
        var gaussian = ZigguratSampler.NormalizedGaussian.of(twin);
        double epsilon = Math.sqrt(3) * h;
        for (int step = 0; step < 3; step++) {
            density.asked.clear();
            Transition transition = OneStep.of(kernel, state, tuning, rng);
            assertThat(density.asked).hasSize(2);
            assertThat(density.asked.get(1)).as("one batch a step").isEqualTo(density.asked.get(0));
            int[] batch = density.asked.getFirst().stream().mapToInt(Integer::intValue).toArray();
            batches.advance(twin);
            double[] normals = {gaussian.sample(), gaussian.sample(), gaussian.sample()};
            if (step == 0) {
                u = unit(normals);
            } else {
                double nu = Math.sqrt(Math.expm1(2 * h * friction) / 3);
                for (int i = 0; i < 3; i++) {
                    u[i] += nu * normals[i];
                }
                u = unit(u);
            }
            double kinetic = kick(u, gradient, scale, END * epsilon);
            double now = value;
            for (int part = 0; part < 2; part++) {
                for (int i = 0; i < 3; i++) {
                    x[i] += 0.5 * epsilon * scale[i] * u[i];
                }
                now = right.evaluateSubset(x, batch, 4, gradient);
                kinetic += kick(u, gradient, scale, (part == 0 ? 1 - 2 * END : END) * epsilon);
            }
            assertThat(transition.value(Statistic.ENERGY_ERROR)).isCloseTo(kinetic - (now - value), within(1e-9));
            value = now;
            assertThat(transition.gradients()).isEqualTo(2);
            assertThat(state.logDensity()).isCloseTo(value, within(1e-9));
            assertThat(state.theta()).containsExactly(x, within(1e-10));
            assertThat(state.gradient()).containsExactly(gradient, within(1e-8));
        }
    }

    /** Of all rows the energy error of a step is of third order. */
    @Test
    void energyErrorsFallWithTheCubeOfTheStep() {
        Rows density = new Rows(20, 6, 5L);
        double[] errors = new double[2];
        for (int k = 0; k < 2; k++) {
            double h = 0.02 / (1 << k);
            for (long seed = 0; seed < 200; seed++) {
                ChainState state = start(density);
                Transition transition = OneStep.of(new Smile(density, new BatchRule(20, BatchOrder.EPOCHS)), state,
                        new SmileTuning(h, 1, new UnitMetric(6)), rng(seed));
                errors[k] += Math.pow(transition.value(Statistic.ENERGY_ERROR), 2) / 200;
            }
        }
        assertThat(Math.log(errors[0] / errors[1]) / Math.log(4)).isBetween(2.7, 3.3);
    }

    @Test
    void aStepToNowhereIsTakenBackAndTheVelocityDrawnAnew() {
        Rows normal = new Rows(10, 2, 6L);
        StochasticLogDensity density = new StochasticLogDensity() {
            @Override
            public int dimension() {
                return 2;
            }

            @Override
            public int rowCount() {
                return 10;
            }

            @Override
            public double evaluate(double[] theta, double[] gradient) {
                return normal.evaluate(theta, gradient);
            }

            @Override
            public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
                double value = normal.evaluateSubset(theta, rows, count, gradient);
                return theta[0] > 0.2 ? Double.NaN : value;
            }
        };
        Smile kernel = new Smile(density, new BatchRule(3, BatchOrder.EPOCHS));
        ChainState state = new ChainState(2);
        state.refresh(density);
        UniformRandomProvider rng = rng(3L);
        int taken = 0;
        for (int i = 0; i < 500; i++) {
            double before = state.theta()[0];
            Transition transition = OneStep.of(kernel, state, new SmileTuning(0.1, 1, new UnitMetric(2)), rng);
            assertThat(transition.gradients()).isEqualTo(2);
            assertThat(state.theta()[0]).isLessThanOrEqualTo(0.2);
            assertThat(state.logDensity()).isFinite();
            if (transition.diverging()) {
                taken++;
                assertThat(state.theta()[0]).isEqualTo(before);
                assertThat(transition.moved()).isFalse();
            }
        }
        assertThat(taken).isBetween(10, 400);
    }

    /** In mid-epoch, velocity and all. */
    @Test
    void aSavedKernelGoesOnWithTheSameBits() throws IOException {
        Rows density = new Rows(13, 3, 7L);
        SmileTuning tuning = new SmileTuning(0.05, 1.5, new UnitMetric(3));
        BatchRule rule = new BatchRule(4, BatchOrder.EPOCHS);
        Smile kernel = new Smile(density, rule);
        ChainState state = start(density);
        UniformRandomProvider rng = rng(9L);
        for (int i = 0; i < 8; i++) {
            OneStep.of(kernel, state, tuning, rng);
        }
        Smile loaded = new Smile(density, rule);
        Saved.move(kernel::save, loaded::load);
        ChainState copy = new ChainState(3);
        System.arraycopy(state.theta(), 0, copy.theta(), 0, 3);
        System.arraycopy(state.gradient(), 0, copy.gradient(), 0, 3);
        copy.setLogDensity(state.logDensity());
        for (int i = 0; i < 20; i++) {
            OneStep.of(kernel, state, tuning, rng(100L + i));
            OneStep.of(loaded, copy, tuning, rng(100L + i));
            assertThat(copy.theta()).isEqualTo(state.theta());
        }
    }

    @Test
    void manyUnknownsAllocateNothing() {
        Rows density = new Rows(30, 50, 8L);
        assertThat(Allocation.bytesATransition(new Smile(density, new BatchRule(7, BatchOrder.EPOCHS)), density,
                new SmileTuning(0.02, 1, new UnitMetric(50)))).isZero();
    }

    @Test
    void oneUnknownIsRefused() {
        assertThatThrownBy(() -> new Smile(new Rows(5, 1, 1L), new BatchRule(2, BatchOrder.EPOCHS)))
                .hasMessageContaining("at least two unknowns");
    }

    /** Keeps the batches that were asked for. */
    private static final class Asked extends ForwardingLogDensity {

        private final List<List<Integer>> asked = new ArrayList<>();

        Asked(Rows right) {
            super(right);
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            return density.evaluate(theta, gradient);
        }

        @Override
        public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
            asked.add(Arrays.stream(rows, 0, count).boxed().toList());
            return density.evaluateSubset(theta, rows, count, gradient);
        }
    }

    /** Rows {@code y_i ~ N(theta, 1 / (j + 1))} under a standard normal prior. */
    static final class Rows implements StochasticLogDensity {

        private final int rows;
        private final int dimension;
        private final double[][] y;

        Rows(int rows, int dimension, long seed) {
            this.rows = rows;
            this.dimension = dimension;
            this.y = new double[rows][dimension];
            var gaussian = ZigguratSampler.NormalizedGaussian.of(rng(seed));
            for (double[] row : y) {
                Arrays.setAll(row, j -> gaussian.sample());
            }
        }

        @Override
        public int dimension() {
            return dimension;
        }

        @Override
        public int rowCount() {
            return rows;
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            double value = prior(theta, gradient);
            for (int row = 0; row < rows; row++) {
                value += add(row, 1, theta, gradient);
            }
            return value;
        }

        @Override
        public double evaluateSubset(double[] theta, int[] subset, int count, double[] gradient) {
            double value = prior(theta, gradient);
            for (int i = 0; i < count; i++) {
                value += add(subset[i], (double) rows / count, theta, gradient);
            }
            return value;
        }

        private double prior(double[] theta, double[] gradient) {
            double value = 0;
            for (int j = 0; j < dimension; j++) {
                gradient[j] = -theta[j];
                value -= theta[j] * theta[j] / 2;
            }
            return value;
        }

        private double add(int row, double weight, double[] theta, double[] gradient) {
            double value = 0;
            for (int j = 0; j < dimension; j++) {
                double residual = y[row][j] - theta[j];
                gradient[j] += weight * (j + 1) * residual;
                value -= weight * (j + 1) * residual * residual / 2;
            }
            return value;
        }
    }
}
