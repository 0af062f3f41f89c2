package ergodic.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.model.Posterior;
import ergodic.nn.data.Dataset;
import ergodic.nn.likelihood.GaussianLikelihood;
import ergodic.nn.likelihood.StudentTLikelihood;
import ergodic.nn.prior.NormalPrior;
import ergodic.nn.prior.Scaling;
import ergodic.nn.prior.StudentTPrior;
import ergodic.sampler.ChainState;
import ergodic.sampler.ConditionedLogDensity;
import ergodic.sampler.FixedStart;
import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.hmc.NutsMethod;
import ergodic.sampler.lastlayer.LastLayerFit;
import ergodic.sampler.lastlayer.LastLayerType;
import ergodic.sampler.map.MapSettings;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import ergodic.sampler.optimize.OptimizerKind;
import ergodic.sampler.run.RandomStreams;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.MatrixUtils;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;

/** The exact posterior and evidence of a last layer against the textbook's, a sum over the noise, and chains. */
class LastLayerTest {

    private static final double PRIOR = 1.5;
    private static final int STEPS = 300;
    private static final int DRAWS = 20_000;

    private static Dataset data() {
        SplittableRandom random = new SplittableRandom(3);
        double[][] x = new double[25][2];
        double[] y = new double[25];
        for (int i = 0; i < y.length; i++) {
            x[i][0] = random.nextDouble(-1, 1);
            x[i][1] = random.nextDouble(-1, 1) + 0.5 * x[i][0];
            y[i] = Math.sin(2 * x[i][0] + x[i][1]) + 0.3 * random.nextGaussian();
        }
        return Dataset.of(x, y);
    }

    private static BayesianNetwork.Builder network(int... hidden) {
        return BayesianNetwork.on(data()).hidden(hidden).weights(new NormalPrior(PRIOR, Scaling.NONE))
                .biases(new NormalPrior(PRIOR, Scaling.NONE));
    }

    private static MemoryDraws run(BayesianNetwork network, int draws) {
        LastLayerType type = new LastLayerType();
        Settings settings = Settings.of(type.keys(), Map.of());
        assertThat(type.prepare(settings, network::posterior, network.start(), RandomStreams.ofChain(1, 0)))
                .isPresent();
        SamplingMethod method = type.method(settings, STEPS);
        MemoryDraws kept = new MemoryDraws(1, network.variables(method));
        Sampling.run(new RunSettings(1, STEPS, draws, 1, 5, 1), network.posterior().chains(method), kept);
        return kept;
    }

    private static RealMatrix design(Dataset data) {
        double[] inputs = data.train().inputs();
        RealMatrix x = MatrixUtils.createRealMatrix(data.train().count(), 3);
        for (int i = 0; i < x.getRowDimension(); i++) {
            x.setRow(i, new double[]{inputs[2 * i], inputs[2 * i + 1], 1});
        }
        return x;
    }

    /** log N(y; 0, noise^2 I + prior^2 X X^T). */
    private static double evidence(RealMatrix x, double[] target, double noise) {
        RealMatrix covariance = x.multiply(x.transpose()).scalarMultiply(PRIOR * PRIOR)
                .add(MatrixUtils.createRealIdentityMatrix(target.length).scalarMultiply(noise * noise));
        RealVector y = MatrixUtils.createRealVector(target);
        double squares = y.dotProduct(new LUDecomposition(covariance).getSolver().solve(y));
        RealMatrix factor = new CholeskyDecomposition(covariance).getL();
        double logDeterminant = 0;
        for (int i = 0; i < target.length; i++) {
            logDeterminant += 2 * Math.log(factor.getEntry(i, i));
        }
        return -0.5 * (squares + logDeterminant + target.length * Math.log(2 * Math.PI));
    }

    private static double logEvidence(MemoryDraws draws) {
        return draws.statistic(LastLayerFit.LOG_EVIDENCE.name())[0][0];
    }

    private static double[] moments(double[] values) {
        double mean = 0;
        double square = 0;
        for (double value : values) {
            mean += value / values.length;
            square += value * value / values.length;
        }
        return new double[]{mean, square - mean * mean};
    }

    /** Means of 20 000 independent draws are within 5 standard errors, variances within 5 times 1 %: false in 1e-5 of the runs at most. */
    private static void requireMoments(double[] values, double mean, double variance) {
        double[] found = moments(values);
        assertThat(found[0]).isCloseTo(mean, within(5 * Math.sqrt(variance / DRAWS)));
        assertThat(found[1]).isCloseTo(variance, within(0.05 * variance));
    }

    /** A linear model with known noise: Bishop (2006), equations 3.53, 3.54 and 3.86. */
    @Test
    void linearRegressionWithKnownNoiseIsExact() {
        BayesianNetwork network = network().likelihood(new GaussianLikelihood(new GaussianLikelihood.Fixed(0.4)))
                .build();
        RealMatrix x = design(network.data());
        double[] y = network.data().train().target();
        MemoryDraws draws = run(network, DRAWS);
        assertThat(logEvidence(draws)).isCloseTo(evidence(x, y, 0.4), within(1e-8));
        RealMatrix covariance = MatrixUtils.inverse(x.transpose().multiply(x).scalarMultiply(1 / 0.16)
                .add(MatrixUtils.createRealIdentityMatrix(3).scalarMultiply(1 / (PRIOR * PRIOR))));
        double[] mean = covariance.scalarMultiply(1 / 0.16).multiply(x.transpose()).operate(y);
        requireMoments(draws.series("layer1.weight", 0)[0], mean[0], covariance.getEntry(0, 0));
        requireMoments(draws.series("layer1.weight", 1)[0], mean[1], covariance.getEntry(1, 1));
        requireMoments(draws.series("layer1.bias", 0)[0], mean[2], covariance.getEntry(2, 2));
    }

    /** With noise of a half-normal prior: sums over a fine grid of noise scales of the textbook's evidence and moments. */
    @Test
    void linearRegressionWithUnknownNoiseIsItsMixture() {
        BayesianNetwork network = network().build();
        RealMatrix x = design(network.data());
        double[] y = network.data().train().target();
        MemoryDraws draws = run(network, DRAWS);
        int points = 4000;
        double step = 4.0 / points;
        double[] sums = new double[6];
        double offset = 20;
        for (int i = 0; i < points; i++) {
            double noise = 0.02 + step * i;
            double prior = Math.log(2 / Math.sqrt(2 * Math.PI)) - 0.5 * noise * noise;
            // Through the three eigenvalues of X^T X, in place of the rows' covariance.
            RealMatrix precision = x.transpose().multiply(x).scalarMultiply(1 / (noise * noise))
                    .add(MatrixUtils.createRealIdentityMatrix(3).scalarMultiply(1 / (PRIOR * PRIOR)));
            LUDecomposition lu = new LUDecomposition(precision);
            double[] pull = x.scalarMultiply(1 / (noise * noise)).transpose().operate(y);
            RealMatrix covariance = lu.getSolver().getInverse();
            double[] mean = covariance.operate(pull);
            double fit = 0;
            double squares = 0;
            for (int j = 0; j < 3; j++) {
                fit += mean[j] * pull[j];
            }
            for (double each : y) {
                squares += each * each;
            }
            double log = -0.5 * (squares / (noise * noise) - fit + Math.log(lu.getDeterminant())
                    + 6 * Math.log(PRIOR) + 2 * y.length * Math.log(noise) + y.length * Math.log(2 * Math.PI));
            double weight = Math.exp(log + prior + offset) * step;
            sums[0] += weight;
            sums[1] += weight * noise;
            sums[2] += weight * noise * noise;
            sums[3] += weight * mean[0];
            sums[4] += weight * (mean[0] * mean[0] + covariance.getEntry(0, 0));
        }
        assertThat(logEvidence(draws)).isCloseTo(Math.log(sums[0]) - offset, within(1e-5));
        double noise = sums[1] / sums[0];
        double weight = sums[3] / sums[0];
        requireMoments(draws.series(GaussianLikelihood.NOISE_SCALE, 0)[0], noise,
                sums[2] / sums[0] - noise * noise);
        requireMoments(draws.series("layer1.weight", 0)[0], weight, sums[4] / sums[0] - weight * weight);
    }

    /**
     * With a hidden layer: chains by NUTS of the last layer and the noise, the others held where the fit holds them, have the same moments. 3000 draws of NUTS are
     * taken for 600 effective ones: means within 5 standard errors, variances within 5 times 5.8 %; false in 1e-5 of the runs.
     */
    @Test
    void chainsOfTheLastLayerAgree() {
        BayesianNetwork network = network(3).build();
        MemoryDraws exact = run(network, DRAWS);
        double[] point = new double[network.model().dimension()];
        new DrawPositions(network.model(), exact).readInto(0, 0, point);
        MemoryDraws chains = new MemoryDraws(2, network.variables());
        Sampling.run(new RunSettings(2, 300, 1500, 1, 6, 1), chain -> {
            Posterior posterior = network.posterior();
            ConditionedLogDensity part = new ConditionedLogDensity(posterior, posterior.lastLayer());
            part.hold(point);
            double[] start = new double[part.dimension()];
            part.gatherInto(point, start);
            double[] all = new double[point.length];
            DrawTransform transform = posterior.transform();
            return NutsMethod.of(300).kit(part, new FixedStart(start), new DrawTransform() {
                @Override
                public List<Variable> variables() {
                    return transform.variables();
                }

                @Override
                public void applyInto(double[] theta, double[] values) {
                    part.expandInto(theta, all);
                    transform.applyInto(all, values);
                }
            });
        }, chains);
        for (String variable : List.of("layer2.weight", "layer2.bias", GaussianLikelihood.NOISE_SCALE, "prediction")) {
            double[] one = moments(exact.series(variable, 0)[0]);
            double[] first = moments(chains.series(variable, 0)[0]);
            double[] second = moments(chains.series(variable, 0)[1]);
            assertThat(0.5 * (first[0] + second[0])).as(variable).isCloseTo(one[0],
                    within(5 * Math.sqrt(one[1] / 600)));
            assertThat(0.5 * (first[1] + second[1])).as(variable).isCloseTo(one[1], within(0.29 * one[1]));
        }
        double[] held = exact.series("layer1.weight", 0)[0];
        assertThat(held).containsOnly(held[0]);
    }

    /** On the way and after it the evidence is unknown until it is integrated: what the climb says goes under its own name. */
    @Test
    void theGradientsNormIsNoEvidence() {
        BayesianNetwork network = network(2).build();
        Posterior posterior = network.posterior();
        LastLayerFit fit = new LastLayerFit(posterior, MapSettings.of(STEPS).withOptimizer(OptimizerKind.LBFGS));
        ChainState state = new ChainState(posterior.dimension());
        network.start().findInto(state, posterior, RandomStreams.ofChain(1, 0));
        Transition transition = new Transition(fit.statistics());
        UniformRandomProvider rng = RandomStreams.ofChain(1, 1);
        fit.begin(state, rng);
        for (int step = 0; step <= STEPS; step++) {
            fit.step(state, rng, transition);
            if (step == 0) {
                assertThat(transition.value(LastLayerFit.LOG_EVIDENCE)).isNaN();
                assertThat(transition.value(Statistic.GRADIENT_NORM)).isGreaterThan(1e-3);
            }
        }
        double evidence = transition.value(LastLayerFit.LOG_EVIDENCE);
        double squares = 0;
        for (double each : state.gradient()) {
            squares += each * each;
        }
        fit.finish(state);
        fit.draw(state, rng, transition);
        assertThat(transition.value(LastLayerFit.LOG_EVIDENCE)).isEqualTo(evidence).isNegative();
        assertThat(transition.value(Statistic.GRADIENT_NORM)).isCloseTo(Math.sqrt(squares), within(1e-12));
    }

    /** Many rows do not hide the prior: beside 4000 its slope is below a thousandth of the likelihood's. */
    @Test
    void aPriorThatIsNotNormalIsRefusedWhateverTheRows() {
        SplittableRandom random = new SplittableRandom(4);
        double[][] x = new double[4000][1];
        double[] y = new double[4000];
        for (int i = 0; i < y.length; i++) {
            x[i][0] = random.nextDouble(-1, 1);
            y[i] = x[i][0] + 0.3 * random.nextGaussian();
        }
        for (double scale : new double[]{0.1, 1.5, 100}) {
            BayesianNetwork.Builder builder = BayesianNetwork.on(Dataset.of(x, y)).hidden(2)
                    .weights(new StudentTPrior(4, scale, Scaling.NONE)).biases(new NormalPrior(scale, Scaling.NONE));
            for (GaussianLikelihood likelihood : List.of(
                    new GaussianLikelihood(new GaussianLikelihood.Fixed(0.4)), new GaussianLikelihood())) {
                assertThatThrownBy(() -> run(builder.likelihood(likelihood).build(), 1))
                        .hasMessageContaining("here the prior of the last layer is not normal");
            }
        }
    }

    @Test
    void whatIsNotConjugateIsRefused() {
        assertThatThrownBy(() -> run(
                network(2).likelihood(new StudentTLikelihood(new GaussianLikelihood.Fixed(0.4), 4.0)).build(), 1))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("sampler.method = \"last_layer\"");
        assertThatThrownBy(
                () -> run(network(2).likelihood(new GaussianLikelihood(new GaussianLikelihood.Network())).build(), 1))
                .hasMessageContaining("not quadratic in the last layer");
    }
}
