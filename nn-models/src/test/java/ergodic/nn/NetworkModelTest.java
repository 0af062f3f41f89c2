package ergodic.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.autodiff.Interpreter;
import ergodic.autodiff.Op;
import ergodic.autodiff.Program;
import ergodic.autodiff.ReverseMode;
import ergodic.model.Model;
import ergodic.nn.data.DataSpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.Rows;
import ergodic.nn.layer.Activation;
import ergodic.nn.likelihood.BernoulliLikelihood;
import ergodic.nn.likelihood.CategoricalLikelihood;
import ergodic.nn.likelihood.GaussianLikelihood;
import ergodic.nn.likelihood.Likelihood;
import ergodic.nn.likelihood.NegativeBinomialLikelihood;
import ergodic.nn.likelihood.NoiseLink;
import ergodic.nn.likelihood.PoissonLikelihood;
import ergodic.nn.prior.Grouping;
import ergodic.nn.prior.HierarchicalPrior;
import ergodic.nn.prior.HorseshoePrior;
import ergodic.nn.prior.HyperPrior;
import ergodic.nn.prior.LaplacePrior;
import ergodic.nn.prior.NormalPrior;
import ergodic.nn.prior.PriorSpec;
import ergodic.nn.prior.RegularisedHorseshoePrior;
import ergodic.nn.prior.Scaling;
import ergodic.nn.prior.SpikeSlabPrior;
import ergodic.nn.prior.StudentTPrior;
import ergodic.nn.prior.WeightPrior;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.draws.VariableRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.numbers.gamma.LogGamma;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Densities of networks against closed forms, and their gradients against differences, by the oracle. */
// Longer than 400 lines because every prior and role is held to the same small networks.
class NetworkModelTest {

    private static final double LOG_SQRT_2PI = 0.5 * Math.log(2 * Math.PI);

    @TempDir
    static Path folder;

    private static Dataset data(Likelihood likelihood) throws IOException {
        Path file = Files.writeString(folder.resolve("d.csv"), """
                a,b,number,class,label,count
                1,5,0.3,u,p,0
                2,3,1.2,v,q,4
                4,4,-0.7,w,p,1
                3,1,0.9,u,q,9
                7,2,2.4,w,q,2
                """);
        String target = switch (likelihood.targetKind()) {
            case NUMBER -> "number";
            case POSITIVE -> "a";
            case SHARE -> throw new IllegalArgumentException("there are no shares");
            case BINARY -> "label";
            case CLASSES -> "class";
            case COUNT -> "count";
        };
        return Dataset.read(DataSpec.of(file, target).withFeatures(List.of("a", "b")), likelihood.targetKind());
    }

    private static NetworkModel model(NetworkSpec network, WeightPrior prior, Likelihood likelihood, Dataset data) {
        return NetworkModel.of(network, new PriorSpec(prior, prior), likelihood, data.target(),
                data.train().subset(0, 3, 4));
    }

    private static Map<String, double[]> inputs(Program program, double[] theta, Rows rows) {
        Map<String, double[]> inputs = new HashMap<>();
        int offset = 0;
        for (var node : program.inputs(Op.InputKind.PARAMETER)) {
            inputs.put(((Op.Input) node.op()).name(),
                    java.util.Arrays.copyOfRange(theta, offset, offset + node.shape().size()));
            offset += node.shape().size();
        }
        for (var node : program.inputs(Op.InputKind.GLOBAL)) {
            inputs.put(((Op.Input) node.op()).name(), new double[]{1});
        }
        for (var node : program.inputs(Op.InputKind.ROW)) {
            String name = ((Op.Input) node.op()).name();
            inputs.put(name, name.equals(NetworkModel.INPUTS) ? rows.inputs() : rows.target());
        }
        return inputs;
    }

    private static double[] evaluate(Program program, String output, double[] theta, Rows rows) {
        double[] value = Interpreter.evaluate(program, inputs(program, theta, rows), rows.count()).get(output);
        return java.util.Objects.requireNonNull(value);
    }

    private static double logDensity(NetworkModel network, double[] theta, Rows rows) {
        return evaluate(network.model().program(Model.LOG_DENSITY), Model.LOG_DENSITY, theta, rows)[0];
    }

    /** Of another prior of the outputs' weights the log density differs by theirs alone: two weights, N(0, 15 / sqrt(2)) for N(0, 1.5 / sqrt(2)). */
    @Test
    void weightsOfTheOutputsHaveAPriorOfTheirOwn() throws IOException {
        GaussianLikelihood likelihood = new GaussianLikelihood(new GaussianLikelihood.Constant(0.7));
        Dataset data = data(likelihood);
        NetworkSpec spec = NetworkSpec.of(Activation.TANH, 2);
        NormalPrior prior = new NormalPrior(1.5, Scaling.FAN_IN);
        PriorSpec priors = new PriorSpec(prior, prior);
        double[] theta = {0.5, -1, 0.25, 2, 0.1, -0.3, 1.1, -0.6, 0.2, Math.log(0.4)};
        Rows rows = data.train();
        double before = logDensity(NetworkModel.of(spec, priors, likelihood, data.target(), rows.subset(0)), theta,
                rows);
        double after = logDensity(NetworkModel.of(spec, priors.withOutputs(new NormalPrior(15, Scaling.FAN_IN)),
                likelihood, data.target(), rows.subset(0)), theta, rows);
        double squares = 1.1 * 1.1 + 0.6 * 0.6;
        double expected = 0.5 * squares * (1 / 1.125 - 1 / 112.5) - 2 * Math.log(10);
        assertThat(after - before).isCloseTo(expected, within(1e-12));
    }

    @Test
    void gaussianNetworkByHand() throws IOException {
        GaussianLikelihood likelihood = new GaussianLikelihood(new GaussianLikelihood.Constant(0.7));
        Dataset data = data(likelihood);
        NetworkModel network = model(NetworkSpec.of(Activation.TANH, 2), new NormalPrior(1.5, Scaling.FAN_IN),
                likelihood, data);
        assertThat(network.model().variables()).containsExactly(
                Variable.of("layer1.weight", 2, 2).as(VariableRole.WEIGHT),
                Variable.of("layer1.bias", 2).as(VariableRole.BIAS),
                Variable.of("layer2.weight", 1, 2).as(VariableRole.WEIGHT),
                Variable.of("layer2.bias", 1).as(VariableRole.BIAS),
                Variable.of("noise_scale").as(VariableRole.SCALE),
                Variable.of("prediction", 3).as(VariableRole.PREDICTION));
        double[] theta = {0.5, -1, 0.25, 2, 0.1, -0.3, 1.1, -0.6, 0.2, Math.log(0.4)};
        double sd = 1.5 / Math.sqrt(2);
        double expected = 0;
        for (int i = 0; i < 9; i++) {
            expected += -0.5 * theta[i] * theta[i] / (sd * sd) - Math.log(sd) - LOG_SQRT_2PI;
        }
        // Half-normal noise, and the Jacobian of the log.
        expected += Math.log(2) - 0.5 * 0.16 / 0.49 - Math.log(0.7) - LOG_SQRT_2PI + Math.log(0.4);
        double[] means = new double[5];
        for (int row = 0; row < 5; row++) {
            double a = data.train().inputs()[2 * row];
            double b = data.train().inputs()[2 * row + 1];
            double first = Math.tanh(0.5 * a - b + 0.1);
            double second = Math.tanh(0.25 * a + 2 * b - 0.3);
            means[row] = 1.1 * first - 0.6 * second + 0.2;
            double z = (data.train().target()[row] - means[row]) / 0.4;
            expected += -0.5 * z * z - Math.log(0.4) - LOG_SQRT_2PI;
        }
        assertThat(logDensity(network, theta, data.train())).isCloseTo(expected, within(1e-12));
        double[] predictive = evaluate(network.model().program(NetworkModel.PREDICTIVE), NetworkModel.PREDICTIVE, theta,
                data.train());
        assertThat(predictive[2]).isCloseTo(means[1], within(1e-14));
        assertThat(predictive[3]).isCloseTo(0.4, within(1e-14));
        assertThat(probes(network, "prediction", theta, data)).containsExactly(
                new double[]{means[0], means[3], means[4]}, within(1e-14));
    }

    private static double[] probes(NetworkModel network, String name, double[] theta, Dataset data) {
        String output = "generated " + name;
        return evaluate(network.model().program(output), output, theta, data.train().subset(0, 3, 4));
    }

    @Test
    void everyPriorByHand() throws IOException {
        double[] theta = {0.5, -1, 0.2};
        assertPrior(new NormalPrior(2, Scaling.NONE), theta, w -> -w * w / 8 - Math.log(2) - LOG_SQRT_2PI);
        double s = 2 / Math.sqrt(2);
        assertPrior(new NormalPrior(2, Scaling.FAN_IN), theta, w -> -w * w / (2 * s * s) - Math.log(s) - LOG_SQRT_2PI);
        assertPrior(new LaplacePrior(2, Scaling.FAN_IN), theta, w -> -Math.abs(w) / s - Math.log(2 * s));
        assertPrior(new StudentTPrior(4, 2, Scaling.NONE), theta, w -> LogGamma.value(2.5) - LogGamma.value(2)
                - 0.5 * Math.log(4 * Math.PI) - Math.log(2) - 2.5 * Math.log1p(w * w / 16));
    }

    private interface LogPrior {
        double of(double weight);
    }

    /** A linear model of two inputs with known noise: its parameters are two weights and a bias. */
    private static void assertPrior(WeightPrior prior, double[] theta, LogPrior expected) throws IOException {
        Likelihood likelihood = new GaussianLikelihood(new GaussianLikelihood.Fixed(1));
        NetworkModel network = model(NetworkSpec.of(Activation.TANH), prior, likelihood, data(likelihood));
        double sum = 0;
        for (double weight : theta) {
            sum += expected.of(weight);
        }
        double logPrior = evaluate(network.model().program(Model.LOG_PRIOR), Model.LOG_PRIOR, theta,
                data(likelihood).train())[0];
        assertThat(logPrior).as("%s", prior).isCloseTo(sum, within(1e-12));
    }

    @Test
    void hierarchicalPriorsAreTheSameCentredOrNot() throws IOException {
        Likelihood likelihood = new GaussianLikelihood(new GaussianLikelihood.Fixed(0.5));
        Dataset data = data(likelihood);
        for (HyperPrior hyper : HyperPrior.values()) {
            NetworkModel centred = model(NetworkSpec.of(Activation.TANH),
                    new HierarchicalPrior(hyper, 0.8, Scaling.FAN_IN, true), likelihood, data);
            NetworkModel free = model(NetworkSpec.of(Activation.TANH),
                    new HierarchicalPrior(hyper, 0.8, Scaling.FAN_IN, false), likelihood, data);
            assertThat(centred.model().variables()).extracting(Variable::name).containsExactly("layer1.scale",
                    "layer1.weight", "layer1.bias_scale", "layer1.bias", "prediction");
            assertThat(free.model().variables()).extracting(Variable::name).containsExactly("layer1.scale",
                    "layer1.weight_raw", "layer1.bias_scale", "layer1.bias_raw", "layer1.weight", "layer1.bias",
                    "prediction");
            assertThat(free.model().variables()).extracting(Variable::role).containsExactly(VariableRole.SCALE,
                    VariableRole.LATENT, VariableRole.SCALE, VariableRole.LATENT, VariableRole.WEIGHT,
                    VariableRole.BIAS, VariableRole.PREDICTION);
            double weightScale = 1.3;
            double biasScale = 0.4;
            double weightSd = weightScale / Math.sqrt(2);
            double biasSd = biasScale / Math.sqrt(2);
            double[] theta = {Math.log(weightScale), 0.5, -1, Math.log(biasScale), 0.2};
            double[] raw = {Math.log(weightScale), 0.5 / weightSd, -1 / weightSd, Math.log(biasScale), 0.2 / biasSd};
            // The densities differ by the Jacobian of the weights alone.
            double jacobian = 2 * Math.log(weightSd) + Math.log(biasSd);
            assertThat(logDensity(free, raw, data.train()) - jacobian)
                    .isCloseTo(logDensity(centred, theta, data.train()), within(1e-12));
            assertThat(probes(free, "layer1.weight", raw, data)).containsExactly(new double[]{0.5, -1}, within(1e-14));
            double scales = 0;
            for (double scale : new double[]{weightScale, biasScale}) {
                double z = scale / 0.8;
                scales += Math.log(scale) + (hyper == HyperPrior.HALF_NORMAL
                        ? Math.log(2) - z * z / 2 - LOG_SQRT_2PI - Math.log(0.8)
                        : Math.log(2 / (Math.PI * 0.8 * (1 + z * z))));
            }
            double logPrior = evaluate(free.model().program(Model.LOG_PRIOR), Model.LOG_PRIOR, raw, data.train())[0];
            double normals = -3 * LOG_SQRT_2PI - 0.5 * (raw[1] * raw[1] + raw[2] * raw[2] + raw[4] * raw[4]);
            assertThat(logPrior).isCloseTo(scales + normals, within(1e-12));
        }
    }

    @Test
    void noiseOfTheNetwork() throws IOException {
        for (NoiseLink link : NoiseLink.values()) {
            Likelihood likelihood = new GaussianLikelihood(new GaussianLikelihood.Network(link, 0.01));
            Dataset data = data(likelihood);
            NetworkModel network = model(NetworkSpec.of(Activation.TANH), WeightPrior.standardNormal(), likelihood,
                    data);
            double[] theta = {0.5, -1, 0.3, 0.2, 0.1, -0.7};
            double a = data.train().inputs()[0];
            double b = data.train().inputs()[1];
            double output = 0.3 * a + 0.2 * b - 0.7;
            double sd = 0.01 + (link == NoiseLink.EXP ? Math.exp(output) : Math.log1p(Math.exp(output)));
            double[] predictive = evaluate(network.model().program(NetworkModel.PREDICTIVE), NetworkModel.PREDICTIVE,
                    theta, data.train());
            assertThat(predictive[0]).isCloseTo(0.5 * a - b + 0.1, within(1e-14));
            assertThat(predictive[1]).isCloseTo(sd, within(1e-14));
            assertThat(probes(network, "prediction_sd", theta, data)[0]).isCloseTo(sd, within(1e-14));
            double z = (data.train().target()[0] - predictive[0]) / sd;
            assertThat(rowLogLikelihood(network, theta, data)[0])
                    .isCloseTo(-0.5 * z * z - Math.log(sd) - LOG_SQRT_2PI, within(1e-13));
        }
    }

    private static double[] rowLogLikelihood(NetworkModel network, double[] theta, Dataset data) {
        return evaluate(network.model().program(Model.ROW_LOG_LIKELIHOOD), Model.ROW_LOG_LIKELIHOOD, theta,
                data.train());
    }

    @Test
    void classesByHand() throws IOException {
        Likelihood binary = new BernoulliLikelihood();
        Dataset labels = data(binary);
        NetworkModel network = model(NetworkSpec.of(Activation.TANH), WeightPrior.standardNormal(), binary, labels);
        double[] theta = {0.5, -1, 0.3};
        double[] x = labels.train().inputs();
        double logit = 0.5 * x[0] - x[1] + 0.3;
        // The first row is of class p, number 0.
        assertThat(rowLogLikelihood(network, theta, labels)[0]).isCloseTo(-Math.log1p(Math.exp(logit)), within(1e-13));
        assertThat(probes(network, "prediction", theta, labels)[0]).isCloseTo(1 / (1 + Math.exp(-logit)),
                within(1e-14));
        Likelihood categorical = new CategoricalLikelihood();
        Dataset classes = data(categorical);
        NetworkModel several = model(NetworkSpec.of(Activation.TANH), WeightPrior.standardNormal(), categorical,
                classes);
        double[] nine = {0.5, -1, 0.3, 0.2, 0.1, -0.7, 0.4, 0, -0.2};
        double[] logits = {0.5 * x[0] - x[1] + 0.4, 0.3 * x[0] + 0.2 * x[1], 0.1 * x[0] - 0.7 * x[1] - 0.2};
        double total = Math.exp(logits[0]) + Math.exp(logits[1]) + Math.exp(logits[2]);
        assertThat(rowLogLikelihood(several, nine, classes)[0]).isCloseTo(logits[0] - Math.log(total), within(1e-13));
        double[] predictive = evaluate(several.model().program(NetworkModel.PREDICTIVE), NetworkModel.PREDICTIVE, nine,
                classes.train());
        assertThat(predictive[2]).isCloseTo(logits[2] - Math.log(total), within(1e-13));
        assertThat(several.model().variables()).contains(Variable.of("prediction", 3, 3).as(VariableRole.PREDICTION));
        assertThat(probes(several, "prediction", nine, classes)[1]).isCloseTo(Math.exp(logits[1]) / total,
                within(1e-13));
    }

    @Test
    void countsByHand() throws IOException {
        Likelihood poisson = new PoissonLikelihood();
        Dataset data = data(poisson);
        assertThat(data.target().mean()).isCloseTo(3.2, within(1e-15));
        double[] theta = {0.5, -1, 0.3};
        double[] x = data.train().inputs();
        double eta = 0.5 * x[2] - x[3] + 0.3 + Math.log(3.2);
        NetworkModel network = model(NetworkSpec.of(Activation.TANH), WeightPrior.standardNormal(), poisson, data);
        assertThat(rowLogLikelihood(network, theta, data)[1])
                .isCloseTo(4 * eta - Math.exp(eta) - Math.log(24), within(1e-12));
        NetworkModel wide = model(NetworkSpec.of(Activation.TANH), WeightPrior.standardNormal(),
                new NegativeBinomialLikelihood(), data);
        double[] four = {0.5, -1, 0.3, Math.log(0.6)};
        double phi = 1 / 0.36;
        double mean = Math.exp(eta);
        double expected = LogGamma.value(4 + phi) - LogGamma.value(phi) - Math.log(24)
                + phi * Math.log(phi / (phi + mean)) + 4 * Math.log(mean / (phi + mean));
        assertThat(rowLogLikelihood(wide, four, data)[1]).isCloseTo(expected, within(1e-12));
        double[] predictive = evaluate(wide.model().program(NetworkModel.PREDICTIVE), NetworkModel.PREDICTIVE, four,
                data.train());
        assertThat(predictive[2]).isCloseTo(eta, within(1e-13));
        assertThat(predictive[3]).isCloseTo(Math.log(phi), within(1e-13));
    }

    static List<Arguments> combinations() {
        List<Arguments> all = new ArrayList<>();
        List<Likelihood> likelihoods = List.of(new GaussianLikelihood(),
                new GaussianLikelihood(new GaussianLikelihood.Network()), new BernoulliLikelihood(),
                new CategoricalLikelihood(), new PoissonLikelihood(), new NegativeBinomialLikelihood());
        List<WeightPrior> priors = List.of(WeightPrior.standardNormal(), new LaplacePrior(0.5, Scaling.FAN_IN),
                new StudentTPrior(3, 0.5, Scaling.NONE),
                new HierarchicalPrior(HyperPrior.HALF_CAUCHY, 1, Scaling.FAN_IN, true),
                new HierarchicalPrior(HyperPrior.HALF_NORMAL, 1, Scaling.NONE, false),
                new SpikeSlabPrior(0.5, 0.2, 1, Scaling.NONE), new HorseshoePrior(Grouping.WEIGHT, 0.5, Scaling.FAN_IN),
                new RegularisedHorseshoePrior(Grouping.UNIT, 2, 4, 0.5, Scaling.NONE),
                new HierarchicalPrior(HyperPrior.HALF_NORMAL, 1, Scaling.FAN_IN, true, Grouping.INPUT));
        int i = 0;
        for (Activation activation : Activation.values()) {
            all.add(Arguments.of(activation, likelihoods.get(i % 6), priors.get(i % 9)));
            all.add(Arguments.of(activation, likelihoods.get((i + 3) % 6), priors.get((i + 2) % 9)));
            i++;
        }
        return all;
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void gradientsAreThoseOfDifferences(Activation activation, Likelihood likelihood, WeightPrior prior)
            throws IOException {
        Dataset data = data(likelihood);
        NetworkModel network = model(NetworkSpec.of(activation, 3, 2), prior, likelihood, data);
        Program program = network.model().program(Model.LOG_DENSITY);
        Program gradient = ReverseMode.gradient(program, Model.LOG_DENSITY);
        UniformRandomProvider rng = RandomSource.SPLIT_MIX_64.create(17);
        double[] theta = new double[network.model().dimension()];
        network.drawStartInto(theta, rng);
        Map<String, double[]> values = Interpreter.evaluate(gradient, inputs(gradient, theta, data.train()), 5);
        double[] flat = new double[theta.length];
        int offset = 0;
        for (var node : gradient.inputs(Op.InputKind.PARAMETER)) {
            double[] part = values.get("d " + ((Op.Input) node.op()).name());
            System.arraycopy(java.util.Objects.requireNonNull(part), 0, flat, offset, part.length);
            offset += part.length;
        }
        for (int i = 0; i < theta.length; i++) {
            double h = 1e-5;
            double[] moved = theta.clone();
            moved[i] = theta[i] + h;
            double up = logDensity(network, moved, data.train());
            moved[i] = theta[i] - h;
            double down = logDensity(network, moved, data.train());
            assertThat(flat[i]).as("coordinate %d", i).isCloseTo((up - down) / (2 * h),
                    within(2e-6 * (1 + Math.abs(flat[i]))));
        }
    }

    @Test
    void startsAreOfOrdinarySize() throws IOException {
        Likelihood likelihood = new GaussianLikelihood();
        Dataset data = data(likelihood);
        NetworkModel network = NetworkModel.of(NetworkSpec.of(Activation.RELU, 400, 100), PriorSpec.standardNormal(),
                likelihood, data.target(), data.train());
        double[] theta = new double[network.model().dimension()];
        network.drawStartInto(theta, RandomSource.SPLIT_MIX_64.create(3));
        double squares = 0;
        int from = 400 * 2 + 400;
        for (int i = from; i < from + 40_000; i++) {
            squares += theta[i] * theta[i];
        }
        // Relative sd of the estimate: sqrt(2 / 40000) = 0.7 %.
        assertThat(squares / 40_000).isCloseTo(1.0 / 400, within(0.05 / 400));
        assertThat(theta[theta.length - 1]).isBetween(-1.6, -0.4);
        assertThat(network.model().coordinateName(from)).isEqualTo("layer2.weight[0,0]");
    }

    @Test
    void badSpecsNameTheirKey() {
        assertThatThrownBy(() -> NetworkSpec.of(Activation.TANH, 3, 0)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("network.hidden: a layer must have at least 1 unit, not 0");
        assertThatThrownBy(() -> new NetworkSpec(List.of(3, 4), List.of(Activation.TANH)))
                .hasMessage("network.activation must name one activation for each of the 2 hidden layers, not 1");
        assertThatThrownBy(() -> Activation.of("swish")).hasMessageStartingWith(
                "network.activation: there is no activation \"swish\"; there are tanh, relu, leaky_relu");
        assertThat(Activation.of("leaky_relu")).isEqualTo(Activation.LEAKY_RELU);
        assertThatThrownBy(() -> new NormalPrior(-1, Scaling.NONE))
                .hasMessage("the scale of a normal weight prior must be a positive number, not -1.0");
        assertThatThrownBy(() -> new StudentTPrior(0, 1, Scaling.NONE))
                .hasMessage("the degrees of freedom of a Student-t weight prior must be a positive number, not 0.0");
        assertThatThrownBy(() -> new LaplacePrior(Double.NaN, Scaling.NONE))
                .hasMessage("the scale of a Laplace weight prior must be a positive number, not NaN");
        assertThatThrownBy(() -> new GaussianLikelihood.Constant(0))
                .hasMessage("the scale of the noise prior must be a positive number, not 0.0");
    }
}
