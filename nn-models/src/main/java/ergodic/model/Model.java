package ergodic.model;

import ergodic.autodiff.Interpreter;
import ergodic.autodiff.LinearisedNetwork;
import ergodic.autodiff.Node;
import ergodic.autodiff.Op;
import ergodic.autodiff.Program;
import ergodic.autodiff.Tracer;
import ergodic.autodiff.compile.CompileOptions;
import ergodic.autodiff.compile.RowData;
import ergodic.model.distribution.Value;
import ergodic.sampler.InputUnits;
import ergodic.sampler.draws.Variable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * A model, ready to be compiled over data: its programs, its parameters and their places in theta. Immutable and
 * thread-safe once built.
 */
public final class Model {

    /** Output: the log posterior, a global scalar; see {@link ModelBuilder}. */
    public static final String LOG_DENSITY = "logDensity";
    /** Output: log prior with log Jacobians, a global scalar. */
    public static final String LOG_PRIOR = "logPrior";
    /** Output: log likelihood of each row; absent in a model without row likelihood. */
    public static final String ROW_LOG_LIKELIHOOD = "rowLogLikelihood";
    /** Output: sum of the row log likelihoods, a global scalar; absent in a model without row likelihood. */
    public static final String SUM_ROW_LOG_LIKELIHOOD = "sumRowLogLikelihood";
    /** Output: the part of the log likelihood that belongs to no row, a global scalar. */
    public static final String GLOBAL_LOG_LIKELIHOOD = "globalLogLikelihood";
    /** Output: the log likelihood of all, that of rows times {@link #ROW_WEIGHT}, a global scalar. */
    static final String LOG_LIKELIHOOD = "logLikelihood";
    /** Global input: factor of the sum of row log likelihoods. */
    public static final String ROW_WEIGHT = "rowWeight";

    private final Tracer tracer;
    private final List<ModelParameter> parameters;
    private final List<Variable> variables;
    private final List<String> atProbes;
    private final RowData probes;
    private final List<String> functions;
    private final Map<String, Simulator.Draw> priorDraws;
    private final List<Simulator.Draw> dataDraws;
    private final List<InputUnits> inputUnits;
    private final boolean hasRows;
    private final int dimension;

    Model(Tracer tracer, List<ModelParameter> parameters, List<Variable> variables,
            List<String> atProbes, RowData probes, Collection<String> functions, Map<String, Simulator.Draw> priorDraws,
            List<Simulator.Draw> dataDraws, List<InputUnits> inputUnits,
            boolean hasRows) {
        this.tracer = tracer;
        this.parameters = parameters;
        this.variables = List.copyOf(variables);
        this.atProbes = atProbes;
        this.probes = probes;
        this.functions = List.copyOf(functions);
        this.priorDraws = Map.copyOf(priorDraws);
        this.dataDraws = List.copyOf(dataDraws);
        this.inputUnits = List.copyOf(inputUnits);
        this.hasRows = hasRows;
        this.dimension = parameters.stream().mapToInt(p -> p.freeShape().size()).sum();
    }

    /** Length of theta. */
    public int dimension() {
        return dimension;
    }

    /** True if part of the log likelihood is by row. */
    public boolean hasRows() {
        return hasRows;
    }

    /** The log prior apart by what is stated of each parameter. */
    public PriorParts priorParts() {
        return new PriorParts(this);
    }

    /** Name of the output of what is stated of a parameter. */
    static String logPriorOf(String parameter) {
        return "log prior of " + parameter;
    }

    /** Parameters that multiply inputs of layers, in the order in which a row passes them ({@link ModelBuilder#inputAxis}). */
    public List<InputUnits> inputUnits() {
        return inputUnits;
    }

    /** Name of a coordinate of theta, such as {@code beta[2]}; indices count the free value's elements. */
    public String coordinateName(int coordinate) {
        ModelParameter parameter = parameter(coordinate);
        return parameter.coordinateName(coordinate - parameter.offset());
    }

    /** The parameter that a coordinate of theta belongs to, as it is stored. */
    public Variable variableOf(int coordinate) {
        return parameter(coordinate).variable();
    }

    private ModelParameter parameter(int coordinate) {
        for (ModelParameter parameter : parameters) {
            int element = coordinate - parameter.offset();
            if (element >= 0 && element < parameter.freeShape().size()) {
                return parameter;
            }
        }
        throw new IndexOutOfBoundsException("theta has " + dimension + " coordinates, no number " + coordinate);
    }

    /** The parameters on their own scale, in the order of declaration, the generated quantities, the values at probes. */
    public List<Variable> variables() {
        return variables;
    }

    /**
     * Names of the variables on which draws are judged: those that the builder was told of, or all.
     */
    public List<String> functions() {
        return functions.isEmpty() ? variables.stream().map(Variable::name).toList() : functions;
    }

    /**
     * The log posterior over data.
     *
     * @throws IllegalArgumentException
     *             if a row input that is needed is missing in the data or has the wrong size
     */
    public Posterior compile(RowData data) {
        return compile(data, CompileOptions.defaults());
    }

    /** The log posterior over data, compiled in a given way. */
    public Posterior compile(RowData data, CompileOptions options) {
        return Posterior.compile(this, data, options);
    }

    /**
     * The same, but that a gradient sees one view of each row in the place of all that the model averages over. Which, is drawn by theta
     * and row: equal at an equal theta, and as if at random along a path. If the log likelihood of a row is concave in what the model
     * averages, its expectation over the views is at most the model's own log likelihood (Jensen), so what is climbed is a lower bound.
     *
     * @param one
     *            the model of one view: the same parameters in the same order
     * @param views
     *            those of each row after one another, as many of each
     */
    public Posterior compileByViews(RowData data, Model one, RowData views, CompileOptions options) {
        return Posterior.compile(this, data, one, views, options);
    }

    /**
     * A program with some outputs: those named in this class, or by {@link ModelBuilder#output}. Theta is laid out alike
     * in all programs of a model; row inputs are those that these outputs need.
     */
    public Program program(String... outputs) {
        return tracer.build(List.of(outputs));
    }

    /**
     * A program whose outputs are the {@link #variables()} but those at probes, in that order, by names of its own; it needs no
     * rows.
     */
    Program transformProgram() {
        List<String> outputs = new ArrayList<>();
        parameters.forEach(p -> outputs.add(p.output()));
        variables.subList(parameters.size(), variables.size() - atProbes.size())
                .forEach(generated -> outputs.add(generatedOutput(generated.name())));
        return tracer.build(outputs);
    }

    /** The last of the {@link #variables()}, at the {@link #probes()}, by row; there may be none. */
    List<String> probeOutputs() {
        return atProbes.stream().map(Model::generatedOutput).toList();
    }

    /**
     * A program with some outputs, in which the network is linear: its theta is a position and then the centre about which it is so.
     *
     * @param network
     *            the network's output
     * @see LinearisedNetwork
     */
    Program linearisedProgram(String network, String... outputs) {
        return linearisedProgram(network, parameter -> true, outputs);
    }

    private Program linearisedProgram(String network, Predicate<String> moving, String... outputs) {
        List<String> names = new ArrayList<>(List.of(outputs));
        names.add(network);
        return LinearisedNetwork.of(tracer.build(names.stream().distinct().toList()), network, moving, outputs);
    }

    /** The same of the output that is marked by a barrier. */
    public Program linearisedProgram(String output) {
        return linearisedProgram(output, parameter -> true);
    }

    /**
     * The same where only some parameters, by their names in the program, differ from the centre: its theta is these and then the whole centre.
     */
    public Program linearisedProgram(String output, Predicate<String> moving) {
        return linearisedProgram(networkOutput().orElseThrow(
                () -> new IllegalStateException("no output of the model is marked as what a network gives")),
                moving, output);
    }

    /** The output that is marked by a barrier as what a network gives; nothing where no output or several by row are. */
    Optional<String> networkOutput() {
        Program all = tracer.build(List.copyOf(tracer.outputs()));
        Map<Integer, String> marked = new LinkedHashMap<>(); // by node: a likelihood may predict by the same tensor
        for (String name : tracer.outputs()) {
            Node node = all.output(name);
            if (node.op() instanceof Op.Barrier && node.shape().isByRow()) {
                marked.putIfAbsent(node.id(), name);
            }
        }
        return marked.size() == 1 ? Optional.of(marked.values().iterator().next()) : Optional.empty();
    }

    /** Rows at which values are stored with each draw. */
    RowData probes() {
        return probes;
    }

    /**
     * Fills theta from values of all parameters: the inverse of the transforms.
     *
     * @param values
     *            a value for each parameter, row-major; other names are ignored
     * @param theta
     *            filled, length {@link #dimension()}
     * @throws IllegalArgumentException
     *             if a value is missing, has the wrong length, or does not lie inside its parameter's support
     */
    public void unconstrainInto(Map<String, double[]> values, double[] theta) {
        Arrays.fill(theta, 0);
        for (ModelParameter parameter : parameters) {
            double[] value = values.get(parameter.name());
            if (value == null) {
                throw new IllegalArgumentException("no value for the parameter \"" + parameter.name() + "\"");
            }
            unconstrainInto(parameter, value, theta);
        }
    }

    /** Fills one parameter's part of theta; parameters declared earlier must be there already (bounds may need them). */
    void unconstrainInto(ModelParameter parameter, double[] value, double[] theta) {
        if (value.length != parameter.shape().size()) {
            throw new IllegalArgumentException(
                    "the parameter \"" + parameter.name() + "\" of shape " + parameter.shape()
                            + " needs " + parameter.shape().size() + " values, not " + value.length);
        }
        double[] free = new double[parameter.freeShape().size()];
        try {
            parameter.support().unconstrainInto(value, parameter.shape().dims(), bounds(parameter, theta), free);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("parameter \"" + parameter.name() + "\": " + e.getMessage(), e);
        }
        System.arraycopy(free, 0, theta, parameter.offset(), free.length);
    }

    private double[][] bounds(ModelParameter parameter, double[] theta) {
        List<Value> values = parameter.support().bounds();
        double[][] bounds = new double[values.size()][];
        for (int i = 0; i < bounds.length; i++) {
            if (values.get(i) instanceof Value.Known(double number)) {
                // Known without a program: thousands of draws are taken back to theta to predict from them.
                bounds[i] = new double[parameter.shape().size()];
                Arrays.fill(bounds[i], number);
            } else {
                String output = parameter.boundOutput(i);
                bounds[i] = value(tracer.build(List.of(output)), output, theta);
            }
        }
        return bounds;
    }

    /** One output of a program without rows, by the interpreter. */
    double[] value(Program program, String output, double[] theta) {
        double[] value = Interpreter.evaluate(program, inputs(theta), 0).get(output);
        if (value == null) {
            throw new IllegalStateException("no output " + output);
        }
        return value;
    }

    /** The global inputs of this model's programs for the interpreter: parameters at theta, and a row weight of 1. */
    Map<String, double[]> inputs(double[] theta) {
        Map<String, double[]> inputs = new HashMap<>();
        for (ModelParameter p : parameters) {
            inputs.put(p.name(), Arrays.copyOfRange(theta, p.offset(), p.offset() + p.freeShape().size()));
        }
        inputs.put(ROW_WEIGHT, new double[]{1});
        return inputs;
    }

    List<ModelParameter> parameters() {
        return parameters;
    }

    /** How to draw each parameter that has just one prior distribution. */
    Map<String, Simulator.Draw> priorDraws() {
        return priorDraws;
    }

    /** Names of the other parameters that the prior draw and the bounds of one depend on. */
    Set<String> parentsOf(ModelParameter parameter) {
        List<Program> programs = new ArrayList<>();
        Simulator.Draw draw = priorDraws.get(parameter.name());
        if (draw != null) {
            programs.add(draw.program());
        }
        List<Value> bounds = parameter.support().bounds();
        for (int i = 0; i < bounds.size(); i++) {
            programs.add(tracer.build(List.of(parameter.boundOutput(i))));
        }
        Set<String> parents = new TreeSet<>();
        for (Program program : programs) {
            Deque<Node> nodes = new ArrayDeque<>(program.outputs().values());
            Set<Node> seen = new HashSet<>();
            while (!nodes.isEmpty()) {
                Node node = nodes.remove();
                if (seen.add(node)) {
                    nodes.addAll(node.operands());
                    if (node.op() instanceof Op.Input(String name, Op.InputKind kind)
                            && kind == Op.InputKind.PARAMETER) {
                        parents.add(name);
                    }
                }
            }
        }
        parents.remove(parameter.name());
        return parents;
    }

    /** How to draw the observed row inputs. */
    List<Simulator.Draw> dataDraws() {
        return dataDraws;
    }

    /** Name of the program output that is a generated quantity. */
    static String generatedOutput(String name) {
        return "generated " + name;
    }
}
