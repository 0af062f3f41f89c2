package ergodic.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.autodiff.Tensor;
import ergodic.model.ModelBuilder;
import ergodic.model.Support;
import ergodic.model.distribution.Cauchy;
import ergodic.model.distribution.HalfNormal;
import ergodic.model.distribution.StudentT;
import ergodic.nn.data.DataSpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.SplitSpec;
import ergodic.nn.data.TargetEncoding;
import ergodic.nn.data.TargetKind;
import ergodic.nn.likelihood.CustomLikelihood;
import ergodic.nn.predict.DistributionMixture;
import ergodic.nn.predict.LocationScale;
import ergodic.nn.predict.Metrics;
import ergodic.nn.predict.Mixture;
import ergodic.nn.predict.Prediction;
import ergodic.nn.prior.CustomWeightPrior;
import ergodic.nn.prior.Declared;
import ergodic.nn.prior.WeightGroup;
import ergodic.sampler.StartingPoint;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.batches.BatchOrder;
import ergodic.sampler.batches.BatchRule;
import ergodic.sampler.cycles.CosineCycle;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.hmc.HmcMethod;
import ergodic.sampler.hmc.HmcSettings;
import ergodic.sampler.hmc.Nuts;
import ergodic.sampler.hmc.NutsMethod;
import ergodic.sampler.hmc.NutsSettings;
import ergodic.sampler.hmc.WarmupSettings;
import ergodic.sampler.hmc.WindowedWarmup;
import ergodic.sampler.langevin.SgldMethod;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.metric.MetricKind;
import ergodic.sampler.run.ChainKit;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network with a likelihood, a prior and a method that a user wrote. */
class OwnPartsTest {

    @TempDir
    static Path folder;

    /** Student-t noise with 4 degrees of freedom, whose scale is a parameter: few outliers do not move the fit. */
    record StudentLikelihood(double degrees) implements CustomLikelihood {

        @Override
        public TargetKind targetKind() {
            return TargetKind.NUMBER;
        }

        @Override
        public int outputs(TargetEncoding target) {
            return 1;
        }

        @Override
        public Bound bind(ModelBuilder model, Tensor target, Tensor outputs, TargetEncoding encoding) {
            Tensor scale = model.parameter("noise_scale", Support.positive());
            model.prior(scale, HalfNormal.of(1));
            Tensor centre = outputs.get(0);
            model.observe(target, StudentT.of(degrees, centre, scale));
            return new Bound(Tensor.concat(0, List.of(centre.reshape(1), scale.reshape(1))),
                    List.of(new Declared.Start(1, -1, 0.1)), centre);
        }

        @Override
        public Mixture mixture(TargetEncoding target) {
            return new DistributionMixture(2,
                    (p, at) -> new LocationScale(TDistribution.of(degrees), p[at], p[at + 1]));
        }
    }

    /** Cauchy weights as normal ones of scales of their own (half-Cauchy), which are as little identifiable. */
    record LocalScales() implements CustomWeightPrior {

        @Override
        public Declared declare(ModelBuilder model, WeightGroup group) {
            Tensor local = group.declareBeside(model, "local", Support.positive());
            model.prior(local, HalfNormal.of(1));
            Tensor layer = group.declareScale(model);
            model.prior(layer, HalfNormal.of(1));
            Tensor weights = group.declare(model);
            model.prior(weights, Cauchy.of(group.centre(), 1));
            return new Declared(weights, List.of(new Declared.Start(group.size(), 0, 0.1),
                    new Declared.Start(1, 0, 0.1), group.start()));
        }
    }

    private static Dataset data() throws IOException {
        UniformRandomProvider rng = RandomSource.SPLIT_MIX_64.create(5);
        StringBuilder text = new StringBuilder("x,y\n");
        for (int i = 0; i < 60; i++) {
            double x = 2 * rng.nextDouble() - 1;
            double noise = i % 20 == 0 ? 20 : 0.2 * (rng.nextDouble() - 0.5);
            text.append(x).append(',').append(3 * x + noise).append('\n');
        }
        Path file = Files.writeString(folder.resolve("line.csv"), text);
        return Dataset.read(DataSpec.of(file, "y").withTest(new SplitSpec.Fraction(0.3, 1)), TargetKind.NUMBER);
    }

    private static BayesianNetwork.Builder line(Dataset data) {
        return BayesianNetwork.on(data).hidden().warmStart(WarmStartSettings.defaults().withSteps(200));
    }

    private static MemoryDraws run(BayesianNetwork network, SamplingMethod method, int warmup, int draws) {
        MemoryDraws result = new MemoryDraws(2, network.variables());
        Sampling.run(new RunSettings(2, warmup, draws, 1, 7, 2), network.chains(method), result);
        return result;
    }

    /** A line of slope 3 with outliers 20 above: by t noise the median error is the noise's, by normal noise it is not. */
    @Test
    void aLikelihoodOfOnesOwnSamplesPredictsAndScores() throws IOException {
        Dataset data = data();
        BayesianNetwork network = line(data).likelihood(new StudentLikelihood(4)).build();
        Prediction prediction = network.predict(run(network, NutsMethod.of(150), 150, 100), data.test(), 0.05, 0.95)
                .inUnitsOf(data.target());
        BayesianNetwork normal = line(data).build();
        Prediction byNormal = normal.predict(run(normal, NutsMethod.of(150), 150, 100), data.test())
                .inUnitsOf(data.target());
        assertThat(network.functions()).containsExactly("noise_scale", "prediction");
        assertThat(medianError(prediction)).isLessThan(0.15);
        assertThat(medianError(byNormal)).isGreaterThan(2 * medianError(prediction));
        Metrics metrics = Metrics.of(prediction);
        assertThat(metrics.values().values()).allMatch(Double::isFinite);
        assertThat(metrics.get("nll")).isLessThan(Metrics.of(byNormal).get("nll"));
        assertThat(prediction.quantiles()[0][0]).isLessThan(prediction.quantiles()[0][1]);
    }

    private static double medianError(Prediction prediction) {
        double[] errors = new double[prediction.rows()];
        for (int row = 0; row < errors.length; row++) {
            errors[row] = Math.abs(prediction.mean()[row] - prediction.target()[row]);
        }
        java.util.Arrays.sort(errors);
        return errors[errors.length / 2];
    }

    @Test
    void aPriorOfOnesOwnIsSampledAndItsLocalScalesAreNotJudged() throws IOException {
        BayesianNetwork network = line(data()).hidden(2).weights(new LocalScales()).build();
        assertThat(network.functions()).containsExactly("layer1.scale", "layer2.scale", "noise_scale", "prediction");
        assertThat(run(network, NutsMethod.of(30), 30, 5).draws()).isEqualTo(5);
    }

    /** The same bits as the kit that is put together by hand. */
    @Test
    void settingsOfTheWarmupAndTheTrees() throws IOException {
        BayesianNetwork network = line(data()).build();
        WarmupSettings warmup = WarmupSettings.defaults(100).withMetric(MetricKind.DENSE).withTargetAcceptance(0.95);
        NutsSettings trees = NutsSettings.defaults().withMaxTreeDepth(3);
        double[][] draws = run(network, new NutsMethod(warmup, trees), 100, 20).series("noise_scale", 0);
        SamplingMethod byHand = new SamplingMethod() {
            @Override
            public List<Statistic> statistics() {
                return Nuts.STATISTICS;
            }

            @Override
            public ChainKit<?> kit(StochasticLogDensity density, StartingPoint start, DrawTransform transform) {
                return new ChainKit<>(density, new Nuts(density, trees), new WindowedWarmup(density, warmup), start,
                        transform);
            }
        };
        assertThat(draws).isDeepEqualTo(run(network, byHand, 100, 20).series("noise_scale", 0));
        MemoryDraws shorter = new MemoryDraws(2, network.variables());
        Sampling.run(new RunSettings(2, 100, 20, 1, 7, 2), network.nuts(warmup), shorter);
        assertThat(shorter.series("noise_scale", 0)).isDeepEqualTo(run(network, NutsMethod.of(warmup), 100, 20)
                .series("noise_scale", 0));
    }

    @Test
    void otherMethods() throws IOException {
        BayesianNetwork network = line(data()).build();
        HmcMethod hmc = new HmcMethod(WarmupSettings.defaults(50), HmcSettings.ofSteps(5));
        assertThat(run(network, hmc, 50, 20).statistic("n_steps")[1]).containsOnly(5);
        MemoryDraws sgld = run(network, SgldMethod.of(10, 1e-5), 50, 20);
        assertThat(sgld.statistic("step_size")[0]).containsOnly(1e-5);
        SgldMethod falling = new SgldMethod(new BatchRule(10, BatchOrder.INDEPENDENT), 1e-5, false, 1, 10,
                CosineCycle.NONE);
        // a / (1 + t / b) at the first draw after 50 transitions and at the last.
        double[] steps = run(network, falling, 50, 20).statistic("step_size")[0];
        assertThat(steps[0]).isCloseTo(1e-5 / 6, org.assertj.core.api.Assertions.within(1e-19));
        assertThat(steps[19]).isCloseTo(1e-5 / 7.9, org.assertj.core.api.Assertions.within(1e-19));
    }
}
