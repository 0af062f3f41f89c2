package ergodic.model.distribution;

import ergodic.autodiff.Interpreter;
import ergodic.autodiff.Tensor;
import ergodic.autodiff.Tracer;
import java.util.Map;
import java.util.function.Function;

/** Log densities by the interpreter. */
final class Densities {

    private Densities() {}

    /** Log density of a scalar distribution at one point. */
    static double logDensity(Distribution distribution, double x) {
        return evaluate(t -> distribution.logDensity(t.constant(x)))[0];
    }

    /** Log density of one event with these dimensions. */
    static double logDensity(Distribution distribution, double[] x, int... dims) {
        return evaluate(t -> distribution.logDensity(t.constant(x, dims)))[0];
    }

    /** The value of an expression of constants. */
    static double[] evaluate(Function<Tracer, Tensor> expression) {
        Tracer tracer = new Tracer();
        tracer.output("value", expression.apply(tracer));
        double[] value = Interpreter.evaluate(tracer.build(), Map.of(), 0).get("value");
        if (value == null) {
            throw new AssertionError("no value");
        }
        return value;
    }
}
