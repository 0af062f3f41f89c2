package ergodic.sampler.svgd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.ChainState;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.UniformStart;
import ergodic.sampler.method.Settings;
import ergodic.testing.Allocation;
import ergodic.testing.Saved;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SvgdFitTest {

    /** A normal with mean (1, -2), variances 1 and correlation 0.6, as if it were of some rows; NaN where the first is above an edge. */
    private static final class Correlated implements StochasticLogDensity {
        private static final double[] MEAN = {1, -2};
        private static final double R = 0.6;
        private final double edge;
        private int evaluations;

        Correlated(double edge) {
            this.edge = edge;
        }

        @Override
        public int rowCount() {
            return 50;
        }

        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            evaluations++;
            double a = theta[0] - MEAN[0];
            double b = theta[1] - MEAN[1];
            gradient[0] = -(a - R * b) / (1 - R * R);
            gradient[1] = -(b - R * a) / (1 - R * R);
            return theta[0] > edge ? Double.NaN : 0.5 * (a * gradient[0] + b * gradient[1]);
        }

        @Override
        public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
            double value = evaluate(theta, gradient);
            gradient[0] += 0.1 * (rows[0] - 24.5);
            return value;
        }
    }

    private static final class Run {
        private final SvgdFit fit;
        private final ChainState state = new ChainState(2);
        private final UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(5L);
        private final Transition transition;
        private int diverging;

        Run(StochasticLogDensity density, SvgdSettings settings) {
            fit = new SvgdFit(density, new UniformStart(), settings);
            transition = new Transition(fit.statistics());
            new UniformStart().findInto(state, density, rng);
            fit.begin(state, rng);
        }

        Run steps(int steps) {
            for (int step = 0; step < steps; step++) {
                fit.step(state, rng, transition);
                diverging += transition.diverging() ? 1 : 0;
            }
            return this;
        }
    }

    @Test
    void oneParticleIsTheMode() {
        Correlated density = new Correlated(1e9);
        Run run = new Run(density, new SvgdSettings(3000, 1, 0.05, 0)).steps(3000);
        assertThat(run.fit.positions()).containsExactly(Correlated.MEAN, within(1e-6));
        density.evaluations = 0;
        run.steps(1);
        assertThat(density.evaluations).isZero();
        run.fit.draw(run.state, run.rng, run.transition);
        assertThat(run.transition.gradients()).isEqualTo(density.evaluations).isEqualTo(1);
    }

    /**
     * Where the direction is 0 its sum is too, and in the sum the pushes cancel: the particles' mean with weights {@code sum over i of k(x_j, x_i)} is the mean of the normal.
     */
    @Test
    void theWeightedMeanOfAPopulationIsTheMean() {
        int n = 20;
        Run run = new Run(new Correlated(1e9), new SvgdSettings(6000, n, 0.05, 0)).steps(6000);
        assertThat(run.transition.gradients()).isEqualTo(n);
        assertThat(run.transition.value(SvgdFit.DIRECTION)).isLessThan(1e-4);
        double h = run.transition.value(SvgdFit.BANDWIDTH);
        double[] x = run.fit.positions();
        double[] weighted = new double[2];
        double[] mean = new double[2];
        double weights = 0;
        for (int j = 0; j < n; j++) {
            double weight = 0;
            for (int i = 0; i < n; i++) {
                double a = x[2 * i] - x[2 * j];
                double b = x[2 * i + 1] - x[2 * j + 1];
                weight += Math.exp(-(a * a + b * b) / h);
            }
            weights += weight;
            for (int k = 0; k < 2; k++) {
                weighted[k] += weight * x[2 * j + k];
                mean[k] += x[2 * j + k] / n;
            }
        }
        for (int k = 0; k < 2; k++) {
            assertThat(weighted[k] / weights).isCloseTo(Correlated.MEAN[k], within(1e-3));
            double variance = 0;
            for (int j = 0; j < n; j++) {
                variance += Math.pow(x[2 * j + k] - mean[k], 2) / n;
            }
            assertThat(variance).isBetween(0.4, 1.3);
        }
        // Draws are the particles in turn, and again.
        double[] seen = new double[4 * n];
        for (int draw = 0; draw < 2 * n; draw++) {
            run.fit.draw(run.state, run.rng, run.transition);
            assertThat(run.transition.value(Statistic.PARTICLE)).isEqualTo(draw % n);
            System.arraycopy(run.state.theta(), 0, seen, 2 * draw, 2);
        }
        assertThat(Arrays.copyOf(seen, 2 * n)).containsExactly(x);
        assertThat(Arrays.copyOfRange(seen, 2 * n, 4 * n)).containsExactly(x);
    }

    @Test
    void valuesThatAreNotFiniteAreNoException() {
        Run run = new Run(new Correlated(2.1), new SvgdSettings(500, 10, 0.3, 0)).steps(500);
        assertThat(run.diverging).isBetween(1, 21);
        for (int particle = 0; particle < 10; particle++) {
            assertThat(run.fit.positions()[2 * particle]).isFinite();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7})
    void aLoadedFitGoesOnWithTheSameBits(int batch) throws IOException {
        SvgdSettings settings = new SvgdSettings(200, 6, 0.3, batch);
        for (int stop : new int[]{0, 1, 47, 199, 200}) {
            Run run = new Run(new Correlated(2.1), settings).steps(stop);
            Run loaded = new Run(new Correlated(2.1), settings);
            Saved.move(run.fit::save, loaded.fit::load);
            double[][] ends = new double[2][];
            SvgdFit[] fits = {run.fit, loaded.fit};
            for (int i = 0; i < 2; i++) {
                UniformRandomProvider same = RandomSource.XO_SHI_RO_256_PP.create(9L);
                ChainState own = new ChainState(2);
                for (int step = stop; step < 200; step++) {
                    fits[i].step(own, same, run.transition);
                }
                for (int draw = 0; draw < 3; draw++) {
                    fits[i].draw(own, same, run.transition);
                }
                ends[i] = Arrays.copyOf(own.theta(), 5);
                ends[i][2] = run.transition.logDensity();
                ends[i][3] = run.transition.value(SvgdFit.BANDWIDTH);
                ends[i][4] = run.transition.value(SvgdFit.DIRECTION);
            }
            assertThat(ends[1]).containsExactly(ends[0]);
        }
    }

    @Test
    void stepsAndDrawsAllocateNothing() {
        Correlated density = new Correlated(1e9);
        Run run = new Run(density, new SvgdSettings(1_000_000, 12, 0.001, 5));
        assertThat(Allocation.bytesAStep(run.fit, density)).isZero();
        run.steps(1);
        assertThat(run.transition.gradients()).isEqualTo(12);
        assertThat(Allocation.bytesADraw(run.fit, density)).isZero();
    }

    @Test
    void badSettingsAreSaid() {
        assertThatThrownBy(() -> new SvgdSettings(10, 0, 0.1, 0)).hasMessageContaining("from one to 10000");
        assertThatThrownBy(() -> new SvgdSettings(10, 2, 0, 0)).hasMessageContaining("positive number");
        SvgdType type = new SvgdType();
        assertThat(type.complaint(Settings.of(type.keys(), Map.of("batch_size", 200)), 100)).isPresent();
        assertThat(type.complaint(Settings.of(type.keys(), Map.of()), 100)).isEmpty();
        assertThat(type.caveats(Settings.of(type.keys(), Map.of("particles", 7)))).singleElement()
                .satisfies(sentence -> assertThat(sentence).startsWith("The draws are 7 particles"));
    }
}
