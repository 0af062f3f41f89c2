package ergodic.sampler.dropout;

import ergodic.sampler.InputUnits;
import ergodic.sampler.Workspace;
import ergodic.sampler.support.PlainVectors;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The law of masks, one for training and prediction: each layer has a rate p, each number of its mask is drawn by itself, and the weights are multiplied by
 * {@code z / (1 - p)}, so that a mask is 1 in the mean.
 *
 * <p>
 * With fixed rates z is 0 with probability p and 1 otherwise. With rates that are learned z is relaxed (Gal, Hron and Kendall 2017, equation 5):
 * {@code z = 1 - sigmoid((logit p + logit u) / t)}, u uniform, t = 0.1, which has a derivative by the rate's logit; its mean is 1 - p but for the relaxation.
 */
final class MaskLaw {

    private static final double TEMPERATURE = 0.1;

    private final InputUnits[] layers;
    private final MaskForm form;
    private final boolean relaxed;
    private final double[] logits;
    /** Factor of each coordinate. */
    @Workspace
    private final double[] mask;
    /** Its derivative by the logit of its layer's rate. */
    @Workspace
    private final double[] slopes;
    @Workspace
    private final double[] units;
    @Workspace
    private final double[] unitSlopes;

    /**
     * A law whose rates are all the same at first.
     *
     * @param dimension
     *            coordinates in all; those of no layer are not masked
     */
    MaskLaw(int dimension, List<InputUnits> layers, MaskForm form, double rate, boolean relaxed) {
        this.layers = new InputUnits[layers.size()];
        int most = 0;
        for (int layer = 0; layer < this.layers.length; layer++) {
            this.layers[layer] = layers.get(layer);
            most = Math.max(most, form == MaskForm.UNIT ? layers.get(layer).units() : layers.get(layer).size());
        }
        this.form = form;
        this.relaxed = relaxed;
        this.logits = new double[this.layers.length];
        Arrays.fill(logits, Math.log(rate) - Math.log1p(-rate));
        this.mask = new double[dimension];
        this.slopes = new double[dimension];
        Arrays.fill(mask, 1);
        this.units = new double[most];
        this.unitSlopes = new double[most];
    }

    /** Number of layers. */
    int layers() {
        return layers.length;
    }

    /** Logits of the rates; the array itself. */
    double[] logits() {
        return logits;
    }

    /** The rate of a layer. */
    double rate(int layer) {
        return sigmoid(logits[layer]);
    }

    /** Rate of a number of the masks in the mean of all layers. */
    double meanRate() {
        double sum = 0;
        double count = 0;
        for (int layer = 0; layer < layers.length; layer++) {
            sum += numbers(layer) * rate(layer);
            count += numbers(layer);
        }
        return sum / count;
    }

    /** Lowest rate of a layer. */
    double lowestRate() {
        double lowest = 1;
        for (int layer = 0; layer < layers.length; layer++) {
            lowest = Math.min(lowest, rate(layer));
        }
        return lowest;
    }

    /** Highest rate of a layer. */
    double highestRate() {
        double highest = 0;
        for (int layer = 0; layer < layers.length; layer++) {
            highest = Math.max(highest, rate(layer));
        }
        return highest;
    }

    private int numbers(int layer) {
        return form == MaskForm.UNIT ? layers[layer].units() : layers[layer].size();
    }

    /** Draws masks for all layers. */
    void draw(UniformRandomProvider rng) {
        for (int layer = 0; layer < layers.length; layer++) {
            InputUnits at = layers[layer];
            double p = rate(layer);
            double scale = 1 / (1 - p);
            int numbers = numbers(layer);
            for (int i = 0; i < numbers; i++) {
                double u = rng.nextDouble();
                if (relaxed) {
                    // In the half open interval: 0 itself would be an infinite logit, which sigmoid takes.
                    double dropped = sigmoid((logits[layer] + Math.log(u) - Math.log1p(-u)) / TEMPERATURE);
                    units[i] = (1 - dropped) * scale;
                    unitSlopes[i] = scale * (p * (1 - dropped) - dropped * (1 - dropped) / TEMPERATURE);
                } else {
                    units[i] = u < p ? 0 : scale;
                }
            }
            for (int element = 0; element < at.size(); element++) {
                int number = form == MaskForm.UNIT ? at.unitOf(element) : element;
                mask[at.offset() + element] = units[number];
                slopes[at.offset() + element] = relaxed ? unitSlopes[number] : 0;
            }
        }
    }

    /** Fills the weights that the present mask makes. */
    void applyInto(double[] weights, double[] masked) {
        for (int i = 0; i < weights.length; i++) {
            masked[i] = weights[i] * mask[i];
        }
    }

    /**
     * Adds a share of a gradient at the masked weights to that at the weights and the logits: the chain rule through the present mask.
     *
     * @param gradient
     *            at the masked weights
     * @param pulled
     *            of weights and then logits, added to
     */
    void pullBack(double[] weights, double[] gradient, double share, double[] pulled) {
        for (int i = 0; i < weights.length; i++) {
            pulled[i] += share * gradient[i] * mask[i];
        }
        for (int layer = 0; relaxed && layer < layers.length; layer++) {
            InputUnits at = layers[layer];
            double sum = 0;
            for (int i = at.offset(); i < at.offset() + at.size(); i++) {
                sum += gradient[i] * weights[i] * slopes[i];
            }
            pulled[weights.length + layer] += share * sum;
        }
    }

    /** Entropy of all masks, each number of theirs Bernoulli: what a rate is held to. */
    double entropy() {
        double sum = 0;
        for (int layer = 0; layer < layers.length; layer++) {
            double p = rate(layer);
            sum -= numbers(layer) * (p * Math.log(p) + (1 - p) * Math.log1p(-p));
        }
        return sum;
    }

    /** Adds the entropy's derivatives by the logits to those of weights and logits. */
    void addEntropySlope(double[] pulled) {
        for (int layer = 0; layer < layers.length; layer++) {
            double p = rate(layer);
            pulled[pulled.length - layers.length + layer] -= numbers(layer) * logits[layer] * p * (1 - p);
        }
    }

    private static double sigmoid(double x) {
        return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
    }

    void save(DataOutput out) throws IOException {
        PlainVectors.writeAll(out, logits);
    }

    void load(DataInput in) throws IOException {
        PlainVectors.readInto(in, logits);
    }
}
