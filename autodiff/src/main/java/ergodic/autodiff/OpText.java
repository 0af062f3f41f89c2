package ergodic.autodiff;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Operators as they are printed: named as the methods of {@link Tensor}, with their settings in brackets. */
final class OpText {

    private OpText() {}

    static String of(Op op) {
        return switch (op) {
            case Op.Input(String name, Op.InputKind kind) -> switch (kind) {
                case PARAMETER -> "parameter " + name;
                case GLOBAL -> "global input " + name;
                case ROW -> "row input " + name;
            };
            case Op.Constant(double[] values) -> values.length <= 4 ? "constant " + Arrays.toString(values)
                    : "constant of " + values.length + " elements";
            case Op.Barrier() -> "barrier";
            case Op.Unary(UnaryFunction function) -> camel(function);
            case Op.LeakyRelu(double slope) -> "leakyRelu[" + slope + "]";
            case Op.Elu(double alpha) -> "elu[" + alpha + "]";
            case Op.Polygamma(int order) -> order == 0 ? "digamma" : "polygamma[" + order + "]";
            case Op.Binary(BinaryFunction function) -> camel(function);
            case Op.StirlingRemainder(int order) -> "stirlingRemainder" + (order == 0 ? "" : "[" + order + "]");
            case Op.Ternary(TernaryFunction function) -> camel(function);
            case Op.Select() -> "select";
            case Op.BroadcastTo(Shape target) -> "broadcastTo";
            case Op.SumTo(Shape target) -> "sumTo";
            case Op.Sum(int axis) -> "sum[axis " + axis + "]";
            case Op.SumRows() -> "sumRows";
            case Op.LogSumExp(int axis) -> "logSumExp[axis " + axis + "]";
            case Op.Softmax(int axis) -> "softmax[axis " + axis + "]";
            case Op.LogSoftmax(int axis) -> "logSoftmax[axis " + axis + "]";
            case Op.CumulativeSum(int axis, boolean reverse) -> "cumulativeSum[axis " + axis
                    + (reverse ? ", from the end]" : "]");
            case Op.Dot() -> "dot";
            case Op.MatMul(boolean transposeA, boolean transposeB) -> "matMul"
                    + (transposeA ? transposeB ? "[a^T, b^T]" : "[a^T]" : transposeB ? "[b^T]" : "");
            case Op.Affine() -> "affine";
            case Op.OuterSumRows() -> "outerSumRows";
            case Op.Slice(int axis, int start, int length) ->
                "slice[axis " + axis + ", from " + start + ", length " + length
                        + "]";
            case Op.Pad(int axis, int before, int after) -> "pad[axis " + axis + ", " + before + " before, " + after
                    + " after]";
            case Op.Concat(int axis) -> "concat[axis " + axis + "]";
            case Op.Reshape(Shape target) -> "reshape";
            case Op.Transpose(List<Integer> permutation) -> "transpose" + permutation;
            case Op.Gather() -> "gather";
            case Op.ScatterAdd(int size, boolean overRows) -> "scatterAdd[size " + size
                    + (overRows ? ", over rows]" : "]");
            case Op.Cholesky() -> "cholesky";
            case Op.TriangularSolve(boolean transposed) -> transposed ? "triangularSolve[L^T]" : "triangularSolve";
            case Op.Convolution(Window window, int groups) -> "convolution[" + window + groups(groups);
            case Op.ConvolutionTransposed(Window window, int groups, int height, int width) ->
                "convolutionTransposed[" + window + groups(groups);
            case Op.ConvolutionWeights(Window window, int groups, boolean overRows) -> "convolutionWeights[" + window
                    + (overRows ? ", over rows" : "") + groups(groups);
            case Op.MaxPool(Window window) -> "maxPool[" + window + "]";
            case Op.MaxPoolTransposed(Window window) -> "maxPoolTransposed[" + window + "]";
            case Op.AveragePool(Window window) -> "averagePool[" + window + "]";
            case Op.AveragePoolTransposed(Window window, int height, int width) ->
                "averagePoolTransposed[" + window + "]";
        };
    }

    private static String groups(int groups) {
        return groups == 1 ? "]" : ", " + groups + " groups]";
    }

    /** {@code LESS_EQUAL} as {@code lessEqual}. */
    private static String camel(Enum<?> constant) {
        String[] words = constant.name().toLowerCase(Locale.ROOT).split("_");
        return words[0] + Arrays.stream(words).skip(1)
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }
}
