package ergodic.benchmarks.autodiff;

import ergodic.autodiff.Program;
import ergodic.autodiff.Tensor;
import ergodic.autodiff.Tracer;
import ergodic.model.distribution.BernoulliLogit;
import ergodic.model.distribution.CategoricalLogit;
import java.util.Map;

/** The dense networks of {@link Networks}. */
final class DenseNetworks {

    private DenseNetworks() {}

    /** 24-8-2 with tanh, two gaussian outputs: 218 parameters. */
    static Network twoOutputs() {
        return gaussian("24-8-2", "24-8-2 tanh, 200, two gaussian outputs", 200, 24, 8, 2);
    }

    /** 8-50-1 with tanh: 501 parameters. */
    static Network tanh() {
        return gaussian("8-50-1", "8-50-1 tanh, 1000, gaussian", 1000, 8, 50, 1);
    }

    /** 8-50-50-1 with tanh: 3051 parameters. */
    static Network deepTanh() {
        return deepTanh(1000);
    }

    /** 8-50-50-1 with tanh over so many rows. */
    static Network deepTanh(int rows) {
        return gaussian("8-50-50-1", "8-50-50-1 tanh, " + rows + ", gaussian", rows, 8, 50, 50, 1);
    }

    /** 5-16-16-16-16-2 with rectifiers; the outputs are the mean and the log of the noise: 946 parameters. */
    static Network relu() {
        Layers layers = new Layers(true, 5, 16, 16, 16, 16, 2);
        Tensor logNoise = layers.output.get(1);
        Tensor residual = layers.trace.rowInput("y").minus(layers.output.get(0)).times(logNoise.negate().exp());
        Program program = layers.posterior(residual.square().times(-0.5).minus(logNoise));
        return Network.of("5-16x4-2", "5-16-16-16-16-2 relu, 1202, noise by the network", 1202, program, Map.of(), 0.5);
    }

    /** Logistic regression with 25 weights and no intercept. */
    static Network logistic() {
        Tracer t = new Tracer();
        Tensor weights = t.parameter("weights", 25);
        Tensor logit = t.rowInput("x", 25).dot(weights);
        Tensor likelihood = BernoulliLogit.of(logit).logDensity(t.rowInput("y"));
        Program program = posterior(t, weights.square().sum().times(-0.5), likelihood);
        return Network.of("logistic", "logistic regression, 25 weights, 1000", 1000, program,
                Map.of("y", Network.Column.classes(2)), 0.5);
    }

    /** 784-200-10 with rectifiers and a softmax: 159,010 parameters. */
    static Network digits() {
        Layers layers = new Layers(true, 784, 200, 10);
        Program program = layers.posterior(CategoricalLogit.of(layers.output).logDensity(layers.trace.rowInput("y")));
        return Network.of("784-200-10", "784-200-10 relu, 2000, softmax", 2000, program,
                Map.of("y", Network.Column.classes(10)), 0.05);
    }

    private static Network gaussian(String name, String description, int rows, int... sizes) {
        Layers layers = new Layers(false, sizes);
        int outputs = sizes[sizes.length - 1];
        Tensor residual = layers.trace.rowInput("y", outputs).minus(layers.output);
        return Network.of(name, description, rows, layers.posterior(residual.square().sum().times(-0.5)), Map.of(),
                0.5);
    }

    /**
     * Log prior plus the row weight times the sum of the rows' log likelihoods.
     *
     * @param t
     *            a trace
     * @param prior
     *            log prior, a global scalar
     * @param likelihood
     *            log likelihood of a row
     */
    static Program posterior(Tracer t, Tensor prior, Tensor likelihood) {
        t.output("logDensity", prior.plus(t.globalInput("rowWeight").times(likelihood.sumRows())));
        return t.build();
    }

    /** A multilayer perceptron with standard normal priors. */
    private static final class Layers {

        final Tracer trace = new Tracer();
        final Tensor output;
        private Tensor prior = trace.constant(0);

        Layers(boolean rectifier, int... sizes) {
            Tensor value = trace.rowInput("x", sizes[0]);
            for (int layer = 1; layer < sizes.length; layer++) {
                Tensor weights = trace.parameter("weights" + layer, sizes[layer], sizes[layer - 1]);
                Tensor bias = trace.parameter("bias" + layer, sizes[layer]);
                prior = prior.minus(weights.square().sum().plus(bias.square().sum()).times(0.5));
                value = value.affine(weights, bias);
                if (layer < sizes.length - 1) {
                    value = rectifier ? value.relu() : value.tanh();
                }
            }
            output = value;
        }

        Program posterior(Tensor likelihood) {
            return DenseNetworks.posterior(trace, prior, likelihood);
        }
    }
}
