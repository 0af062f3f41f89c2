package ergodic.sampler.dropout;

import ergodic.sampler.ChainState;
import ergodic.sampler.DrawKind;
import ergodic.sampler.Finiteness;
import ergodic.sampler.Fit;
import ergodic.sampler.InputUnits;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.Workspace;
import ergodic.sampler.optimize.AdamW;
import ergodic.sampler.optimize.AdamWSettings;
import ergodic.sampler.optimize.ShuffledBatches;
import ergodic.sampler.support.PlainVectors;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Fits weights M such that random masks of them have a high log density in the mean, and draws masks of them: {@code M z / (1 - p)}, by one
 * {@link MaskLaw} in training and prediction. What is maximised is {@code E_z[log p(data, M z / (1 - p))]}, the prior that of the density: up to a
 * constant the evidence lower bound of a family of such masks (Gal and Ghahramani 2016), whose atoms have no density. Where rates are learned the entropy of masks of 0 and 1
 * is added (Gal, Hron and Kendall 2017, equation 3), which moves with the rates: the masks are then
 * relaxed and have a density, the draws still none, as weights that are not masked are points.
 *
 * <p>
 * A mask is one of weights, and so one for all rows of a gradient and all steps of a sequence. A step draws several and gives each its share of the batch: the
 * estimate is unbiased, and its variance that of the rows over the batch plus that of the masks over their number, where a mask for each row would divide both by the batch.
 *
 * <p>
 * Where a value is not finite the fit goes back to the last hundredth of its steps with half the learning rate; after twenty times it is given up.
 */
public final class DropoutFit implements Fit {

    /** Mean rate of the masks. */
    public static final Statistic RATE = Statistic.real("dropout_rate",
            "probability of 0 in the mean of all numbers of a mask");
    /** Lowest rate of a layer. */
    public static final Statistic LOWEST = Statistic.real("dropout_rate_lowest", "lowest of the layers' rates");
    /** Highest rate of a layer. */
    public static final Statistic HIGHEST = Statistic.real("dropout_rate_highest", "highest of the layers' rates");
    /** Entropy of a mask. */
    public static final Statistic ENTROPY = Statistic.real("mask_entropy",
            "entropy of all numbers of a mask, each 0 or 1 at its rate, in nats: what of the divergence from the prior the rates alone decide");
    /** What it says beyond what all say. */
    public static final List<Statistic> STATISTICS = List.of(RATE, LOWEST, HIGHEST, ENTROPY);

    /** Most masks that are tried for a draw of finite density. */
    static final int TRIES = 10;
    private static final int MOST_RETREATS = 20;
    private static final int LOOKS = 100;

    private final StochasticLogDensity density;
    private final DropoutSettings settings;
    private final MaskLaw law;
    private final AdamW optimizer;
    private final ShuffledBatches batches;
    private final double perRow;
    private final int batchSize;
    private final int masks;
    private final double[] weights;
    /** Weights and logits to go back to. */
    private final double[] safe;
    private int steps;
    private int retreats;
    private double damping = 1;
    /** Weights and logits. */
    @Workspace
    private final double[] position;
    @Workspace
    private final double[] pulled;
    @Workspace
    private final double[] masked;
    @Workspace
    private final double[] gradient;
    @Workspace
    private final int[] part;

    /**
     * A fit to {@code density} for one chain.
     *
     * @throws IllegalArgumentException
     *             if the density knows no inputs of layers that can be masked
     */
    public DropoutFit(StochasticLogDensity density, DropoutSettings settings) {
        int d = density.dimension();
        int rows = density.rowCount();
        List<InputUnits> layers = masked(density, settings.inputs());
        this.density = density;
        this.settings = settings;
        this.law = new MaskLaw(d, layers, settings.form(), settings.rate(), settings.learned());
        this.batchSize = Math.min(settings.batchSize(), rows);
        this.masks = Math.min(settings.masks(), batchSize);
        this.optimizer = new AdamW(d + law.layers(), AdamWSettings.of(settings.learningRate()));
        this.batches = ShuffledBatches.ofAll(rows, batchSize);
        this.perRow = 1.0 / Math.max(1, rows);
        this.weights = new double[d];
        this.safe = new double[d + law.layers()];
        this.position = new double[d + law.layers()];
        this.pulled = new double[d + law.layers()];
        this.masked = new double[d];
        this.gradient = new double[d];
        this.part = new int[batchSize];
    }

    /**
     * Layers whose inputs are masked.
     *
     * @param inputs
     *            whether those that are data are too
     * @throws IllegalArgumentException
     *             if there are none, in a sentence
     */
    static List<InputUnits> masked(StochasticLogDensity density, boolean inputs) {
        List<InputUnits> layers = new ArrayList<>();
        for (InputUnits units : density.inputUnits()) {
            if (inputs || !units.data()) {
                layers.add(units);
            }
        }
        if (layers.isEmpty()) {
            throw new IllegalArgumentException(density.inputUnits().isEmpty()
                    ? "sampler.method = \"dropout\" masks inputs of layers, but this density tells none: implement inputUnits, or"
                            + " take another method"
                    : "sampler.method = \"dropout\" finds no hidden units to mask; set sampler.drop_inputs = true, or give the network a"
                            + " hidden layer");
        }
        return layers;
    }

    @Override
    public DrawKind kind() {
        return DrawKind.INDEPENDENT;
    }

    @Override
    public List<Statistic> statistics() {
        return STATISTICS;
    }

    /** The law of the masks. */
    MaskLaw law() {
        return law;
    }

    /** The fitted weights; the array itself. */
    double[] weights() {
        return weights;
    }

    @Override
    public void begin(ChainState state, UniformRandomProvider rng) {
        System.arraycopy(state.theta(), 0, weights, 0, weights.length);
        keep();
    }

    @Override
    public void step(ChainState state, UniformRandomProvider rng, Transition transition) {
        boolean moves = steps < settings.steps() && !broken();
        boolean usable = true;
        if (moves) {
            double value = estimate(rng);
            usable = Finiteness.holds(value, pulled);
            double schedule = 0.5 * (1 + Math.cos(Math.PI * steps / settings.steps()));
            steps++;
            if (usable) {
                for (int i = 0; i < pulled.length; i++) {
                    pulled[i] *= -perRow;
                }
                gather();
                optimizer.step(position, -value * perRow, pulled, damping * schedule);
                scatter(position);
                if (steps % Math.max(1, settings.steps() / LOOKS) == 0 && Finiteness.firstFault(position) < 0) {
                    keep();
                }
                state.setLogDensity(value);
            } else {
                retreats++;
                damping *= 0.5;
                scatter(safe);
                optimizer.reset();
            }
            System.arraycopy(weights, 0, state.theta(), 0, weights.length);
        }
        transition.report(state.logDensity(), moves ? masks : 0, !usable, moves && usable, false);
        tell(transition);
    }

    /** An estimate of what is maximised by fresh masks and rows; fills its gradient in weights and logits. */
    double estimate(UniformRandomProvider rng) {
        int[] batch = batches.next(rng);
        Arrays.fill(pulled, 0);
        double sum = 0;
        int from = 0;
        for (int i = 0; i < masks; i++) {
            int to = (int) ((long) batchSize * (i + 1) / masks);
            System.arraycopy(batch, from, part, 0, to - from);
            // Of parts of unlike sizes each counts as its rows do.
            double share = (double) (to - from) / batchSize;
            law.draw(rng);
            law.applyInto(weights, masked);
            sum += share * density.evaluateSubset(masked, part, to - from, gradient);
            law.pullBack(weights, gradient, share, pulled);
            from = to;
        }
        if (settings.learned()) {
            sum += law.entropy();
            law.addEntropySlope(pulled);
        }
        return sum;
    }

    /** The gradient of the last {@link #estimate}; the array itself. */
    double[] pulled() {
        return pulled;
    }

    private void gather() {
        System.arraycopy(weights, 0, position, 0, weights.length);
        System.arraycopy(law.logits(), 0, position, weights.length, law.layers());
    }

    private void scatter(double[] from) {
        System.arraycopy(from, 0, weights, 0, weights.length);
        if (settings.learned()) {
            System.arraycopy(from, weights.length, law.logits(), 0, law.layers());
        }
    }

    private void keep() {
        gather();
        System.arraycopy(position, 0, safe, 0, safe.length);
    }

    private boolean broken() {
        return retreats > MOST_RETREATS;
    }

    @Override
    public void finish(ChainState state) {
        // The weights stay as the last step left them.
    }

    @Override
    public void draw(ChainState state, UniformRandomProvider rng, Transition transition) {
        int tries = 0;
        boolean usable = false;
        while (!usable && tries < TRIES) {
            if (tries == TRIES - 1) {
                System.arraycopy(weights, 0, state.theta(), 0, weights.length);
            } else {
                law.draw(rng);
                law.applyInto(weights, state.theta());
            }
            usable = Finiteness.holds(state.refresh(density), state.gradient());
            tries++;
        }
        transition.report(state.logDensity(), tries, tries > 1 || broken(), true, steps < settings.steps());
        tell(transition);
    }

    private void tell(Transition transition) {
        transition.set(0, law.meanRate());
        transition.set(1, law.lowestRate());
        transition.set(2, law.highestRate());
        transition.set(3, law.entropy());
    }

    @Override
    public void save(DataOutput out) throws IOException {
        law.save(out);
        optimizer.save(out);
        batches.save(out);
        PlainVectors.writeAll(out, weights);
        PlainVectors.writeAll(out, safe);
        out.writeInt(steps);
        out.writeInt(retreats);
        out.writeDouble(damping);
    }

    @Override
    public void load(DataInput in) throws IOException {
        law.load(in);
        optimizer.load(in);
        batches.load(in);
        PlainVectors.readInto(in, weights);
        PlainVectors.readInto(in, safe);
        steps = in.readInt();
        retreats = in.readInt();
        damping = in.readDouble();
    }
}
