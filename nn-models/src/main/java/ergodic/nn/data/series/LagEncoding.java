package ergodic.nn.data.series;

import ergodic.nn.data.DataException;
import ergodic.nn.data.FeatureEncoding;
import ergodic.nn.data.FeedBack;
import ergodic.nn.data.ItemEncoding;
import ergodic.nn.data.RowShape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Windows, standardised by the mean and the standard deviation (divisor n) of the values that training windows see, each value of the
 * series counted once.
 */
final class LagEncoding implements ItemEncoding<Lags> {

    private final RowShape shape;
    private final int count;
    private final boolean oneStep;
    private final double mean;
    private final double sd;
    private final List<FeatureEncoding> features;

    private LagEncoding(RowShape shape, int count, double mean, double sd, boolean oneStep) {
        this.shape = shape;
        this.count = count;
        this.oneStep = oneStep;
        this.mean = mean;
        this.sd = sd;
        List<FeatureEncoding> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(new FeatureEncoding.Numeric("lag " + (count - i), mean, sd, false));
        }
        this.features = List.copyOf(all);
    }

    /**
     * Learns from windows that follow each other by one step.
     *
     * @param horizon
     *            steps from the last value of a window to the one that is predicted
     */
    static LagEncoding learn(List<Lags> training, boolean steps, int horizon, String source) {
        int count = training.getFirst().count();
        int seen = count + training.size() - 1;
        double sum = 0;
        for (int i = 0; i < seen; i++) {
            sum += value(training, i);
        }
        double mean = sum / seen;
        double squares = 0;
        for (int i = 0; i < seen; i++) {
            double deviation = value(training, i) - mean;
            squares += deviation * deviation;
        }
        double sd = Math.sqrt(squares / seen);
        if (!(sd > 0 && Double.isFinite(sd))) {
            throw new DataException(source + ": the series is the same in all training windows, or too large to be"
                    + " standardised, so there is nothing to learn");
        }
        return new LagEncoding(steps ? new RowShape.Sequence(count, 1) : new RowShape.Numbers(count), count, mean, sd,
                horizon == 1);
    }

    /** A value that the windows see, from the oldest on. */
    private static double value(List<Lags> windows, int number) {
        int window = Math.min(number, windows.size() - 1);
        return windows.get(window).at(number - window);
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
    public @Nullable String complaint(Lags item) {
        return null;
    }

    @Override
    public @Nullable FeedBack feedBack() {
        return !oneStep ? null : (inputs, offset, value) -> {
            System.arraycopy(inputs, offset + 1, inputs, offset, count - 1);
            inputs[offset + count - 1] = (value - mean) / sd;
        };
    }

    @Override
    public void encodeInto(Lags item, double[] inputs, int offset) {
        for (int i = 0; i < item.count(); i++) {
            inputs[offset + i] = (item.at(i) - mean) / sd;
        }
    }
}
