package ergodic.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.autodiff.RowDerivatives;
import ergodic.autodiff.compile.CompiledProduct;
import ergodic.autodiff.compile.CompiledProgram;
import ergodic.model.Posterior;
import ergodic.nn.data.DataSpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.Rows;
import ergodic.nn.data.SplitSpec;
import ergodic.nn.data.TargetKind;
import ergodic.nn.likelihood.BernoulliLikelihood;
import ergodic.nn.likelihood.GaussianLikelihood;
import ergodic.nn.likelihood.NegativeBinomialLikelihood;
import ergodic.nn.predict.Metrics;
import ergodic.nn.predict.Prediction;
import ergodic.nn.prior.HierarchicalPrior;
import ergodic.nn.prior.HyperPrior;
import ergodic.nn.prior.Scaling;
import ergodic.sampler.ChainState;
import ergodic.sampler.Transition;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.draws.Phase;
import ergodic.sampler.draws.StoreException;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BayesianNetworkTest {

    private static final Transition NONE = new Transition(List.of());

    @TempDir
    static Path folder;

    private static Dataset data(TargetKind kind) throws IOException {
        UniformRandomProvider rng = RandomSource.SPLIT_MIX_64.create(11);
        StringBuilder text = new StringBuilder("a,b,number,binary,classes,count,positive,share\n");
        for (int i = 0; i < 60; i++) {
            double a = 2 * rng.nextDouble() - 1;
            double b = 2 * rng.nextDouble() - 1;
            double f = Math.sin(3 * a) + b;
            text.append(a).append(',').append(b).append(',').append(f).append(',').append(f > 0 ? "yes" : "no")
                    .append(',').append(f > 0.5 ? "high" : f < -0.5 ? "low" : "middle").append(',')
                    .append((int) Math.exp(f + 1)).append(',').append(3 * Math.exp(f)).append(',')
                    .append(1 / (1 + Math.exp(-f))).append('\n');
        }
        Path file = Files.writeString(folder.resolve(kind + ".csv"), text);
        String target = kind.name().toLowerCase(java.util.Locale.ROOT);
        DataSpec spec = DataSpec.of(file, target).withFeatures(java.util.List.of("a", "b"))
                .withTest(new SplitSpec.Fraction(0.5, 3));
        return Dataset.read(spec, kind);
    }

    @ParameterizedTest
    @EnumSource(TargetKind.class)
    void learnsTargetsOfEveryKind(TargetKind kind) throws IOException {
        Dataset data = data(kind);
        BayesianNetwork network = BayesianNetwork.on(data).hidden(4)
                .warmStart(WarmStartSettings.defaults().withSteps(300)).build();
        MemoryDraws draws = new MemoryDraws(2, network.variables());
        Sampling.run(new RunSettings(2, 100, 50, 1, 1, 2), network.nuts(100), draws);
        Prediction prediction = network.predict(draws, data.test(), 0.1, 0.9);
        Metrics metrics = Metrics.of(prediction);
        assertThat(metrics.values().values()).allMatch(Double::isFinite);
        switch (kind) {
            // Without looking at the inputs: 1, the share of the larger class, the counts' own spread.
            case NUMBER -> assertThat(metrics.get("rmse")).isLessThan(0.4);
            // In units of the geometric mean; shares have a standard deviation of 0.2.
            case POSITIVE -> assertThat(metrics.get("rmse")).isLessThan(0.8);
            case SHARE -> assertThat(metrics.get("rmse")).isLessThan(0.1);
            case BINARY -> assertThat(metrics.get("accuracy")).isGreaterThan(0.8);
            case CLASSES -> assertThat(metrics.get("accuracy")).isGreaterThan(0.7);
            case COUNT -> assertThat(metrics.get("rmse")).isLessThan(2.5);
        }
        assertThat(network.functions()).contains("prediction").doesNotContain("layer1.weight", "layer2.bias");
    }

    /** All likelihoods are concave in the outputs; of the normal one the Hessian in the output is known. */
    @ParameterizedTest
    @EnumSource(TargetKind.class)
    void gaussNewtonProductsAndJacobians(TargetKind kind) throws IOException {
        BayesianNetwork network = BayesianNetwork.on(data(kind)).hidden(4).build();
        Posterior posterior = network.posterior();
        int n = posterior.dimension();
        int rows = posterior.rowCount();
        UniformRandomProvider rng = RandomSource.SPLIT_MIX_64.create(6);
        double[] theta = new double[n];
        double[] v = new double[n];
        for (int i = 0; i < n; i++) {
            theta[i] = rng.nextDouble() - 0.5;
            v[i] = rng.nextDouble() - 0.5;
        }
        CompiledProduct gaussNewton = posterior.gaussNewtonVector(NetworkModel.OUTPUTS);
        double[] product = new double[n];
        gaussNewton.run(theta, v);
        gaussNewton.into(product);
        CompiledProgram jacobians = posterior.rowJacobians(NetworkModel.OUTPUTS);
        jacobians.run(theta);
        double[] j = new double[jacobians.outputSize(RowDerivatives.JACOBIANS)];
        jacobians.outputInto(RowDerivatives.JACOBIANS, j);
        double vgv = 0;
        for (int i = 0; i < n; i++) {
            vgv += v[i] * product[i];
        }
        assertThat(vgv).isNegative();
        int outputs = j.length / rows / n;
        assertThat(outputs).isEqualTo(kind == TargetKind.CLASSES ? 3 : 1);
        if (kind == TargetKind.NUMBER) {
            double precision = Math.exp(-2 * theta[n - 1]);
            double expected = 0;
            for (int row = 0; row < rows; row++) {
                double jv = 0;
                for (int i = 0; i < n; i++) {
                    jv += j[row * n + i] * v[i];
                }
                expected -= jv * jv * precision;
            }
            assertThat(vgv).isCloseTo(expected, within(1e-10 * Math.abs(expected)));
        }
    }

    @Test
    void drawsBecomePositionsAgain() throws IOException {
        Dataset data = data(TargetKind.COUNT);
        BayesianNetwork network = BayesianNetwork.on(data).hidden(3)
                .weights(new HierarchicalPrior(HyperPrior.HALF_CAUCHY, 1, Scaling.NONE, false))
                .likelihood(new NegativeBinomialLikelihood()).build();
        assertThat(network.functions()).containsExactly("layer1.scale", "layer2.scale", "dispersion", "prediction");
        DrawTransform transform = network.transform();
        MemoryDraws draws = new MemoryDraws(2, network.variables());
        UniformRandomProvider rng = RandomSource.SPLIT_MIX_64.create(5);
        double[][] thetas = new double[6][network.model().dimension()];
        double[] values = new double[transform.size()];
        for (int i = 0; i < 6; i++) {
            for (int k = 0; k < thetas[i].length; k++) {
                thetas[i][k] = 4 * rng.nextDouble() - 2;
            }
            transform.applyInto(thetas[i], values);
            draws.accept(i / 3, Phase.SAMPLING, i % 3, values, NONE);
        }
        DrawPositions positions = new DrawPositions(network.model(), draws);
        double[] theta = new double[network.model().dimension()];
        for (int twice = 0; twice < 2; twice++) {
            for (int i = 0; i < 6; i++) {
                positions.readInto(i / 3, i % 3, theta);
                assertThat(theta).containsExactly(thetas[i], within(1e-13));
            }
        }
        MemoryDraws others = new MemoryDraws(1, java.util.List.of());
        assertThatThrownBy(() -> new DrawPositions(network.model(), others)).hasMessageContaining("layer1.scale");
        BayesianNetwork wider = BayesianNetwork.on(data).hidden(5)
                .weights(new HierarchicalPrior(HyperPrior.HALF_CAUCHY, 1, Scaling.NONE, false))
                .likelihood(new NegativeBinomialLikelihood()).build();
        assertThatThrownBy(() -> new DrawPositions(wider.model(), draws)).isInstanceOf(StoreException.class)
                .hasMessageStartingWith("the draws hold layer1.weight_raw in the shape [3, 2], but in this model it has"
                        + " the shape [5, 2]; restore the configuration");
    }

    @Test
    void predictionsAtProbesAreThoseOfTheRows() throws IOException {
        Dataset data = data(TargetKind.NUMBER);
        BayesianNetwork network = BayesianNetwork.on(data).hidden(4, 3).activation("gelu")
                .likelihood(new GaussianLikelihood(new GaussianLikelihood.Network())).build();
        Rows probes = network.probes();
        assertThat(probes.count()).isEqualTo(20);
        assertThat(data.test().numbers()).contains(probes.numbers());
        MemoryDraws draws = new MemoryDraws(1, network.variables());
        Posterior posterior = network.posterior();
        ChainState state = new ChainState(posterior.dimension());
        network.start().findInto(state, posterior, RandomSource.XO_RO_SHI_RO_128_PP.create(3));
        DrawTransform transform = network.transform();
        double[] values = new double[transform.size()];
        transform.applyInto(state.theta(), values);
        draws.accept(0, Phase.SAMPLING, 0, values, NONE);
        Prediction prediction = network.predict(draws, probes);
        for (int i = 0; i < 20; i++) {
            assertThat(prediction.mean()[i]).isCloseTo(draws.series("prediction", i)[0][0], within(1e-12));
            assertThat(prediction.sd(i)).isCloseTo(draws.series("prediction_sd", i)[0][0], within(1e-12));
            assertThat(prediction.epistemicVariance()[i]).isCloseTo(0, within(1e-12));
        }
    }

    @Test
    void likelihoodAndTargetMustAgree() throws IOException {
        Dataset data = data(TargetKind.NUMBER);
        assertThatThrownBy(() -> BayesianNetwork.on(data).likelihood(new BernoulliLikelihood()).build())
                .isInstanceOf(IllegalArgumentException.class).hasMessage("the likelihood wants a target of kind BINARY,"
                        + " but the data were read with a target of kind NUMBER");
    }
}
