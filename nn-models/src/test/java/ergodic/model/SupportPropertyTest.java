package ergodic.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.List;
import java.util.Map;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Transforms at random points (fixed seeds): inverse, Jacobian by finite differences, support far out. */
class SupportPropertyTest {

    private static final int POINTS = 20;

    static List<SupportCase> cases() {
        return SupportCase.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theInverseReturnsTheFreeValue(SupportCase c) {
        Model model = c.model();
        UniformRandomProvider rng = RandomSource.XO_RO_SHI_RO_128_PP.create(5);
        double[] back = new double[model.dimension()];
        for (int point = 0; point < POINTS; point++) {
            double[] theta = random(rng, model.dimension(), 2);
            model.unconstrainInto(Map.of("p", SupportCase.value(model, theta)), back);
            for (int i = 0; i < theta.length; i++) {
                assertThat(back[i]).as("coordinate %s", i).isCloseTo(theta[i], offset(1e-7));
            }
        }
    }

    /** Draws are stored in floats too ({@code store.precision}, {@code store.weights_every}): what was rounded is read as what it was. */
    @ParameterizedTest
    @MethodSource("cases")
    void theInverseTakesValuesInFloats(SupportCase c) {
        Model model = c.model();
        UniformRandomProvider rng = RandomSource.XO_RO_SHI_RO_128_PP.create(8);
        double[] back = new double[model.dimension()];
        for (int point = 0; point < POINTS; point++) {
            double[] theta = random(rng, model.dimension(), 1);
            double[] value = SupportCase.value(model, theta);
            for (int i = 0; i < value.length; i++) {
                value[i] = (float) value[i];
            }
            model.unconstrainInto(Map.of("p", value), back);
            double[] again = SupportCase.value(model, back);
            for (int i = 0; i < value.length; i++) {
                assertThat(again[i]).as("element %s", i).isCloseTo(value[i],
                        offset(1e-6 * Math.max(1, Math.abs(value[i]))));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theLogJacobianIsThatOfFiniteDifferences(SupportCase c) {
        Model model = c.model();
        UniformRandomProvider rng = RandomSource.XO_RO_SHI_RO_128_PP.create(6);
        for (int point = 0; point < POINTS; point++) {
            double[] theta = random(rng, model.dimension(), 1);
            assertThat(SupportCase.logJacobian(model, theta)).isCloseTo(numerically(c, model, theta), offset(1e-8));
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void farOutTheValueStaysInTheSupport(SupportCase c) {
        Model model = c.model();
        UniformRandomProvider rng = RandomSource.XO_RO_SHI_RO_128_PP.create(7);
        for (double scale : new double[]{20, 100, 300}) {
            for (int point = 0; point < POINTS; point++) {
                double[] theta = random(rng, model.dimension(), 0);
                for (int i = 0; i < theta.length; i++) {
                    theta[i] = rng.nextBoolean() ? scale : -scale;
                }
                inSupport(c, SupportCase.value(model, theta));
                assertThat(SupportCase.logJacobian(model, theta)).isFinite();
            }
        }
    }

    private static double[] random(UniformRandomProvider rng, int dimension, double scale) {
        double[] theta = new double[dimension];
        for (int i = 0; i < dimension; i++) {
            theta[i] = scale * ZigguratSampler.NormalizedGaussian.of(rng).sample();
        }
        return theta;
    }

    /** Log of the absolute determinant by central differences of fourth order. */
    private static double numerically(SupportCase c, Model model, double[] theta) {
        int[] coordinates = c.coordinates();
        assertThat(coordinates).hasSize(theta.length);
        double h = 1e-3;
        RealMatrix jacobian = new Array2DRowRealMatrix(theta.length, theta.length);
        for (int j = 0; j < theta.length; j++) {
            double[] derivative = new double[theta.length];
            for (int step : new int[]{-2, -1, 1, 2}) {
                double[] moved = theta.clone();
                moved[j] += step * h;
                double weight = (Math.abs(step) == 1 ? 8 : -1) * Math.signum(step) / (12 * h);
                double[] value = SupportCase.value(model, moved);
                for (int i = 0; i < theta.length; i++) {
                    derivative[i] += weight * value[coordinates[i]];
                }
            }
            jacobian.setColumn(j, derivative);
        }
        return Math.log(Math.abs(new LUDecomposition(jacobian, 0).getDeterminant()));
    }

    private static void inSupport(SupportCase c, double[] x) {
        int last = c.dims().isEmpty() ? 1 : c.dims().get(c.dims().size() - 1);
        assertThat(x).doesNotContain(Double.NaN);
        for (int i = 0; i < x.length; i++) {
            double before = i % last == 0 ? Double.NEGATIVE_INFINITY : x[i - 1];
            switch (c.name()) {
                case "positive" -> assertThat(x[i]).isPositive();
                case "lower" -> assertThat(x[i]).isGreaterThanOrEqualTo(-3.5);
                case "upper" -> assertThat(x[i]).isLessThanOrEqualTo(2.5);
                case "interval" -> assertThat(x[i]).isBetween(-0.1, 0.3);
                case "unit interval", "simplex of 2", "simplex", "simplexes" -> assertThat(x[i]).isBetween(0.0, 1.0);
                case "ordered", "ordered rows", "positive ordered" -> assertThat(x[i]).isGreaterThanOrEqualTo(before);
                default -> assertThat(Math.abs(x[i])).isLessThan(Double.POSITIVE_INFINITY);
            }
        }
        if (c.name().startsWith("simplex")) {
            sums(x, last, 1);
        } else if (c.name().startsWith("correlation Cholesky")) {
            double[] squares = new double[x.length];
            for (int i = 0; i < x.length; i++) {
                squares[i] = x[i] * x[i];
            }
            sums(squares, last, 1);
        }
    }

    private static void sums(double[] x, int length, double expected) {
        for (int start = 0; start < x.length; start += length) {
            double sum = 0;
            for (int i = start; i < start + length; i++) {
                sum += x[i];
            }
            assertThat(sum).isCloseTo(expected, offset(1e-12));
        }
    }
}
