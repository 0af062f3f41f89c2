package ergodic.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Every operator, in the combinations of global and by-row operands that it takes. */
final class OperatorCases {

    private final List<OperatorCase> cases = new ArrayList<>();

    private OperatorCases() {
        unary();
        binary();
        ternary();
        shapes();
        reductions();
        matrices();
        tables();
        convolutions();
        poolings();
    }

    static Stream<OperatorCase> all() {
        return new OperatorCases().cases.stream();
    }

    /** The operator on operands of these dimensions, with each of them global and by row. */
    private void each(String name, double low, double high, Function<List<Tensor>, Tensor> operator, int[]... dims) {
        for (int byRow = 0; byRow < 1 << dims.length; byRow++) {
            Shape[] shapes = new Shape[dims.length];
            for (int i = 0; i < dims.length; i++) {
                shapes[i] = (byRow >> i & 1) == 1 ? Shape.rows(dims[i]) : Shape.of(dims[i]);
            }
            one(name, low, high, operator, shapes);
        }
    }

    private void one(String name, double low, double high, Function<List<Tensor>, Tensor> operator, Shape... shapes) {
        cases.add(new OperatorCase(name, Arrays.asList(shapes), low, high, operator));
    }

    private static int[] dims(int... dims) {
        return dims;
    }

    private void unary() {
        for (UnaryFunction function : UnaryFunction.values()) {
            boolean positive = switch (function) {
                case LOG, LOG1P, SQRT, LGAMMA -> true;
                default -> false;
            };
            Function<List<Tensor>, Tensor> operator = x -> x.get(0).unary(function);
            // Away from 0, where several have a kink or a pole.
            each(function.name(), 0.3, 2.5, operator, dims(4));
            if (!positive) {
                each(function.name(), -2.5, -0.3, operator, dims(2, 2));
            }
        }
        for (double[] range : new double[][]{{0.3, 2}, {-2, -0.3}}) {
            each("leakyRelu", range[0], range[1], x -> x.get(0).leakyRelu(0.1), dims(3));
            each("elu", range[0], range[1], x -> x.get(0).elu(1.3), dims(3));
        }
        for (int order = 0; order < 4; order++) {
            int n = order;
            each("polygamma" + n, 0.8, 3, x -> x.get(0).polygamma(n), dims(3));
        }
    }

    private void binary() {
        for (BinaryFunction function : BinaryFunction.values()) {
            Function<List<Tensor>, Tensor> operator = x -> x.get(0).tracer().apply(new Op.Binary(function), x);
            each(function.name(), 0.4, 2, operator, dims(3), dims(3));
            each(function.name(), 0.4, 2, operator, dims(2, 3), dims());
            each(function.name(), 0.4, 2, operator, dims(), dims(3));
            each(function.name(), 0.4, 2, operator, dims(2, 1), dims(3));
            each(function.name(), 0.4, 2, operator, dims(2, 3), dims(2, 1));
            each(function.name(), 0.4, 2, operator, dims(0), dims());
        }
        each("same operand", 0.4, 2, x -> x.get(0).times(x.get(0)).plus(x.get(0).dividedBy(x.get(0).plus(1))), dims(3));
        for (double exponent : new double[]{-1, 0, 0.5, 1, 2, 3}) {
            each("pow " + exponent, 0.4, 2, x -> x.get(0).pow(exponent), dims(3));
        }
        each("select", -2, 2, x -> x.get(0).tracer().apply(new Op.Select(),
                List.of(x.get(0).less(x.get(1)), x.get(0).square(), x.get(1).sin())), dims(3), dims());
        each("select, condition wide", -2, 2, x -> x.get(0).tracer().apply(new Op.Select(),
                List.of(x.get(0).tracer().constant(new double[]{0, 1, 2, 0}, 2, 2), x.get(0), x.get(1))), dims(2),
                dims());
    }

    private void ternary() {
        for (double[] range : new double[][]{{0.4, 2}, {6, 14}}) {
            for (int order = 0; order < 3; order++) {
                int n = order;
                each("stirlingRemainder" + n, range[0], range[1], x -> x.get(0).stirlingRemainder(n), dims(3));
            }
        }
        // Equal arguments, and such as are far from each other.
        for (double shift : new double[]{0, 2.5, -2.5}) {
            Function<Tensor, Tensor> mean = x -> x.plus(shift).exp();
            // Of the size of 1, so that the cases' tanh has a slope that floats can tell.
            double size = Math.exp(-Math.max(0, shift));
            each("deviance", 0.4, 1.5,
                    x -> x.get(0).deviance(mean.apply(x.get(1)), x.get(1).plus(shift)).times(size), dims(2, 3),
                    dims(3));
            each("logRatio", 0.4, 1.5, x -> x.get(0).logRatio(mean.apply(x.get(1)), x.get(1).plus(shift)), dims(3),
                    dims());
            each("binomialDeviance", 0.4, 2, x -> x.get(0).binomialDeviance(x.get(1), x.get(2).plus(shift)), dims(3),
                    dims(2, 1), dims());
            each("binomialLogRatio", 0.4, 2, x -> x.get(0).tracer()
                    .apply(new Op.Ternary(TernaryFunction.BINOMIAL_LOG_RATIO),
                            List.of(x.get(0), x.get(1), x.get(2).plus(shift))),
                    dims(3), dims(), dims(2, 3));
        }
        each("difference of log gammas", 0.4, 2, x -> LogGammas.difference(x.get(0), x.get(1)), dims(3), dims(3));
        each("log beta", 0.4, 2, x -> LogGammas.beta(x.get(0), x.get(1)), dims(3), dims());
        each("log binomial coefficient", 0.4, 2, x -> LogGammas.binomialCoefficient(x.get(0).plus(3), x.get(1)),
                dims(3), dims());
    }

    private void shapes() {
        each("barrier", -1, 1, x -> x.get(0).barrier(), dims(3));
        each("broadcastTo", -1, 1, x -> x.get(0).broadcastTo(x.get(0).shape().withDims(4, 2, 3)), dims(2, 1));
        each("broadcastTo rows", -1, 1, x -> x.get(0).broadcastTo(Shape.rows(2, 3)), dims(3));
        each("sumTo", -1, 1, x -> x.get(0).tracer().apply(new Op.SumTo(x.get(0).shape().withDims(3, 1)), x),
                dims(2, 3, 2));
        each("slice", -1, 1, x -> x.get(0).slice(0, 1, 2), dims(4));
        each("slice", -1, 1, x -> x.get(0).slice(1, 0, 2), dims(2, 3));
        each("slice nothing", -1, 1, x -> x.get(0).slice(1, 2, 0), dims(2, 3));
        each("get", -1, 1, x -> x.get(0).get(1), dims(3, 2));
        each("parts that are computed", -1, 1, x -> {
            Tensor sine = x.get(0).sin();
            Tensor whole = Tensor.concat(0, List.of(sine, x.get(1).square(), sine, x.get(0)));
            Tensor outer = Tensor.concat(0, List.of(whole.tanh(), whole, sine.exp()));
            return outer.times(Tensor.concat(0, List.of(whole, outer.slice(0, 1, 14))));
        }, dims(3), dims(2));
        each("parts of other dimensions", -1, 1, x -> Tensor.concat(0, List.of(x.get(0).sin().reshape(1, 3),
                x.get(1).exp())).square(), dims(3), dims(2, 3));
        each("part of a transposed product", -1, 1,
                x -> x.get(0).tracer().apply(new Op.MatMul(true, false), x).slice(0, 1, 2), dims(3, 4), dims(3));
        each("slices with gaps", -1, 1, x -> x.get(0).slice(0, 1, 2).square().sum()
                .plus(x.get(0).slice(0, 4, 1).sin().sum()).plus(x.get(0).slice(0, 2, 2).exp().sum()), dims(6));
        each("slices of parts", -1, 1,
                x -> Tensor.concat(0, x).slice(0, 2, 2).times(Tensor.concat(0, x).slice(0, 1, 2)),
                dims(2), dims(3));
        each("slice of a slice", -1, 1, x -> x.get(0).slice(1, 1, 3).slice(1, 1, 2), dims(2, 4));
        each("slice of padding", -1, 1, x -> x.get(0).pad(0, 2, 1).slice(0, 3, 2), dims(3));
        each("pad", -1, 1, x -> x.get(0).pad(0, 2, 1), dims(3));
        each("pad", -1, 1, x -> x.get(0).pad(1, 0, 2), dims(2, 1, 2));
        each("concat", -1, 1, x -> Tensor.concat(0, x), dims(2), dims(3));
        each("concat", -1, 1, x -> Tensor.concat(1, x), dims(2, 1), dims(2, 2), dims(2, 0));
        each("reshape", -1, 1, x -> x.get(0).reshape(3, 2), dims(2, 3));
        each("reshape", -1, 1, x -> x.get(0).reshape(1, 1), dims());
        each("transpose", -1, 1, x -> x.get(0).transpose(), dims(2, 3));
        each("transpose", -1, 1, x -> x.get(0).transpose(2, 0, 1), dims(2, 3, 4));
    }

    private void reductions() {
        for (int axis = 0; axis < 3; axis++) {
            int a = axis;
            each("sum " + a, -1, 1, x -> x.get(0).sum(a), dims(2, 3, 2));
            each("mean " + a, -1, 1, x -> x.get(0).mean(a), dims(2, 3, 2));
            each("logSumExp " + a, -3, 3, x -> x.get(0).logSumExp(a), dims(2, 3, 2));
            each("softmax " + a, -3, 3, x -> x.get(0).softmax(a), dims(2, 3, 2));
            each("logSoftmax " + a, -3, 3, x -> x.get(0).logSoftmax(a), dims(2, 3, 2));
            each("cumulativeSum " + a, -1, 1, x -> x.get(0).cumulativeSum(a), dims(2, 3, 2));
            each("cumulativeSum from the end " + a, -1, 1,
                    x -> x.get(0).tracer().apply(new Op.CumulativeSum(a, true), x), dims(2, 3, 2));
        }
        each("sum", -1, 1, x -> x.get(0).sum(), dims(2, 3));
        each("sum", -1, 1, x -> x.get(0).sum(), dims(3));
        each("sum of squares", -1, 1, x -> x.get(0).square().sum(), dims(3));
        each("mean", -1, 1, x -> x.get(0).mean(), dims(2, 2));
        each("logSumExp", -3, 3, x -> x.get(0).logSumExp(-1), dims(4));
        each("softmax", -3, 3, x -> x.get(0).softmax(-1), dims(4));
        each("logSoftmax", -3, 3, x -> x.get(0).logSoftmax(-1), dims(4));
        one("sumRows", -1, 1, x -> x.get(0).sumRows(), Shape.rows(2));
        one("sumRows", -1, 1, x -> x.get(0).sumRows(), Shape.rows());
        one("sumRows scaled", -1, 1, x -> x.get(0).times(x.get(1)).sumRows(), Shape.rows(), Shape.of(3));
        one("sumRows of several", -1, 1, x -> x.get(0).tracer().apply(new Op.SumRows(), x), Shape.rows(2),
                Shape.rows(2),
                Shape.rows(2));
        one("sumRows of products", -1, 1, x -> x.get(0).times(x.get(1)).sumRows(), Shape.rows(), Shape.rows(3));
    }

    private void matrices() {
        each("dot", -1, 1, x -> x.get(0).dot(x.get(1)), dims(3), dims(3));
        each("dot", -1, 1, x -> x.get(0).dot(x.get(1)), dims(2, 3), dims(2, 3));
        each("dot with itself", -1, 1, x -> x.get(0).dot(x.get(0)), dims(3));
        for (int flags = 0; flags < 4; flags++) {
            boolean ta = (flags & 1) == 1;
            boolean tb = (flags & 2) == 2;
            String name = "matMul" + (ta ? " a^T" : " a") + (tb ? " b^T" : " b");
            Function<List<Tensor>, Tensor> operator = x -> x.get(0).tracer().apply(new Op.MatMul(ta, tb), x);
            each(name, -1, 1, operator, ta ? dims(3, 2) : dims(2, 3), tb ? dims(4, 3) : dims(3, 4));
            if (!tb) {
                each(name, -1, 1, operator, ta ? dims(3, 2) : dims(2, 3), dims(3));
            }
            if (!ta) {
                each(name, -1, 1, operator, dims(3), tb ? dims(4, 3) : dims(3, 4));
            }
        }
        each("matMul", -1, 1, x -> x.get(0).matMul(x.get(1)), dims(3), dims(3));
        for (int flags = 0; flags < 4; flags++) {
            boolean ta = (flags & 1) == 1;
            boolean tb = (flags & 2) == 2;
            String name = "matMul of stacks" + (ta ? " a^T" : " a") + (tb ? " b^T" : " b");
            each(name, -1, 1, x -> x.get(0).tracer().apply(new Op.MatMul(ta, tb), x),
                    ta ? dims(2, 2, 3, 2) : dims(2, 2, 2, 3), tb ? dims(2, 2, 4, 3) : dims(2, 2, 3, 4));
        }
        each("matMul of empty stacks", -1, 1, x -> x.get(0).matMul(x.get(1)), dims(0, 2, 3), dims(0, 3, 2));
        one("affine", -1, 1, x -> x.get(1).affine(x.get(0), x.get(2)), Shape.of(2, 3), Shape.rows(3), Shape.of(2));
        one("affine", -1, 1, x -> x.get(1).affine(x.get(0), x.get(2)), Shape.of(2, 3), Shape.of(3), Shape.of(2));
        one("outerSumRows", -1, 1, x -> x.get(0).tracer().apply(new Op.OuterSumRows(), x), Shape.rows(2),
                Shape.rows(3));
        one("outerSumRows of several", -1, 1, x -> x.get(0).tracer().apply(new Op.OuterSumRows(), x), Shape.rows(2),
                Shape.rows(3), Shape.rows(2), Shape.rows(3));
        each("cholesky", -0.4, 0.4, x -> positiveDefinite(x.get(0)).cholesky(), dims(3, 3));
        each("cholesky of the lower triangle", -0.2, 0.2,
                x -> x.get(0).plus(x.get(0).tracer().constant(new double[]{2, 0, 0, 0, 3, 0, 0, 0, 2}, 3, 3))
                        .cholesky(),
                dims(3, 3));
        for (boolean transposed : new boolean[]{false, true}) {
            Function<List<Tensor>, Tensor> operator = x -> x.get(0).tracer().apply(new Op.TriangularSolve(transposed),
                    x);
            String name = "triangularSolve" + (transposed ? " L^T" : " L");
            each(name, 0.5, 1.5, operator, dims(3, 3), dims(3));
            each(name, 0.5, 1.5, operator, dims(3, 3), dims(3, 2));
        }
    }

    private static Tensor positiveDefinite(Tensor a) {
        double[] identity = {1, 0, 0, 0, 1, 0, 0, 0, 1};
        return a.matMul(a.transpose()).plus(a.tracer().constant(identity, 3, 3));
    }

    private void tables() {
        each("gather", -1, 1, x -> x.get(0).gather(x.get(0).tracer().constant(new double[]{2, 0, 2}, 3)), dims(3, 2));
        each("gather one", -1, 1, x -> x.get(0).gather(x.get(0).tracer().constant(1)), dims(3));
        each("gather matrix", -1, 1, x -> x.get(0).gather(x.get(0).tracer().constant(new double[]{2, 0, 1, 1}, 2, 2)),
                dims(3));
        each("gather by row", -1, 1, x -> x.get(0).gather(x.get(0).tracer().rowInput("index")), dims(3, 2));
        each("gather several by row", -1, 1, x -> x.get(0).gather(x.get(0).tracer().rowInput("indices", 2)), dims(3));
        each("scatterAdd", -1, 1, x -> scatterAdd(x, x.get(0).tracer().constant(new double[]{3, 1, 3, 7}, 4), false),
                dims(4, 2));
        each("scatterAdd by row", -1, 1, x -> scatterAdd(x, x.get(0).tracer().rowInput("indices", 2), false), dims(2));
        each("scatterAdd over rows", -1, 1, x -> scatterAdd(x, x.get(0).tracer().rowInput("indices", 2), true),
                dims(2, 3));
        one("scatterAdd over rows, one index", -1, 1, x -> scatterAdd(x, x.get(0).tracer().constant(1), true),
                Shape.rows(2));
    }

    private void convolutions() {
        Window[] windows = {Window.of(1, 1), Window.of(2, 3), Window.of(2, 2).withPadding(1),
                Window.of(2, 2).withStride(2), Window.of(3, 2).withStride(2).withPadding(1),
                Window.of(2, 2).withDilation(2), new Window(new Window.Axis(2, 1, 0, 2), new Window.Axis(3, 2, 2, 1)),
                Window.of(1, 1).withStride(3), Window.of(2, 1).withStride(2).withPadding(2).withDilation(2)};
        for (Window window : windows) {
            int[] kernel = {2, 2, window.y().size(), window.x().size()};
            convolution(window, 1, dims(2, 4, 3), kernel, dims(2));
        }
        convolution(Window.of(2, 2).withPadding(1), 2, dims(4, 3, 3), dims(2, 2, 2, 2), dims(2));
        convolution(Window.of(2, 2).withStride(2), 3, dims(3, 3, 4), dims(6, 1, 2, 2), dims(6));
        Window wide = Window.of(1, 3).withPadding(1);
        one("conv2d without bias", -1, 1, x -> x.get(0).conv2d(x.get(1), null, Window.of(2, 2), 1), Shape.rows(1, 3, 3),
                Shape.of(2, 1, 2, 2));
        // More filters, channels and places than the kernels take at a time.
        one("conv2d wide", -1, 1, x -> x.get(0).conv2d(x.get(1), x.get(2), wide, 1), Shape.rows(1, 1, 7),
                Shape.of(11, 1, 1, 3), Shape.of(11));
        one("conv2d deep", -1, 1, x -> x.get(0).conv2d(x.get(1), x.get(2), Window.of(2, 2), 1), Shape.rows(5, 2, 3),
                Shape.of(3, 5, 2, 2), Shape.of(3));
        Window.Axis axis = Window.Axis.of(3).withPadding(1).withStride(2);
        each("conv1d", -1, 1, x -> x.get(0).conv1d(x.get(1), x.get(2), axis, 1), dims(2, 5), dims(3, 2, 3), dims(3));
    }

    /** A convolution, and the two operators that are its derivatives. */
    private void convolution(Window window, int groups, int[] image, int[] weights, int[] bias) {
        int[] out = {weights[0], window.y().outputs(image[1]), window.x().outputs(image[2])};
        String name = " " + window + " groups " + groups;
        each("conv2d" + name, -1, 1, x -> x.get(0).conv2d(x.get(1), x.get(2), window, groups), image, weights, bias);
        each("convolutionTransposed" + name, -1, 1,
                x -> x.get(0).tracer().apply(new Op.ConvolutionTransposed(window, groups, image[1], image[2]), x), out,
                weights);
        each("convolutionWeights" + name, -1, 1,
                x -> x.get(0).tracer().apply(new Op.ConvolutionWeights(window, groups, false), x), image, out);
        one("convolutionWeights over rows" + name, -1, 1,
                x -> x.get(0).tracer().apply(new Op.ConvolutionWeights(window, groups, true), x), Shape.rows(image),
                Shape.rows(out));
        one("convolutionWeights over rows" + name, -1, 1,
                x -> x.get(0).tracer().apply(new Op.ConvolutionWeights(window, groups, true), x), Shape.of(image),
                Shape.rows(out));
    }

    private void poolings() {
        Window[] windows = {Window.of(1, 1), Window.of(2, 2).withStride(2), Window.of(2, 3),
                Window.of(3, 3).withStride(2).withPadding(1), Window.of(2, 2).withDilation(2).withStride(2),
                Window.of(1, 2).withStride(3)};
        for (Window window : windows) {
            int[] image = {2, 4, 5};
            int[] out = {2, window.y().outputs(4), window.x().outputs(5)};
            // Pairwise distances of at least 1 between all elements of a row, whatever the inputs.
            each("maxPool2d " + window, 0, 0.4, x -> separated(x.get(0)).maxPool2d(window), image);
            each("maxPool of values " + window, 0, 0.4,
                    x -> x.get(0).tracer().apply(new Op.MaxPool(window), List.of(x.get(0), separated(x.get(1)))), image,
                    image);
            each("maxPoolTransposed " + window, 0, 0.4, x -> x.get(0).tracer()
                    .apply(new Op.MaxPoolTransposed(window), List.of(x.get(0), separated(x.get(1)))), out, image);
            each("averagePool2d " + window, -1, 1, x -> x.get(0).averagePool2d(window, true), image);
            each("averagePool2d without padding " + window, -1, 1, x -> x.get(0).averagePool2d(window, false), image);
            each("averagePoolTransposed " + window, -1, 1,
                    x -> x.get(0).tracer().apply(new Op.AveragePoolTransposed(window, 4, 5), x), out);
        }
        Window.Axis axis = Window.Axis.of(3).withPadding(1).withStride(2);
        each("maxPool1d", 0, 0.4, x -> separated(x.get(0)).maxPool1d(axis), dims(2, 6));
        each("averagePool1d", -1, 1, x -> x.get(0).averagePool1d(axis, false), dims(2, 6));
    }

    /** Adds a fixed permutation of 0, 1, 2, ... to the elements. */
    private static Tensor separated(Tensor x) {
        int size = x.shape().size();
        double[] steps = new double[size];
        for (int i = 0; i < size; i++) {
            steps[i] = i * 7 % size;
        }
        return x.plus(x.tracer().constant(steps, x.shape().dims()));
    }

    private static Tensor scatterAdd(List<Tensor> updates, Tensor index, boolean overRows) {
        return updates.get(0).tracer().apply(new Op.ScatterAdd(4, overRows), List.of(updates.get(0), index));
    }
}
