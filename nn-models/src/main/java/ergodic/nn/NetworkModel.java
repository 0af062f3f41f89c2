package ergodic.nn;

import ergodic.autodiff.Tensor;
import ergodic.autodiff.compile.RowData;
import ergodic.model.Model;
import ergodic.model.ModelBuilder;
import ergodic.nn.data.RowShape;
import ergodic.nn.data.Rows;
import ergodic.nn.data.TargetEncoding;
import ergodic.nn.layer.LayerParameter;
import ergodic.nn.layer.LayerShapeException;
import ergodic.nn.layer.LayerStack;
import ergodic.nn.layer.RowTensor;
import ergodic.nn.likelihood.Likelihood;
import ergodic.nn.prior.Declared;
import ergodic.nn.prior.PriorSpec;
import ergodic.nn.prior.WeightPrior;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.draws.VariableRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * The model of a network: its log posterior, its predictive distribution, and where its chains may start.
 *
 * <p>
 * Parameters of layer i, counted from 1, are named {@code layer<i>.} and the name that the layer gives them, such as
 * {@code layer1.weight [out, in]} and {@code layer1.bias [out]} of a dense one; the last layer gives the outputs. Functions of the outputs at probe rows ({@code prediction}, and {@code prediction_sd} where the
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

    /** What names of parameters begin with; the number of the layer follows. */
    private static final String LAYER = "layer";
    /** Values at probes: predictions. */
    private static final String PREDICTION = "prediction";

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
     *            its layers but the last
     * @param priors
     *            priors of weights and biases
     * @param likelihood
     *            likelihood
     * @param target
     *            how the target is encoded
     * @param probes
     *            rows at whose inputs functions are stored with each draw; there may be none. Their shape is that of all rows
     * @throws LayerShapeException
     *             if a layer cannot take what comes in
     */
    public static NetworkModel of(NetworkSpec network, PriorSpec priors, Likelihood likelihood, TargetEncoding target,
            Rows probes) {
        ModelBuilder builder = new ModelBuilder();
        RowShape shape = probes.shape();
        LayerStack layers = network.over(shape, likelihood.outputs(target));
        Tensor x = builder.rowInput(INPUTS, shape.inputs());
        Tensor y = builder.rowInput(TARGET);
        List<Declared.Start> starts = new ArrayList<>();
        List<Tensor> parameters = new ArrayList<>();
        for (LayerParameter parameter : layers.parameters(shape)) {
            WeightPrior prior = parameter.prior() == null ? priors.of(parameter.role()) : parameter.prior();
            Declared declared = prior.declare(builder, parameter.within(LAYER).group());
            parameters.add(declared.weights());
            starts.addAll(declared.starts());
        }
        Tensor outputs = layers.apply(RowTensor.ofData(x, shape), parameters).value().barrier();
        builder.output(OUTPUTS, outputs);
        Likelihood.Bound bound = likelihood.bind(builder, y, outputs, target);
        starts.addAll(bound.starts());
        builder.output(PREDICTIVE, bound.predictive());
        if (probes.count() > 0) {
            builder.probes(inputs(probes));
            builder.atProbes(PREDICTION, VariableRole.PREDICTION, bound.prediction());
            bound.functions().forEach((name, value) -> builder.atProbes(name, VariableRole.FUNCTION, value));
        }
        builder.variables().stream().filter(variable -> variable.role().identifiable()).map(Variable::name)
                .forEach(builder::functions);
        return new NetworkModel(builder.build(), starts);
    }

    /** The inputs of rows, as its programs take them. */
    static RowData inputs(Rows rows) {
        return RowData.of(rows.count(), Map.of()).with(INPUTS, rows.numbersIn());
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
