package ergodic.benchmarks.autodiff;

import ergodic.autodiff.FiniteCheck;
import ergodic.autodiff.compile.CompileOptions;
import ergodic.autodiff.compile.CompiledProgram;

/** Evaluates a compiled network's log posterior and gradient, as the sampler's posterior does. For one thread. */
public final class Evaluation {

    private static final double STEP = 1e-9;

    private final CompiledProgram compiled;
    private final double[] theta;
    private final double[] gradient;

    /** Of a network, compiled with these options, at the network's own parameters. */
    public Evaluation(Network network, CompileOptions options) {
        compiled = network.compile(options);
        theta = network.theta();
        gradient = new double[theta.length];
    }

    /** The compiled program. */
    public CompiledProgram compiled() {
        return compiled;
    }

    /** The parameters, which may be changed. */
    public double[] theta() {
        return theta;
    }

    /** The gradient of the last evaluation. */
    public double[] gradient() {
        return gradient;
    }

    /** Value at theta; NaN if a part of the gradient is not finite. Sets the gradient. */
    public double evaluate() {
        compiled.run(theta);
        compiled.gradientInto(gradient);
        return compiled.scalar("logDensity") + FiniteCheck.zeroIfFinite(gradient);
    }

    /**
     * Evaluates some times, each time at parameters that depend on the last gradient: moved along it by a billionth, as all
     * libraries do that are compared.
     *
     * @return sum of the values
     */
    public double evaluate(int times) {
        double sum = 0;
        for (int i = 0; i < times; i++) {
            sum += evaluate();
            for (int j = 0; j < theta.length; j++) {
                theta[j] += STEP * gradient[j];
            }
        }
        return sum;
    }
}
