package ergodic.nn.data.image;

import ergodic.nn.data.DataKey;
import ergodic.nn.data.DataKind;
import ergodic.nn.data.DataSpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.TargetKind;
import ergodic.nn.data.arrays.ArrayFile;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Images, a row each: {@code kind = "image"}. */
public final class ImageKind implements DataKind {

    /** The file of labels. */
    public static final Key<String> LABELS = new Key<>("labels", String.class, null, "found by the file's name",
            value -> null, "file of labels, IDX or NPY, a number an image; `train-labels-idx1-ubyte` belongs to"
                    + " `train-images-idx3-ubyte`, `y.npy` to `x.npy`; in a folder the class is the name of the subfolder")
            .in("data");
    /** How pixels are scaled. */
    public static final Key<String> PIXELS = Key.choice("pixels", List.of("standardised", "unit"), "standardised",
            "`\"standardised\"` by one mean and standard deviation a channel, of the training images; `\"unit\"`: divided"
                    + " by 255")
            .in("data");
    /** Grey or in colour. */
    public static final Key<String> COLOURS = new Key<>("colours", String.class, null, "as the first file is",
            value -> List.of("grey", "rgb").contains(value) ? null
                    : "= \"" + value + "\" is not known; choose one of grey, rgb",
            "`\"grey\"` or `\"rgb\"`: what PNG and JPEG files are brought to", List.of("grey", "rgb")).in("data");
    /** Where an array has its channels. */
    public static final Key<String> CHANNELS = new Key<>("channels", String.class, null, "found, if 1 or 3",
            value -> List.of("first", "last").contains(value) ? null
                    : "= \"" + value + "\" is not known; choose one of first, last",
            "`\"first\"` or `\"last\"`: the axis of an image's channels in arrays of four axes",
            List.of("first", "last"))
            .in("data");
    /** The array of images. */
    public static final Key<String> ARRAY = new Key<>("array", String.class, null, "the one of images", value -> null,
            "name of the images' array in an NPZ file").in("data");
    /** The array of labels. */
    public static final Key<String> LABEL_ARRAY = new Key<>("label_array", String.class, null, "the one of labels",
            value -> null, "name of the labels' array in an NPZ file").in("data");

    @Override
    public String name() {
        return "image";
    }

    @Override
    public String description() {
        return "images from IDX files (packed by gzip or not), NPY and NPZ files, or a folder with a subfolder of PNG or JPEG"
                + " files for each class";
    }

    @Override
    public Set<DataKey> shared() {
        return EnumSet.of(DataKey.TARGET);
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(LABELS, PIXELS, COLOURS, CHANNELS, ARRAY, LABEL_ARRAY);
    }

    @Override
    public List<Key<String>> fileKeys() {
        return List.of(LABELS);
    }

    @Override
    public Optional<String> target() {
        return Optional.of("class");
    }

    @Override
    public TargetKind usualTarget() {
        return TargetKind.CLASSES;
    }

    @Override
    public List<Path> companions(Path file) {
        return LabelFiles.beside(file).map(List::of).orElse(List.of());
    }

    @Override
    public boolean takesFolders() {
        return true;
    }

    @Override
    public Optional<String> recognise(Path file) {
        if (Files.isDirectory(file)) {
            return Optional.of("is a folder");
        }
        return ArrayFile.recognise(file) ? Optional.of("holds arrays of numbers") : Optional.empty();
    }

    @Override
    public Dataset read(DataSpec spec, Settings settings, TargetKind target) {
        return Dataset.read(new ImageFiles(spec.file(), settings), spec, target);
    }
}
