package ergodic.nn;

import ergodic.autodiff.RowNumbers;
import ergodic.autodiff.Tensor;
import ergodic.autodiff.compile.RowData;
import ergodic.model.Model;
import ergodic.model.ModelBuilder;
import ergodic.nn.data.Beside;
import ergodic.nn.data.BesideColumn;
import ergodic.nn.data.DataException;
import ergodic.nn.data.RowRole;
import ergodic.nn.data.RowShape;
import ergodic.nn.data.Rows;
import ergodic.nn.data.TargetEncoding;
import ergodic.nn.layer.Layer;
import ergodic.nn.layer.LayerParameter;
import ergodic.nn.layer.LayerShapeException;
import ergodic.nn.layer.LayerStack;
import ergodic.nn.layer.RowTensor;
import ergodic.nn.likelihood.BesideValue;
import ergodic.nn.likelihood.Likelihood;
import ergodic.nn.prior.Declared;
import ergodic.nn.prior.PriorSpec;
import ergodic.nn.prior.WeightPrior;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.draws.VariableRole;
import ergodic.sampler.words.Counted;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
    /** Row input: what stands beside the inputs, if anything does. */
    public static final String BESIDE = "beside";
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
    private final List<LayerLine> layers;
    private final List<WeightBlock> blocks;

    private NetworkModel(Model model, List<Declared.Start> starts, List<LayerLine> layers, List<WeightBlock> blocks) {
        this.model = model;
        this.layers = List.copyOf(layers);
        this.blocks = List.copyOf(blocks);
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
        return of(network, priors, likelihood, target, probes, 1);
    }

    /**
     * The same with the likelihood to a power.
     *
     * @param power
     *            see {@link ModelBuilder#temper}
     */
    static NetworkModel of(NetworkSpec network, PriorSpec priors, Likelihood likelihood, TargetEncoding target,
            Rows probes, double power) {
        ModelBuilder builder = new ModelBuilder().temper(power);
        RowShape shape = probes.shape();
        LayerStack layers = network.over(shape, likelihood.outputs(target));
        Tensor x = builder.rowInput(INPUTS, shape.inputs());
        Tensor y = builder.rowInput(TARGET);
        List<Declared.Start> starts = new ArrayList<>();
        List<Tensor> parameters = new ArrayList<>();
        List<LayerLine> lines = new ArrayList<>();
        List<WeightBlock> blocks = new ArrayList<>();
        int coordinates = 0;
        List<RowShape> shapes = layers.shapes(shape);
        for (int i = 0; i < layers.layers().size(); i++) {
            String part = LAYER + (i + 1);
            Layer layer = layers.layers().get(i);
            boolean last = i == layers.layers().size() - 1;
            Map<VariableRole, Set<String>> words = new EnumMap<>(VariableRole.class);
            int numbers = 0;
            for (LayerParameter parameter : layer.parameters(shapes.get(i))) {
                WeightPrior prior = parameter.prior() != null ? parameter.prior()
                        : last ? priors.ofOutputs(parameter.role()) : priors.of(parameter.role());
                Declared declared = builder.tracer().within(part,
                        () -> prior.declare(builder, parameter.within(part + ".").group()));
                parameters.add(declared.weights());
                starts.addAll(declared.starts());
                int from = coordinates;
                coordinates += declared.starts().stream().mapToInt(Declared.Start::size).sum();
                blocks.add(new WeightBlock(i + 1, parameter.role(), prior, from, coordinates));
                numbers += parameter.shape().size();
                words.computeIfAbsent(parameter.role(), role -> new LinkedHashSet<>()).add(prior.words());
            }
            lines.add(new LayerLine(part, layer.type(), shapes.get(i + 1), numbers, priors(words)));
        }
        Tensor outputs = network.outputs(layers, RowTensor.ofData(x, shape), parameters, LAYER).barrier();
        builder.output(OUTPUTS, outputs);
        Map<RowRole, BesideValue> beside = beside(builder, probes.beside());
        beside.forEach((role, column) -> {
            if (role == RowRole.WEIGHT) {
                builder.weightRows(column.value());
            }
        });
        Likelihood.Bound bound = likelihood.bind(builder, y, shifted(outputs, likelihood, target, beside), target,
                beside);
        starts.addAll(bound.starts());
        builder.output(PREDICTIVE, bound.predictive());
        if (probes.count() > 0) {
            builder.probes(inputs(probes));
            builder.atProbes(PREDICTION, VariableRole.PREDICTION, bound.prediction());
            bound.functions().forEach((name, value) -> builder.atProbes(name, VariableRole.FUNCTION, value));
        }
        builder.variables().stream().filter(variable -> variable.role().identifiable()).map(Variable::name)
                .forEach(builder::functions);
        return new NetworkModel(builder.build(), starts, lines, blocks);
    }

    private static Map<RowRole, BesideValue> beside(ModelBuilder builder, Beside beside) {
        Map<RowRole, BesideValue> values = new EnumMap<>(RowRole.class);
        List<BesideColumn> columns = beside.columns();
        if (!columns.isEmpty()) {
            Tensor all = builder.rowInput(BESIDE, columns.size());
            List<Tensor> targets = new ArrayList<>();
            for (int i = 0; i < columns.size(); i++) {
                RowRole role = columns.get(i).role();
                if (role == RowRole.TARGET) {
                    targets.add(all.get(i).reshape(1));
                } else {
                    values.put(role, new BesideValue(all.get(i), columns.get(i).centre()));
                }
            }
            if (!targets.isEmpty()) {
                values.put(RowRole.TARGET, new BesideValue(Tensor.concat(0, targets), 0));
            }
        }
        return values;
    }

    /** The outputs, the first with the offset of the row. */
    private static Tensor shifted(Tensor outputs, Likelihood likelihood, TargetEncoding target,
            Map<RowRole, BesideValue> beside) {
        BesideValue offset = beside.get(RowRole.OFFSET);
        if (offset == null) {
            return outputs;
        }
        double slope = likelihood.linkSlope(target).orElseThrow();
        int others = outputs.shape().dim(0) - 1;
        Tensor first = offset.value().dividedBy(slope).reshape(1);
        return outputs.plus(others == 0 ? first : first.pad(0, 0, others));
    }

    /** Checks that a likelihood takes what stands beside the inputs, and has what it needs. */
    static void requireBeside(Likelihood likelihood, TargetEncoding target, Beside beside) {
        if (beside.has(RowRole.OFFSET) && likelihood.linkSlope(target).isEmpty()) {
            throw new DataException(
                    "data.offset: this likelihood takes no offset; take it out, or choose one with a logarithm or logit of"
                            + " its mean (likelihood.family = \"poisson\", \"negative_binomial\", \"gamma\", \"survival\" or \"binomial\")");
        }
        if (beside.has(RowRole.TARGET) != likelihood.needs().contains(RowRole.TARGET)) {
            throw new DataException(beside.has(RowRole.TARGET)
                    ? "data.target names several columns, but this likelihood takes one; name one, or take"
                            + " likelihood.family = \"multivariate_normal\""
                    : "this likelihood is of several targets, but data.target names one; list them: data.target = [\"a\", \"b\"]");
        }
        for (BesideColumn column : beside.columns()) {
            RowRole role = column.role();
            if (role != RowRole.OFFSET && role != RowRole.WEIGHT && !likelihood.needs().contains(role)) {
                throw new DataException("data." + role.key().name()
                        + ": this likelihood takes no such column; take it out, or choose the likelihood.family that does");
            }
        }
        for (RowRole role : likelihood.needs()) {
            if (!beside.has(role)) {
                throw new DataException("this likelihood needs a column beside the inputs; name it in data."
                        + role.key().name());
            }
        }
    }

    /** The inputs of rows, and what stands beside them, as its programs take them. */
    static RowData inputs(Rows rows) {
        RowData data = RowData.of(rows.count(), Map.of()).with(INPUTS, rows.numbersIn());
        Beside beside = rows.beside();
        return beside.isEmpty() ? data
                : data.with(BESIDE, RowNumbers.of(beside.values(), beside.columns().size()));
    }

    /** Such as {@code normal 1.5/sqrt(fan-in), biases normal 0.5}; one prior of all has no nouns. */
    private static String priors(Map<VariableRole, Set<String>> words) {
        List<String> distinct = words.values().stream().map(set -> String.join(" or ", set)).distinct().toList();
        if (distinct.size() < 2) {
            return String.join("", distinct);
        }
        List<String> all = new ArrayList<>();
        words.forEach((role, set) -> all.add((role == VariableRole.WEIGHT ? ""
                : Counted.noun(2,
                        role.name().toLowerCase(Locale.ROOT)) + " ")
                + String.join(" or ", set)));
        return String.join(", ", all);
    }

    /** Its layers from the inputs on, the one of the outputs last. */
    public List<LayerLine> layers() {
        return layers;
    }

    /** What its layers declared, in the order of the coordinates. */
    public List<WeightBlock> blocks() {
        return blocks;
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
