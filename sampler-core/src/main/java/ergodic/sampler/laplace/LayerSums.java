package ergodic.sampler.laplace;

import ergodic.sampler.DenseLayer;
import ergodic.sampler.Finiteness;
import ergodic.sampler.LayersOfCurvature;

/** Sums over rows, of each dense layer: outer products of its inputs, and the Hessian of the loss in its sums. */
final class LayerSums implements LayersOfCurvature {

    private final DenseLayer[] layers;
    private final int outputs;
    private final int signals;
    private final double[][] inner;
    private final double[][] outer;
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
            int in = layers[l].inputs() + 1;
            int out = layers[l].outputs();
            for (int row = 0; row < count; row++) {
                addProduct(inputs[l], row * in, inputs[l], row * in, 1, in, inner[l]);
                for (int k = 0; k < outputs; k++) {
                    for (int m = 0; m < outputs; m++) {
                        double h = hessians[(row * signals + k) * signals + m];
                        addProduct(slopes[l], (row * outputs + k) * out, slopes[l], (row * outputs + m) * out, h, out,
                                outer[l]);
                    }
                }
            }
        }
    }

    /** Adds {@code factor u v^T}. */
    private static void addProduct(double[] u, int ofU, double[] v, int ofV, double factor, int size,
            double[] matrix) {
        for (int i = 0; i < size; i++) {
            double left = factor * u[ofU + i];
            if (left != 0) {
                for (int j = 0; j < size; j++) {
                    matrix[i * size + j] += left * v[ofV + j];
                }
            }
        }
    }

    /** Sums of outer products of inputs, the last of which is 1. */
    double[][] inner() {
        return inner;
    }

    /** Sums of {@code G^T H G}, G being the derivatives of the network's outputs in the layer's sums. */
    double[][] outer() {
        return outer;
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
