package ergodic.model;

import ergodic.autodiff.FiniteCheck;
import ergodic.autodiff.GaussNewtonVector;
import ergodic.autodiff.HessianVector;
import ergodic.autodiff.Program;
import ergodic.autodiff.ReverseMode;
import ergodic.autodiff.RowDerivatives;
import ergodic.autodiff.compile.CompileOptions;
import ergodic.autodiff.compile.CompiledProduct;
import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.compile.RowData;
import ergodic.sampler.CurvedLogDensity;
import ergodic.sampler.InputUnits;
import ergodic.sampler.PriorDensity;
import ergodic.sampler.RowNoise;
import ergodic.sampler.RowNoiseForm;
import ergodic.sampler.SecondDerivatives;
import ergodic.sampler.StartingPoint;
import ergodic.sampler.UniformStart;
import ergodic.sampler.draws.CentredTransform;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.method.ChosenScales;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.run.ChainFactory;
import ergodic.sampler.run.EvaluationClock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A model compiled over data: its log posterior on the scale of the free values, with gradient, over all rows or some of
 * them. Belongs to one chain; {@link #fork} makes more that share plan and data. Evaluations allocate nothing.
 *
 * <p>
 * Of a model that is compiled {@linkplain Model#compileByViews by views}, value and gradient together ({@link #evaluate},
 * {@link #evaluateSubset}) are those of one view of each row, whatever else is asked those of the model itself.
 *
 * <p>
 * Where the log density or a part of the gradient cannot be computed the value is NaN, where the density is 0 it is minus
 * infinity: both are values for the sampler, not errors.
 */
public final class Posterior implements CurvedLogDensity {

    private final Model model;
    private final RowData data;
    private final CompiledProgram density;
    private final @Nullable RowViews views;
    private double rowWeight;
    private @Nullable CompiledProgram prior;
    private @Nullable PriorDensity drawn;
    private @Nullable CompiledProgram likelihood;
    private @Nullable CompiledProgram value;

    private Posterior(Model model, RowData data, CompiledProgram density, @Nullable RowViews views) {
        this.model = model;
        this.data = data;
        this.density = density;
        this.views = views;
        this.rowWeight = Double.NaN;
    }

    static Posterior compile(Model model, RowData data, CompileOptions options) {
        return new Posterior(model, data, gradient(model, data, options), null);
    }

    /** See {@link Model#compileByViews}. */
    static Posterior compile(Model model, RowData data, Model one, RowData views, CompileOptions options) {
        if (views.rows() % Math.max(1, data.rows()) != 0 || one.dimension() != model.dimension()) {
            throw new IllegalArgumentException(views.rows() + " views of a model of dimension " + one.dimension()
                    + " are not those of " + data.rows() + " rows of one of dimension " + model.dimension());
        }
        return new Posterior(model, data, gradient(one, views, options),
                new RowViews(data.rows(), views.rows() / Math.max(1, data.rows())));
    }

    private static CompiledProgram gradient(Model model, RowData data, CompileOptions options) {
        return CompiledProgram.compile(ReverseMode.gradient(model.program(Model.LOG_DENSITY), Model.LOG_DENSITY), data,
                options);
    }

    /** The same posterior for another chain or thread. */
    public Posterior fork() {
        return with(density.fork());
    }

    /**
     * The same posterior for another chain, each of whose evaluations may use so many threads; how many are used is decided
     * by measured times. The results are the same, bit for bit.
     */
    public Posterior withThreads(int most) {
        return with(density.withThreads(most));
    }

    /** The same posterior, whose evaluations use so many threads as far as there are rows for them. */
    public Posterior withFixedThreads(int threads) {
        return with(density.withFixedThreads(threads));
    }

    private Posterior with(CompiledProgram compiled) {
        return new Posterior(model, data, compiled, views == null ? null : views.fork());
    }

    /** The compiled log density with its gradient. */
    public CompiledProgram program() {
        return density;
    }

    /**
     * The same model over other rows.
     *
     * @throws IllegalStateException
     *             if a gradient sees a view of each row; see {@link Model#compileByViews}
     */
    public Posterior withRows(RowData rows) {
        if (views != null) {
            throw new IllegalStateException("the views of these rows are not those of others");
        }
        return new Posterior(model, rows, density.withRows(rows), null);
    }

    /** The model. */
    public Model model() {
        return model;
    }

    @Override
    public int dimension() {
        return model.dimension();
    }

    @Override
    public int rowCount() {
        return data.rows();
    }

    @Override
    public String coordinateName(int coordinate) {
        return model.coordinateName(coordinate);
    }

    @Override
    public List<InputUnits> inputUnits() {
        return model.inputUnits();
    }

    /** {@inheritDoc} On one thread. */
    @Override
    public Optional<RowNoise> rowNoise(RowNoiseForm form) {
        return PosteriorRowNoise.of(model, data, density.options(), form);
    }

    @Override
    public double evaluate(double[] theta, double[] gradient) {
        setRowWeight(1);
        if (views == null) {
            density.run(theta);
        } else {
            density.run(theta, views.ofAll(theta), data.rows());
        }
        return result(gradient);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalStateException
     *             if the model has no likelihood by row
     */
    @Override
    public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
        if (!model.hasRows()) {
            throw new IllegalStateException("the model has no likelihood by row, so there are no rows to choose from");
        }
        setRowWeight((double) data.rows() / count);
        density.run(theta, views == null ? rows : views.of(theta, rows, count), count);
        return result(gradient);
    }

    /**
     * {@inheritDoc} Draws are made by {@link Simulator}, which allocates.
     *
     * @throws IllegalArgumentException
     *             if a parameter has not just one prior, so that it cannot be drawn
     */
    @Override
    public PriorDensity prior() {
        PriorDensity known = drawn;
        if (known == null) {
            known = new ModelPrior(model, density.options());
            drawn = known;
        }
        return known;
    }

    /** {@inheritDoc} In doubles, whatever the posterior is computed in. */
    @Override
    public SecondDerivatives curvature(int[] coordinates) {
        return new PosteriorCurvature(model, data, density.options(), coordinates);
    }

    @Override
    public int[] lastLayer() {
        return NetworkParts.lastLayer(model);
    }

    @Override
    public double value(double[] theta, double[] workspace) {
        return logDensity(theta);
    }

    /** The log density alone, without its gradient: what {@link #evaluate} returns up to rounding, in less time. */
    public double logDensity(double[] theta) {
        if (value == null) {
            value = CompiledProgram.compile(model.program(Model.LOG_DENSITY), data, density.options());
            value.setGlobal(Model.ROW_WEIGHT, 1);
        }
        value.run(theta);
        return value.scalar(Model.LOG_DENSITY);
    }

    /** Products of the Hessian of the log density with vectors, for one thread; see {@link HessianVector}. */
    public CompiledProduct hessianVector() {
        Program product = HessianVector.product(model.program(Model.LOG_DENSITY), Model.LOG_DENSITY);
        CompiledProduct compiled = CompiledProduct.compile(product, data, density.options());
        compiled.compiled().setGlobal(Model.ROW_WEIGHT, 1);
        return compiled;
    }

    /**
     * Products of the Gauss-Newton matrix of the rows' log likelihoods with vectors, for one thread; see
     * {@link GaussNewtonVector}. The matrix is negative semidefinite where the log likelihoods are concave in the output;
     * the prior has no part in it.
     *
     * @param output
     *            name of an output of the model that is marked by a barrier, such as a network's outputs
     */
    public CompiledProduct gaussNewtonVector(String output) {
        requireRows();
        Program program = model.program(Model.SUM_ROW_LOG_LIKELIHOOD, output);
        return CompiledProduct.compile(GaussNewtonVector.product(program, Model.SUM_ROW_LOG_LIKELIHOOD, output), data,
                density.options());
    }

    /**
     * The gradient of each row's log likelihood in theta, for one thread: its output {@link RowDerivatives#GRADIENTS},
     * {@code [rows][coordinates]}. Evaluate some rows at a time where all of them take too much memory.
     */
    public CompiledProgram rowGradients() {
        requireRows();
        Program program = RowDerivatives.gradients(model.program(Model.ROW_LOG_LIKELIHOOD), Model.ROW_LOG_LIKELIHOOD);
        return CompiledProgram.compile(program, data, density.options());
    }

    /**
     * The Jacobian of an output by row in theta, for one thread: its output {@link RowDerivatives#JACOBIANS},
     * {@code [rows][elements of the output][coordinates]}.
     *
     * @param output
     *            name of an output by row of the model, such as a network's outputs
     */
    public CompiledProgram rowJacobians(String output) {
        Program program = RowDerivatives.jacobians(model.program(output), output);
        return CompiledProgram.compile(program, data, density.options());
    }

    private void requireRows() {
        if (!model.hasRows()) {
            throw new IllegalStateException("the model has no likelihood by row");
        }
    }

    /** Log prior with the log Jacobians of the transforms; with {@link #logLikelihood} it adds up to the log density. */
    public double logPrior(double[] theta) {
        if (prior == null) {
            prior = CompiledProgram.compile(model.program(Model.LOG_PRIOR), RowData.none(), density.options());
        }
        prior.run(theta);
        return prior.scalar(Model.LOG_PRIOR);
    }

    /** Log likelihood of all rows and of what belongs to no row. */
    public double logLikelihood(double[] theta) {
        CompiledProgram program = likelihood();
        program.run(theta);
        double sum = program.scalar(Model.GLOBAL_LOG_LIKELIHOOD);
        return model.hasRows() ? sum + program.scalar(Model.SUM_ROW_LOG_LIKELIHOOD) : sum;
    }

    /**
     * Log likelihood of each row.
     *
     * @param values
     *            filled, at least {@link #rowCount()} long
     * @throws IllegalStateException
     *             if the model has no likelihood by row
     */
    public void rowLogLikelihoodInto(double[] theta, double[] values) {
        requireRows();
        CompiledProgram program = likelihood();
        program.run(theta);
        program.outputInto(Model.ROW_LOG_LIKELIHOOD, values);
    }

    /** What is stored of a position: all parameters on their own scale, then the generated quantities. For one chain. */
    public DrawTransform transform() {
        return transform(variable -> false);
    }

    /** The same in another order: the variables for which {@code later} holds come after the others. */
    public DrawTransform transform(Predicate<Variable> later) {
        return new PosteriorTransform(model, density.options(), later, null, ChosenScales.NONE);
    }

    /** The same for draws of a method: of one that is {@link SamplingMethod#linearised}, by a network that is linear about a centre. */
    public CentredTransform transform(SamplingMethod method, Predicate<Variable> later) {
        return new PosteriorTransform(model, density.options(), later,
                method.linearised() ? model.networkOutput().orElse(null) : null, method.chosenScales());
    }

    /** What is stored of each draw of a method. */
    public DrawTransform transform(SamplingMethod method) {
        return transform(method, variable -> false);
    }

    /** What is stored of each draw; see {@link Model#variables}. */
    public List<Variable> variables() {
        return model.variables();
    }

    /** Chains by a method, each with a fork of this posterior, from points of its own, uniform on (-2, 2). */
    public ChainFactory chains(SamplingMethod method) {
        return chains(method, new UniformStart());
    }

    /** Chains by a method, each with a fork of this posterior. */
    public ChainFactory chains(SamplingMethod method, StartingPoint start) {
        return chain -> {
            Posterior own = fork();
            return method.kit(EvaluationClock.over(own), start, own.transform(method));
        };
    }

    /** See {@link Model#unconstrainInto}. */
    public void unconstrainInto(Map<String, double[]> values, double[] theta) {
        model.unconstrainInto(values, theta);
    }

    private CompiledProgram likelihood() {
        CompiledProgram program = likelihood;
        if (program == null) {
            Program outputs = model.hasRows()
                    ? model.program(Model.GLOBAL_LOG_LIKELIHOOD, Model.SUM_ROW_LOG_LIKELIHOOD, Model.ROW_LOG_LIKELIHOOD)
                    : model.program(Model.GLOBAL_LOG_LIKELIHOOD);
            program = CompiledProgram.compile(outputs, data, density.options());
            likelihood = program;
        }
        return program;
    }

    private void setRowWeight(double weight) {
        if (weight != rowWeight) {
            density.setGlobal(Model.ROW_WEIGHT, weight);
            rowWeight = weight;
        }
    }

    private double result(double[] gradient) {
        density.gradientInto(gradient);
        double value = density.scalar(Model.LOG_DENSITY);
        return value == Double.NEGATIVE_INFINITY ? value : value + FiniteCheck.zeroIfFinite(gradient);
    }
}
