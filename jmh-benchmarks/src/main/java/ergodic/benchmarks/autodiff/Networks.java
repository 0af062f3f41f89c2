package ergodic.benchmarks.autodiff;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

import ergodic.autodiff.Node;
import ergodic.autodiff.Op;
import ergodic.autodiff.Program;
import ergodic.autodiff.ReverseMode;
import ergodic.autodiff.Tensor;
import ergodic.autodiff.Tracer;
import ergodic.autodiff.compile.CompileOptions;
import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.compile.RowData;

/** Posteriors of dense networks with standard normal priors, with synthetic data. */
final class Networks {

    private Networks() {}

    /** 8-50-1 with tanh, a gaussian likelihood with unknown noise: 502 parameters. */
    static Program tanh() {
        Tracer t = new Tracer();
        Tensor logNoise = t.parameter("logNoise");
        Tensor prior = logNoise.square().times(-0.5);
        Layers layers = layers(t, prior, false, 8, 50, 1);
        Tensor residual = t.rowInput("y").minus(layers.output().get(0)).times(logNoise.negate().exp());
        return posterior(t, layers.prior(), residual.square().times(-0.5).minus(logNoise));
    }

    /** 8-50-50-1 with tanh, otherwise as {@link #tanh()}: 3052 parameters. */
    static Program deepTanh() {
        Tracer t = new Tracer();
        Tensor logNoise = t.parameter("logNoise");
        Layers layers = layers(t, logNoise.square().times(-0.5), false, 8, 50, 50, 1);
        Tensor residual = t.rowInput("y").minus(layers.output().get(0)).times(logNoise.negate().exp());
        return posterior(t, layers.prior(), residual.square().times(-0.5).minus(logNoise));
    }

    /** 5-16-16-16-16-2 with rectifiers; the outputs are the mean and the log of the noise: 946 parameters. */
    static Program relu() {
        Tracer t = new Tracer();
        Layers layers = layers(t, t.constant(0), true, 5, 16, 16, 16, 16, 2);
        Tensor logNoise = layers.output().get(1);
        Tensor residual = t.rowInput("y").minus(layers.output().get(0)).times(logNoise.negate().exp());
        return posterior(t, layers.prior(), residual.square().times(-0.5).minus(logNoise));
    }

    private record Layers(Tensor output, Tensor prior) {}

    private static Layers layers(Tracer t, Tensor startOfPrior, boolean rectifier, int... sizes) {
        Tensor value = t.rowInput("x", sizes[0]);
        Tensor prior = startOfPrior;
        for (int layer = 1; layer < sizes.length; layer++) {
            Tensor weights = t.parameter("weights" + layer, sizes[layer], sizes[layer - 1]);
            Tensor bias = t.parameter("bias" + layer, sizes[layer]);
            prior = prior.minus(weights.square().sum().plus(bias.square().sum()).times(0.5));
            value = value.affine(weights, bias);
            if (layer < sizes.length - 1) {
                value = rectifier ? value.relu() : value.tanh();
            }
        }
        return new Layers(value, prior);
    }

    private static Program posterior(Tracer t, Tensor prior, Tensor likelihood) {
        t.output("logDensity", prior.plus(t.globalInput("rowWeight").times(likelihood.sumRows())));
        return ReverseMode.gradient(t.build(), "logDensity");
    }

    /** A program compiled for random data. */
    static CompiledProgram compiled(Program program, int rows, CompileOptions options) {
        SplittableRandom random = new SplittableRandom(1);
        Map<String, double[]> columns = new LinkedHashMap<>();
        for (Node node : program.inputs(Op.InputKind.ROW)) {
            columns.put(((Op.Input) node.op()).name(),
                    random.doubles((long) rows * node.shape().size(), -1.5, 1.5).toArray());
        }
        CompiledProgram compiled = CompiledProgram.compile(program, RowData.of(rows, columns), options);
        compiled.setGlobal("rowWeight", 1);
        return compiled;
    }

    /** Some parameters, small enough that units do not saturate. */
    static double[] theta(CompiledProgram compiled) {
        return new SplittableRandom(2).doubles(compiled.parameterCount(), -0.5, 0.5).toArray();
    }
}
