package ergodic.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.model.Posterior;
import ergodic.nn.data.DataSpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.Rows;
import ergodic.nn.data.SplitSpec;
import ergodic.nn.data.TargetKind;
import ergodic.nn.predict.Metrics;
import ergodic.nn.prior.HierarchicalPrior;
import ergodic.nn.prior.HyperPrior;
import ergodic.nn.prior.Scaling;
import ergodic.nn.prior.WeightPrior;
import ergodic.sampler.ChainState;
import ergodic.sampler.StartCovariance;
import ergodic.sampler.Transition;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.draws.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The joint density of a layer's scale and its weights has no bound where both are 0. A climb must not end there: on data
 * like those of the airfoils (five inputs, a smooth target with noise) it must end at a network that predicts.
 */
class HierarchicalWarmStartTest {

    private static final Transition NONE = new Transition(List.of());

    private static final List<String> SCALES = List.of("layer1.scale", "layer2.scale", "layer3.scale",
            "layer1.bias_scale", "layer2.bias_scale", "layer3.bias_scale");

    @TempDir
    static Path folder;
    private static Dataset data;

    @BeforeAll
    static void write() throws IOException {
        UniformRandomProvider rng = RandomSource.SPLIT_MIX_64.create(21);
        ZigguratSampler.NormalizedGaussian noise = ZigguratSampler.NormalizedGaussian.of(rng);
        StringBuilder text = new StringBuilder("frequency,angle,chord,velocity,thickness,y\n");
        for (int i = 0; i < 300; i++) {
            double[] x = new double[5];
            for (int j = 0; j < 5; j++) {
                x[j] = 2 * rng.nextDouble() - 1;
                text.append(x[j]).append(',');
            }
            double f = Math.sin(3 * x[0]) + x[1] * x[2] - 0.5 * x[3] + 0.3 * x[4] * x[4];
            text.append(120 + 5 * (f + 0.1 * noise.sample())).append('\n');
        }
        Path file = Files.writeString(folder.resolve("airfoil.csv"), text);
        data = Dataset.read(DataSpec.of(file, "y").withTest(new SplitSpec.Fraction(0.2, 3)), TargetKind.NUMBER);
    }

    private static BayesianNetwork network(HyperPrior hyper) {
        WeightPrior prior = new HierarchicalPrior(hyper, 1, Scaling.NONE, true);
        return BayesianNetwork.on(data).hidden(16, 16).weights(prior).biases(prior).build();
    }

    @ParameterizedTest
    @EnumSource(HyperPrior.class)
    void theCentredStartPredicts(HyperPrior hyper) {
        BayesianNetwork network = network(hyper);
        Posterior posterior = network.posterior();
        ChainState state = new ChainState(posterior.dimension());
        network.start().findInto(state, posterior, RandomSource.XO_RO_SHI_RO_128_PP.create(3));
        MemoryDraws draws = draw(network, state);
        Rows test = data.test();
        // The noise alone has 0.1 of the target's sd, about 0.9 before it is standardised.
        assertThat(Metrics.of(network.predict(draws, test)).get("rmse")).isLessThan(0.4);
        for (String scale : SCALES) {
            assertThat(draws.series(scale, 0)[0][0]).as(scale).isBetween(0.1, 2.0);
        }
    }

    /** What holding is for: the same climb with the scales let go. */
    @Test
    void notHeldTheScalesCollapse() {
        BayesianNetwork network = network(HyperPrior.HALF_NORMAL);
        Posterior posterior = network.posterior();
        ChainState state = new ChainState(posterior.dimension());
        // Weights and scales of ordinary size, as the network draws them.
        ChainState begin = new ChainState(posterior.dimension());
        BayesianNetwork plain = BayesianNetwork.on(data).hidden(16, 16)
                .weights(new HierarchicalPrior(HyperPrior.HALF_NORMAL, 1, Scaling.NONE, true))
                .biases(new HierarchicalPrior(HyperPrior.HALF_NORMAL, 1, Scaling.NONE, true))
                .warmStart(WarmStartSettings.disabled()).build();
        plain.start().findInto(begin, posterior, RandomSource.XO_RO_SHI_RO_128_PP.create(3));
        new WarmStart((theta, rng) -> System.arraycopy(begin.theta(), 0, theta, 0, theta.length),
                WarmStartSettings.defaults()).findInto(state, posterior, RandomSource.XO_RO_SHI_RO_128_PP.create(4));
        MemoryDraws draws = draw(network, state);
        double least = Double.POSITIVE_INFINITY;
        for (String scale : SCALES) {
            least = Math.min(least, draws.series(scale, 0)[0][0]);
        }
        assertThat(least).isLessThan(0.01);
        assertThat(Metrics.of(network.predict(draws, data.test())).get("rmse")).isGreaterThan(0.8);
    }

    /** Of scales that are held Pathfinder sees nothing: of their covariance the start knows nothing either, and of the weights' it does. */
    @Test
    void whatIsHeldHasScaleOne() {
        WeightPrior prior = new HierarchicalPrior(HyperPrior.HALF_NORMAL, 1, Scaling.NONE, true);
        BayesianNetwork network = BayesianNetwork.on(data).hidden(4).weights(prior).biases(prior)
                .warmStart(WarmStartSettings.defaults().withSteps(60).withMethod(StartMethod.PATHFINDER)).build();
        Posterior posterior = network.posterior();
        ChainState state = new ChainState(posterior.dimension());
        network.start().findInto(state, posterior, RandomSource.XO_RO_SHI_RO_128_PP.create(3));
        StartCovariance known = state.covariance();
        assertThat(known).isNotNull();
        List<String> ones = new ArrayList<>();
        for (int i = 0; i < posterior.dimension(); i++) {
            if (known.scales()[i] == 1) {
                ones.add(posterior.coordinateName(i));
            }
        }
        assertThat(ones).isNotEmpty().allMatch(name -> name.contains("scale"));
        assertThat(known.directions()).isNotEmpty();
    }

    private static MemoryDraws draw(BayesianNetwork network, ChainState state) {
        MemoryDraws draws = new MemoryDraws(1, network.variables());
        DrawTransform transform = network.transform();
        double[] values = new double[transform.size()];
        transform.applyInto(state.theta(), values);
        draws.accept(0, Phase.SAMPLING, 0, values, NONE);
        return draws;
    }
}
