package ergodic.autodiff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Compares gradient programs with differences of the interpreter's values. */
final class GradientCheck {

    private GradientCheck() {}

    /**
     * Checks {@code d output / d theta} against central differences, extrapolated once (Richardson), in units of
     * {@code 1 + |derivative|} and of the value's own size, from whose rounding the differences suffer.
     */
    static void check(Program program, String output, Map<String, double[]> inputs, int rows, double tolerance) {
        Program gradient = ReverseMode.gradient(program, output);
        Map<String, double[]> found = Interpreter.evaluate(gradient, inputs, rows);
        double value = in(Interpreter.evaluate(program, inputs, rows), output)[0];
        assertThat(in(found, output)[0]).as("value of%n%s", gradient).isCloseTo(value,
                org.assertj.core.data.Offset.offset(1e-12 * (1 + Math.abs(value))));
        for (Node parameter : program.inputs(Op.InputKind.PARAMETER)) {
            String name = ((Op.Input) parameter.op()).name();
            double[] derivative = in(found, "d " + name);
            assertThat(gradient.output("d " + name).shape()).isEqualTo(parameter.shape());
            for (int i = 0; i < derivative.length; i++) {
                double expected = difference(program, output, inputs, rows, name, i);
                double error = Math.abs(derivative[i] - expected) / (1 + Math.abs(expected) + Math.abs(value));
                assertThat(error)
                        .as("d %s / d %s[%d] is %s, differences give %s, in%n%s", output, name, i, derivative[i],
                                expected, gradient)
                        .isLessThan(tolerance);
            }
        }
    }

    /** Central difference with one step of Richardson's extrapolation. */
    static double difference(Program program, String output, Map<String, double[]> inputs, int rows, String name,
            int i) {
        double x = in(inputs, name)[i];
        double step = 1e-3 * Math.max(1, Math.abs(x));
        double wide = symmetric(program, output, inputs, rows, name, i, step);
        double narrow = symmetric(program, output, inputs, rows, name, i, step / 2);
        return (4 * narrow - wide) / 3;
    }

    private static double symmetric(Program program, String output, Map<String, double[]> inputs, int rows, String name,
            int i, double step) {
        return (moved(program, output, inputs, rows, name, i, step)
                - moved(program, output, inputs, rows, name, i, -step))
                / (2 * step);
    }

    private static double moved(Program program, String output, Map<String, double[]> inputs, int rows, String name,
            int i,
            double by) {
        Map<String, double[]> copy = new HashMap<>(inputs);
        double[] values = in(inputs, name).clone();
        values[i] += by;
        copy.put(name, values);
        return in(Interpreter.evaluate(program, copy, rows), output)[0];
    }

    /**
     * A program whose output {@code "directional"} is the derivative of {@code output} along fixed directions: its gradient
     * is a row of the Hessian times them.
     */
    static Program directionalDerivative(Program program, String output) {
        Program gradient = ReverseMode.gradient(program, output);
        Tracer tracer = new Tracer();
        List<Tensor> handles = tracer.replay(gradient);
        List<Tensor> terms = new ArrayList<>();
        for (Node parameter : program.inputs(Op.InputKind.PARAMETER)) {
            String name = ((Op.Input) parameter.op()).name();
            Tensor derivative = handles.get(gradient.output("d " + name).id());
            terms.add(derivative.times(direction(tracer, parameter.shape())).sum());
        }
        Tensor sum = tracer.constant(0);
        for (Tensor term : terms) {
            sum = sum.plus(term);
        }
        tracer.output("directional", sum);
        return tracer.build();
    }

    private static Tensor direction(Tracer tracer, Shape shape) {
        double[] values = new double[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.sin(1.7 * i + 0.6) + 0.2;
        }
        return tracer.constant(values, shape.dims());
    }

    /** The value of this name, which must be there. */
    static double[] in(Map<String, double[]> values, String name) {
        return Objects.requireNonNull(values.get(name), name);
    }
}
