package ergodic.study;

import ergodic.diagnostics.report.Exhibit;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.ItemCanvas;
import ergodic.nn.data.RowShape;
import ergodic.nn.data.Rows;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes a row as what it is, for the report. */
final class ExhibitCanvas implements ItemCanvas {

    private static final double BYTE = 255;

    private Exhibit.@Nullable Content content;

    private ExhibitCanvas() {}

    /** What a row of a dataset looks like. */
    static Exhibit.Content of(Dataset dataset, Rows rows, int row) {
        ExhibitCanvas canvas = new ExhibitCanvas();
        dataset.show(rows, row, canvas);
        Exhibit.Content shown = canvas.content;
        if (shown == null) {
            throw new IllegalStateException("a kind of data must show its rows");
        }
        return shown;
    }

    /** Numbers from 0 to 255 are bytes, from 0 to 1 shares of them; others are stretched from their smallest to their largest. */
    @Override
    public void picture(RowShape.Image shape, double[] values) {
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        // A little beyond the ends may be rounding.
        boolean bytes = low > -0.01 && high < BYTE + 0.01;
        double from = bytes ? 0 : low;
        double scale = bytes ? high < 1.0001 ? BYTE : 1 : high > low ? BYTE / (high - low) : 0;
        int places = shape.height() * shape.width();
        boolean colours = shape.channels() == 3;
        int channels = colours ? 3 : 1;
        byte[] pixels = new byte[places * channels];
        for (int place = 0; place < places; place++) {
            for (int channel = 0; channel < channels; channel++) {
                double value = (values[channel * places + place] - from) * scale;
                pixels[place * channels + channel] = (byte) Math.clamp(Math.round(value), 0, 255);
            }
        }
        content = new Exhibit.Picture(shape.width(), shape.height(), channels, pixels);
    }

    @Override
    public void curves(double[][] features) {
        content = new Exhibit.Curves(features);
    }

    @Override
    public void passage(List<String> words) {
        content = new Exhibit.Passage(words);
    }

    @Override
    public void cells(List<String> names, List<String> values) {
        content = new Exhibit.Cells(names, values);
    }
}
