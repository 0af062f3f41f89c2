package ergodic.autodiff;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * An operator applied to operands of given shapes, with values at which it is smooth. Operands are parameters if global;
 * if by row, they are sums of a row input and a global parameter, so that the derivative flows into them.
 */
record OperatorCase(String name, List<Shape> operands, double low, double high,
        Function<List<Tensor>, Tensor> operator) {

    static final int ROWS = 3;

    /** How the operator's value becomes a scalar: this decides which form its adjoint has. */
    enum Ending {
        /** Sum of all elements: the adjoint is one number for all. */
        SUM,
        /** Sum with a fixed weight for each element. */
        WEIGHTED,
        /** A nonlinear function of sums over rows, beside a nonlinear function by row. */
        TWO_LEVELS
    }

    Program program(Ending ending) {
        Tracer t = new Tracer(false); // as written; gradients are simplified
        List<Tensor> arguments = new java.util.ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            Shape shape = operands.get(i);
            Tensor parameter = t.parameter("p" + i, shape.dims());
            arguments.add(shape.isByRow() ? parameter.plus(t.rowInput("r" + i, shape.dims())) : parameter);
        }
        Tensor y = operator.apply(arguments);
        t.output("value", y);
        Tensor weights = weights(t, y.shape());
        t.output("row", y.times(weights).sum().broadcastTo(Shape.rows()));
        t.output("scalar", switch (ending) {
            case SUM -> overRows(y.sum());
            case WEIGHTED -> overRows(y.times(weights).sum());
            case TWO_LEVELS -> {
                Tensor z = y.times(weights).times(0.3).tanh();
                Tensor level = overRows(z);
                yield overRows(z.times(level.sin()).sum()).plus(level.square().sum());
            }
        });
        return t.build();
    }

    private static Tensor overRows(Tensor x) {
        return x.shape().isByRow() ? x.sumRows() : x;
    }

    private static Tensor weights(Tracer t, Shape shape) {
        double[] values = new double[shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.cos(2.3 * i + 0.4);
        }
        Tensor fixed = t.constant(values, shape.dims());
        return shape.isByRow() ? fixed.plus(t.rowInput("weight")) : fixed;
    }

    Map<String, double[]> inputs(int rows, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, double[]> inputs = new HashMap<>();
        for (int i = 0; i < operands.size(); i++) {
            Shape shape = operands.get(i);
            // On a grid, those of one operand between those of the other, so that no step of a difference crosses a tie.
            double offset = i % 2 * 0.01;
            // By row: parameter low .. middle, data 0 .. half the range, so that the sum stays within low .. high.
            double span = shape.isByRow() ? 0.5 * (high - low) : high - low;
            inputs.put("p" + i, random.doubles(shape.size(), low, low + span).map(x -> snap(x) + offset).toArray());
            inputs.put("r" + i, random.doubles((long) rows * shape.size(), 0, span).map(OperatorCase::snap).toArray());
        }
        inputs.put("index", random.ints(rows, 0, 3).asDoubleStream().toArray());
        inputs.put("indices", random.ints(2L * rows, 0, 3).asDoubleStream().toArray());
        inputs.put("weight", random.doubles(rows, 0.5, 1.5).toArray());
        return inputs;
    }

    /** A number that differs from case to case and not from run to run: where a test begins to go round its settings. */
    int turn() {
        return Math.floorMod(toString().hashCode(), 1000);
    }

    private static double snap(double x) {
        return Math.rint(x * 50) / 50;
    }

    @Override
    public String toString() {
        return name + operands;
    }
}
