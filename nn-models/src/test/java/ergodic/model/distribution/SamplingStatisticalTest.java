package ergodic.model.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.autodiff.Interpreter;
import ergodic.autodiff.Tensor;
import ergodic.autodiff.Tracer;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Draws against the log density of the same distribution. The mean over draws of {@code 1 / p(x) * u(x)}, for a bounded
 * density u within the support, is 1 whatever p: here u is uniform over a box or over some classes, so the statistic is
 * the mean of {@code [x in box] / (p(x) volume)}. Each check asks for 5 standard errors (of 20,000 draws): false failure
 * 6e-7 a check and 4e-5 for all 63 together, by the normal approximation; the seed is fixed.
 */
class SamplingStatisticalTest {

    private static final int DRAWS = 20_000;

    record Case(Distribution distribution, double low, double high, boolean count) {}

    static List<Case> cases() {
        return List.of(new Case(Normal.of(1, 2), -2, 3, false), new Case(HalfNormal.of(2), 0.5, 3, false),
                new Case(StudentT.of(3, 1, 0.5), 0, 2, false), new Case(HalfStudentT.of(4, 2), 0, 3, false),
                new Case(Cauchy.of(-1, 2), -4, 1, false), new Case(HalfCauchy.of(2), 0, 3, false),
                new Case(Laplace.of(1, 2), -1, 3, false), new Case(LogNormal.of(0.2, 0.8), 0.5, 3, false),
                new Case(Gamma.of(2.5, 2), 0.3, 2.5, false), new Case(InverseGamma.of(3, 2), 0.4, 2, false),
                new Case(Beta.of(2, 3), 0.1, 0.7, false), new Case(Exponential.of(0.5), 0, 4, false),
                new Case(Uniform.of(-1, 2), 0, 1, false), new Case(BernoulliLogit.of(-0.7), 0, 1, true),
                new Case(BinomialLogit.of(12, 0.4), 5, 9, true), new Case(Poisson.of(3.5), 1, 6, true),
                new Case(PoissonLog.of(2), 4, 10, true), new Case(NegativeBinomial.of(4, 1.5), 0, 6, true),
                new Case(NegativeBinomialLog.of(1.2, 2.5), 0, 6, true),
                new Case(NormalMixture.of(0.5, 2, List.of(new NormalMixture.Component(0.3, 1),
                        new NormalMixture.Component(0.5, 0.2), new NormalMixture.Component(0.2, 0.6))), -1, 2, false));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void drawsFollowTheDensity(Case c) {
        // Three boxes: the whole, its lower and its upper half.
        double middle = c.count() ? Math.floor((c.low() + c.high()) / 2) : (c.low() + c.high()) / 2;
        UniformRandomProvider rng = RandomSource.XO_RO_SHI_RO_128_PP.create(4711);
        double[] x = draws(rng, c.distribution(), t -> t.constant(0), 1);
        double[] logDensity = Densities.evaluate(t -> c.distribution().logDensity(t.constant(x, DRAWS)));
        check(x, logDensity, c.low(), c.high(), c.count());
        check(x, logDensity, c.low(), middle, c.count());
        check(x, logDensity, c.count() ? middle + 1 : middle, c.high(), c.count());
    }

    @Test
    void dirichletHasItsMeanAndVariance() {
        double[] a = {0.5, 1.5, 3};
        UniformRandomProvider rng = RandomSource.XO_RO_SHI_RO_128_PP.create(1);
        Tracer tracer = new Tracer();
        double[] x = draws(rng, Dirichlet.of(tracer.constant(a, 3)), t -> tracer.constant(new double[3], 3), 3);
        for (int i = 0; i < 3; i++) {
            double mean = a[i] / 5;
            checkMean(column(x, 3, i), mean, Math.sqrt(mean * (1 - mean) / 6));
        }
    }

    @Test
    void lkjCorrelationsAreBeta() {
        // Each correlation of order k is a beta(eta + k/2 - 1) variable on (-1, 1): variance 1 / (2 eta + k - 1).
        UniformRandomProvider rng = RandomSource.XO_RO_SHI_RO_128_PP.create(2);
        double[] x = draws(rng, LkjCholesky.of(1.5), t -> t.constant(new double[16], 4, 4), 16);
        double expected = 1 / (2 * 1.5 + 3);
        for (int i = 0; i < 4; i++) {
            for (int j = 0; j < i; j++) {
                double[] square = new double[DRAWS];
                for (int d = 0; d < DRAWS; d++) {
                    double r = 0;
                    for (int m = 0; m < 4; m++) {
                        r += x[16 * d + 4 * i + m] * x[16 * d + 4 * j + m];
                    }
                    square[d] = r * r;
                }
                // Fourth moment of a symmetric beta on (-1, 1): 3 / ((2 b + 1)(2 b + 3)) with variance 1 / (2 b + 1).
                double fourth = 3 / (6.0 * 8.0);
                checkMean(square, expected, Math.sqrt(fourth - expected * expected));
            }
        }
    }

    @Test
    void multivariateNormalHasItsCovariance() {
        UniformRandomProvider rng = RandomSource.XO_RO_SHI_RO_128_PP.create(3);
        Tracer tracer = new Tracer();
        Tensor lower = tracer.constant(new double[]{2, 0, -1, 0.5}, 2, 2);
        double[] x = draws(rng, MultivariateNormal.of(1, lower), t -> tracer.constant(new double[2], 2), 2);
        double[] product = new double[DRAWS];
        for (int d = 0; d < DRAWS; d++) {
            product[d] = (x[2 * d] - 1) * (x[2 * d + 1] - 1);
        }
        checkMean(column(x, 2, 0), 1, 2);
        checkMean(column(x, 2, 1), 1, Math.sqrt(1.25));
        checkMean(product, -2, Math.sqrt(4 * 1.25 + 4));
    }

    @Test
    void categoricalHasItsProbabilities() {
        UniformRandomProvider rng = RandomSource.XO_RO_SHI_RO_128_PP.create(4);
        Tracer tracer = new Tracer();
        Tensor logits = tracer.constant(new double[]{Math.log(0.2), Math.log(0.7), Math.log(0.1)}, 3);
        double[] x = draws(rng, CategoricalLogit.of(logits), t -> tracer.constant(0), 1);
        checkMean(x, 0.9, Math.sqrt(0.7 + 0.4 - 0.81));
    }

    private static double[] draws(UniformRandomProvider rng, Distribution distribution, Function<Tracer, Tensor> like,
            int size) {
        Tensor x = like.apply(new Tracer());
        List<Tensor> parameters = distribution.samplingParameters(x);
        double[][] values = new double[parameters.size()][];
        for (int p = 0; p < values.length; p++) {
            x.tracer().output("p" + p, parameters.get(p));
        }
        Map<String, double[]> evaluated = Interpreter.evaluate(x.tracer().build(), Map.of(), 0);
        evaluated.values().toArray(values);
        double[] draws = new double[DRAWS * size];
        double[] one = new double[size];
        for (int d = 0; d < DRAWS; d++) {
            distribution.sampleInto(rng, values, one);
            System.arraycopy(one, 0, draws, d * size, size);
        }
        return draws;
    }

    private static void check(double[] x, double[] logDensity, double low, double high, boolean count) {
        double volume = count ? high - low + 1 : high - low;
        double sum = 0;
        double squares = 0;
        for (int d = 0; d < DRAWS; d++) {
            double w = x[d] >= low && x[d] <= high ? Math.exp(-logDensity[d]) / volume : 0;
            sum += w;
            squares += w * w;
        }
        double mean = sum / DRAWS;
        double error = Math.sqrt((squares / DRAWS - mean * mean) / DRAWS);
        assertThat(Math.abs(mean - 1)).as("mean weight %s on [%s, %s]", mean, low, high).isLessThan(5 * error);
    }

    private static double[] column(double[] values, int size, int i) {
        double[] column = new double[DRAWS];
        for (int d = 0; d < DRAWS; d++) {
            column[d] = values[d * size + i];
        }
        return column;
    }

    private static void checkMean(double[] values, double expected, double sd) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        assertThat(Math.abs(sum / values.length - expected)).isLessThan(5 * sd / Math.sqrt(values.length));
    }
}
