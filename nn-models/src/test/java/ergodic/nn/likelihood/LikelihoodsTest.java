package ergodic.nn.likelihood;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.autodiff.kernel.Precision;
import ergodic.model.Posterior;
import ergodic.nn.data.PowerScale;
import ergodic.nn.data.TargetEncoding;
import ergodic.nn.data.TargetKind;
import ergodic.nn.data.TargetTransform;
import ergodic.nn.likelihood.GaussianLikelihood.Constant;
import ergodic.nn.likelihood.GaussianLikelihood.Fixed;
import ergodic.nn.likelihood.GaussianLikelihood.Network;
import ergodic.nn.predict.ClassMixture;
import ergodic.nn.predict.Mixture;
import ergodic.nn.predict.Zeros;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each likelihood with its mixture: they say the same, integrate to 1, simulate what they say; gradients against differences; outputs of
 * any size.
 */
// Longer than 400 lines because every likelihood is held to the same tests, which stand with their list.
class LikelihoodsTest {

    private static final TargetEncoding NUMBER = new TargetEncoding("y", TargetKind.NUMBER, 2, 3, 1, List.of());
    private static final TargetEncoding POSITIVE = new TargetEncoding("y", TargetKind.POSITIVE, 5, 4, 0.7, List.of());
    /** Encoded targets are y / 3 - 2 / 3; the root is that of y + 0.6. */
    private static final TargetEncoding ROOT = new TargetEncoding("y", TargetKind.NUMBER, 2, 3, 1, List.of(), 0,
            new PowerScale(-2.0 / 3, 0.2, 0.5, 1.9, 1.4), List.of());
    private static final TargetEncoding SHIFTED = new TargetEncoding("y", TargetKind.POSITIVE, 5, 4, 0.7, List.of(), 3,
            null, List.of());
    private static final TargetEncoding SHARE = new TargetEncoding("y", TargetKind.SHARE, 0.3, 1, 1, List.of());
    private static final TargetEncoding COUNT = new TargetEncoding("y", TargetKind.COUNT, 2.5, 1, 1, List.of());
    private static final TargetEncoding CLASSES = new TargetEncoding("y", TargetKind.CLASSES, 0, 1, 1,
            List.of("fair", "good", "poor", "very good"));
    private static final double[] NUMBERS = {-7, -1.2, -1e-9, 0, 0.3, 0.8, 2, 9};
    private static final double[] POSITIVES = {1e-6, 0.02, 0.4, 0.9, 1, 1.1, 3, 40};
    private static final double[] SHARES = {1e-9, 0.01, 0.2, 0.5, 0.7, 0.93, 0.999, 1 - 1e-12};
    private static final double[] COUNTS = {0, 0, 1, 1, 2, 5, 17, 80};

    /** A likelihood, targets for it, and its own free parameters. */
    record Case(String name, Likelihood likelihood, TargetEncoding encoding, double[] targets, double... own) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case("gaussian", new GaussianLikelihood(new Constant(1)), NUMBER, NUMBERS, -0.4),
                new Case("gaussian network", new GaussianLikelihood(new Network()), NUMBER, NUMBERS),
                new Case("student learned", new StudentTLikelihood(new Constant(1), null), NUMBER, NUMBERS, -0.4, 0.7),
                new Case("student network", new StudentTLikelihood(new Network(), 5.5), NUMBER, NUMBERS),
                new Case("laplace", new LaplaceLikelihood(new Constant(2)), NUMBER, NUMBERS, -0.4),
                new Case("laplace network", new LaplaceLikelihood(new Network()), NUMBER, NUMBERS),
                new Case("mixture density", new MixtureDensityLikelihood(3), NUMBER, NUMBERS),
                new Case("log", new GaussianLikelihood(new Constant(1), TargetTransform.LOG), POSITIVE, POSITIVES,
                        -0.3),
                new Case("log network", new GaussianLikelihood(new Network(), TargetTransform.LOG), POSITIVE,
                        POSITIVES),
                new Case("yeo johnson", new GaussianLikelihood(new Constant(1), TargetTransform.YEO_JOHNSON), NUMBER,
                        NUMBERS, -0.3, -0.8),
                new Case("yeo johnson above 1", new GaussianLikelihood(new Fixed(0.5), TargetTransform.YEO_JOHNSON),
                        NUMBER, NUMBERS, 1.5),
                new Case("yeo johnson root", new GaussianLikelihood(new Constant(1), TargetTransform.SQRT), ROOT,
                        NUMBERS, -0.3),
                new Case("yeo johnson root network", new GaussianLikelihood(new Network(), TargetTransform.SQRT), ROOT,
                        NUMBERS),
                new Case("log shifted", new GaussianLikelihood(new Constant(1), TargetTransform.LOG.withShift(3)),
                        SHIFTED, POSITIVES, -0.3),
                new Case("gamma", new GammaLikelihood(), POSITIVE, POSITIVES, -0.5),
                new Case("gamma below exponential", new GammaLikelihood(3), POSITIVE, POSITIVES, 1.3),
                new Case("beta", new BetaLikelihood(), SHARE, SHARES, -0.6),
                new Case("beta at the ends", new BetaLikelihood(), SHARE, SHARES, 0.3),
                new Case("poisson", new PoissonLikelihood(), COUNT, COUNTS),
                new Case("poisson inflated", new PoissonLikelihood(Zeros.INFLATED), COUNT, COUNTS),
                new Case("poisson hurdle", new PoissonLikelihood(Zeros.HURDLE), COUNT, COUNTS),
                new Case("negative binomial", new NegativeBinomialLikelihood(), COUNT, COUNTS, -0.5),
                new Case("negative binomial inflated", new NegativeBinomialLikelihood(Zeros.INFLATED), COUNT, COUNTS,
                        -0.5),
                new Case("negative binomial hurdle", new NegativeBinomialLikelihood(Zeros.HURDLE), COUNT, COUNTS,
                        -0.5),
                new Case("ordinal", new OrdinalLikelihood(List.of("poor", "fair", "good", "very good")), CLASSES,
                        new double[]{0, 1, 2, 3, 3, 2, 1, 0}, -0.7, 0.3, -1.2));
    }

    private static double[] theta(BoundModel model, Case c) {
        double[] theta = new double[model.outputs() + c.own.length];
        System.arraycopy(c.own, 0, theta, model.outputs(), c.own.length);
        return theta;
    }

    private static double[] outputs(BoundModel model, Case c, double sd) {
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(4);
        ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(rng);
        double[] x = new double[c.targets.length * model.outputs()];
        Arrays.setAll(x, i -> sd * normal.sample());
        return x;
    }

    private static double tolerance(double value) {
        return 1e-10 * Math.max(1, Math.abs(value));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void modelAndMixtureSayTheSame(Case c) {
        BoundModel model = new BoundModel(c.likelihood, c.encoding);
        double[] theta = theta(model, c);
        double[] x = outputs(model, c, 1.2);
        double[] rows = model.rowLogLikelihood(theta, x, c.targets);
        double[] predictive = model.predictive(theta, x, c.targets);
        Mixture mixture = c.likelihood.mixture(c.encoding);
        boolean classes = mixture instanceof ClassMixture;
        int width = classes ? c.encoding.classes().size() : 1;
        double[] prediction = model.output("prediction", c.targets.length * width, theta, x, c.targets);
        for (int row = 0; row < c.targets.length; row++) {
            mixture.load(predictive, row * mixture.parameters(), 1);
            double log = mixture.logDensity(c.targets[row], 0, 1);
            assertThat(log).as("row %d", row).isCloseTo(rows[row], within(tolerance(rows[row])));
            if (mixture instanceof ClassMixture of) {
                for (int k = 0; k < width; k++) {
                    assertThat(of.probability(k)).isCloseTo(prediction[row * width + k], within(1e-13));
                }
            } else {
                double expected = c.name.startsWith("yeo") ? mixture.quantile(0.5) : mixture.mean();
                assertThat(prediction[row]).as("prediction").isCloseTo(expected,
                        within(1e-11 * Math.max(1, Math.abs(expected))));
            }
        }
    }

    /** By central differences: the gradient of the sum over rows, with the prior and the Jacobians. */
    @ParameterizedTest
    @MethodSource("cases")
    void gradientsAreThoseOfTheDensity(Case c) {
        BoundModel model = new BoundModel(c.likelihood, c.encoding);
        double[] theta = theta(model, c);
        double[] x = outputs(model, c, 0.8);
        Posterior posterior = model.posterior(x, c.targets, Precision.FLOAT64);
        double[] gradient = new double[theta.length];
        posterior.evaluate(theta, gradient);
        for (int i = 0; i < theta.length; i++) {
            double h = 1e-5;
            double[] moved = theta.clone();
            moved[i] += h;
            double up = posterior.logDensity(moved);
            moved[i] -= 2 * h;
            double slope = (up - posterior.logDensity(moved)) / (2 * h);
            assertThat(gradient[i]).as("coordinate %d", i).isCloseTo(slope,
                    within(2e-5 * Math.max(1, Math.abs(slope))));
        }
    }

    /** Outputs far beyond what training gives: finite in doubles to 60, in floats to 25. */
    @ParameterizedTest
    @MethodSource("cases")
    void largeOutputsHaveFiniteDensitiesAndGradients(Case c) {
        BoundModel model = new BoundModel(c.likelihood, c.encoding);
        double[] theta = theta(model, c);
        for (Precision precision : Precision.values()) {
            double size = precision == Precision.FLOAT64 ? 60 : 25;
            for (int signs = 0; signs < 1 << Math.min(3, model.outputs()); signs++) {
                double[] x = new double[c.targets.length * model.outputs()];
                for (int i = 0; i < x.length; i++) {
                    x[i] = (signs >> i % model.outputs() % 3 & 1) == 0 ? size : -size;
                }
                double[] gradient = new double[theta.length];
                double[] targets = c.targets.clone();
                if (c.encoding.kind() == TargetKind.SHARE) {
                    Arrays.setAll(targets, i -> Math.min(targets[i], 1 - 1e-6));
                }
                double value = model.posterior(x, targets, precision).evaluate(theta, gradient);
                assertThat(value).as("%s %d", precision, signs).isFinite();
                assertThat(gradient).as("%s %d", precision, signs).satisfies(g -> assertThat(Arrays.stream(g)
                        .allMatch(Double::isFinite)).isTrue());
            }
        }
    }

    /** By the trapezoidal rule in a coordinate in which the density decays exponentially at both ends; counts by their sum. */
    @ParameterizedTest
    @MethodSource("cases")
    void densitiesIntegrateToOneAndToTheDistributionFunction(Case c) {
        BoundModel model = new BoundModel(c.likelihood, c.encoding);
        double[] x = outputs(model, c, 1.2);
        double[] predictive = model.predictive(theta(model, c), x, c.targets);
        Mixture mixture = c.likelihood.mixture(c.encoding);
        for (int row = 0; row < 3; row++) {
            mixture.load(predictive, row * mixture.parameters(), 1);
            if (c.encoding.kind() == TargetKind.COUNT || c.encoding.kind() == TargetKind.CLASSES) {
                double sum = 0;
                int end = c.encoding.kind() == TargetKind.CLASSES ? 4 : 3000;
                for (int k = 0; k < end; k++) {
                    double p = Math.exp(mixture.logDensity(k, 0, 1));
                    if (k < 40) {
                        assertThat(mixture.probabilityIntegralTransform(k)).isCloseTo(sum + p / 2, within(1e-10));
                    }
                    sum += p;
                }
                assertThat(sum).isCloseTo(1, within(1e-10));
            } else {
                double middle = mixture.quantile(0.4);
                DoubleUnaryOperator at = switch (c.encoding.kind()) {
                    case NUMBER -> u -> middle + Math.sinh(u);
                    case POSITIVE -> u -> middle * Math.exp(u);
                    default -> u -> 1 / (1 + Math.exp(-u));
                };
                DoubleUnaryOperator slope = switch (c.encoding.kind()) {
                    case NUMBER -> Math::cosh;
                    case POSITIVE -> u -> middle * Math.exp(u);
                    default -> u -> 1 / ((1 + Math.exp(-u)) * (1 + Math.exp(u)));
                };
                boolean share = c.encoding.kind() == TargetKind.SHARE;
                double h = c.encoding.kind() == TargetKind.NUMBER ? 1e-3 : 5e-3;
                double end = c.encoding.kind() == TargetKind.NUMBER ? 36 : share ? 690 : 300;
                double centre = share ? Math.log(middle / (1 - middle)) : 0;
                double below = 0;
                double above = 0;
                for (double u = h / 2; u < end; u += h) {
                    if (share && centre - u < -700) {
                        break;
                    }
                    below += h * slope.applyAsDouble(centre - u)
                            * Math.exp(mixture.logDensity(at.applyAsDouble(centre - u), 0, 1));
                    double y = at.applyAsDouble(centre + u);
                    above += share ? 0 : h * slope.applyAsDouble(centre + u) * Math.exp(mixture.logDensity(y, 0, 1));
                }
                // Half a rule ends where the density has a slope; shares near 1 are no doubles.
                assertThat(below).isCloseTo(0.4, within(1e-4));
                assertThat(share ? 1 : below + above).isCloseTo(1, within(5e-6));
            }
        }
    }

    /**
     * Simulated values through the distribution function (of counts at random between its two limits) are uniform: Kolmogorov and
     * Smirnov's test fails by chance in one of a million cases.
     */
    @ParameterizedTest
    @MethodSource("cases")
    void simulationsFollowTheDistributionFunction(Case c) {
        int draws = 3000;
        BoundModel model = new BoundModel(c.likelihood, c.encoding);
        double[] x = outputs(model, c, 1);
        Mixture mixture = c.likelihood.mixture(c.encoding);
        mixture.load(model.predictive(theta(model, c), x, c.targets), 0, 1);
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(8);
        boolean whole = c.encoding.kind() == TargetKind.COUNT || c.encoding.kind() == TargetKind.CLASSES;
        List<Double> u = new ArrayList<>();
        for (int i = 0; i < draws; i++) {
            double y = mixture.sample(0, rng);
            double place = mixture.probabilityIntegralTransform(y);
            u.add(whole ? place + (rng.nextDouble() - 0.5) * Math.exp(mixture.logDensity(y, 0, 1)) : place);
        }
        u.sort(null);
        double worst = 0;
        for (int i = 0; i < draws; i++) {
            worst = Math.max(worst, Math.max(u.get(i) - i / (double) draws, (i + 1.0) / draws - u.get(i)));
        }
        assertThat(worst * Math.sqrt(draws)).isLessThan(2.7);
    }

    private static Mixture predicted(Likelihood likelihood, TargetEncoding encoding, double[] theta, double... x) {
        BoundModel model = new BoundModel(likelihood, encoding);
        Mixture mixture = likelihood.mixture(encoding);
        mixture.load(model.predictive(theta, x, new double[]{1}), 0, 1);
        return mixture;
    }

    /** What the guide says of outputs and parameters. */
    @Test
    void outputsMeanWhatTheGuideSays() {
        Mixture gamma = predicted(new GammaLikelihood(), POSITIVE, new double[]{0, Math.log(0.5)}, 0.6);
        assertThat(gamma.mean()).isCloseTo(Math.exp(0.7 * 0.6), within(1e-13));
        assertThat(Math.sqrt(gamma.aleatoricVariance())).isCloseTo(0.5 * 0.7 * gamma.mean(), within(1e-13));
        Mixture beta = predicted(new BetaLikelihood(), SHARE, new double[]{0, Math.log(0.5)}, 0.6);
        double m = 1 / (1 + Math.exp(-0.6) * 0.7 / 0.3);
        assertThat(beta.mean()).isCloseTo(m, within(1e-6));
        assertThat(beta.aleatoricVariance()).isCloseTo(m * (1 - m) / (1 + 4), within(1e-6));
        Mixture log = predicted(new GaussianLikelihood(new Fixed(0.5), TargetTransform.LOG), POSITIVE, new double[1],
                0.6);
        assertThat(log.quantile(0.5)).isCloseTo(Math.exp(0.7 * 0.6), within(1e-12));
        assertThat(Math.log(log.quantile(0.975) / log.quantile(0.5))).isCloseTo(1.959963984540054 * 0.5 * 0.7,
                within(1e-10));
        double none = Math.exp(-2.5 * Math.exp(0.6));
        double zero = 1 / (1 + Math.exp(0.8));
        assertThat(predicted(new PoissonLikelihood(Zeros.INFLATED), COUNT, new double[2], 0.6, -0.8)
                .logDensity(0, 0, 1)).isCloseTo(Math.log(zero + (1 - zero) * none), within(1e-13));
        Mixture hurdle = predicted(new PoissonLikelihood(Zeros.HURDLE), COUNT, new double[2], 0.6, -0.8);
        assertThat(hurdle.logDensity(0, 0, 1)).isCloseTo(Math.log(zero), within(1e-13));
        assertThat(hurdle.mean()).isCloseTo((1 - zero) * 2.5 * Math.exp(0.6) / (1 - none), within(1e-12));
    }

    @Test
    void ordinalByHand() {
        OrdinalLikelihood likelihood = new OrdinalLikelihood(List.of("poor", "fair", "good", "very good"));
        BoundModel model = new BoundModel(likelihood, CLASSES);
        double[] theta = {0.4, -1, Math.log(0.5), Math.log(2)};
        double[] cut = {-1, -0.5, 1.5};
        double[] logs = model.predictive(theta, new double[]{0.2}, new double[]{0});
        double[] at = new double[3];
        Arrays.setAll(at, i -> 1 / (1 + Math.exp(-(cut[i] - 0.6))));
        // Classes are read by the alphabet: fair, good, poor, very good.
        assertThat(logs).containsExactly(new double[]{Math.log(at[1] - at[0]), Math.log(at[2] - at[1]),
                Math.log(at[0]), Math.log(1 - at[2])}, within(1e-13));
    }

    /** The density of two cutpoints a priori, summed over a fine grid of their unconstrained values, is one; so that evidences mean something. */
    @Test
    void densityOfCutpointsIsNormalised() {
        TargetEncoding three = new TargetEncoding("y", TargetKind.CLASSES, 0, 1, 1, List.of("a", "b", "c"));
        BoundModel model = new BoundModel(new OrdinalLikelihood(), three);
        double[] x = {0.3};
        double[] y = {1};
        double[] row = new double[1];
        Posterior posterior = model.posterior(x, y, Precision.FLOAT64);
        double step = 0.1;
        double sum = 0;
        for (double first = -20; first < 20; first += step) {
            for (double gap = -16; gap < 5; gap += step) {
                double[] theta = {0, first, gap};
                posterior.rowLogLikelihoodInto(theta, row);
                sum += Math.exp(posterior.evaluate(theta, new double[3]) - row[0]) * step * step;
            }
        }
        assertThat(sum).isCloseTo(1, within(1e-6));
    }

    /** One normal is the normal likelihood whose noise is the network's, with another floor. */
    @Test
    void mixtureDensityOfOneIsNormal() {
        double[] x = {0.7, 0.3, -0.8, -2, -1, 0.5};
        double[] y = {0.9, -3};
        double[] one = new BoundModel(new MixtureDensityLikelihood(1), NUMBER).rowLogLikelihood(new double[3], x, y);
        double[] normal = new BoundModel(
                new GaussianLikelihood(new Network(NoiseLink.SOFTPLUS, 1e-3)), NUMBER)
                .rowLogLikelihood(new double[2], new double[]{0.3, -0.8, -1, 0.5}, y);
        assertThat(one).containsExactly(normal, within(1e-13));
    }

    /** As answers of surveys are: the middle one has a comma, and its first part is a class too. */
    @Test
    void classesWithCommasHaveAnOrder() {
        TargetEncoding answers = new TargetEncoding("y", TargetKind.CLASSES, 0, 1, 1,
                List.of("No", "Yes", "Yes, a lot"));
        for (String given : List.of("No, Yes, Yes, a lot", "Yes, a lot,Yes,No")) {
            List<String> words = List.of(given.split(",\\s*"));
            double[] logs = new BoundModel(new OrdinalLikelihood(words), answers).predictive(
                    new double[]{0.4, 0.3, 0.1}, new double[]{0.2}, new double[]{0});
            double[] alike = new BoundModel(new OrdinalLikelihood(List.of("x", "y", "z")),
                    new TargetEncoding("y", TargetKind.CLASSES, 0, 1, 1, List.of("x", "y", "z"))).predictive(
                            new double[]{0.4, 0.3, 0.1}, new double[]{0.2}, new double[]{0});
            int first = words.getFirst().equals("No") ? 0 : 2;
            assertThat(new double[]{logs[first], logs[1], logs[2 - first]}).containsExactly(alike);
        }
        assertThat(new OrdinalLikelihood(List.of("Yes", "Yes, a lot", "No")).outputs(answers)).isEqualTo(1);
        assertThatThrownBy(() -> new OrdinalLikelihood(List.of("No", "Yes", "a lot")).outputs(answers))
                .hasMessageContaining("must name each class");
        TargetEncoding twice = new TargetEncoding("y", TargetKind.CLASSES, 0, 1, 1,
                List.of("Yes", "Yes, a lot", "a lot"));
        assertThatThrownBy(() -> new OrdinalLikelihood(List.of("Yes", "a lot", "Yes", "a lot")).outputs(twice))
                .hasMessage("likelihood.order = \"Yes, a lot, Yes, a lot\" can be read as \"Yes\", \"a lot\","
                        + " \"Yes, a lot\" and as \"Yes, a lot\", \"Yes\", \"a lot\", as classes of the target have commas"
                        + " in them; rename one of them");
    }

    @Test
    void ordinalOfTwoClassesIsBernoulli() {
        TargetEncoding two = new TargetEncoding("y", TargetKind.CLASSES, 0, 1, 1, List.of("a", "b"));
        BoundModel model = new BoundModel(new OrdinalLikelihood(), two);
        double[] logs = model.predictive(new double[]{0.4, 0.3}, new double[]{0.2}, new double[]{0});
        assertThat(logs).containsExactly(
                new double[]{-Math.log1p(Math.exp(0.3)), -Math.log1p(Math.exp(-0.3))}, within(1e-14));
    }

    @Test
    void badSettingsAreRefused() {
        assertThatThrownBy(() -> new OrdinalLikelihood(List.of("poor", "good", "bad", "fair")).outputs(CLASSES))
                .hasMessage(
                        "likelihood.order = \"poor, good, bad, fair\" must name each class of the target \"y\" once;"
                                + " the training rows have fair, good, poor, very good");
        assertThatThrownBy(() -> new StudentTLikelihood(new Constant(1), 2.0)).hasMessageContaining("above 2");
        assertThatThrownBy(() -> new GammaLikelihood(0)).hasMessageContaining("positive");
    }

    /** The square root by change of variables: a normal of 2 (sqrt(1 + y / c) - 1), with the slope 1 / (c sqrt(1 + y / c)). */
    @Test
    void rootsAreNormal() {
        double c = 0.6;
        Mixture root = predicted(new GaussianLikelihood(new Fixed(0.5), TargetTransform.SQRT), ROOT, new double[1],
                0.7);
        NormalDistribution normal = NormalDistribution.of(1.9 + 1.4 * 0.7, 0.5 * 1.4);
        for (double y : new double[]{0, 0.1, 1, 2, 5}) {
            double g = 2 * (Math.sqrt(1 + y / c) - 1);
            double encoded = (y - 2) / 3;
            assertThat(root.logDensity(encoded, 0, 1)).isCloseTo(
                    normal.logDensity(g) - Math.log(c * Math.sqrt(1 + y / c)) + Math.log(3), within(1e-12));
            assertThat(root.probabilityIntegralTransform(encoded)).isCloseTo(normal.cumulativeProbability(g),
                    within(1e-13));
            assertThat(root.quantile(normal.cumulativeProbability(g))).isCloseTo(encoded, within(1e-9 * (1 + y)));
        }
        // Mean of a square: E(1 + g / 2)^2 = (1 + m / 2)^2 + s^2 / 4; two thousandths of the mass lie below 0.
        double m = 1.9 + 1.4 * 0.7;
        assertThat(ROOT.toOriginal(root.mean())).isCloseTo(c * ((1 + m / 2) * (1 + m / 2) + 0.49 / 4 - 1),
                within(1e-4));
    }

    @Test
    void dataReadForAnotherTransformAreRefused() {
        for (Likelihood other : List.of(new GaussianLikelihood(new Constant(1), TargetTransform.SQRT),
                new GaussianLikelihood(new Constant(1), TargetTransform.LOG.withShift(2)))) {
            TargetEncoding plain = other.targetKind() == TargetKind.NUMBER ? NUMBER : POSITIVE;
            assertThatThrownBy(() -> new BoundModel(other, plain)).isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("DataSpec.withTransform");
        }
        assertThatThrownBy(() -> new BoundModel(new GaussianLikelihood(), ROOT))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("DataSpec.withTransform");
        assertThatThrownBy(() -> TargetTransform.YEO_JOHNSON.withShift(1)).hasMessageContaining("likelihood.shift");
    }
}
