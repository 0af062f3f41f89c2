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
    };

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
}
