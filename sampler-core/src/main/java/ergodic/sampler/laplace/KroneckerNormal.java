package ergodic.sampler.laplace;

import ergodic.sampler.DenseLayer;
import ergodic.sampler.Workspace;

/**
 * A precision by layers. Of a layer with the prior's precision {@code delta_i} of all weights of input i (the bias is the last) it is
 * {@code B x A + I x Delta}: A sums outer products of the inputs over the rows, divided by their number, B those of the slopes in the layer's sums (Martens and Grosse 2015,
 * Ritter et al. 2018); of a convolution both sum over positions too, and B is divided by their number (Grosse and Martens 2016). In units of the prior it is diagonal in the product of the eigenvectors of {@code Delta^-1/2 A Delta^-1/2} and B, so that nothing is
 * approximated further. Coordinates of no such layer have a diagonal.
 */
final class KroneckerNormal implements NormalShape {

    /** Numbers at the head: layers, coordinates of no layer, how many were replaced. */
    private static final int HEAD = 3;
    private static final int OF_LAYER = 4;

    private final double[] numbers;
    private final DenseLayer[] layers;
    /** Where the numbers of each layer begin; last, those of the coordinates of no layer. */
    private final int[] starts;
    @Workspace
    private final double[] scaled;
    @Workspace
    private final double[] turned;

    /** Of its {@link #numbers}. */
    KroneckerNormal(double[] numbers) {
        this.numbers = numbers;
        this.layers = new DenseLayer[(int) numbers[0]];
        this.starts = new int[layers.length + 1];
        int at = HEAD;
        int most = 0;
        for (int i = 0; i < layers.length; i++) {
            layers[i] = new DenseLayer((int) numbers[at], (int) numbers[at + 1], (int) numbers[at + 2],
                    (int) numbers[at + 3], 1);
            starts[i] = at + OF_LAYER;
            at += OF_LAYER + sizeOf(layers[i]);
            most = Math.max(most, layers[i].outputs() * (layers[i].inputs() + 1));
        }
        starts[layers.length] = at;
        this.scaled = new double[most];
        this.turned = new double[most];
    }

    /** Numbers of a layer: Delta, eigenvalues and vectors of A, eigenvalues and vectors of B. */
    private static int sizeOf(DenseLayer layer) {
        int in = layer.inputs() + 1;
        int out = layer.outputs();
        return 2 * in + in * in + out + out * out;
    }

    /**
     * Of its parts.
     *
     * @param layers
     *            the dense layers
     * @param inner
     *            of each layer A, {@code [inputs + 1][inputs + 1]}
     * @param outer
     *            of each layer B, {@code [outputs][outputs]}
     * @param rows
     *            that A sums over
     * @param rest
     *            the prior's precision of each coordinate; where the mean over a layer's units is not positive 1 stands for it, which is counted
     * @param others
     *            precisions of the coordinates of no layer, and anything for those of layers
     */
    static KroneckerNormal of(DenseLayer[] layers, double[][] inner, double[][] outer, int rows, double[] rest,
            double[] others) {
        double[] units = Precisions.units(rest);
        boolean[] taken = new boolean[units.length];
        int size = HEAD;
        int left = units.length;
        for (DenseLayer layer : layers) {
            size += OF_LAYER + sizeOf(layer);
            left -= layer.outputs() * (layer.inputs() + 1);
        }
        double[] numbers = new double[size + 2 * left];
        numbers[0] = layers.length;
        numbers[1] = left;
        int at = HEAD;
        for (int i = 0; i < layers.length; i++) {
            DenseLayer layer = layers[i];
            numbers[at] = layer.weights();
            numbers[at + 1] = layer.biases();
            numbers[at + 2] = layer.outputs();
            numbers[at + 3] = layer.inputs();
            at += OF_LAYER;
            int in = layer.inputs() + 1;
            int out = layer.outputs();
            for (int input = 0; input < in; input++) {
                for (int output = 0; output < out; output++) {
                    numbers[at + input] += rest[layer.coordinate(output, input)] / out;
                    taken[layer.coordinate(output, input)] = true;
                }
                if (!(numbers[at + input] > 0)) {
                    numbers[at + input] = 1;
                    numbers[2] += out;
                }
            }
            double[] a = inner[i].clone();
            for (int k = 0; k < in * in; k++) {
                a[k] /= rows * Math.sqrt(numbers[at + k / in]) * Math.sqrt(numbers[at + k % in]);
            }
            int vectors = at + in;
            SymmetricEigen.into(a, in, numbers, vectors);
            numbers[2] += SymmetricEigen.into(outer[i], out, numbers, vectors + in + in * in);
            at += sizeOf(layer);
        }
        for (int i = 0; i < units.length; i++) {
            if (!taken[i]) {
                numbers[at] = i;
                numbers[at + left] = others[i] > 0 ? others[i] : units[i];
                numbers[2] += others[i] > 0 ? 0 : 1;
                at++;
            }
        }
        return new KroneckerNormal(numbers);
    }

    @Override
    public void offsetInto(double[] white, double[] offset) {
        for (int i = 0; i < layers.length; i++) {
            layerInto(layers[i], starts[i], white, offset);
        }
        int left = (int) numbers[1];
        int at = starts[layers.length];
        for (int i = 0; i < left; i++) {
            int coordinate = (int) numbers[at + i];
            offset[coordinate] = white[coordinate] / Math.sqrt(numbers[at + left + i]);
        }
    }

    private void layerInto(DenseLayer layer, int start, double[] white, double[] offset) {
        int in = layer.inputs() + 1;
        int out = layer.outputs();
        int valuesA = start + in;
        int vectorsA = valuesA + in;
        int valuesB = vectorsA + in * in;
        int vectorsB = valuesB + out;
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                scaled[o * in + i] = white[layer.coordinate(o, i)]
                        / Math.sqrt(numbers[valuesB + o] * numbers[valuesA + i] + 1);
            }
        }
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                double sum = 0;
                for (int k = 0; k < in; k++) {
                    sum += numbers[vectorsA + i * in + k] * scaled[o * in + k];
                }
                turned[o * in + i] = sum / Math.sqrt(numbers[start + i]);
            }
        }
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                double sum = 0;
                for (int k = 0; k < out; k++) {
                    sum += numbers[vectorsB + o * out + k] * turned[k * in + i];
                }
                offset[layer.coordinate(o, i)] = sum;
            }
        }
    }

    @Override
    public void variancesInto(double[] variances) {
        for (int l = 0; l < layers.length; l++) {
            layerVariancesInto(layers[l], starts[l], variances);
        }
        int left = (int) numbers[1];
        int at = starts[layers.length];
        for (int i = 0; i < left; i++) {
            variances[(int) numbers[at + i]] = 1 / numbers[at + left + i];
        }
    }

    private void layerVariancesInto(DenseLayer layer, int start, double[] variances) {
        int in = layer.inputs() + 1;
        int out = layer.outputs();
        int valuesA = start + in;
        int vectorsA = valuesA + in;
        int valuesB = vectorsA + in * in;
        int vectorsB = valuesB + out;
        double[] byEigen = new double[out * in];
        for (int k = 0; k < out; k++) {
            for (int i = 0; i < in; i++) {
                for (int j = 0; j < in; j++) {
                    double vector = numbers[vectorsA + i * in + j];
                    byEigen[k * in + i] += vector * vector
                            / ((numbers[valuesB + k] * numbers[valuesA + j] + 1) * numbers[start + i]);
                }
            }
        }
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                double sum = 0;
                for (int k = 0; k < out; k++) {
                    double vector = numbers[vectorsB + o * out + k];
                    sum += vector * vector * byEigen[k * in + i];
                }
                variances[layer.coordinate(o, i)] = sum;
            }
        }
    }

    @Override
    public double logDeterminant() {
        double sum = 0;
        for (int l = 0; l < layers.length; l++) {
            int in = layers[l].inputs() + 1;
            int out = layers[l].outputs();
            int valuesA = starts[l] + in;
            int valuesB = valuesA + in + in * in;
            for (int i = 0; i < in; i++) {
                sum += out * Math.log(numbers[starts[l] + i]);
                for (int o = 0; o < out; o++) {
                    sum += Math.log1p(numbers[valuesB + o] * numbers[valuesA + i]);
                }
            }
        }
        int left = (int) numbers[1];
        for (int i = 0; i < left; i++) {
            sum += Math.log(numbers[starts[layers.length] + left + i]);
        }
        return sum;
    }

    @Override
    public int replaced() {
        return (int) numbers[2];
    }

    @Override
    public double[] numbers() {
        return numbers;
    }
}
