package ergodic.nn.data.image;

import ergodic.nn.data.DataException;
import ergodic.nn.data.ItemSink;
import ergodic.nn.data.arrays.ArrayFile;
import ergodic.nn.data.arrays.ArrayStream;
import ergodic.sampler.method.Settings;
import ergodic.sampler.words.Counted;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The images of an array with rows first, and their labels, of another array. */
final class PictureArrays {

    private static final int GREY = 1;
    private static final int RGB = 3;
    private static final double LARGEST_WHOLE = 1e15;

    private final Path file;
    private final @Nullable Path labelFile;
    private final Settings settings;

    PictureArrays(Path file, @Nullable Path labelFile, Settings settings) {
        this.file = file;
        this.labelFile = labelFile;
        this.settings = settings;
    }

    String read(ItemSink<Picture> sink) {
        boolean several = ArrayFile.hasNames(file);
        if (!several && settings.find(ImageKind.ARRAY).isPresent()) {
            throw new DataException("data.array names an array of an NPZ file, but " + file.getFileName()
                    + " is none; take the key out");
        }
        String digest = ArrayFile.digest(file);
        if (several) {
            Named named = named();
            String labels = named.labels();
            try (ArrayStream images = ArrayFile.open(file, named.images())) {
                if (labels == null) {
                    give(images, null, sink);
                } else {
                    try (ArrayStream stream = ArrayFile.open(file, labels)) {
                        give(images, stream, sink);
                    }
                }
            }
            return digest;
        }
        Path other = labelFile;
        try (ArrayStream images = ArrayFile.open(file)) {
            if (other == null) {
                give(images, null, sink);
                return digest;
            }
            try (ArrayStream labels = ArrayFile.open(other)) {
                give(images, labels, sink);
            }
        }
        return digest + ArrayFile.digest(other);
    }

    /** Which arrays of an NPZ file are meant. */
    private record Named(String images, @Nullable String labels) {}

    private Named named() {
        List<String> names = ArrayFile.names(file);
        List<String> images = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        for (String name : names) {
            try (ArrayStream array = ArrayFile.open(file, name)) {
                (array.dims().size() > 2 ? images : labels).add(name);
            }
        }
        String chosen = choice(settings.find(ImageKind.ARRAY).orElse(null), names, images, "data.array", "images");
        if (chosen == null) {
            throw new DataException(file.getFileName() + " has no array of images: none of " + String.join(", ", names)
                    + " has three or four axes");
        }
        return new Named(chosen, choice(settings.find(ImageKind.LABEL_ARRAY).orElse(null), names, labels,
                "data.label_array", "labels"));
    }

    private @Nullable String choice(@Nullable String wanted, List<String> all, List<String> fitting, String key,
            String what) {
        if (wanted != null && all.contains(wanted)) {
            return wanted;
        }
        if (fitting.size() > 1) {
            throw new DataException(file.getFileName() + " has several arrays that could be the " + what + " ("
                    + String.join(", ", fitting) + "); say which by " + key);
        }
        return fitting.isEmpty() ? null : fitting.getFirst();
    }

    private void give(ArrayStream images, @Nullable ArrayStream labels, ItemSink<Picture> sink) {
        Function<ArrayStream, Picture> next = pictures(images);
        if (labels != null && (labels.count() != images.count()
                || labels.dims().stream().skip(1).anyMatch(size -> size != 1))) {
            throw new DataException(labels.name() + " holds " + text(labels.dims()) + " numbers, but " + images.name()
                    + " holds " + Counted.of(images.count(), "image") + ", which need a label each");
        }
        for (int i = 0; i < images.count(); i++) {
            sink.take(next.apply(images), labels == null ? "" : label(labels), 0);
        }
        images.finish();
        if (labels != null) {
            labels.finish();
        }
    }

    private static String label(ArrayStream labels) {
        double value = labels.next()[0];
        return value == Math.rint(value) && Math.abs(value) < LARGEST_WHOLE ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String text(List<Integer> dims) {
        return dims.toString();
    }

    /** What makes a picture of the next slice. */
    private Function<ArrayStream, Picture> pictures(ArrayStream images) {
        List<Integer> dims = images.dims();
        if (dims.size() == 3) {
            return array -> picture(array, GREY, dims.get(1), dims.get(2), false);
        }
        if (dims.size() != 4) {
            throw new DataException(images.name() + " holds an array of " + Counted.noun(dims.size(), "size") + " "
                    + text(dims) + "; images need three axes (rows, height, width) or four, with channels"
                    + (dims.size() == 2 ? "; if each row is a table's row, write it as CSV and read it as a table"
                            : ""));
        }
        boolean last = settings.find(ImageKind.CHANNELS).map("last"::equals)
                .orElseGet(() -> channelsLast(images.name(), dims));
        return last ? array -> picture(array, dims.get(3), dims.get(1), dims.get(2), true)
                : array -> picture(array, dims.get(1), dims.get(2), dims.get(3), false);
    }

    private static boolean channelsLast(String name, List<Integer> dims) {
        boolean last = dims.get(3) == GREY || dims.get(3) == RGB;
        boolean first = dims.get(1) == GREY || dims.get(1) == RGB;
        if (last == first) {
            throw new DataException(name + " holds " + text(dims) + " numbers; say by data.channels whether an image's"
                    + " channels are the \"first\" of its three axes or the \"last\"");
        }
        return last;
    }

    private static Picture picture(ArrayStream array, int channels, int height, int width, boolean last) {
        if (array.ofBytes()) {
            byte[] bytes = array.nextBytes();
            if (!last) {
                return Picture.ofBytes(channels, height, width, bytes);
            }
            byte[] ordered = new byte[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                ordered[i % channels * (height * width) + i / channels] = bytes[i];
            }
            return Picture.ofBytes(channels, height, width, ordered);
        }
        double[] values = array.next();
        if (!last) {
            return Picture.ofNumbers(channels, height, width, values);
        }
        double[] ordered = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            ordered[i % channels * (height * width) + i / channels] = values[i];
        }
        return Picture.ofNumbers(channels, height, width, ordered);
    }
}
