package ergodic.sampler.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.testing.Saved;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class LbfgsTest {

    /** What is minimised: value, and the gradient filled in. */
    private interface Function {
        double evaluate(double[] x, double[] gradient);
    }

    /** Value and slope of one iterate. */
    private record Iterate(double[] x, double value, double[] gradient) {}

    /** A minimisation on its way: trial points, iterates. */
    private static final class Descent {
        private final Function function;
        private final Lbfgs lbfgs;
        private final double[] x;
        private final double[] gradient;
        private final List<Iterate> iterates = new ArrayList<>();
        private int evaluations;

        Descent(Function function, LbfgsSettings settings, double... start) {
            this.function = function;
            this.lbfgs = new Lbfgs(start.length, settings);
            this.x = start.clone();
            this.gradient = new double[start.length];
        }

        /** Until the gradient is this small. */
        Descent to(double norm, int most) {
            while (evaluations < most && !lbfgs.stalled()) {
                double value = function.evaluate(x, gradient);
                evaluations++;
                double[] at = x.clone();
                lbfgs.step(x, Double.isFinite(value) ? value : Double.POSITIVE_INFINITY, gradient, 1);
                if (lbfgs.accepted()) {
                    iterates.add(new Iterate(at, value, gradient.clone()));
                    if (norm(gradient) <= norm) {
                        System.arraycopy(at, 0, x, 0, x.length);
                        return this;
                    }
                }
            }
            return this;
        }
    }

    private static double norm(double[] vector) {
        return Math.sqrt(Arrays.stream(vector).map(v -> v * v).sum());
    }

    private static double rosenbrock(double[] x, double[] gradient) {
        double a = x[1] - x[0] * x[0];
        gradient[0] = -400 * x[0] * a - 2 * (1 - x[0]);
        gradient[1] = 200 * a;
        return 100 * a * a + (1 - x[0]) * (1 - x[0]);
    }

    /** A quadratic with these curvatures along axes that are turned, about its minimum at 1, 2, 3, ... */
    private static Function quadratic(double... curvatures) {
        int d = curvatures.length;
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(5L);
        double[] v = new double[d];
        Arrays.setAll(v, i -> rng.nextDouble() - 0.5);
        double square = Arrays.stream(v).map(a -> a * a).sum();
        return (x, gradient) -> {
            double[] y = new double[d];
            Arrays.setAll(y, i -> x[i] - i - 1);
            reflect(y, v, square);
            double value = 0;
            for (int i = 0; i < d; i++) {
                value += 0.5 * curvatures[i] * y[i] * y[i];
                gradient[i] = curvatures[i] * y[i];
            }
            reflect(gradient, v, square);
            return value;
        };
    }

    private static void reflect(double[] y, double[] v, double square) {
        double along = 0;
        for (int i = 0; i < y.length; i++) {
            along += y[i] * v[i];
        }
        for (int i = 0; i < y.length; i++) {
            y[i] -= 2 * along / square * v[i];
        }
    }

    @Test
    void findsTheMinimumOfRosenbrock() {
        Descent descent = new Descent(LbfgsTest::rosenbrock, LbfgsSettings.defaults(), -1.2, 1).to(1e-10, 100);
        assertThat(descent.x).containsExactly(new double[]{1, 1}, within(1e-9));
        // scipy 1.17.1 takes 46 evaluations with 10 pairs to 1e-10.
        assertThat(descent.evaluations).isLessThan(60);
    }

    /** Each iterate fulfils the strong Wolfe conditions on the line from the one before. */
    @Test
    void everyIterateFulfilsTheStrongWolfeConditions() {
        for (double[] start : new double[][]{{-1.2, 1}, {3, -5}, {-40, 0.1}}) {
            Descent descent = new Descent(LbfgsTest::rosenbrock, LbfgsSettings.defaults(), start).to(1e-6, 400);
            assertThat(descent.iterates).hasSizeGreaterThan(10);
            for (int i = 1; i < descent.iterates.size(); i++) {
                Iterate before = descent.iterates.get(i - 1);
                Iterate after = descent.iterates.get(i);
                double slope = 0;
                double slopeAfter = 0;
                for (int k = 0; k < 2; k++) {
                    slope += before.gradient()[k] * (after.x()[k] - before.x()[k]);
                    slopeAfter += after.gradient()[k] * (after.x()[k] - before.x()[k]);
                }
                assertThat(slope).isNegative();
                assertThat(after.value()).isLessThanOrEqualTo(before.value() + 1e-4 * slope + 1e-9 * before.value());
                assertThat(Math.abs(slopeAfter)).isLessThanOrEqualTo(0.9 * -slope * (1 + 1e-12));
            }
        }
    }

    /**
     * With as many pairs as dimensions and exact line searches BFGS ends on a quadratic after as many iterations (Nocedal and Wright
     * 2006, theorem 6.4), whatever its condition.
     */
    @Test
    void endsOnAQuadraticInAsManyIterationsAsDimensions() {
        double[] curvatures = {1, 3, 10, 40, 200, 1e3, 5e3, 1e4};
        int d = curvatures.length;
        LbfgsSettings exact = new LbfgsSettings(d, 1e-4, 1e-9);
        Descent descent = new Descent(quadratic(curvatures), exact, new double[d]).to(1e-5, 400);
        // The start is an iterate too.
        assertThat(descent.iterates.size() - 1).isLessThanOrEqualTo(d + 1);
        assertThat(descent.iterates.size() - 1).isGreaterThanOrEqualTo(d);
        for (int i = 0; i < d; i++) {
            assertThat(descent.x[i]).isCloseTo(i + 1, within(1e-5));
        }
        // With ordinary searches: SciPy takes 81 to 113 on four rotations. Steepest descent would take thousands.
        Descent rough = new Descent(quadratic(curvatures), LbfgsSettings.defaults(), new double[d]).to(1e-6, 400);
        assertThat(rough.evaluations).isLessThan(130);
    }

    /** Trial points beyond an edge, where nothing is finite, are gone back from. */
    @Test
    void goesBackFromWhatIsNotFinite() {
        Function logarithm = (x, gradient) -> {
            gradient[0] = 1 - 0.01 / x[0];
            return x[0] > 0 ? x[0] - 0.01 * Math.log(x[0]) : Double.NaN;
        };
        Descent descent = new Descent(logarithm, LbfgsSettings.defaults(), 5).to(1e-9, 100);
        assertThat(descent.x[0]).isCloseTo(0.01, within(1e-9));
    }

    /** At a minimum, where rounding leaves nothing to gain, it says so and stays. */
    @Test
    void stallsAtAMinimum() {
        Descent descent = new Descent(LbfgsTest::rosenbrock, LbfgsSettings.defaults(), -1.2, 1).to(0, 500);
        assertThat(descent.lbfgs.stalled()).isTrue();
        assertThat(descent.evaluations).isLessThan(400);
        assertThat(descent.x).containsExactly(new double[]{1, 1}, within(1e-7));
    }

    /**
     * The log posterior of a tanh network of one input and three units (Gaussian noise 0.1, standard normal priors, 20 rows) has the
     * maximum that SciPy's L-BFGS-B finds from the same start: {@code scripts/reference/lbfgs.py}.
     */
    @Test
    void findsTheMinimumThatScipyFinds() {
        double[] start = new double[10];
        Arrays.setAll(start, i -> Math.sin(3.0 * i + 1));
        Descent descent = new Descent(LbfgsTest::network, LbfgsSettings.defaults(), start).to(1e-6, 2000);
        assertThat(descent.iterates.getLast().value()).isCloseTo(SCIPY_VALUE, within(1e-9));
        assertThat(descent.x).containsExactly(SCIPY_MINIMUM, within(1e-5));
        // SciPy's takes 353.
        assertThat(descent.evaluations).isLessThan(400);
    }

    static double network(double[] w, double[] gradient) {
        double value = 0;
        for (int i = 0; i < 10; i++) {
            value += 0.5 * w[i] * w[i];
            gradient[i] = w[i];
        }
        for (int row = 0; row < 20; row++) {
            double x = (row - 9.5) / 6;
            double y = Math.sin(2 * x) + 0.3 * x;
            double mean = w[9];
            double[] units = new double[3];
            for (int k = 0; k < 3; k++) {
                units[k] = Math.tanh(w[k] * x + w[3 + k]);
                mean += w[6 + k] * units[k];
            }
            double residual = (mean - y) / 0.1;
            value += 0.5 * residual * residual;
            double slope = residual / 0.1;
            gradient[9] += slope;
            for (int k = 0; k < 3; k++) {
                double inner = slope * w[6 + k] * (1 - units[k] * units[k]);
                gradient[k] += inner * x;
                gradient[3 + k] += inner;
                gradient[6 + k] += slope * units[k];
            }
        }
        return value;
    }

    private static final double SCIPY_VALUE = 17.09852058887112;
    private static final double[] SCIPY_MINIMUM = {2.0559475, -2.0559475, 0.4873360, -0.6535593, -0.6535593, 0,
            1.4393400, -1.4393400, -3.4910106, 0};

    /** Saved at any step and restored, it goes on with the same bits. */
    @Test
    void goesOnWithTheSameBits() throws IOException {
        Descent whole = new Descent(LbfgsTest::rosenbrock, LbfgsSettings.defaults().withMemory(3), -1.2, 1).to(0, 60);
        for (int after = 0; after < 60; after += 7) {
            Descent first = new Descent(LbfgsTest::rosenbrock, LbfgsSettings.defaults().withMemory(3), -1.2, 1)
                    .to(0, after);
            Descent second = new Descent(LbfgsTest::rosenbrock, LbfgsSettings.defaults().withMemory(3), first.x);
            Saved.move(first.lbfgs::save, second.lbfgs::load);
            second.to(0, 60 - after);
            assertThat(second.x).isEqualTo(whole.x);
            assertThat(second.lbfgs.stalled()).isEqualTo(whole.lbfgs.stalled());
        }
    }

    @Test
    void forgetsEverythingWhenReset() {
        Descent descent = new Descent(LbfgsTest::rosenbrock, LbfgsSettings.defaults(), -1.2, 1).to(0, 20);
        descent.lbfgs.reset();
        Descent fresh = new Descent(LbfgsTest::rosenbrock, LbfgsSettings.defaults(), descent.x).to(0, 15);
        descent.to(0, 35);
        assertThat(descent.x).isEqualTo(fresh.x);
    }

    @Test
    void badSettingsAreRefused() {
        assertThatThrownBy(() -> new LbfgsSettings(0, 1e-4, 0.9)).hasMessageContaining("memory of at least 1");
        assertThatThrownBy(() -> new LbfgsSettings(5, 0.7, 0.9)).hasMessageContaining("0 < c1 < 0.5");
        assertThatThrownBy(() -> OptimizerKind.of("newton")).hasMessageContaining("[adamw, lbfgs]");
    }
}
