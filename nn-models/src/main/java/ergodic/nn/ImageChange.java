package ergodic.nn;

import ergodic.autodiff.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Changes of an image that leave what it shows as it is. Outputs of a network may be their means over them
 * ({@link NetworkSpec#averagedOver}), which keeps a row one observation where copies of it would count as new ones.
 */
public enum ImageChange {
    /** Left and right are exchanged: the image and its mirror. */
    MIRROR {
        @Override
        List<Tensor> of(Tensor image) {
            return List.of(image, mirrored(image));
        }
    },
    /** By a pixel, to the left, right, up and down, and not at all; pixels of the edge that is left are repeated. */
    SHIFT {
        @Override
        List<Tensor> of(Tensor image) {
            List<Tensor> all = new ArrayList<>(List.of(image));
            for (int axis = HEIGHT; axis <= WIDTH; axis++) {
                if (image.shape().dim(axis) > 1) {
                    all.add(moved(image, axis, true));
                    all.add(moved(image, axis, false));
                }
            }
            return all;
        }
    },
    /**
     * By ten degrees about the middle, to either side, and not at all; between pixels by bilinear interpolation, which blurs
     * the turned images a little and the image itself not, and beyond the edge as its pixels.
     */
    TURN {
        @Override
        List<Tensor> of(Tensor image) {
            return List.of(image, turned(image, DEGREES), turned(image, -DEGREES));
        }
    };

    private static final double DEGREES = 10;
    private static final int HEIGHT = 1;
    private static final int WIDTH = 2;

    /** Their names in configurations. */
    public static final List<String> KEYS = Arrays.stream(values()).map(ImageChange::key).toList();

    /** Its name in configurations. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The change of this name, which is one of {@link #KEYS}. */
    public static ImageChange named(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }

    /**
     * The images that this makes of one, itself among them.
     *
     * @param image
     *            [channels, height, width]
     */
    abstract List<Tensor> of(Tensor image);

    /** The images that some changes, one after another in every combination, make of one. */
    static List<Tensor> all(Set<ImageChange> changes, Tensor image) {
        List<Tensor> all = List.of(image);
        for (ImageChange change : values()) {
            if (changes.contains(change)) {
                all = all.stream().flatMap(made -> change.of(made).stream()).toList();
            }
        }
        return all;
    }

    private static Tensor mirrored(Tensor image) {
        List<Tensor> columns = new ArrayList<>();
        for (int column = image.shape().dim(WIDTH) - 1; column >= 0; column--) {
            columns.add(image.slice(WIDTH, column, 1));
        }
        return Tensor.concat(WIDTH, columns);
    }

    private static Tensor moved(Tensor image, int axis, boolean forward) {
        int size = image.shape().dim(axis);
        return forward ? Tensor.concat(axis, List.of(image.slice(axis, 0, 1), image.slice(axis, 0, size - 1)))
                : Tensor.concat(axis, List.of(image.slice(axis, 1, size - 1), image.slice(axis, size - 1, 1)));
    }

    private static Tensor turned(Tensor image, double degrees) {
        int channels = image.shape().dim(0);
        int height = image.shape().dim(HEIGHT);
        int width = image.shape().dim(WIDTH);
        int size = channels * height * width;
        double sine = Math.sin(Math.toRadians(degrees));
        double cosine = Math.cos(Math.toRadians(degrees));
        // Four neighbours of the place that each pixel comes from, and their weights.
        double[][] from = new double[4][size];
        double[][] weights = new double[4][size];
        for (int pixel = 0; pixel < size; pixel++) {
            int channel = pixel / (height * width);
            double down = pixel / width % height - 0.5 * (height - 1);
            double right = pixel % width - 0.5 * (width - 1);
            double y = Math.clamp(cosine * down - sine * right + 0.5 * (height - 1), 0, height - 1);
            double x = Math.clamp(sine * down + cosine * right + 0.5 * (width - 1), 0, width - 1);
            int top = (int) y;
            int left = (int) x;
            for (int k = 0; k < 4; k++) {
                int row = Math.min(top + k / 2, height - 1);
                int column = Math.min(left + k % 2, width - 1);
                from[k][pixel] = (channel * height + row) * width + column;
                weights[k][pixel] = (k / 2 == 0 ? 1 - (y - top) : y - top) * (k % 2 == 0 ? 1 - (x - left) : x - left);
            }
        }
        Tensor pixels = image.reshape(size);
        Tensor sum = image.tracer().constant(0);
        for (int k = 0; k < 4; k++) {
            sum = sum.plus(pixels.gather(image.tracer().constant(from[k], size))
                    .times(image.tracer().constant(weights[k], size)));
        }
        return sum.reshape(channels, height, width);
    }
}
