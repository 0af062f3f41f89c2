package ergodic.nn;

import static ergodic.nn.LaplaceTest.run;
import static ergodic.nn.LaplaceTest.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.nn.data.ArraySpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.TargetKind;
import ergodic.nn.likelihood.GaussianLikelihood;
import ergodic.nn.prior.Grouping;
import ergodic.nn.prior.HierarchicalPrior;
import ergodic.nn.prior.HyperPrior;
import ergodic.nn.prior.LaplacePrior;
import ergodic.nn.prior.NormalPrior;
import ergodic.nn.prior.Scaling;
import ergodic.sampler.ChainState;
import ergodic.sampler.UniformStart;
import ergodic.sampler.draws.CentredTransform;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.draws.VariableRole;
import ergodic.sampler.laplace.LaplaceFit;
import ergodic.sampler.laplace.LaplaceMethod;
import ergodic.sampler.laplace.LaplaceType;
import ergodic.sampler.method.Measurement;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import ergodic.sampler.run.RandomStreams;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Prior scales by the evidence. Values are scikit-learn 1.9.1's and SciPy's, by {@code jmh-benchmarks/peers/reference/prior_scales.py}: a linear regression with the noise known, whose
 * evidence is exact.
 */
class PriorScaleTest {

    private static final LaplaceType TYPE = new LaplaceType();

    private static Dataset data() {
        double[][] x = new double[30][];
        double[] y = new double[30];
        for (int i = 0; i < 30; i++) {
            x[i] = new double[]{Math.sin(1.3 * i), Math.cos(0.7 * i * i), Math.sin(2.1 * i + 0.5),
                    Math.cos(0.9 * i + 1)};
            y[i] = 0.3 + 1.2 * x[i][0] - 0.7 * x[i][1] + 0.4 * 1.4 * Math.sin(7.3 * i * i);
        }
        return Dataset.of(ArraySpec.of(x, y).withoutStandardising(), TargetKind.NUMBER);
    }

    private static BayesianNetwork linear(double noise, double weights, double biases) {
        return BayesianNetwork.on(data()).hidden().weights(new NormalPrior(weights, Scaling.NONE))
                .biases(new NormalPrior(biases, Scaling.NONE))
                .likelihood(new GaussianLikelihood(new GaussianLikelihood.Fixed(noise))).build();
    }

    private static double scale(MemoryDraws draws, String variable, int element) {
        double[] series = draws.series(variable + ".prior_scale", element)[0];
        assertThat(series).containsOnly(series[0]);
        return series[0];
    }

    private static double evidence(MemoryDraws draws) {
        return draws.statistic(LaplaceFit.LOG_EVIDENCE.name())[0][0];
    }

    /** The fixed point of BayesianRidge, from far below and far above; at it the ratio of joint density to approximation is the evidence at every draw. */
    @ParameterizedTest
    @CsvSource({"full,0.05", "full,20", "kronecker,1"})
    void oneScaleIsTheRidge(String structure, double start) {
        MemoryDraws draws = run(linear(0.35986924142731674, start, start), 20,
                settings(LaplaceType.PRIOR_SCALE, "global", LaplaceType.STRUCTURE, structure));
        assertThat(scale(draws, "layer1.weight", 0)).isCloseTo(0.652232998448144, within(1e-3));
        assertThat(scale(draws, "layer1.bias", 0)).isEqualTo(scale(draws, "layer1.weight", 0));
        for (double ratio : draws.statistic(LaplaceFit.LOG_RATIO.name())[0]) {
            assertThat(ratio).isCloseTo(-21.8482072116992, within(1e-6));
        }
        assertThat(evidence(draws)).isCloseTo(-21.8482072116992, within(1e-6));
        assertThat(draws.statistic(LaplaceFit.SCALE_CHANGE.name())[0][0]).isLessThan(1e-3);
        assertThat(draws.statistic("reached_max_treedepth")[0]).containsOnly(0);
    }

    /** A scale for the weights and one for the bias: the maximum that a search without derivatives finds. */
    @Test
    void aScaleAVariableIsTheMaximum() {
        MemoryDraws draws = run(linear(0.4, 1, 1), 5, settings(LaplaceType.PRIOR_SCALE, "layer"));
        assertThat(scale(draws, "layer1.weight", 0)).isCloseTo(0.7085424103607032, within(1e-3));
        assertThat(scale(draws, "layer1.bias", 0)).isCloseTo(0.3378968544612362, within(1e-3));
        assertThat(evidence(draws)).isCloseTo(-21.80303434183549, within(1e-5));
    }

    /** The scales of ARDRegression; of the input that does not help it goes to 0, as far as it may, and its weight with it. */
    @Test
    void aScaleAWeightFindsWhatIsRelevant() {
        MemoryDraws draws = run(linear(0.36052246782864084, 1, 1), 20,
                settings(LaplaceType.PRIOR_SCALE, "weight"));
        double[] expected = {1.30366427, 0.51164903, 0.14239779};
        for (int i = 0; i < 3; i++) {
            assertThat(scale(draws, "layer1.weight", i)).isCloseTo(expected[i], within(2e-3 * expected[i]));
        }
        assertThat(scale(draws, "layer1.bias", 0)).isCloseTo(0.32789279, within(1e-3));
        assertThat(scale(draws, "layer1.weight", 3)).isCloseTo(1e-3, within(1e-9));
        assertThat(Arrays.stream(draws.series("layer1.weight", 3)[0]).map(Math::abs).max().orElseThrow())
                .isLessThan(6e-3);
        assertThat(evidence(draws)).isCloseTo(-18.41046614224768, within(1e-4));
    }

    /** Of a network: the same with the chosen scales given, found by nobody; and they are said. */
    @Test
    void theAnswerIsThatOfThePriorChosen() {
        BayesianNetwork.Builder builder = BayesianNetwork.on(data()).hidden(3)
                .likelihood(new GaussianLikelihood(new GaussianLikelihood.Fixed(0.4)));
        BayesianNetwork network = builder.weights(new NormalPrior(1, Scaling.NONE))
                .biases(new NormalPrior(1, Scaling.NONE)).build();
        Settings chosen = settings(LaplaceType.PRIOR_SCALE, "global");
        SamplingMethod method = TYPE.method(chosen, 4000);
        MemoryDraws draws = new MemoryDraws(1, network.variables(method));
        Sampling.run(new RunSettings(1, 4000, 10, 1, 5, 1), network.posterior().chains(method), draws);
        double scale = scale(draws, "layer2.weight", 0);
        assertThat(scale).isNotCloseTo(1, within(0.05));
        BayesianNetwork at = builder.weights(new NormalPrior(scale, Scaling.NONE))
                .biases(new NormalPrior(scale, Scaling.NONE)).build();
        double[] theta = new double[network.model().dimension()];
        draws.readInto("centre", 0, 0, theta);
        DrawPositions positions = new DrawPositions(network.model(), draws);
        double[] position = new double[theta.length];
        for (int draw = 0; draw < 10; draw++) {
            positions.readInto(0, draw, position);
            assertThat(draws.statistic("lp")[0][draw]).isCloseTo(at.posterior().logDensity(position), within(1e-8));
        }
        double[] gradient = new double[theta.length];
        at.posterior().evaluate(theta, gradient);
        assertThat(gradient).containsOnly(new double[gradient.length], within(1e-6));
        List<Measurement> said = TYPE.measured(chosen, draws);
        assertThat(said).filteredOn(measurement -> measurement.check().equals("prior scales")).singleElement()
                .satisfies(one -> {
                    assertThat(one.sentence()).contains("empirical Bayes", "layer2.weight.prior_scale");
                    assertThat(one.numbers()).containsEntry("layer1.bias.prior_scale", scale);
                    assertThat(one.doubtful()).isFalse();
                });
        assertThat(TYPE.caveats(chosen)).anyMatch(caveat -> caveat.contains("empirical Bayes"));
        assertThat(run(network, 1, settings()).variables())
                .noneMatch(variable -> variable.role() == VariableRole.PRIOR_SCALE);
    }

    /** What is stored of the climb has the scales it climbs with. */
    @Test
    void scalesAreKnownFromTheBeginning() {
        BayesianNetwork network = linear(0.4, 2, 3);
        LaplaceMethod method = (LaplaceMethod) TYPE.method(settings(LaplaceType.PRIOR_SCALE, "layer"), 50);
        CentredTransform transform = (CentredTransform) network.transform(method);
        LaplaceFit fit = new LaplaceFit(network.posterior(), method.settings(), transform);
        ChainState state = new ChainState(network.model().dimension());
        state.refresh(network.posterior());
        fit.begin(state, RandomStreams.ofChain(1, 0));
        int place = 0;
        double[] values = new double[transform.variables().stream().mapToInt(Variable::size).sum()];
        transform.applyInto(state.theta(), values);
        List<Double> found = new ArrayList<>();
        for (Variable variable : transform.variables()) {
            if (variable.role() == VariableRole.PRIOR_SCALE) {
                found.add(values[place]);
            }
            place += variable.size();
        }
        assertThat(found).containsExactly(2.0, 3.0);
    }

    /** Standard normals behind weights have no scale to choose: that of the weights is an unknown, and would be counted twice. */
    @Test
    void whatStandsBehindWeightsKeepsItsScale() {
        BayesianNetwork.Builder builder = BayesianNetwork.on(data()).hidden(2)
                .weights(new HierarchicalPrior(HyperPrior.HALF_NORMAL, 1, Scaling.NONE, false, Grouping.LAYER));
        BayesianNetwork biases = builder.biases(new NormalPrior(1, Scaling.NONE)).build();
        assertThat(biases.variables(TYPE.method(settings(LaplaceType.PRIOR_SCALE, "layer"), 50)))
                .filteredOn(variable -> variable.role() == VariableRole.PRIOR_SCALE).extracting(Variable::name)
                .containsExactly("layer1.bias.prior_scale", "layer2.bias.prior_scale");
        BayesianNetwork none = builder.biases(new LaplacePrior(1, Scaling.NONE)).build();
        assertThatThrownBy(() -> TYPE.prepare(settings(LaplaceType.PRIOR_SCALE, "global"), none::posterior,
                new UniformStart(), RandomStreams.ofChain(1L, 0)))
                .hasMessageContaining("of the weights that have a distribution none has one");
    }

    @Test
    void priorsThatAreNotNormalHaveNoScaleToChoose() {
        BayesianNetwork network = BayesianNetwork.on(data()).hidden(2).weights(new LaplacePrior(1, Scaling.NONE))
                .biases(new LaplacePrior(1, Scaling.NONE)).build();
        assertThatThrownBy(() -> TYPE.prepare(settings(LaplaceType.PRIOR_SCALE, "layer"), network::posterior,
                new UniformStart(), RandomStreams.ofChain(1L, 0)))
                .hasMessageContaining("sampler.prior_scale = \"layer\" chooses scales of normal priors");
        assertThat(TYPE.complaint(
                settings(LaplaceType.PRIOR_SCALE, "weight", LaplaceType.STRUCTURE, "kronecker"), 10)).isPresent();
    }
}
