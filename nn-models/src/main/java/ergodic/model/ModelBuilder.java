package ergodic.model;

import ergodic.autodiff.Op;
import ergodic.autodiff.Shape;
import ergodic.autodiff.Tensor;
import ergodic.autodiff.Tracer;
import ergodic.autodiff.compile.RowData;
import ergodic.model.distribution.Distribution;
import ergodic.model.distribution.Value;
import ergodic.sampler.InputUnits;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.draws.VariableRole;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Describes a model while it is traced: parameters with supports, priors, observed data, further terms of the log density,
 * generated quantities.
 *
 * <p>
 * The log posterior is {@code log prior + log Jacobians + rowWeight * (sum over rows of the row log likelihood) + global
 * log likelihood}, on the scale of the free values. A parameter without a prior has a flat one on its support.
 *
 * <pre>{@code
 * ModelBuilder model = new ModelBuilder();
 * Tensor x = model.rowInput("x", 3);
 * Tensor y = model.rowInput("y");
 * Tensor beta = model.parameter("beta", Support.real(), 3);
 * Tensor sigma = model.parameter("sigma", Support.positive());
 * model.prior(beta, Normal.of(0, 10));
 * model.prior(sigma, HalfNormal.of(1));
 * model.observe(y, Normal.of(x.dot(beta), sigma));
 * Posterior posterior = model.build().compile(RowData.of(rows, columns));
 * }</pre>
 */
// Longer than 400 lines because all that a model can say is said here, each word with its contract.
public final class ModelBuilder {

    /** A statement that a value has a distribution, with what it adds to the log density. */
    record Statement(Tensor value, Distribution distribution, Tensor logDensity) {}

    /** A generated quantity. */
    record Generated(Tensor value, VariableRole role) {

        Variable variable(String name) {
            return ModelParameter.variable(name, value.shape(), role);
        }

        /** What is stored of a value by row at so many probe rows. */
        Variable variable(String name, int rows) {
            int[] dims = value.shape().dims();
            int[] all = new int[dims.length + 1];
            all[0] = rows;
            System.arraycopy(dims, 0, all, 1, dims.length);
            return ModelParameter.variable(name, Shape.of(all), role);
        }
    }

    private final Tracer tracer = new Tracer();
    private final Tensor rowWeight = tracer.globalInput(Model.ROW_WEIGHT);
    private final Map<String, ModelParameter> parameters = new LinkedHashMap<>();
    private final Map<String, Generated> generated = new LinkedHashMap<>();
    private final Map<String, Generated> atProbes = new LinkedHashMap<>();
    private RowData probes = RowData.none();
    private final Map<String, Integer> inputAxes = new LinkedHashMap<>();
    private final Set<String> functions = new LinkedHashSet<>();
    private final List<Statement> priors = new ArrayList<>();
    private final List<Statement> observed = new ArrayList<>();
    private final List<Tensor> logPrior = new ArrayList<>();
    private final Map<String, Tensor> logJacobians = new LinkedHashMap<>();
    private final List<Tensor> globalLogLikelihood = new ArrayList<>();
    private final List<Tensor> rowLogLikelihood = new ArrayList<>();
    private @Nullable Tensor rowWeights;
    private double likelihoodPower = 1;
    private int dimension;
    private boolean built;

    /** The tracer that records the model's program. */
    public Tracer tracer() {
        return tracer;
    }

    /** A constant scalar. */
    public Tensor constant(double value) {
        return tracer.constant(value);
    }

    /** A constant, row-major; without dimensions a scalar. */
    public Tensor constant(double[] values, int... dims) {
        return tracer.constant(values, dims);
    }

    /** A column of the data: a tensor with these dimensions for each row. */
    public Tensor rowInput(String name, int... dims) {
        return tracer.rowInput(name, dims);
    }

    /** A parameter of no particular role; see {@link #parameter(String, VariableRole, Support, int...)}. */
    public Tensor parameter(String name, Support support, int... dims) {
        return parameter(name, VariableRole.OTHER, support, dims);
    }

    /**
     * A parameter.
     *
     * @param name
     *            name in draws and messages; unique
     * @param role
     *            what it is; where a model makes predictions, draws are judged by what is identifiable
     * @param support
     *            the set in which it lies
     * @param dims
     *            its dimensions; none for a scalar
     */
    public Tensor parameter(String name, VariableRole role, Support support, int... dims) {
        if (generated.containsKey(name) || atProbes.containsKey(name)) {
            throw new IllegalArgumentException("there is already a generated quantity \"" + name + "\"");
        }
        Shape shape = Shape.of(dims);
        Shape freeShape;
        try {
            freeShape = Shape.of(support.freeDims(dims));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("parameter \"" + name + "\": " + e.getMessage(), e);
        }
        Tensor free = tracer.parameter(name, freeShape.dims());
        Constrained constrained = support.constrain(free, dims);
        if (!constrained.value().shape().equals(shape)) {
            throw new IllegalArgumentException("parameter \"" + name + "\": its shape is " + shape
                    + ", but with its bounds it becomes " + constrained.value().shape());
        }
        ModelParameter parameter = new ModelParameter(name, role, support, shape, freeShape, dimension,
                constrained.value());
        parameters.put(name, parameter);
        dimension += freeShape.size();
        tracer.output(parameter.output(), constrained.value());
        List<Value> bounds = support.bounds();
        for (int i = 0; i < bounds.size(); i++) {
            tracer.output(parameter.boundOutput(i), bounds.get(i).in(tracer, shape));
        }
        logPrior.add(constrained.logJacobian());
        logJacobians.put(name, constrained.logJacobian());
        return constrained.value();
    }

    /**
     * Says that a parameter multiplies inputs of a layer: where all of its elements that belong to an input are 0, the input is not heard. Said in the order in
     * which a row passes the layers.
     *
     * @param parameter
     *            a parameter whose free value has its shape
     * @param axis
     *            the axis of its shape along which the inputs lie
     */
    public ModelBuilder inputAxis(String parameter, int axis) {
        ModelParameter known = parameters.get(parameter);
        if (known == null || axis < 0 || axis >= known.shape().rank() || !known.shape().equals(known.freeShape())) {
            throw new IllegalArgumentException("no axis " + axis + " of a parameter \"" + parameter
                    + "\" that is free as it is holds the inputs of a layer");
        }
        inputAxes.put(parameter, axis);
        return this;
    }

    /** Adds the log density of a value, summed over its elements, to the log prior. */
    public ModelBuilder prior(Tensor value, Distribution distribution) {
        Tensor logDensity = distribution.logDensity(value);
        addLogPrior(logDensity);
        priors.add(new Statement(value, distribution, logDensity.sum()));
        return this;
    }

    /**
     * Adds the log density of data to the log likelihood: to that of each row if it is by row, else to the global one.
     */
    public ModelBuilder observe(Tensor data, Distribution distribution) {
        Tensor logDensity = distribution.logDensity(data);
        if (logDensity.shape().isByRow()) {
            addRowLogLikelihood(logDensity);
        } else {
            addLogLikelihood(logDensity);
        }
        observed.add(new Statement(data, distribution, logDensity));
        return this;
    }

    /** Adds a global term, summed over its elements, to the log prior. */
    public ModelBuilder addLogPrior(Tensor term) {
        logPrior.add(global("a term of the log prior", term).sum());
        return this;
    }

    /** Adds a global term, summed over its elements, to the log likelihood. */
    public ModelBuilder addLogLikelihood(Tensor term) {
        globalLogLikelihood.add(global("a term of the global log likelihood", term).sum());
        return this;
    }

    /** Adds a term by row, summed over the elements of each row, to the log likelihood. */
    public ModelBuilder addRowLogLikelihood(Tensor term) {
        if (!term.shape().isByRow()) {
            throw new IllegalArgumentException(
                    "a row log likelihood needs a value by row, not one of shape " + term.shape());
        }
        rowLogLikelihood.add(term.sum());
        return this;
    }

    /**
     * Multiplies the log likelihood of each row, all its terms, by a number of the row: tempering row by row, as if the row were
     * there so often.
     *
     * @param weights
     *            a number a row
     */
    public ModelBuilder weightRows(Tensor weights) {
        if (!weights.shape().isByRow() || weights.shape().size() != 1) {
            throw new IllegalArgumentException(
                    "weights of rows are one number by row, not a value of shape " + weights.shape());
        }
        rowWeights = weights.sum();
        return this;
    }

    /**
     * Raises the likelihood to a power, the prior staying as it is: {@code p(theta) p(y | theta)^power}, which for a power other than 1 is
     * not the posterior of the model. All that is computed of the likelihood, by row and together, is of that power; what rows are
     * predicted to be is not changed.
     *
     * @param power
     *            positive; above 1 a cold posterior (Wenzel et al. 2020) of temperature 1 / power
     */
    public ModelBuilder temper(double power) {
        if (!(power > 0 && power < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("the power of a likelihood must be a positive number, not " + power);
        }
        likelihoodPower = power;
        return this;
    }

    /** Names a global function of the parameters that is stored with each draw. */
    public ModelBuilder generated(String name, Tensor value) {
        return generated(name, VariableRole.OTHER, value);
    }

    /** The same with what it is. */
    public ModelBuilder generated(String name, VariableRole role, Tensor value) {
        requireNew(name);
        generated.put(name, new Generated(global("the generated quantity \"" + name + "\"", value), role));
        return this;
    }

    /**
     * Fixes the rows at which values by row are stored with each draw (see {@link #atProbes}).
     *
     * @param rows
     *            the row inputs that those values need
     */
    public ModelBuilder probes(RowData rows) {
        probes = rows;
        return this;
    }

    /**
     * Names a value by row that is stored with each draw, of each of the {@link #probes}: the rows go the way of those that are
     * sampled. Its variable has the number of probes in front of the value's dimensions.
     */
    public ModelBuilder atProbes(String name, VariableRole role, Tensor value) {
        requireNew(name);
        if (!value.shape().isByRow() || probes.rows() == 0) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" needs a value by row and probe rows, not a value of shape "
                            + value.shape() + " and " + probes.rows() + " rows");
        }
        atProbes.put(name, new Generated(value, role));
        return this;
    }

    private void requireNew(String name) {
        if (parameters.containsKey(name) || generated.containsKey(name) || atProbes.containsKey(name)) {
            throw new IllegalArgumentException("there is already a quantity \"" + name + "\"");
        }
    }

    /** A generated quantity on which draws are judged: {@link #generated} and {@link #functions} in one. */
    public ModelBuilder function(String name, Tensor value) {
        return generated(name, VariableRole.FUNCTION, value).functions(name);
    }

    /**
     * Names parameters or generated quantities, of any place in the model, on which draws are judged (see
     * {@link Model#functions}). Where parameters are not identifiable, such as the weights of a network, name what is:
     * predictions, noise. Calls add up.
     */
    public ModelBuilder functions(String... names) {
        functions.addAll(List.of(names));
        return this;
    }

    /**
     * Names a value, global or by row, as an output for {@link Model#program}, and for predictions from draws
     * ({@code ergodic.nn.ModelPredictor}).
     */
    public ModelBuilder output(String name, Tensor value) {
        tracer.output(name, value);
        return this;
    }

    /** The parameters, the generated quantities and the values at probes that were declared so far. */
    public List<Variable> variables() {
        List<Variable> variables = new ArrayList<>();
        parameters.values().forEach(parameter -> variables.add(parameter.variable()));
        generated.forEach((name, quantity) -> variables.add(quantity.variable(name)));
        atProbes.forEach((name, quantity) -> variables.add(quantity.variable(name, probes.rows())));
        return variables;
    }

    /** The model. A builder makes one model and can then no longer be used for another. */
    public Model build() {
        if (built) {
            throw new IllegalStateException("this builder has made its model already");
        }
        if (dimension == 0) {
            throw new IllegalArgumentException("the model has no parameter");
        }
        for (String name : functions) {
            if (!parameters.containsKey(name) && !generated.containsKey(name) && !atProbes.containsKey(name)) {
                throw new IllegalArgumentException("there is no parameter or generated quantity \"" + name
                        + "\" to judge draws by; there are " + parameters.keySet() + " and " + generated.keySet());
            }
        }
        built = true;
        List<Variable> variables = variables();
        generated.forEach((name, quantity) -> tracer.output(Model.generatedOutput(name), quantity.value()));
        atProbes.forEach((name, quantity) -> tracer.output(Model.generatedOutput(name), quantity.value()));
        Tensor prior = sum(logPrior);
        Tensor global = tempered(sum(globalLogLikelihood));
        Tensor likelihood = global;
        Tensor density = prior.plus(global);
        tracer.output(Model.LOG_PRIOR, prior);
        for (ModelParameter parameter : parameters.values()) {
            tracer.output(Model.logPriorOf(parameter.name()), priorOf(parameter));
        }
        tracer.output(Model.GLOBAL_LOG_LIKELIHOOD, global);
        if (!rowLogLikelihood.isEmpty()) {
            Tensor plain = sum(rowLogLikelihood);
            Tensor rows = tempered(rowWeights == null ? plain : plain.times(rowWeights));
            tracer.output(Model.ROW_LOG_LIKELIHOOD, rows);
            Tensor sum = rows.sumRows();
            tracer.output(Model.SUM_ROW_LOG_LIKELIHOOD, sum);
            density = density.plus(sum.times(rowWeight));
            likelihood = global.plus(sum.times(rowWeight));
        }
        tracer.output(Model.LOG_LIKELIHOOD, likelihood);
        tracer.output(Model.LOG_DENSITY, density);
        return new Model(tracer, List.copyOf(parameters.values()), variables, List.copyOf(atProbes.keySet()), probes,
                functions, priorDraws(), dataDraws(), inputUnits(),
                !rowLogLikelihood.isEmpty());
    }

    private List<InputUnits> inputUnits() {
        Set<String> later = rowLogLikelihood.isEmpty() ? Set.of()
                : LaterInputs.of(tracer.build(List.of(Model.ROW_LOG_LIKELIHOOD)), inputAxes.keySet());
        List<InputUnits> all = new ArrayList<>();
        inputAxes.forEach((name, axis) -> {
            ModelParameter parameter = Objects.requireNonNull(parameters.get(name));
            int before = 1;
            int after = 1;
            for (int i = 0; i < parameter.shape().rank(); i++) {
                before *= i < axis ? parameter.shape().dim(i) : 1;
                after *= i > axis ? parameter.shape().dim(i) : 1;
            }
            all.add(new InputUnits(name, parameter.offset(), before, parameter.shape().dim(axis), after,
                    !later.contains(name)));
        });
        return all;
    }

    /** What is stated of a parameter, with the log Jacobian of its transform. */
    private Tensor priorOf(ModelParameter parameter) {
        List<Tensor> terms = new ArrayList<>();
        terms.add(Objects.requireNonNull(logJacobians.get(parameter.name())));
        for (Statement statement : priors) {
            if (statement.value().node().equals(parameter.value().node())) {
                terms.add(statement.logDensity());
            }
        }
        return sum(terms);
    }

    /** How to draw each parameter that has just one prior, stated of the whole parameter. */
    private Map<String, Simulator.Draw> priorDraws() {
        Map<String, Simulator.Draw> draws = new LinkedHashMap<>();
        for (ModelParameter parameter : parameters.values()) {
            List<Statement> own = priors.stream().filter(s -> s.value().node().equals(parameter.value().node()))
                    .toList();
            if (own.size() == 1) {
                draws.put(parameter.name(), Simulator.draw(tracer, parameter.name(), own.get(0)));
            }
        }
        return draws;
    }

    /** How to draw the data that are row inputs. */
    private List<Simulator.Draw> dataDraws() {
        List<Simulator.Draw> draws = new ArrayList<>();
        for (Statement statement : observed) {
            if (statement.value().node().op() instanceof Op.Input(String name, Op.InputKind kind)
                    && kind == Op.InputKind.ROW) {
                draws.add(Simulator.draw(tracer, name, statement));
            }
        }
        return draws;
    }

    private static Tensor global(String what, Tensor term) {
        if (term.shape().isByRow()) {
            throw new IllegalArgumentException(what + " needs a global value, not one of shape " + term.shape());
        }
        return term;
    }

    /** A power of 1 leaves no trace in the program. */
    private Tensor tempered(Tensor logLikelihood) {
        return likelihoodPower == 1 ? logLikelihood : logLikelihood.times(likelihoodPower);
    }

    private Tensor sum(List<Tensor> terms) {
        Tensor sum = terms.isEmpty() ? tracer.constant(0) : terms.get(0);
        for (int i = 1; i < terms.size(); i++) {
            sum = sum.plus(terms.get(i));
        }
        return sum;
    }
}
