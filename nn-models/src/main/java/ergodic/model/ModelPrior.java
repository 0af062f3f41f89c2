package ergodic.model;

import ergodic.autodiff.FiniteCheck;
import ergodic.autodiff.ReverseMode;
import ergodic.autodiff.compile.CompileOptions;
import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.compile.RowData;
import ergodic.sampler.PriorDensity;
import org.apache.commons.rng.UniformRandomProvider;

/** The prior of a model on the scale of the free values, log Jacobians included. Belongs to one chain. */
final class ModelPrior implements PriorDensity {

    private final Model model;
    private final CompiledProgram density;
    private final Simulator simulator;

    /** The prior of a model all of whose parameters can be drawn. */
    ModelPrior(Model model, CompileOptions options) {
        for (ModelParameter parameter : model.parameters()) {
            if (!model.priorDraws().containsKey(parameter.name())) {
                throw new IllegalArgumentException("the parameter \"" + parameter.name()
                        + "\" has no prior distribution (or several), so the prior cannot be drawn from, as tempering"
                        + " needs: give it one, or take another method");
            }
        }
        this.model = model;
        this.density = CompiledProgram.compile(
                ReverseMode.gradient(model.program(Model.LOG_PRIOR), Model.LOG_PRIOR), RowData.none(), options);
        this.simulator = new Simulator(model);
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
}
