package ergodic.nn;

import ergodic.autodiff.Shape;
import ergodic.autodiff.Tensor;
import ergodic.autodiff.compile.RowData;
import ergodic.model.Model;
import ergodic.model.ModelBuilder;
import ergodic.nn.data.Rows;
import ergodic.nn.data.TargetEncoding;
import ergodic.nn.likelihood.Likelihood;
import ergodic.nn.prior.Declared;
import ergodic.nn.prior.PriorSpec;
import ergodic.nn.prior.WeightGroup;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.draws.VariableRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * The model of a dense network: its log posterior, its predictive distribution, and where its chains may start.
 *
 * <p>
 * Layer i has the parameters {@code layer<i>.weight [out, in]} and {@code layer<i>.bias [out]}, counted from 1; the last
 * layer gives the outputs. Functions of the outputs at probe rows ({@code prediction}, and {@code prediction_sd} where the
 * noise is an output) are stored with each draw, and convergence is judged on them, because weights are not identifiable. Training
 * rows, probes and rows to be predicted go through one and the same trace.
 */
public final class NetworkModel {

    /** Row input: the inputs of the network. */
    public static final String INPUTS = "x";
    /** Row input: the encoded target. */
    public static final String TARGET = "y";
    /** Output of {@link #model()}: the network's outputs {@code [rows, k]}, marked for Gauss-Newton products. */
    public static final String OUTPUTS = "outputs";
    /** Output of {@link #model()}: the predictive parameters of each row. */
    public static final String PREDICTIVE = "predictive";

    /** Generated quantity: predictions at probe inputs. */
    private static final String PREDICTION = "prediction";

    private record Layer(Tensor weight, Tensor bias) {}

    private final Model model;
    private final List<Declared.Start> starts;

    private NetworkModel(Model model, List<Declared.Start> starts) {
        this.model = model;
        this.starts = List.copyOf(starts);
    }

    /**
     * Assembles a model.
     *
     * @param network
     *            hidden layers
     * @param priors
     *            priors of weights and biases
     * @param likelihood
     *            likelihood
     * @param target
     *            how the target is encoded
     * @param probes
     *            rows at whose inputs functions are stored with each draw; there may be none
     */
    public static NetworkModel of(NetworkSpec network, PriorSpec priors, Likelihood likelihood, TargetEncoding target,
            Rows probes) {
        ModelBuilder builder = new ModelBuilder();
        int inputs = probes.width();
        Tensor x = builder.rowInput(INPUTS, inputs);
        Tensor y = builder.rowInput(TARGET);
        List<Declared.Start> starts = new ArrayList<>();
        List<Layer> layers = new ArrayList<>();
        int fanIn = inputs;
        for (int i = 0; i <= network.hidden().size(); i++) {
            int fanOut = i < network.hidden().size() ? network.hidden().get(i) : likelihood.outputs(target);
            layers.add(declare(builder, priors, "layer" + (i + 1), fanIn, fanOut, starts));
            fanIn = fanOut;
        }
        Tensor outputs = x;
        for (int i = 0; i < layers.size(); i++) {
            outputs = activate(network, i, outputs.affine(layers.get(i).weight(), layers.get(i).bias()));
        }
        outputs = outputs.barrier();
        builder.output(OUTPUTS, outputs);
        Likelihood.Bound bound = likelihood.bind(builder, y, outputs, target);
        starts.addAll(bound.starts());
        builder.output(PREDICTIVE, bound.predictive());
        if (probes.count() > 0) {
            builder.probes(RowData.of(probes.count(), Map.of(INPUTS, probes.inputs())));
            builder.atProbes(PREDICTION, VariableRole.PREDICTION, bound.prediction());
            bound.functions().forEach((name, value) -> builder.atProbes(name, VariableRole.FUNCTION, value));
        }
        builder.variables().stream().filter(variable -> variable.role().identifiable()).map(Variable::name)
                .forEach(builder::functions);
        return new NetworkModel(builder.build(), starts);
    }

    private static Layer declare(ModelBuilder builder, PriorSpec priors, String name, int fanIn, int fanOut,
            List<Declared.Start> starts) {
        Declared weight = priors.weights().declare(builder, new WeightGroup(name + ".weight", name + ".scale",
                VariableRole.WEIGHT, 0, fanIn, Shape.of(fanOut, fanIn)));
        Declared bias = priors.biases().declare(builder, new WeightGroup(name + ".bias", name + ".bias_scale",
                VariableRole.BIAS, 0, fanIn, Shape.of(fanOut)));
        starts.addAll(weight.starts());
        starts.addAll(bias.starts());
        return new Layer(weight.weights(), bias.weights());
    }

    private static Tensor activate(NetworkSpec network, int layer, Tensor sums) {
        return layer < network.activations().size() ? network.activations().get(layer).apply(sums) : sums;
    }

    /** The model. */
    public Model model() {
        return model;
    }

    /** For each coordinate, whether an optimiser leaves it where it starts (see {@link Declared.Start}). */
    public boolean[] heldByOptimiser() {
        boolean[] held = new boolean[model.dimension()];
        int offset = 0;
        for (Declared.Start start : starts) {
            java.util.Arrays.fill(held, offset, offset + start.size(), start.held());
            offset += start.size();
        }
        return held;
    }

    /** Fills a position with random weights of ordinary size, from which an optimiser or a chain may start. */
    public void drawStartInto(double[] theta, UniformRandomProvider rng) {
        ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(rng);
        int offset = 0;
        for (Declared.Start start : starts) {
            for (int i = 0; i < start.size(); i++) {
                theta[offset++] = start.centre() + start.sd() * gaussian.sample();
            }
        }
        if (offset != theta.length) {
            throw new IllegalStateException("starts for " + offset + " of " + theta.length + " coordinates");
        }
    }
}
