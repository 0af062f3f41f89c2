package ergodic.model;

import ergodic.autodiff.FiniteCheck;
import ergodic.autodiff.ReverseMode;
import ergodic.autodiff.compile.CompileOptions;
import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.compile.RowData;
import ergodic.model.distribution.Normal;
import ergodic.model.distribution.Value;
import ergodic.sampler.PriorDensity;
import ergodic.sampler.draws.VariableRole;
import java.util.Arrays;
import java.util.Objects;
import org.apache.commons.rng.UniformRandomProvider;

/** The prior of a model on the scale of the free values, log Jacobians included. Belongs to one chain. */
final class ModelPrior implements PriorDensity {

    /** Points at which the slope is looked at, and about how far from the origin they lie. */
    private static final int PROBES = 5;
    private static final double RADIUS = 1.7;
    private static final double TOLERANCE = 1e-9;

    private final Model model;
    private final CompiledProgram density;
    private final Simulator simulator;

    /** The prior of a model all of whose parameters can be drawn. */
    ModelPrior(Model model, CompileOptions options) {
        for (ModelParameter parameter : model.parameters()) {
            if (!model.priorDraws().containsKey(parameter.name())) {
                throw new IllegalArgumentException("the parameter \"" + parameter.name()
                        + "\" has no prior distribution (or several), so the prior cannot be drawn from, as the method"
                        + " needs: give it one, or take another method");
            }
        }
        this.model = model;
        this.density = CompiledProgram.compile(
                ReverseMode.gradient(model.program(Model.LOG_PRIOR), Model.LOG_PRIOR), RowData.none(), options);
        this.simulator = new Simulator(model);
        if (!simulator.circular().isEmpty()) {
            throw new IllegalArgumentException("the priors of " + simulator.circular()
                    + " depend on each other in a circle, so the prior cannot be drawn from, as the method needs: state"
                    + " each prior given earlier parameters, or take another method");
        }
    }

    @Override
    public int dimension() {
        return model.dimension();
    }

    @Override
    public String coordinateName(int coordinate) {
        return model.coordinateName(coordinate);
    }

    @Override
    public double evaluate(double[] theta, double[] gradient) {
        density.run(theta);
        density.gradientInto(gradient);
        double value = density.scalar(Model.LOG_PRIOR);
        return value == Double.NEGATIVE_INFINITY ? value : value + FiniteCheck.zeroIfFinite(gradient);
    }

    @Override
    public void drawInto(double[] theta, UniformRandomProvider rng) {
        simulator.priorInto(rng, theta);
    }

    /** What the model states of its parameters, as far as the slope of the whole prior agrees: there may be terms beside the statements. */
    @Override
    public void normalsInto(double[] mean, double[] scale) {
        PriorDensity.super.normalsInto(mean, scale);
        for (ModelParameter parameter : model.parameters()) {
            if (parameter.support() instanceof RealSupport
                    && stated(parameter)
                            .distribution() instanceof Normal(Value.Known(double centre), Value.Known(double sd))) {
                int end = parameter.offset() + parameter.freeShape().size();
                Arrays.fill(mean, parameter.offset(), end, centre);
                Arrays.fill(scale, parameter.offset(), end, sd);
            }
        }
        double[] theta = new double[dimension()];
        double[] slope = new double[dimension()];
        for (int probe = 0; probe < PROBES; probe++) {
            for (int i = 0; i < theta.length; i++) {
                theta[i] = RADIUS * Math.sin(1.0 + i + RADIUS * probe);
            }
            evaluate(theta, slope);
            for (int i = 0; i < theta.length; i++) {
                double expected = (mean[i] - theta[i]) / (scale[i] * scale[i]);
                if (!(Math.abs(slope[i] - expected) <= TOLERANCE * (1 / scale[i] + Math.abs(expected)))) {
                    mean[i] = Double.NaN;
                    scale[i] = Double.NaN;
                }
            }
        }
    }

    @Override
    public void normalWeightsInto(double[] mean, double[] scale) {
        normalsInto(mean, scale);
        for (ModelParameter parameter : model.parameters()) {
            if (parameter.variable().role() == VariableRole.LATENT) {
                int end = parameter.offset() + parameter.freeShape().size();
                Arrays.fill(mean, parameter.offset(), end, Double.NaN);
                Arrays.fill(scale, parameter.offset(), end, Double.NaN);
            }
        }
    }

    private Simulator.Draw stated(ModelParameter parameter) {
        return Objects.requireNonNull(model.priorDraws().get(parameter.name()));
    }
}
