package ergodic.nn;

import ergodic.autodiff.Tensor;
import ergodic.nn.data.RowShape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
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

        @Override
        List<PixelMap> maps(RowShape.Image shape) {
            return List.of(PixelMap.identity(shape),
                    PixelMap.moved(shape, (c, y, x) -> PixelMap.at(shape, c, y, shape.width() - 1 - x)));
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

        @Override
        List<PixelMap> maps(RowShape.Image shape) {
            List<PixelMap> all = new ArrayList<>(List.of(PixelMap.identity(shape)));
            if (shape.height() > 1) {
                all.add(PixelMap.moved(shape, (c, y, x) -> PixelMap.at(shape, c, y - 1, x)));
                all.add(PixelMap.moved(shape, (c, y, x) -> PixelMap.at(shape, c, y + 1, x)));
            }
            if (shape.width() > 1) {
                all.add(PixelMap.moved(shape, (c, y, x) -> PixelMap.at(shape, c, y, x - 1)));
                all.add(PixelMap.moved(shape, (c, y, x) -> PixelMap.at(shape, c, y, x + 1)));
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

        @Override
        List<PixelMap> maps(RowShape.Image shape) {
            return List.of(PixelMap.identity(shape), PixelMap.turned(shape, DEGREES),
                    PixelMap.turned(shape, -DEGREES));
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

    /** The same as maps of pixels, in the same order; the first changes nothing. */
    abstract List<PixelMap> maps(RowShape.Image shape);

    /** The maps of the images that some changes make of one, in the order of {@link #all}. */
    static List<PixelMap> maps(Set<ImageChange> changes, RowShape.Image shape) {
        List<PixelMap> all = List.of(PixelMap.identity(shape));
        for (ImageChange change : values()) {
            if (changes.contains(change)) {
                // Turns, the only ones that are more than moves, come last.
                List<PixelMap> own = change.maps(shape);
                all = all.stream().flatMap(before -> own.stream().map(map -> map.after(before))).toList();
            }
        }
        return all;
    }

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
        RowShape.Image shape = new RowShape.Image(image.shape().dim(0), image.shape().dim(HEIGHT),
                image.shape().dim(WIDTH));
        PixelMap map = PixelMap.turned(shape, degrees);
        double[][] weights = Objects.requireNonNull(map.weights());
        int size = shape.size();
        Tensor pixels = image.reshape(size);
        Tensor sum = image.tracer().constant(0);
        for (int k = 0; k < weights.length; k++) {
            double[] from = Arrays.stream(map.from()[k]).asDoubleStream().toArray();
            sum = sum.plus(pixels.gather(image.tracer().constant(from, size))
                    .times(image.tracer().constant(weights[k], size)));
        }
        return sum.reshape(shape.channels(), shape.height(), shape.width());
    }
}
