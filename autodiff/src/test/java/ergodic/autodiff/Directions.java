package ergodic.autodiff;

import static ergodic.autodiff.GradientCheck.in;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** Directions in theta, and values at points along them. */
final class Directions {

    private Directions() {}

    /** A random vector as long as theta, with elements in (-1, 1). */
    static double[] random(Program program, long seed) {
        return new SplittableRandom(seed).doubles(program.parameterCount(), -1, 1).toArray();
    }

    /** The inputs and a direction. */
    static Map<String, double[]> with(Map<String, double[]> inputs, double[] direction) {
        Map<String, double[]> more = new HashMap<>(inputs);
        more.put(ForwardMode.DIRECTION, direction);
        return more;
    }

    /** The inputs with theta moved by {@code step} times a direction. */
    static Map<String, double[]> moved(Program program, Map<String, double[]> inputs, double[] direction, double step) {
        Map<String, double[]> moved = new HashMap<>(inputs);
        int at = 0;
        for (Node parameter : program.inputs(Op.InputKind.PARAMETER)) {
            String name = ((Op.Input) parameter.op()).name();
            double[] values = in(inputs, name).clone();
            for (int i = 0; i < values.length; i++) {
                values[i] += step * direction[at++];
            }
            moved.put(name, values);
        }
        return moved;
    }

    /** Central differences of an output along a direction, extrapolated once (Richardson). */
    static double[] differences(Program program, String output, Map<String, double[]> inputs, int rows,
            double[] direction) {
        double step = 1e-3;
        double[] wide = symmetric(program, output, inputs, rows, direction, step);
        double[] narrow = symmetric(program, output, inputs, rows, direction, step / 2);
        for (int i = 0; i < wide.length; i++) {
            narrow[i] = (4 * narrow[i] - wide[i]) / 3;
        }
        return narrow;
    }

    private static double[] symmetric(Program program, String output, Map<String, double[]> inputs, int rows,
            double[] direction, double step) {
        double[] up = in(Interpreter.evaluate(program, moved(program, inputs, direction, step), rows), output);
        double[] down = in(Interpreter.evaluate(program, moved(program, inputs, direction, -step), rows), output);
        double[] slope = new double[up.length];
        for (int i = 0; i < up.length; i++) {
            slope[i] = (up[i] - down[i]) / (2 * step);
        }
        return slope;
    }

    /** The gradient outputs {@code d <parameter>} as one vector in the order of theta. */
    static double[] gradient(Program program, Map<String, double[]> outputs) {
        double[] gradient = new double[program.parameterCount()];
        int at = 0;
        for (Node parameter : program.inputs(Op.InputKind.PARAMETER)) {
            double[] part = in(outputs, "d " + ((Op.Input) parameter.op()).name());
            System.arraycopy(part, 0, gradient, at, part.length);
            at += part.length;
        }
        return gradient;
    }

    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    /** Largest size of an element, at least 1. */
    static double scale(double... x) {
        double scale = 1;
        for (double element : x) {
            scale = Math.max(scale, Math.abs(element));
        }
        return scale;
    }
}
