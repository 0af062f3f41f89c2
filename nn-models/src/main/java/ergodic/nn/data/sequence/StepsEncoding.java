package ergodic.nn.data.sequence;

import ergodic.nn.data.FeatureEncoding;
import ergodic.nn.data.ItemEncoding;
import ergodic.nn.data.RowShape;
import ergodic.sampler.words.Counted;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sequences, standardised by one mean and one standard deviation (divisor n) of each feature, over all steps of the training
 * sequences; behind the end of a sequence stand zeros, and its length last.
 */
final class StepsEncoding implements ItemEncoding<Steps> {

    private final RowShape.Sequence shape;
    private final double[] mean;
    private final double[] sd;
    private final List<FeatureEncoding> features;

    private StepsEncoding(RowShape.Sequence shape, double[] mean, double[] sd) {
        this.shape = shape;
        this.mean = mean;
        this.sd = sd;
        List<FeatureEncoding> all = new ArrayList<>();
        for (int step = 0; step < shape.steps(); step++) {
            for (int feature = 0; feature < shape.features(); feature++) {
                all.add(new FeatureEncoding.Numeric("step " + step + " feature " + feature, mean[feature], sd[feature],
                        sd[feature] == 0));
            }
        }
        if (shape.padded()) {
            all.add(new FeatureEncoding.Whole("steps", 1, shape.steps(), "numbers of steps that data.steps allows"));
        }
        this.features = List.copyOf(all);
    }

    /**
     * Learns means and deviations.
     *
     * @param wanted
     *            steps of a row; 0 for those of the longest training sequence
     */
    static StepsEncoding learn(List<Steps> training, int wanted, List<String> notes) {
        int width = training.getFirst().features();
        int longest = 0;
        int shortest = Integer.MAX_VALUE;
        for (Steps steps : training) {
            longest = Math.max(longest, steps.count());
            shortest = Math.min(shortest, steps.count());
        }
        int room = wanted == 0 ? longest : wanted;
        double[] mean = new double[width];
        double[] sd = new double[width];
        for (int feature = 0; feature < width; feature++) {
            double first = training.getFirst().at(0, feature);
            double sum = 0;
            double count = 0;
            boolean same = true;
            for (Steps steps : training) {
                for (int step = 0; step < steps.count(); step++) {
                    double value = steps.at(step, feature);
                    sum += value;
                    count++;
                    same &= value == first;
                }
            }
            mean[feature] = same ? first : sum / count;
            double squares = 0;
            for (Steps steps : training) {
                for (int step = 0; step < steps.count(); step++) {
                    double deviation = steps.at(step, feature) - mean[feature];
                    squares += deviation * deviation;
                }
            }
            sd[feature] = same ? 0 : Math.sqrt(squares / count);
            if (same) {
                notes.add("feature " + feature + " is constant in the training sequences (" + first
                        + "); its inputs are 0 and tell the network nothing");
            }
        }
        return new StepsEncoding(new RowShape.Sequence(room, width, shortest < room), mean, sd);
    }

    @Override
    public RowShape shape() {
        return shape;
    }

    @Override
    public List<FeatureEncoding> features() {
        return features;
    }

    @Override
    public @Nullable String complaint(Steps item) {
        if (item.features() != shape.features()) {
            return "the sequence has " + Counted.of(item.features(), "number") + " a step, but training sequences have "
                    + shape.features();
        }
        if (item.count() > shape.steps()) {
            return "the sequence has " + Counted.of(item.count(), "step") + ", but there is room for " + shape.steps()
                    + "; set data.steps = " + item.count() + ", or cut it";
        }
        return shape.padded() || item.count() == shape.steps() ? null
                : "the sequence has " + Counted.of(item.count(), "step") + ", but all training sequences have "
                        + shape.steps() + "; set data.steps to more than that, which makes room for lengths";
    }

    @Override
    public void encodeInto(Steps item, double[] inputs, int offset) {
        int at = offset;
        for (int step = 0; step < item.count(); step++) {
            for (int feature = 0; feature < mean.length; feature++) {
                inputs[at++] = sd[feature] == 0 ? 0 : (item.at(step, feature) - mean[feature]) / sd[feature];
            }
        }
        if (shape.padded()) {
            inputs[offset + shape.size()] = item.count();
        }
    }
}
