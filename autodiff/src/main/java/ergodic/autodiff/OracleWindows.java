package ergodic.autodiff;

import java.util.Arrays;

/** Convolutions and poolings of one row, as the interpreter computes them: one loop over windows and taps for all. */
final class OracleWindows {

    /** A tap of a window that reads an element; positions count the elements of one channel. */
    private interface Visitor {
        void visit(int output, int input, int tap);
    }

    private OracleWindows() {}

    /** The value of a node, given its operands' values in one row. */
    static double[] evaluate(Node node, double[]... operands) {
        double[] out = new double[node.shape().size()];
        Shape first = node.operand(0).shape();
        switch (node.op()) {
            case Op.Convolution(Window window, int groups) -> {
                Shape weights = node.operand(1).shape();
                int outputs = node.shape().dim(1) * node.shape().dim(2);
                for (int i = 0; operands.length == 3 && i < out.length; i++) {
                    out[i] = operands[2][i / outputs];
                }
                channels(weights, groups, window, first, (y, x, w) -> out[y] += operands[1][w] * operands[0][x]);
            }
            case Op.ConvolutionTransposed(Window window, int groups, int height, int width) ->
                channels(node.operand(1).shape(), groups, window, node.shape(),
                        (y, x, w) -> out[x] += operands[1][w] * operands[0][y]);
            case Op.ConvolutionWeights(Window window, int groups, boolean overRows) ->
                channels(node.shape(), groups, window, first, (y, x, w) -> out[w] += operands[0][x] * operands[1][y]);
            case Op.MaxPool(Window window) -> {
                int[] largest = largest(operands[1], first, window, out.length);
                Arrays.setAll(out, i -> operands[0][largest[i]]);
            }
            case Op.MaxPoolTransposed(Window window) -> {
                int[] largest = largest(operands[1], node.shape(), window, first.size());
                for (int i = 0; i < largest.length; i++) {
                    out[largest[i]] += operands[0][i];
                }
            }
            case Op.AveragePool(Window window) ->
                each(first, window, (y, x, tap) -> out[y] += operands[0][x] / window.taps());
            case Op.AveragePoolTransposed(Window window, int height, int width) ->
                each(node.shape(), window, (y, x, tap) -> out[x] += operands[0][y] / window.taps());
            default -> throw new IllegalArgumentException("not an operator on windows: " + node);
        }
        return out;
    }

    /** All products of a convolution: the elements of its result, of the image and of the weights. */
    private static void channels(Shape weights, int groups, Window window, Shape image, Visitor visitor) {
        int filters = weights.dim(0) / groups;
        int channels = weights.dim(1);
        int inputs = image.dim(1) * image.dim(2);
        int outputs = window.y().outputs(image.dim(1)) * window.x().outputs(image.dim(2));
        for (int filter = 0; filter < weights.dim(0); filter++) {
            for (int c = 0; c < channels; c++) {
                int f = filter;
                int channel = filter / filters * channels + c;
                int pair = filter * channels + c;
                positions(image, window, (y, x, tap) -> visitor.visit(f * outputs + y, channel * inputs + x,
                        pair * window.taps() + tap));
            }
        }
    }

    /** All taps of all windows in all channels: the elements of the result and of the image. */
    private static void each(Shape image, Window window, Visitor visitor) {
        int inputs = image.dim(1) * image.dim(2);
        int outputs = window.y().outputs(image.dim(1)) * window.x().outputs(image.dim(2));
        for (int c = 0; c < image.dim(0); c++) {
            int channel = c;
            positions(image, window,
                    (y, x, tap) -> visitor.visit(channel * outputs + y, channel * inputs + x, tap));
        }
    }

    private static void positions(Shape image, Window window, Visitor visitor) {
        int height = image.dim(1);
        int width = image.dim(2);
        int across = window.x().outputs(width);
        for (int output = 0; output < window.y().outputs(height) * across; output++) {
            for (int tap = 0; tap < window.taps(); tap++) {
                int y = window.y().input(output / across, tap / window.x().size());
                int x = window.x().input(output % across, tap % window.x().size());
                if (y >= 0 && y < height && x >= 0 && x < width) {
                    visitor.visit(output, y * width + x, tap);
                }
            }
        }
    }

    /** For each window the element with the first largest key; NaN counts as largest. */
    private static int[] largest(double[] keys, Shape image, Window window, int windows) {
        int[] largest = new int[windows];
        Arrays.fill(largest, -1);
        each(image, window, (y, x, tap) -> {
            if (largest[y] < 0 || keys[x] > keys[largest[y]]
                    || Double.isNaN(keys[x]) && !Double.isNaN(keys[largest[y]])) {
                largest[y] = x;
            }
        });
        return largest;
    }
}
