package ergodic.nn.likelihood;

import ergodic.autodiff.Tensor;
import ergodic.autodiff.compile.CompileOptions;
import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.compile.RowData;
import ergodic.autodiff.kernel.Precision;
import ergodic.model.Model;
import ergodic.model.ModelBuilder;
import ergodic.model.Posterior;
import ergodic.model.Support;
import ergodic.nn.data.TargetEncoding;
import java.util.Map;

/** A likelihood in a model whose outputs are data plus a shift, the first parameter: all that a network adds is left out. */
final class BoundModel {

    private final Model model;
    private final Likelihood likelihood;
    private final TargetEncoding encoding;
    private final int outputs;

    BoundModel(Likelihood likelihood, TargetEncoding encoding) {
        this.likelihood = likelihood;
        this.encoding = encoding;
        this.outputs = likelihood.outputs(encoding);
        ModelBuilder builder = new ModelBuilder();
        Tensor shift = builder.parameter("shift", Support.real(), outputs);
        Tensor x = builder.rowInput("x", outputs);
        Tensor y = builder.rowInput("y");
        Likelihood.Bound bound = likelihood.bind(builder, y, x.plus(shift), encoding);
        builder.output("predictive", bound.predictive());
        builder.output("prediction", bound.prediction());
        model = builder.build();
    }

    Model model() {
        return model;
    }

    int outputs() {
        return outputs;
    }

    private static RowData data(double[] x, double[] y) {
        return RowData.of(y.length, Map.of("x", x, "y", y));
    }

    Posterior posterior(double[] x, double[] y, Precision precision) {
        return model.compile(data(x, y), CompileOptions.defaults().withPrecision(precision));
    }

    double[] rowLogLikelihood(double[] theta, double[] x, double[] y) {
        double[] values = new double[y.length];
        posterior(x, y, Precision.FLOAT64).rowLogLikelihoodInto(theta, values);
        return values;
    }

    double[] predictive(double[] theta, double[] x, double[] y) {
        return output("predictive", y.length * likelihood.mixture(encoding).parameters(), theta, x, y);
    }

    double[] output(String name, int size, double[] theta, double[] x, double[] y) {
        CompiledProgram program = CompiledProgram.compile(model.program(name), data(x, y));
        program.run(theta);
        double[] values = new double[size];
        program.outputInto(name, values);
        return values;
    }
}
