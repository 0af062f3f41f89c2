package ergodic.nn.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.nn.data.DataException;
import ergodic.nn.data.DataSpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.SplitSpec;
import ergodic.nn.data.TargetKind;
import ergodic.sampler.method.Settings;
import ergodic.testing.ReaderFuzz;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with files of images is said in one sentence that names the file, and takes neither time nor memory. */
class BadImageTest {

    private static final byte[] FOUR = new byte[4 * 6];
    private static final byte[] LABELS = ImageBytes.idx(new byte[]{0, 1, 0, 1}, 4);

    /** What a reader may take for a file of less than a thousand bytes: buffers, and an image as large as its bytes allow. */
    private static final long MOST_BYTES = 64L << 20;

    @TempDir
    private Path folder;

    /** Writes files, of which the one named {@code file} is read. */
    interface Setting {
        void write(Path folder) throws IOException;
    }

    record Case(String what, String file, Setting files, Map<String, Object> keys, String said) {

        @Override
        public String toString() {
            return what;
        }
    }

    private static Case idx(String what, byte[] images, byte[] labels, String said) {
        return new Case(what, "images", at -> {
            Files.write(at.resolve("images"), images);
            Files.write(at.resolve("labels"), labels);
        }, Map.of(), said);
    }

    private static Case npy(String what, byte[] images, String said) {
        return new Case(what, "x.npy", at -> {
            Files.write(at.resolve("x.npy"), images);
            Files.write(at.resolve("y.npy"), ImageBytes.npy("|u1", "(4,)", new byte[]{0, 1, 0, 1}));
        }, Map.of(), said);
    }

    private static Case npz(String what, Map<String, byte[]> arrays, Map<String, Object> keys, String said) {
        return new Case(what, "a.npz", at -> Files.write(at.resolve("a.npz"), ImageBytes.zip(arrays)), keys, said);
    }

    private static Case folder(String what, Setting files, Map<String, Object> keys, String said) {
        return new Case(what, "set", at -> {
            Files.createDirectories(at.resolve("set"));
            files.write(at.resolve("set"));
        }, keys, said);
    }

    private static void png(Path folder, String name, BufferedImage image) throws IOException {
        ImageBytes.write(folder.resolve(name), ImageBytes.encoded(image, "png"));
    }

    private static BufferedImage grey(int width, int height) {
        return ImageBytes.image(BufferedImage.TYPE_BYTE_GRAY, width, height, 1, 2, 3);
    }

    private static byte[] cut(byte[] bytes, int length) {
        return Arrays.copyOf(bytes, length);
    }

    /** A PNG whose header states other sizes; the sum that guards it is left wrong, as damage leaves it. */
    private static byte[] withSize(byte[] png, int width, int height) {
        return ByteBuffer.wrap(png.clone()).putInt(16, width).putInt(20, height).array();
    }

    private static Map<String, byte[]> pair(String x, byte[] images, String y, byte[] labels) {
        Map<String, byte[]> pair = new LinkedHashMap<>();
        pair.put(x, images);
        pair.put(y, labels);
        return pair;
    }

    static Stream<Case> bad() throws IOException {
        byte[] good = ImageBytes.idx(FOUR, 4, 2, 3);
        byte[] four = ImageBytes.npy("|u1", "(4, 2, 3)", FOUR);
        byte[] flags = ImageBytes.npy("|u1", "(4,)", new byte[]{0, 1, 0, 1});
        byte[] png = ImageBytes.encoded(grey(3, 2), "png");
        return Stream.of(
                idx("empty", new byte[0], LABELS, "images is empty"),
                idx("one byte", new byte[]{0}, LABELS, "neither an IDX nor an NPY"),
                idx("text", "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8), LABELS, "neither an IDX nor an NPY"),
                idx("header cut", cut(good, 9), LABELS, "ends within its header"),
                idx("images cut", cut(good, good.length - 1), LABELS, "the file is damaged, or cut off"),
                idx("bytes behind", cut(good, good.length + 1), LABELS, "the file is damaged, or cut off"),
                idx("no images", ImageBytes.idx(new byte[0], 0, 2, 3), LABELS, "so there is nothing in it"),
                idx("no width", ImageBytes.idx(new byte[0], 4, 2, 0), LABELS, "so there is nothing in it"),
                idx("negative size", ImageBytes.idx(FOUR, 4, -2, 3), LABELS, "so there is nothing in it"),
                idx("huge count", ImageBytes.idx(FOUR, Integer.MAX_VALUE, 2, 3), LABELS, "damaged, or cut off"),
                idx("huge product", ImageBytes.idx(FOUR, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE),
                        LABELS,
                        "damaged, or cut off"),
                idx("unknown type", ImageBytes.idx(0x0A, FOUR, 4, 2, 3), LABELS, "a type of numbers that there is not"),
                idx("one axis", ImageBytes.idx(FOUR, 24), LABELS, "images need three axes"),
                idx("two axes", ImageBytes.idx(FOUR, 4, 6), LABELS, "write it as CSV and read it as a table"),
                idx("nine axes", ImageBytes.idx(FOUR, 4, 1, 1, 1, 1, 1, 1, 1, 6), LABELS, "9 axes"),
                idx("channels unclear", ImageBytes.idx(new byte[4 * 12], 4, 2, 3, 2), LABELS, "data.channels"),
                idx("fewer labels", good, ImageBytes.idx(new byte[]{0, 1}, 2), "need a label each"),
                idx("labels of two axes", good, ImageBytes.idx(new byte[8], 4, 2), "need a label each"),
                idx("labels cut", good, cut(LABELS, LABELS.length - 1), "labels says that it holds 4 numbers"),
                idx("labels are text", good, "0\n1\n".getBytes(StandardCharsets.UTF_8), "labels is neither"),
                idx("one class", good, ImageBytes.idx(new byte[4], 4), "nothing to learn"),
                idx("infinite pixel", ImageBytes.idx(0x0D, ImageBytes.floats(ByteOrder.BIG_ENDIAN, 1, 2, 3,
                        Double.POSITIVE_INFINITY), 4, 1, 1), LABELS, "row 3: the number at place 0 is Infinity"),
                new Case("packed, damaged", "images.gz", at -> {
                    byte[] packed = ImageBytes.gzip(good);
                    packed[14] ^= 0x55;
                    Files.write(at.resolve("images.gz"), packed);
                }, Map.of(), "images.gz"),
                new Case("packed, cut", "images.gz", at -> Files.write(at.resolve("images.gz"),
                        cut(ImageBytes.gzip(good), 30)), Map.of(), "images.gz"),
                new Case("packed, says too much", "images.gz", at -> Files.write(at.resolve("images.gz"),
                        ImageBytes.gzip(ImageBytes.idx(FOUR, 400_000_000, 28, 28))), Map.of(), "damaged, or cut off"),
                new Case("packed, ends early", "images.gz", at -> Files.write(at.resolve("images.gz"),
                        ImageBytes.gzip(ImageBytes.idx(FOUR, 5, 2, 3))), Map.of(), "ends after 4 rows"),
                new Case("no labels", "images", at -> Files.write(at.resolve("images"), good), Map.of(),
                        "name the file of labels by data.labels"),
                new Case("labels not there", "images", at -> Files.write(at.resolve("images"), good),
                        Map.of("labels", "nowhere"), "there is no file nowhere"),
                new Case("not there", "images", at -> {}, Map.of(), "does not exist"),
                npy("no dictionary", ImageBytes.npy("{}", FOUR), "does not say 'descr'"),
                npy("records", ImageBytes.npy("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (4,)}", FOUR),
                        "records of several fields"),
                npy("objects", ImageBytes.npy("|O", "(4, 2, 3)", FOUR), "NumPy's type '|O'"),
                npy("complex", ImageBytes.npy("<c8", "(4, 2, 3)", FOUR), "NumPy's type '<c8'"),
                npy("Fortran's order", ImageBytes.npy(
                        "{'descr': '|u1', 'fortran_order': True, 'shape': (4, 2, 3), }", FOUR), "ascontiguousarray"),
                npy("no shape", ImageBytes.npy("{'descr': '|u1', 'fortran_order': False, 'shape': 4, }", FOUR),
                        "without a shape"),
                npy("size is a word", ImageBytes.npy("|u1", "(4, two, 3)", FOUR),
                        "an axis of its array has the size two"),
                npy("size too large", ImageBytes.npy("|u1", "(4, 99999999999, 3)", FOUR), "whole numbers up to"),
                npy("scalar", ImageBytes.npy("|u1", "()", FOUR), "0 axes"),
                npy("cut", cut(four, four.length - 3), "the file is damaged, or cut off"),
                npy("header cut", cut(four, 40), "ends within its header"),
                npy("version 9", ByteBuffer.wrap(four.clone()).put(6, (byte) 9).array(), "version 9"),
                npy("header of 2 GB", ByteBuffer.wrap(four.clone()).put(6, (byte) 2).order(ByteOrder.LITTLE_ENDIAN)
                        .putInt(8, Integer.MAX_VALUE).array(), "damaged"),
                npz("no arrays", Map.of("readme.txt", FOUR), Map.of(), "without arrays"),
                npz("no images", pair("a.npy", flags, "b.npy", flags), Map.of(), "no array of images"),
                npz("several images", pair("a.npy", four, "b.npy", four), Map.of(), "say which by data.array"),
                npz("no such array", pair("a.npy", four, "b.npy", four), Map.of("array", "c"),
                        "say which by data.array"),
                npz("an entry that is none", pair("a.npy", FOUR, "b.npy", flags), Map.of(), "array a is neither"),
                folder("empty folder", at -> {}, Map.of(), "is empty"),
                folder("empty class", at -> {
                    png(at, "a/1.png", grey(3, 2));
                    Files.createDirectory(at.resolve("b"));
                }, Map.of(), "the class b has no images"),
                folder("file beside classes", at -> {
                    png(at, "a/1.png", grey(3, 2));
                    png(at, "2.png", grey(3, 2));
                }, Map.of(), "the file 2.png beside them"),
                folder("folder in a class", at -> png(at, "a/b/1.png", grey(3, 2)), Map.of(),
                        "a folder within a class"),
                folder("text among images", at -> ImageBytes.write(at.resolve("a/notes.txt"), FOUR), Map.of(),
                        "a/notes.txt is no PNG or JPEG"),
                folder("text called PNG", at -> ImageBytes.write(at.resolve("a/1.png"), FOUR), Map.of(),
                        "a/1.png is no image, whatever its name says"),
                folder("empty PNG", at -> ImageBytes.write(at.resolve("a/1.png"), new byte[0]), Map.of(),
                        "a/1.png is empty"),
                folder("PNG cut", at -> ImageBytes.write(at.resolve("a/1.png"), cut(png, png.length / 2)), Map.of(),
                        "a/1.png is damaged"),
                folder("PNG says too much",
                        at -> ImageBytes.write(at.resolve("a/1.png"), withSize(png, 40_000, 40_000)),
                        Map.of(), "40000 x 40000 pixels"),
                folder("PNG without size", at -> ImageBytes.write(at.resolve("a/1.png"), withSize(png, 0, 2)), Map.of(),
                        "a/1.png"),
                folder("JPEG cut",
                        at -> ImageBytes.write(at.resolve("a/1.jpg"), cut(ImageBytes.encoded(grey(30, 20), "jpg"),
                                40)),
                        Map.of(), "a/1.jpg"),
                folder("two sizes", at -> {
                    png(at, "a/1.png", grey(3, 2));
                    png(at, "b/1.png", grey(2, 3));
                }, Map.of(), "b/1.png is 2 x 3 pixels, but a/1.png is 3 x 2"),
                folder("colour among grey", at -> {
                    png(at, "a/1.png", grey(1, 1));
                    png(at, "b/1.png", ImageBytes.image(BufferedImage.TYPE_INT_RGB, 1, 1, 9, 80, 7));
                }, Map.of(), "b/1.png is in colour, but a/1.png is grey"),
                folder("transparent", at -> png(at, "a/1.png",
                        ImageBytes.image(BufferedImage.TYPE_INT_ARGB, 1, 1, 9, 80, 7, 100)), Map.of(), "see through"),
                folder("no classes", at -> png(at, "1.png", grey(3, 2)), Map.of(), "a subfolder with its name"),
                folder("one class", at -> {
                    png(at, "a/1.png", grey(3, 2));
                    png(at, "a/2.png", grey(3, 2));
                }, Map.of(), "nothing to learn"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void isSaidInOneSentence(Case bad) throws IOException {
        bad.files().write(folder);
        assertThatThrownBy(() -> read(bad.file(), bad.keys())).isInstanceOf(DataException.class)
                .hasMessageContaining(bad.said()).satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n")
                        .matches(message -> message.length() < 400));
    }

    private Dataset read(String file, Map<String, Object> keys) {
        ImageKind kind = new ImageKind();
        return kind.read(DataSpec.of(folder.resolve(file), "class").withTest(new SplitSpec.None()),
                Settings.of(kind.keys(), keys), TargetKind.CLASSES);
    }

    /** Whatever stands in headers, a file is read or refused; each try would take gigabytes if a size were believed. */
    @Test
    void damagedHeadersNeverTakeMemory() throws IOException {
        byte[] npz = ImageBytes.zip(pair("a.npy", ImageBytes.npy("|u1", "(4, 2, 3)", FOUR), "b.npy",
                ImageBytes.npy("|u1", "(4,)", new byte[]{0, 1, 0, 1})));
        Map<String, byte[]> files = Map.of("images", ImageBytes.idx(FOUR, 4, 2, 3), "images.gz",
                ImageBytes.gzip(ImageBytes.idx(FOUR, 4, 2, 3)), "x.npy", ImageBytes.npy("|u1", "(4, 2, 3)", FOUR),
                "a.npz", npz, "set/a/1.png", ImageBytes.encoded(grey(30, 20), "png"), "set/a/1.jpg",
                ImageBytes.encoded(grey(30, 20), "jpg"));
        Files.write(folder.resolve("labels"), LABELS);
        Files.createDirectories(folder.resolve("set/a"));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path place = folder.resolve(file.getKey());
            ReaderFuzz.check(file.getKey(), file.getValue(), LongStream.range(0, 150).boxed().toList(), MOST_BYTES,
                    damaged -> {
                        Files.write(place, damaged);
                        read(file.getKey().startsWith("set") ? "set" : file.getKey(), Map.of());
                    }, Set.of(DataException.class));
            Files.deleteIfExists(place);
        }
    }
}
