package ergodic.autodiff;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/**
 * Evaluates a program by plain loops, a node at a time, keeping every value: the oracle that the compiler is tested
 * against. It is slow and allocates; it is meant to be read.
 */
public final class Interpreter {

    private final Map<String, double[]> inputs;
    private final int rows;
    private final Map<Node, double[]> values = new LinkedHashMap<>();

    private Interpreter(Map<String, double[]> inputs, int rows) {
        this.inputs = inputs;
        this.rows = rows;
    }

    /**
     * Values of all outputs. Global inputs and outputs are row-major arrays of their elements; those by row hold the
     * elements of row 0, then of row 1, and so on.
     *
     * @param inputs
     *            a value for each input of the program; others are ignored
     * @param rows
     *            number of rows of all row inputs, 0 or more
     * @throws IllegalArgumentException
     *             if an input is missing or has the wrong length
     */
    public static Map<String, double[]> evaluate(Program program, Map<String, double[]> inputs, int rows) {
        Interpreter interpreter = new Interpreter(inputs, rows);
        for (Node node : program.nodes()) {
            interpreter.values.put(node, interpreter.evaluate(node));
        }
        Map<String, double[]> outputs = new LinkedHashMap<>();
        program.outputs().forEach((name, node) -> outputs.put(name, interpreter.value(node).clone()));
        return outputs;
    }

    /** The value of one node whose operands are global constants. */
    static double[] constantValue(Node node) {
        Interpreter interpreter = new Interpreter(Map.of(), 0);
        for (Node operand : node.operands()) {
            interpreter.values.put(operand, interpreter.evaluate(operand));
        }
        return interpreter.evaluate(node);
    }

    private double[] value(Node node) {
        double[] value = values.get(node);
        if (value == null) {
            throw new IllegalStateException("used before it is computed: " + node);
        }
        return value;
    }

    private int rowsOf(Node node) {
        return node.shape().isByRow() ? rows : 1;
    }

    /** Where the value of {@code node} for a row begins. */
    private static int start(Node node, int row) {
        return node.shape().isByRow() ? row * node.shape().size() : 0;
    }

    private double[] evaluate(Node node) {
        return switch (node.op()) {
            case Op.Input(String name, Op.InputKind kind) -> input(name, node);
            case Op.Constant(double[] constant) -> constant;
            case Op.Barrier() -> value(node.operand(0));
            case Op.Unary(UnaryFunction function) -> map(node, x -> Elementwise.apply(function, x));
            case Op.LeakyRelu(double slope) -> map(node, x -> Elementwise.leakyRelu(slope, x));
            case Op.Elu(double alpha) -> map(node, x -> Elementwise.elu(alpha, x));
            case Op.Polygamma(int order) -> map(node, x -> Elementwise.polygamma(order, x));
            case Op.Binary(BinaryFunction function) -> binary(node, function);
            case Op.StirlingRemainder(int order) ->
                map(node, x -> ergodic.autodiff.StirlingRemainder.value(order, x));
            case Op.Ternary(TernaryFunction function) ->
                ternary(node, (a, b, c) -> Elementwise.apply(function, a, b, c));
            case Op.Select() -> ternary(node, (condition, a, b) -> condition != 0 ? a : b);
            case Op.BroadcastTo(Shape target) ->
                rearrange(node, ElementMaps.broadcast(node.operand(0).shape(), target));
            case Op.SumTo(Shape target) -> sumTo(node, ElementMaps.broadcast(target, node.operand(0).shape()));
            case Op.Sum(int axis) -> alongAxis(node, axis, OracleLoops::sum);
            case Op.SumRows() -> sumRows(node);
            case Op.LogSumExp(int axis) -> alongAxis(node, axis, OracleLoops::logSumExp);
            case Op.Softmax(int axis) -> alongAxis(node, axis, OracleLoops::softmax);
            case Op.LogSoftmax(int axis) -> alongAxis(node, axis, OracleLoops::logSoftmax);
            case Op.CumulativeSum(int axis, boolean reverse) -> alongAxis(node, axis,
                    reverse ? OracleLoops::cumulativeSumFromEnd : OracleLoops::cumulativeSum);
            case Op.Dot() -> dot(node);
            case Op.MatMul matMul -> matMul(node, matMul);
            case Op.Affine() -> affine(node);
            case Op.OuterSumRows() -> outerSumRows(node);
            case Op.Slice(int axis, int start, int length) -> rearrange(node,
                    ElementMaps.shift(node.operand(0).shape(), node.shape(), axis, start));
            case Op.Pad(int axis, int before, int after) -> rearrange(node,
                    ElementMaps.shift(node.operand(0).shape(), node.shape(), axis, -before));
            case Op.Concat(int axis) -> concat(node, axis);
            case Op.Reshape(Shape target) -> value(node.operand(0));
            case Op.Transpose(List<Integer> permutation) -> rearrange(node,
                    ElementMaps.transpose(node.operand(0).shape(), node.shape(), permutation));
            case Op.Gather() -> gather(node);
            case Op.ScatterAdd(int size, boolean overRows) -> scatterAdd(node, size);
            case Op.Cholesky() -> cholesky(node);
            case Op.TriangularSolve(boolean transposed) -> triangularSolve(node, transposed);
            case Op.Convolution convolution -> windows(node);
            case Op.ConvolutionTransposed transposed -> windows(node);
            case Op.ConvolutionWeights weights -> windows(node);
            case Op.MaxPool pool -> windows(node);
            case Op.MaxPoolTransposed pool -> windows(node);
            case Op.AveragePool pool -> windows(node);
            case Op.AveragePoolTransposed pool -> windows(node);
        };
    }

    private double[] input(String name, Node node) {
        double[] value = inputs.get(name);
        int length = rowsOf(node) * node.shape().size();
        if (value == null || value.length != length) {
            throw new IllegalArgumentException(
                    "the input \"" + name + "\" of shape " + node.shape() + " needs " + length
                            + " values for " + rows + " rows, but has " + (value == null ? "none" : value.length));
        }
        return value;
    }

    private double[] map(Node node, DoubleUnaryOperator function) {
        return Arrays.stream(value(node.operand(0))).map(function).toArray();
    }

    private double[] result(Node node) {
        return new double[rowsOf(node) * node.shape().size()];
    }

    private double[] binary(Node node, BinaryFunction function) {
        double[] a = rearrange(node, 0);
        double[] b = rearrange(node, 1);
        double[] out = result(node);
        for (int i = 0; i < out.length; i++) {
            out[i] = Elementwise.apply(function, a[i], b[i]);
        }
        return out;
    }

    private double[] ternary(Node node, OracleLoops.OfThree function) {
        double[] a = rearrange(node, 0);
        double[] b = rearrange(node, 1);
        double[] c = rearrange(node, 2);
        double[] out = result(node);
        for (int i = 0; i < out.length; i++) {
            out[i] = function.apply(a[i], b[i], c[i]);
        }
        return out;
    }

    /** Operand {@code i} broadcast to the shape of the node. */
    private double[] rearrange(Node node, int i) {
        return rearrange(node, node.operand(i), ElementMaps.broadcast(node.operand(i).shape(), node.shape()));
    }

    private double[] rearrange(Node node, int[] map) {
        return rearrange(node, node.operand(0), map);
    }

    private double[] rearrange(Node node, Node operand, int[] map) {
        double[] x = value(operand);
        double[] out = result(node);
        for (int row = 0; row < rowsOf(node); row++) {
            for (int i = 0; i < map.length; i++) {
                out[row * map.length + i] = map[i] < 0 ? 0 : x[start(operand, row) + map[i]];
            }
        }
        return out;
    }

    private double[] sumTo(Node node, int[] map) {
        double[] x = value(node.operand(0));
        double[] out = result(node);
        for (int i = 0; i < x.length; i++) {
            int row = i / map.length;
            out[row * node.shape().size() + map[i % map.length]] += x[i];
        }
        return out;
    }

    private double[] sumRows(Node node) {
        double[] out = result(node);
        for (Node operand : node.operands()) {
            double[] x = value(operand);
            for (int i = 0; i < x.length; i++) {
                out[i % out.length] += x[i];
            }
        }
        return out;
    }

    /** Applies a function to each line of elements along an axis. */
    private double[] alongAxis(Node node, int axis, OracleLoops.Line function) {
        Shape shape = node.operand(0).shape();
        int length = shape.dim(axis);
        int inner = 1;
        for (int i = axis + 1; i < shape.rank(); i++) {
            inner *= shape.dim(i);
        }
        double[] x = value(node.operand(0));
        double[] out = result(node);
        boolean keepsAxis = node.shape().rank() == shape.rank();
        int outLength = keepsAxis ? length : 1;
        int lines = outLength == 0 ? 0 : out.length / outLength;
        for (int line = 0; line < lines; line++) {
            int outer = line / inner;
            double[] elements = new double[length];
            for (int i = 0; i < length; i++) {
                elements[i] = x[(outer * length + i) * inner + line % inner];
            }
            double[] result = function.apply(elements);
            for (int i = 0; i < outLength; i++) {
                out[(outer * outLength + i) * inner + line % inner] = result[i];
            }
        }
        return out;
    }

    private double[] dot(Node node) {
        double[] out = result(node);
        int size = node.operand(0).shape().size();
        for (int row = 0; row < out.length; row++) {
            for (int i = 0; i < size; i++) {
                out[row] += element(node, 0, row, i) * element(node, 1, row, i);
            }
        }
        return out;
    }

    /** Element {@code i} of operand {@code operand} in a row. */
    private double element(Node node, int operand, int row, int i) {
        Node from = node.operand(operand);
        return value(from)[start(from, row) + i];
    }

    /** The elements of a node's value in a row. */
    private double[] elements(Node node, int row) {
        return Arrays.copyOfRange(value(node), start(node, row), start(node, row) + node.shape().size());
    }

    private double[] matMul(Node node, Op.MatMul op) {
        Shape a = node.operand(0).shape();
        Shape b = node.operand(1).shape();
        int lead = Math.max(0, a.rank() - 2);
        int m = a.rank() == 1 ? 1 : a.dim(op.transposeA() ? lead + 1 : lead);
        int inner = a.dim(a.rank() == 1 || op.transposeA() ? lead : lead + 1);
        int n = b.rank() == 1 ? 1 : b.dim(op.transposeB() ? lead : lead + 1);
        int stack = m * n == 0 ? 0 : node.shape().size() / (m * n);
        double[] out = result(node);
        for (int row = 0; row < rowsOf(node); row++) {
            for (int s = 0; s < stack; s++) {
                for (int i = 0; i < m; i++) {
                    for (int j = 0; j < n; j++) {
                        double sum = 0;
                        for (int k = 0; k < inner; k++) {
                            int left = s * m * inner + (op.transposeA() ? k * m + i : i * inner + k);
                            int right = s * inner * n + (op.transposeB() ? j * inner + k : k * n + j);
                            sum += element(node, 0, row, left) * element(node, 1, row, right);
                        }
                        out[((row * stack + s) * m + i) * n + j] = sum;
                    }
                }
            }
        }
        return out;
    }

    private double[] affine(Node node) {
        int n = node.operand(1).shape().dim(0);
        int m = node.shape().dim(0);
        double[] out = result(node);
        for (int row = 0; row < rowsOf(node); row++) {
            for (int i = 0; i < m; i++) {
                double sum = element(node, 2, row, i);
                for (int k = 0; k < n; k++) {
                    sum += element(node, 0, row, i * n + k) * element(node, 1, row, k);
                }
                out[row * m + i] = sum;
            }
        }
        return out;
    }

    private double[] outerSumRows(Node node) {
        int m = node.shape().dim(0);
        int n = node.shape().dim(1);
        double[] out = result(node);
        for (int pair = 0; pair < node.operands().size(); pair += 2) {
            for (int row = 0; row < rows; row++) {
                for (int i = 0; i < m; i++) {
                    for (int j = 0; j < n; j++) {
                        out[i * n + j] += element(node, pair, row, i) * element(node, pair + 1, row, j);
                    }
                }
            }
        }
        return out;
    }

    private double[] concat(Node node, int axis) {
        double[] out = result(node);
        int before = 0;
        for (Node part : node.operands()) {
            int[] map = ElementMaps.shift(part.shape(), node.shape(), axis, -before);
            double[] moved = rearrange(node, part, map);
            for (int i = 0; i < out.length; i++) {
                out[i] = map[i % map.length] < 0 ? out[i] : moved[i];
            }
            before += part.shape().dim(axis);
        }
        return out;
    }

    private double[] gather(Node node) {
        Shape table = node.operand(0).shape();
        int entries = table.dim(0);
        int width = table.withoutAxis(0).size();
        int count = node.operand(1).shape().size();
        double[] out = result(node);
        for (int row = 0; row < rowsOf(node); row++) {
            for (int i = 0; i < count; i++) {
                double index = element(node, 1, row, i);
                for (int j = 0; j < width; j++) {
                    out[(row * count + i) * width + j] = index >= 0 && index < entries
                            ? element(node, 0, row, ((int) index) * width + j)
                            : Double.NaN;
                }
            }
        }
        return out;
    }

    private double[] scatterAdd(Node node, int size) {
        int width = node.shape().withoutAxis(0).size();
        int count = node.operand(1).shape().size();
        boolean anyByRow = node.operand(0).shape().isByRow() || node.operand(1).shape().isByRow();
        double[] out = result(node);
        for (int row = 0; row < (anyByRow ? rows : 1); row++) {
            for (int i = 0; i < count; i++) {
                double index = element(node, 1, row, i);
                if (index >= 0 && index < size) {
                    for (int j = 0; j < width; j++) {
                        out[start(node, row) + ((int) index) * width + j] += element(node, 0, row, i * width + j);
                    }
                }
            }
        }
        return out;
    }

    /** An operator on windows, row by row; rows add up if it sums over them. */
    private double[] windows(Node node) {
        boolean anyByRow = node.operands().stream().anyMatch(operand -> operand.shape().isByRow());
        double[] out = result(node);
        for (int row = 0; row < (anyByRow ? rows : 1); row++) {
            double[][] operands = new double[node.operands().size()][];
            for (int i = 0; i < operands.length; i++) {
                operands[i] = elements(node.operand(i), row);
            }
            double[] part = OracleWindows.evaluate(node, operands);
            for (int i = 0; i < part.length; i++) {
                out[start(node, row) + i] += part[i];
            }
        }
        return out;
    }

    private double[] cholesky(Node node) {
        int size = node.shape().size();
        double[] out = result(node);
        for (int row = 0; row < rowsOf(node); row++) {
            double[] a = elements(node.operand(0), row);
            System.arraycopy(OracleLoops.cholesky(a, node.shape().dim(0)), 0, out, row * size, size);
        }
        return out;
    }

    private double[] triangularSolve(Node node, boolean transposed) {
        int n = node.shape().dim(0);
        int m = node.shape().withoutAxis(0).size();
        double[] out = result(node);
        for (int row = 0; row < rowsOf(node); row++) {
            double[] l = elements(node.operand(0), row);
            double[] b = elements(node.operand(1), row);
            System.arraycopy(OracleLoops.triangularSolve(l, b, n, m, transposed), 0, out, row * n * m, n * m);
        }
        return out;
    }
}
