package ergodic.nn.data.image;

import ergodic.nn.data.FeatureEncoding;
import ergodic.nn.data.ItemEncoding;
import ergodic.nn.data.RowShape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Pictures of one size, scaled by one mean and one standard deviation for each channel over all its places, or by 255. */
final class PictureEncoding implements ItemEncoding<Picture> {

    /** The largest of a byte. */
    private static final double UNIT = 255;

    private final RowShape.Image shape;
    private final double[] mean;
    private final double[] scale;
    private final List<FeatureEncoding> features;
    private final boolean ofBytes;

    private PictureEncoding(RowShape.Image shape, double[] mean, double[] scale, boolean[] constant, boolean ofBytes) {
        this.shape = shape;
        this.mean = mean;
        this.scale = scale;
        this.ofBytes = ofBytes;
        List<FeatureEncoding> all = new ArrayList<>();
        for (int channel = 0; channel < shape.channels(); channel++) {
            for (int y = 0; y < shape.height(); y++) {
                for (int x = 0; x < shape.width(); x++) {
                    String place = shape.channels() == 1 ? y + "," + x : channel + "," + y + "," + x;
                    all.add(new FeatureEncoding.Numeric("pixel " + place, mean[channel], scale[channel],
                            constant[channel]));
                }
            }
        }
        this.features = List.copyOf(all);
    }

    /** By 255: bytes become numbers from 0 to 1. */
    static PictureEncoding unit(List<Picture> training) {
        RowShape.Image shape = shape(training);
        double[] scale = new double[shape.channels()];
        java.util.Arrays.fill(scale, UNIT);
        return new PictureEncoding(shape, new double[shape.channels()], scale, new boolean[shape.channels()], true);
    }

    /** By mean and standard deviation (divisor n) of each channel. */
    static PictureEncoding standardised(List<Picture> training, List<String> notes) {
        RowShape.Image shape = shape(training);
        double[] mean = new double[shape.channels()];
        double[] scale = new double[shape.channels()];
        boolean[] constant = new boolean[shape.channels()];
        int places = shape.height() * shape.width();
        double count = (double) places * training.size();
        for (int channel = 0; channel < mean.length; channel++) {
            double first = training.getFirst().at(channel * places);
            double sum = 0;
            boolean same = true;
            for (Picture picture : training) {
                for (int i = channel * places; i < (channel + 1) * places; i++) {
                    double value = picture.at(i);
                    sum += value;
                    same &= value == first;
                }
            }
            mean[channel] = same ? first : sum / count;
            constant[channel] = same;
            double squares = 0;
            for (Picture picture : training) {
                for (int i = channel * places; i < (channel + 1) * places; i++) {
                    double deviation = picture.at(i) - mean[channel];
                    squares += deviation * deviation;
                }
            }
            scale[channel] = same ? 0 : Math.sqrt(squares / count);
            if (same) {
                notes.add("channel " + channel + " is constant in the training images (" + first
                        + "); its inputs are 0 and tell the network nothing");
            }
        }
        return new PictureEncoding(shape, mean, scale, constant, false);
    }

    private static RowShape.Image shape(List<Picture> training) {
        Picture first = training.getFirst();
        return new RowShape.Image(first.channels(), first.height(), first.width());
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
    public @Nullable String complaint(Picture item) {
        if (item.channels() != shape.channels() || item.height() != shape.height() || item.width() != shape.width()) {
            return "the image is " + item.size() + " (channels, height, width), but the training images are "
                    + shape.channels() + " x " + shape.height() + " x " + shape.width() + "; bring it to their size";
        }
        return ofBytes && !item.ofBytes()
                ? "the image is not of whole numbers from 0 to 255, which data.pixels = \"unit\" divides by 255; scale it,"
                        + " or choose data.pixels = \"standardised\""
                : null;
    }

    @Override
    public void encodeInto(Picture item, double[] inputs, int offset) {
        int places = shape.height() * shape.width();
        for (int channel = 0; channel < mean.length; channel++) {
            for (int i = channel * places; i < (channel + 1) * places; i++) {
                inputs[offset + i] = scale[channel] == 0 ? 0 : (item.at(i) - mean[channel]) / scale[channel];
            }
        }
    }
}
