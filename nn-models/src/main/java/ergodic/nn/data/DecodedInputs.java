package ergodic.nn.data;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** From the inputs of a row back to what it was, by the encodings that were learned. */
final class DecodedInputs {

    /** As many digits as tell values apart once they were scaled and brought back. */
    private static final MathContext DIGITS = new MathContext(6);

    private static final int MINUTES_A_DAY = 24 * 60;

    private DecodedInputs() {}

    /** Shows the row whose inputs begin at the offset. */
    static void show(RowShape shape, List<FeatureEncoding> features, double[] inputs, int offset, ItemCanvas canvas) {
        int steps = shape.padded() ? (int) inputs[offset + shape.size()] : shape.dims()[0];
        switch (shape) {
            case RowShape.Numbers numbers -> {
                List<String> names = new ArrayList<>();
                List<String> values = new ArrayList<>();
                int at = offset;
                for (FeatureEncoding feature : features) {
                    names.add(feature.name());
                    values.add(cell(feature, inputs, at));
                    at += feature.width();
                }
                canvas.cells(names, values);
            }
            case RowShape.Image image -> {
                double[] values = new double[image.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = number(features.get(i), inputs[offset + i]);
                }
                canvas.picture(image, values);
            }
            case RowShape.Sequence sequence -> {
                double[][] curves = new double[sequence.features()][steps];
                for (int step = 0; step < steps; step++) {
                    for (int feature = 0; feature < curves.length; feature++) {
                        int place = step * curves.length + feature;
                        curves[feature][step] = number(features.get(place), inputs[offset + place]);
                    }
                }
                canvas.curves(curves);
            }
            case RowShape.Symbols symbols -> {
                List<String> words = new ArrayList<>();
                for (int step = 0; step < steps; step++) {
                    words.add(Integer.toString((int) inputs[offset + step]));
                }
                canvas.passage(words);
            }
        }
    }

    private static double number(FeatureEncoding feature, double input) {
        FeatureEncoding.Numeric scale = feature.scale();
        return scale == null ? input : scale.constant() ? scale.mean() : scale.mean() + scale.sd() * input;
    }

    private static String cell(FeatureEncoding feature, double[] inputs, int at) {
        return switch (feature) {
            case FeatureEncoding.Numeric numeric -> shown(number(numeric, inputs[at]));
            case FeatureEncoding.Whole whole -> shown(inputs[at]);
            case FeatureEncoding.Dates dates -> date(number(dates, inputs[at]));
            case FeatureEncoding.Gapped(FeatureEncoding values, List<Double> fill, boolean indicated) ->
                indicated && inputs[at + fill.size()] == 1 ? "missing" : cell(values, inputs, at);
            case FeatureEncoding.Category category -> {
                for (int k = 0; k < category.categories().size(); k++) {
                    if (inputs[at + k] == 1) {
                        yield category.categories().get(k);
                    }
                }
                yield category.other() ? "(other)" : ItemCanvas.UNKNOWN;
            }
        };
    }

    private static String shown(double value) {
        return Double.isFinite(value) ? new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString()
                : Double.toString(value);
    }

    /** A day, with the time of day where it is not midnight, to the minute. */
    private static String date(double days) {
        LocalDateTime time = LocalDateTime.ofEpochSecond(Math.round(days * MINUTES_A_DAY) * 60, 0, ZoneOffset.UTC);
        return time.toLocalTime().equals(LocalTime.MIDNIGHT) ? time.toLocalDate().toString() : time.toString();
    }
}
