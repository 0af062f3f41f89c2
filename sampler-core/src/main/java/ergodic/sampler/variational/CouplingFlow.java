package ergodic.sampler.variational;

import ergodic.sampler.NormalSource;
import ergodic.sampler.StartCovariance;
import ergodic.sampler.Workspace;
import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;
import org.jspecify.annotations.Nullable;

/**
 * A normalising flow: standard normals through affine couplings (Dinh, Sohl-Dickstein and Bengio 2017), then an independent scale and shift of each coordinate, which alone is mean field;
 * couplings begin as the identity. Each coupling leaves every other coordinate as it is and moves the others by {@code x e^s + t}, s and t being a network of {@value #HIDDEN} tanh
 * units of those that stay, s bounded by {@value #MOST_SCALE}; couplings take turns in which they leave.
 *
 * <p>
 * Couplings rather than an inverse autoregressive flow: the gradient of log q at a draw, which the path derivative needs, is carried along with the draw, at the cost of one more backward pass
 * (Vaitl, Nicoli, Nakajima and Kessel 2022), as the Jacobian of a coupling is inverted in closed form.
 *
 * <p>
 * Parameters are d shifts, the logarithms of d scales, then for each coupling its hidden weights and biases, and weights and biases of s and of t. Moves of weights are in units of one over the
 * number of what they sum, so that a step changes sums by about its size, and
 * of a quarter of that: couplings bend what the others have bent.
 */
final class CouplingFlow implements Approximation {

    /** Units of a coupling's network. */
    static final int HIDDEN = 16;
    /** Largest log scale of a coupling. */
    static final double MOST_SCALE = 2.0;
    /** A move of what a coupling sums, where that of a coordinate is 1. */
    private static final double SHARE = 0.25;

    private final int dimension;
    private final int layers;
    @Workspace("made of the parameters")
    private final double[] widths;
    @Workspace("made of the parameters")
    private double logWidths;
    /** What comes into each coupling, and what leaves the last. */
    @Workspace("of the last draw")
    private final double[][] inputs;
    @Workspace("of the last draw")
    private final double[][] hidden;
    @Workspace("of the last draw")
    private final double[][] scales;
    @Workspace
    private final double[] score;
    @Workspace
    private final double[] pull;
    @Workspace
    private final double[] units;

    CouplingFlow(int dimension, int layers) {
        this.dimension = dimension;
        this.layers = layers;
        this.widths = new double[dimension];
        this.inputs = new double[layers + 1][dimension];
        this.hidden = new double[layers][HIDDEN];
        this.scales = new double[layers][dimension];
        this.score = new double[dimension];
        this.pull = new double[dimension];
        this.units = new double[HIDDEN];
    }

    /** Coordinates that a coupling leaves: those of the parity of its number. */
    private int staying(int layer) {
        return (dimension + 1 - layer % 2) / 2;
    }

    private int moving(int layer) {
        return dimension - staying(layer);
    }

    /** The k-th coordinate that stays, and the k-th that moves. */
    private static int stays(int layer, int k) {
        return 2 * k + layer % 2;
    }

    private static int moves(int layer, int k) {
        return 2 * k + 1 - layer % 2;
    }

    private int size(int layer) {
        return HIDDEN * (staying(layer) + 1) + 2 * moving(layer) * (HIDDEN + 1);
    }

    /** Where the parameters of a coupling begin. */
    private int begin(int layer) {
        return 2 * dimension + (layer + 1) / 2 * size(0) + layer / 2 * size(1);
    }

    /** Where those of s of the k-th moving coordinate begin: weights, then the bias; those of t follow on all of s. */
    private int ofScale(int layer, int k) {
        return begin(layer) + HIDDEN * (staying(layer) + 1) + k * (HIDDEN + 1);
    }

    private int ofShift(int layer, int k) {
        return ofScale(layer, moving(layer) + k);
    }

    @Override
    public int parameters() {
        return begin(layers);
    }

    @Override
    public int noise() {
        return dimension;
    }

    @Override
    public void begin(double[] parameters, double[] mean, @Nullable StartCovariance known, UniformRandomProvider rng) {
        MeanFieldNormal.begin(parameters, mean, known);
        Arrays.fill(parameters, 2 * dimension, parameters.length, 0);
        NormalizedGaussianSampler normal = new NormalSource().of(rng);
        for (int layer = 0; layer < layers; layer++) {
            int count = staying(layer);
            for (int i = 0; i < HIDDEN * count; i++) {
                parameters[begin(layer) + i] = normal.sample() / Math.sqrt(count);
            }
        }
    }

    @Override
    public void prepare(double[] parameters) {
        double sum = 0;
        for (int i = 0; i < dimension; i++) {
            sum += parameters[dimension + i];
            widths[i] = Math.exp(parameters[dimension + i]);
        }
        logWidths = sum;
    }

    @Override
    public double drawInto(double[] parameters, double[] noise, double[] theta) {
        double sum = -0.5 * dimension * LOG_TWO_PI - logWidths;
        for (int i = 0; i < dimension; i++) {
            sum -= 0.5 * noise[i] * noise[i];
        }
        System.arraycopy(noise, 0, inputs[0], 0, dimension);
        for (int layer = 0; layer < layers; layer++) {
            sum -= couple(parameters, layer);
        }
        for (int i = 0; i < dimension; i++) {
            theta[i] = parameters[i] + widths[i] * inputs[layers][i];
        }
        return sum;
    }

    /** One coupling; answers with the log determinant of its Jacobian. */
    private double couple(double[] parameters, int layer) {
        double[] in = inputs[layer];
        double[] out = inputs[layer + 1];
        double[] u = hidden[layer];
        double[] s = scales[layer];
        int count = staying(layer);
        int at = begin(layer);
        int biases = at + HIDDEN * count;
        System.arraycopy(in, 0, out, 0, dimension);
        for (int h = 0; h < HIDDEN; h++) {
            double sum = parameters[biases + h];
            for (int k = 0; k < count; k++) {
                sum += parameters[at + h * count + k] * in[stays(layer, k)];
            }
            u[h] = Math.tanh(sum);
        }
        double logDeterminant = 0;
        for (int k = 0; k < moving(layer); k++) {
            int i = moves(layer, k);
            s[i] = MOST_SCALE * Math.tanh(output(parameters, ofScale(layer, k), u) / MOST_SCALE);
            out[i] = in[i] * Math.exp(s[i]) + output(parameters, ofShift(layer, k), u);
            logDeterminant += s[i];
        }
        return logDeterminant;
    }

    private static double output(double[] parameters, int at, double[] u) {
        double sum = parameters[at + HIDDEN];
        for (int h = 0; h < HIDDEN; h++) {
            sum += parameters[at + h] * u[h];
        }
        return sum;
    }

    @Override
    public void addPath(double[] parameters, double[] noise, double[] slope, double weight, double[] moves) {
        for (int i = 0; i < dimension; i++) {
            score[i] = -noise[i];
        }
        for (int layer = 0; layer < layers; layer++) {
            carryScore(parameters, layer);
        }
        for (int i = 0; i < dimension; i++) {
            pull[i] = widths[i] * slope[i] - weight * score[i];
            moves[i] += pull[i];
            moves[dimension + i] += pull[i] * inputs[layers][i];
        }
        for (int layer = layers - 1; layer >= 0; layer--) {
            pullBack(parameters, layer, moves);
        }
    }

    /** From the gradient of log q by what comes into a coupling to that by what leaves it: {@code J^-T} of it less that of the log determinant. */
    private void carryScore(double[] parameters, int layer) {
        double[] in = inputs[layer];
        double[] s = scales[layer];
        Arrays.fill(units, 0);
        for (int k = 0; k < moving(layer); k++) {
            int i = moves(layer, k);
            double after = score[i] * Math.exp(-s[i]);
            addToUnits(parameters, layer, k, 1 + score[i] * in[i], after);
            score[i] = after;
        }
        toStaying(parameters, layer, score, -1);
    }

    /** Adds to the units what a coupling's outputs of the k-th moving coordinate pull by. */
    private void addToUnits(double[] parameters, int layer, int k, double ofScale, double ofShift) {
        double bent = ofScale * bend(scales[layer][moves(layer, k)]);
        int scaleAt = ofScale(layer, k);
        int shiftAt = ofShift(layer, k);
        for (int h = 0; h < HIDDEN; h++) {
            units[h] += bent * parameters[scaleAt + h] + ofShift * parameters[shiftAt + h];
        }
    }

    /** Derivative of the bounded scale. */
    private static double bend(double scale) {
        double share = scale / MOST_SCALE;
        return 1 - share * share;
    }

    /** Through the tanh of the units, then their weights. */
    private void toStaying(double[] parameters, int layer, double[] target, double sign) {
        int count = staying(layer);
        int at = begin(layer);
        for (int h = 0; h < HIDDEN; h++) {
            double u = hidden[layer][h];
            units[h] *= 1 - u * u;
            for (int k = 0; k < count; k++) {
                target[stays(layer, k)] += sign * units[h] * parameters[at + h * count + k];
            }
        }
    }

    private void pullBack(double[] parameters, int layer, double[] moved) {
        double[] in = inputs[layer];
        double[] s = scales[layer];
        double[] u = hidden[layer];
        Arrays.fill(units, 0);
        for (int k = 0; k < moving(layer); k++) {
            int i = moves(layer, k);
            double stretched = pull[i] * Math.exp(s[i]);
            addToUnits(parameters, layer, k, stretched * in[i], pull[i]);
            double bent = stretched * in[i] * bend(s[i]);
            int scaleAt = ofScale(layer, k);
            int shiftAt = ofShift(layer, k);
            for (int h = 0; h < HIDDEN; h++) {
                moved[scaleAt + h] += SHARE * bent * u[h] / HIDDEN;
                moved[shiftAt + h] += SHARE * pull[i] * u[h] / HIDDEN;
            }
            moved[scaleAt + HIDDEN] += SHARE * bent;
            moved[shiftAt + HIDDEN] += SHARE * pull[i];
            pull[i] = stretched;
        }
        toStaying(parameters, layer, pull, 1);
        int count = staying(layer);
        int at = begin(layer);
        int biases = at + HIDDEN * count;
        for (int h = 0; h < HIDDEN; h++) {
            moved[biases + h] += SHARE * units[h];
            for (int k = 0; k < count; k++) {
                moved[at + h * count + k] += SHARE * units[h] * in[stays(layer, k)] / count;
            }
        }
    }

    @Override
    public void move(double[] parameters, double[] moves) {
        for (int i = 0; i < dimension; i++) {
            parameters[i] += widths[i] * moves[i];
            parameters[dimension + i] += moves[dimension + i];
        }
        for (int layer = 0; layer < layers; layer++) {
            int count = staying(layer);
            int at = begin(layer);
            int biases = at + HIDDEN * count;
            for (int i = at; i < biases; i++) {
                parameters[i] += SHARE * moves[i] / count;
            }
            for (int i = biases; i < biases + HIDDEN; i++) {
                parameters[i] += SHARE * moves[i];
            }
            for (int k = 0; k < 2 * moving(layer); k++) {
                int weights = ofScale(layer, k);
                for (int h = 0; h < HIDDEN; h++) {
                    parameters[weights + h] += SHARE * moves[weights + h] / HIDDEN;
                }
                parameters[weights + HIDDEN] += SHARE * moves[weights + HIDDEN];
            }
        }
    }

    @Override
    public void centreInto(double[] parameters, double[] theta) {
        System.arraycopy(parameters, 0, theta, 0, dimension);
    }

    @Override
    public void widen(double[] parameters, double factor) {
        for (int i = 0; i < dimension; i++) {
            parameters[dimension + i] += Math.log(factor);
        }
    }
}
