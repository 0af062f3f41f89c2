package ergodic.sampler.laplace;

import ergodic.sampler.DenseLayer;
import ergodic.sampler.Finiteness;
import ergodic.sampler.LayersOfCurvature;
import java.util.Arrays;

/** Sums over rows and positions, of each layer: outer products of its inputs, and the Hessian of the loss in its sums. */
final class LayerSums implements LayersOfCurvature {

    /** Outer products that are added at once. */
    private static final int TOGETHER = 4;

    private final DenseLayer[] layers;
    private final int outputs;
    private final int signals;
    /** Upper triangles. */
    private final double[][] inner;
    private final double[][] outer;
    private double[] bent = new double[0];
    private int rows;

    LayerSums(DenseLayer[] layers, int outputs, int direct) {
        this.layers = layers;
        this.outputs = outputs;
        this.signals = outputs + direct;
        this.inner = new double[layers.length][];
        this.outer = new double[layers.length][];
        for (int l = 0; l < layers.length; l++) {
            int in = layers[l].inputs() + 1;
            inner[l] = new double[in * in];
            outer[l] = new double[layers[l].outputs() * layers[l].outputs()];
        }
    }

    @Override
    public void take(int count, double[][] inputs, double[][] slopes, double[] hessians) {
        rows += count;
        for (int l = 0; l < layers.length; l++) {
            int positions = layers[l].positions();
            int out = layers[l].outputs();
            addProducts(inputs[l], 0, inputs[l], count * positions, layers[l].inputs() + 1, inner[l]);
            int width = positions * out;
            bent = bent.length < outputs * width ? new double[outputs * width] : bent;
            for (int row = 0; row < count; row++) {
                Arrays.fill(bent, 0, outputs * width, 0);
                for (int k = 0; k < outputs; k++) {
                    for (int m = 0; m < outputs; m++) {
                        double h = hessians[(row * signals + k) * signals + m];
                        int from = (row * outputs + m) * width;
                        int to = k * width;
                        for (int i = 0; i < width; i++) {
                            bent[to + i] += h * slopes[l][from + i];
                        }
                    }
                }
                addProducts(slopes[l], row * outputs * width, bent, outputs * positions, out, outer[l]);
            }
        }
    }

    /** Adds the upper triangle of the sum of {@code u v^T} over vectors that lie one after another, the first of u at {@code ofU}. */
    private static void addProducts(double[] u, int ofU, double[] v, int vectors, int size, double[] matrix) {
        int whole = vectors - vectors % TOGETHER;
        for (int r = 0; r < whole; r += TOGETHER) {
            int from = ofU + r * size;
            int at = r * size;
            for (int i = 0; i < size; i++) {
                double a = u[from + i];
                double b = u[from + size + i];
                double c = u[from + 2 * size + i];
                double d = u[from + 3 * size + i];
                int row = i * size;
                for (int j = i; j < size; j++) {
                    matrix[row + j] += a * v[at + j] + b * v[at + size + j] + c * v[at + 2 * size + j]
                            + d * v[at + 3 * size + j];
                }
            }
        }
        for (int r = whole; r < vectors; r++) {
            for (int i = 0; i < size; i++) {
                double a = u[ofU + r * size + i];
                for (int j = i; j < size; j++) {
                    matrix[i * size + j] += a * v[r * size + j];
                }
            }
        }
    }

    /** Sums of outer products of inputs, the last of which is 1. */
    double[][] inner() {
        for (int l = 0; l < layers.length; l++) {
            mirror(inner[l], layers[l].inputs() + 1);
        }
        return inner;
    }

    /** Sums of {@code G^T H G}, G being the derivatives of the network's outputs in the layer's sums; divided by the number of positions. */
    double[][] outer() {
        double[][] scaled = new double[layers.length][];
        for (int l = 0; l < layers.length; l++) {
            mirror(outer[l], layers[l].outputs());
            scaled[l] = outer[l].clone();
            for (int i = 0; i < scaled[l].length; i++) {
                scaled[l][i] /= layers[l].positions();
            }
        }
        return scaled;
    }

    private static void mirror(double[] matrix, int size) {
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                matrix[i * size + j] = matrix[j * size + i];
            }
        }
    }

    /** Number of rows. */
    int rows() {
        return rows;
    }

    boolean isFinite() {
        for (int l = 0; l < layers.length; l++) {
            if (Finiteness.firstFault(inner[l]) >= 0 || Finiteness.firstFault(outer[l]) >= 0) {
                return false;
            }
        }
        return true;
    }
}
