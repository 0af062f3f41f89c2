package ergodic.nn.data.series;

import ergodic.nn.data.DataException;
import ergodic.nn.data.FeatureEncoding;
import ergodic.nn.data.FeedBack;
import ergodic.nn.data.ItemCanvas;
import ergodic.nn.data.ItemEncoding;
import ergodic.nn.data.RowShape;
import ergodic.nn.data.TargetEncoding;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Windows, standardised by the mean and the standard deviation (divisor n) of the values that training windows see, each value of the
 * series counted once; of a series that is transformed, of the transformed values.
 */
final class LagEncoding implements ItemEncoding<Lags> {

    private final RowShape shape;
    private final int count;
    private final boolean oneStep;
    private final double mean;
    private final double sd;
    private final List<FeatureEncoding> features;
    private final @Nullable TargetEncoding alike;

    private LagEncoding(RowShape shape, int count, double mean, double sd, boolean oneStep,
            @Nullable TargetEncoding alike) {
        this.shape = shape;
        this.count = count;
        this.oneStep = oneStep;
        this.alike = alike;
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
     * @param alike
     *            the target, if values are transformed as it is
     */
    static LagEncoding learn(List<Lags> training, boolean steps, int horizon, String source,
            @Nullable TargetEncoding alike) {
        int count = training.getFirst().count();
        int seen = count + training.size() - 1;
        double sum = 0;
        for (int i = 0; i < seen; i++) {
            sum += normal(alike, value(training, i));
        }
        double mean = sum / seen;
        double squares = 0;
        for (int i = 0; i < seen; i++) {
            double deviation = normal(alike, value(training, i)) - mean;
            squares += deviation * deviation;
        }
        double sd = Math.sqrt(squares / seen);
        if (!(sd > 0 && Double.isFinite(sd))) {
            throw new DataException(source + ": the series is the same in all training windows, or too large to be"
                    + " standardised, so there is nothing to learn");
        }
        return new LagEncoding(steps ? new RowShape.Sequence(count, 1) : new RowShape.Numbers(count), count, mean, sd,
                horizon == 1, alike);
    }

    private static double normal(@Nullable TargetEncoding alike, double value) {
        return alike == null ? value : alike.toNormal(value);
    }

    private double encode(double value) {
        return (normal(alike, value) - mean) / sd;
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
    public boolean encodesCells() {
        return alike == null;
    }

    @Override
    public @Nullable FeedBack feedBack() {
        return !oneStep ? null : (inputs, offset, value) -> {
            System.arraycopy(inputs, offset + 1, inputs, offset, count - 1);
            inputs[offset + count - 1] = encode(value);
        };
    }

    @Override
    public void show(double[] inputs, int offset, ItemCanvas canvas) {
        if (alike == null) {
            ItemEncoding.super.show(inputs, offset, canvas);
            return;
        }
        double[] values = new double[count];
        Arrays.setAll(values, i -> alike.fromNormal(mean + sd * inputs[offset + i]));
        if (shape instanceof RowShape.Sequence) {
            canvas.curves(new double[][]{values});
        } else {
            canvas.cells(features.stream().map(FeatureEncoding::name).toList(),
                    Arrays.stream(values).mapToObj(LagEncoding::digits).toList());
        }
    }

    private static String digits(double value) {
        return new BigDecimal(value).round(MathContext.DECIMAL32).stripTrailingZeros().toPlainString();
    }

    @Override
    public void encodeInto(Lags item, double[] inputs, int offset) {
        for (int i = 0; i < item.count(); i++) {
            inputs[offset + i] = encode(item.at(i));
        }
    }
}
