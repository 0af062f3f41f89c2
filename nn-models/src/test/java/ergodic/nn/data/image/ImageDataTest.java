package ergodic.nn.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import ergodic.nn.BayesianNetwork;
import ergodic.nn.data.ArraySpec;
import ergodic.nn.data.DataSpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.RowFile;
import ergodic.nn.data.RowLayout;
import ergodic.nn.data.RowShape;
import ergodic.nn.data.Rows;
import ergodic.nn.data.SplitSpec;
import ergodic.nn.data.TargetKind;
import ergodic.nn.layer.Flatten;
import ergodic.nn.likelihood.CategoricalLikelihood;
import ergodic.sampler.method.Settings;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images from each format are the same numbers, scaled by what training images say, and later ones alike. */
class ImageDataTest {

    private static final int COUNT = 7;
    private static final int HEIGHT = 3;
    private static final int WIDTH = 4;

    @TempDir
    private Path folder;

    private static Dataset read(Path file, Map<String, Object> keys, SplitSpec test) {
        ImageKind kind = new ImageKind();
        return kind.read(DataSpec.of(file, "class").withTest(test), Settings.of(kind.keys(), keys), TargetKind.CLASSES);
    }

    private static Dataset read(Path file) {
        return read(file, Map.of(), new SplitSpec.None());
    }

    private static byte[] pixels(int channels) {
        byte[] pixels = new byte[COUNT * channels * HEIGHT * WIDTH];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 37 + i / 11);
        }
        return pixels;
    }

    private static byte[] labels() {
        return new byte[]{3, 1, 1, 3, 10, 3, 1};
    }

    private Path mnist(String name, byte[] pixels) throws IOException {
        ImageBytes.write(folder.resolve(name + "-labels-idx1-ubyte.gz"),
                ImageBytes.gzip(ImageBytes.idx(labels(), COUNT)));
        return ImageBytes.write(folder.resolve(name + "-images-idx3-ubyte"),
                ImageBytes.idx(pixels, COUNT, HEIGHT, WIDTH));
    }

    /** The way through a table: each pixel a column. */
    private static Dataset table(double[][] rows, int channels, SplitSpec test) {
        byte[] labels = labels();
        double[] target = new double[COUNT];
        Arrays.setAll(target, i -> labels[i] == 1 ? 0 : labels[i] == 3 ? 1 : 2);
        return Dataset.of(ArraySpec.of(rows, target).withClasses("1", "3", "10")
                .withLayout(RowLayout.of(channels, HEIGHT, WIDTH)).withTest(test), TargetKind.CLASSES);
    }

    private static double[][] rows(byte[] pixels) {
        int width = pixels.length / COUNT;
        double[][] rows = new double[COUNT][width];
        for (int i = 0; i < pixels.length; i++) {
            rows[i / width][i % width] = pixels[i] & 0xff;
        }
        return rows;
    }

    private static void assertSame(Rows found, Rows expected) {
        assertThat(found.shape()).isEqualTo(expected.shape());
        assertThat(found.inputs()).containsExactly(expected.inputs(), within(1e-13));
        assertThat(found.target()).isEqualTo(expected.target());
        assertThat(found.numbers()).isEqualTo(expected.numbers());
    }

    @Test
    void idxFilesAreTheTableOfTheirPixels() throws IOException {
        SplitSpec test = new SplitSpec.Fraction(0.3, 5);
        Dataset data = read(mnist("train", pixels(1)), Map.of(), test);
        Dataset expected = table(rows(pixels(1)), 1, test);
        assertSame(data.train(), expected.train());
        assertSame(data.test(), expected.test());
        assertThat(data.target().classes()).containsExactly("1", "3", "10");
        assertThat(data.shape()).isEqualTo(new RowShape.Image(1, HEIGHT, WIDTH));
        assertThat(data.features()).hasSize(HEIGHT * WIDTH).first().extracting("name").isEqualTo("pixel 0,0");
    }

    @Test
    void arraysOfNumpyAreTheSameImages() throws IOException {
        byte[] pixels = pixels(3);
        double[] values = new double[pixels.length];
        Arrays.setAll(values, i -> pixels[i] & 0xff);
        byte[] labels = ImageBytes.npy("<i8", "(7,)", ImageBytes.longs(3, 1, 1, 3, 10, 3, 1));
        ImageBytes.write(folder.resolve("y.npy"), labels);
        Dataset expected = table(rows(pixels), 3, new SplitSpec.None());
        Path bytes = ImageBytes.write(folder.resolve("x.npy"), ImageBytes.npy("|u1", "(7, 3, 3, 4)", pixels));
        assertSame(read(bytes, Map.of("channels", "first"), new SplitSpec.None()).train(), expected.train());
        Path floats = ImageBytes.write(folder.resolve("x.npy"),
                ImageBytes.npy(">f4", "(7, 3, 3, 4)", ImageBytes.floats(ByteOrder.BIG_ENDIAN, values)));
        assertSame(read(floats, Map.of("channels", "first"), new SplitSpec.None()).train(), expected.train());

        // Channels last: place by place all its channels.
        byte[] turned = new byte[pixels.length];
        int places = HEIGHT * WIDTH;
        for (int i = 0; i < pixels.length; i++) {
            int row = i / (3 * places);
            int within = i % (3 * places);
            turned[row * 3 * places + within % places * 3 + within / places] = pixels[i];
        }
        Path last = ImageBytes.write(folder.resolve("x.npy"), ImageBytes.npy("|u1", "(7, 3, 4, 3)", turned));
        assertSame(read(last, Map.of("channels", "last"), new SplitSpec.None()).train(), expected.train());

        Path both = ImageBytes.write(folder.resolve("both.npz"), ImageBytes.zip(
                Map.of("a.npy", ImageBytes.npy("|u1", "(7, 3, 3, 4)", pixels), "b.npy", labels)));
        assertSame(read(both, Map.of("channels", "first"), new SplitSpec.None()).train(), expected.train());
    }

    @Test
    void foldersAreClasses() throws IOException {
        byte[] pixels = pixels(1);
        int places = HEIGHT * WIDTH;
        for (int i = 0; i < COUNT; i++) {
            int[] samples = new int[places];
            for (int k = 0; k < places; k++) {
                samples[k] = pixels[i * places + k] & 0xff;
            }
            ImageBytes.write(folder.resolve("set").resolve(i < 4 ? "cat" : "dog").resolve("p" + i + ".png"),
                    ImageBytes.encoded(ImageBytes.image(BufferedImage.TYPE_BYTE_GRAY, WIDTH, HEIGHT, samples), "png"));
        }
        Dataset data = read(folder.resolve("set"));
        assertThat(data.target().classes()).containsExactly("cat", "dog");
        assertThat(data.train().target()).containsExactly(0, 0, 0, 0, 1, 1, 1);
        // Java's own reading of a grey image would change its numbers.
        assertThat(data.train().inputs()).containsExactly(table(rows(pixels), 1, new SplitSpec.None()).train().inputs(),
                within(1e-13));
        Path later = folder.resolve("later");
        Files.createDirectories(later);
        Files.copy(folder.resolve("set/dog/p5.png"), later.resolve("any.png"));
        Rows one = data.readRows(later);
        assertThat(one.hasTarget()).isFalse();
        assertThat(one.inputs()).isEqualTo(data.train().subset(5).inputs());
    }

    @Test
    void coloursAreChannelsOrLuma() throws IOException {
        Path set = folder.resolve("set");
        BufferedImage red = ImageBytes.image(BufferedImage.TYPE_INT_RGB, 2, 2, 250, 100, 40);
        ImageBytes.write(set.resolve("a/1.png"), ImageBytes.encoded(red, "png"));
        ImageBytes.write(set.resolve("b/1.jpg"), ImageBytes.encoded(ImageBytes.image(BufferedImage.TYPE_3BYTE_BGR, 2, 2,
                90, 90, 90), "jpg"));
        ImageBytes.write(set.resolve("b/2.png"), ImageBytes.encoded(ImageBytes.image(BufferedImage.TYPE_BYTE_GRAY, 2, 2,
                60), "png"));
        Dataset data = read(set, Map.of("pixels", "unit"), new SplitSpec.None());
        assertThat(data.shape()).isEqualTo(new RowShape.Image(3, 2, 2));
        double[] inputs = data.train().subset(0).inputs();
        assertThat(inputs[0]).isEqualTo(250 / 255.0);
        assertThat(inputs[4]).isEqualTo(100 / 255.0);
        assertThat(inputs[8]).isEqualTo(40 / 255.0);
        assertThat(data.train().subset(2).inputs()).containsOnly(60 / 255.0);
        Dataset grey = read(set, Map.of("pixels", "unit", "colours", "grey"), new SplitSpec.None());
        assertThat(grey.shape()).isEqualTo(new RowShape.Image(1, 2, 2));
        assertThat(grey.train().subset(0).inputs())
                .containsOnly(Math.round(0.299 * 250 + 0.587 * 100 + 0.114 * 40) / 255.0);
    }

    @Test
    void laterImagesAreScaledAsTheTrainingImagesInBlocksToo() throws IOException {
        Dataset data = read(mnist("train", pixels(1)));
        byte[] other = pixels(1);
        for (int i = 0; i < other.length; i++) {
            other[i] = (byte) (255 - other[i]);
        }
        Path file = mnist("t10k", other);
        Rows all = data.readRows(file);
        double mean = 0;
        for (byte pixel : pixels(1)) {
            mean += (pixel & 0xff) / (double) pixels(1).length;
        }
        double squares = 0;
        for (byte pixel : pixels(1)) {
            squares += Math.pow((pixel & 0xff) - mean, 2) / pixels(1).length;
        }
        assertThat(all.inputs()[5]).isCloseTo(((other[5] & 0xff) - mean) / Math.sqrt(squares), within(1e-12));
        assertThat(all.target()).isEqualTo(data.train().target());
        RowFile blocks = data.rowsIn(file);
        assertThat(blocks.count()).isEqualTo(COUNT);
        List<Double> inputs = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        blocks.forEach(3, rows -> {
            Arrays.stream(rows.inputs()).forEach(inputs::add);
            Arrays.stream(rows.numbers()).forEach(numbers::add);
        });
        assertThat(inputs.stream().mapToDouble(x -> x).toArray()).isEqualTo(all.inputs());
        assertThat(numbers).containsExactly(0, 1, 2, 3, 4, 5, 6);
        Files.delete(folder.resolve("t10k-labels-idx1-ubyte.gz"));
        assertThat(data.rowsIn(file).hasTarget()).isFalse();
    }

    @Test
    void heldOutImagesLeaveNoTrace() throws IOException {
        SplitSpec test = new SplitSpec.Last(0.3);
        Dataset data = read(mnist("train", pixels(1)), Map.of(), test);
        byte[] other = pixels(1);
        int held = 5 * HEIGHT * WIDTH;
        for (int i = held; i < other.length; i++) {
            other[i] = (byte) (i * i);
        }
        ImageBytes.write(folder.resolve("train-labels-idx1-ubyte.gz"),
                ImageBytes.gzip(ImageBytes.idx(new byte[]{3, 1, 1, 3, 10, 10, 3}, COUNT)));
        Path file = ImageBytes.write(folder.resolve("train-images-idx3-ubyte"),
                ImageBytes.idx(other, COUNT, HEIGHT, WIDTH));
        Dataset changed = read(file, Map.of(), test);
        assertThat(changed.train().inputs()).isEqualTo(data.train().inputs());
        assertThat(changed.train().target()).isEqualTo(data.train().target());
        assertThat(changed.features()).isEqualTo(data.features());
        assertThat(changed.test().inputs()).isNotEqualTo(data.test().inputs());
        assertThat(changed.digest()).isNotEqualTo(data.digest());
    }

    @Test
    void heldOutImagesMayLieInAnotherFile() throws IOException {
        Path file = mnist("train", pixels(1));
        Path other = mnist("t10k", pixels(1));
        Dataset data = read(file, Map.of(), new SplitSpec.InFile(other));
        assertThat(data.train().count()).isEqualTo(COUNT);
        assertThat(data.test().inputs()).isEqualTo(data.train().inputs());
        assertThat(data.test().target()).isEqualTo(data.train().target());
    }

    /** Images stay as small as their file keeps them, from reading to the compiled posterior: inputs alone would be eight times that. */
    @Test
    void imagesAreKeptAsBytes() throws IOException {
        int count = 6000;
        byte[] pixels = new byte[count * 28 * 28];
        byte[] labels = new byte[count];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * 37 + i / 11);
            labels[i / (28 * 28)] = (byte) (i / (28 * 28) % 10);
        }
        ImageBytes.write(folder.resolve("big-labels-idx1-ubyte"), ImageBytes.idx(labels, count));
        Path file = ImageBytes.write(folder.resolve("big-images-idx3-ubyte"), ImageBytes.idx(pixels, count, 28, 28));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        Dataset data = read(file);
        long read = threads.getCurrentThreadAllocatedBytes();
        BayesianNetwork network = BayesianNetwork.on(data).layers(new Flatten())
                .likelihood(new CategoricalLikelihood()).build();
        assertThat(network.posterior().rowCount()).isEqualTo(count);
        assertThat(read - before).isLessThan(4L * pixels.length);
        assertThat(threads.getCurrentThreadAllocatedBytes() - read).isLessThan(8L * pixels.length);
    }

    /** A row by itself, some rows, and all of them are the same numbers. */
    @Test
    void rowsAreEncodedWhenTheyAreRead() throws IOException {
        Rows all = read(mnist("lazy", pixels(1))).train();
        int width = all.width();
        double[] inputs = all.inputs();
        Rows some = all.subset(5, 2).subset(1, 0, 0);
        assertThat(some.count()).isEqualTo(3);
        assertThat(some.inputs()).containsExactly(concat(all.row(2), all.row(5), all.row(5)));
        for (int row = 0; row < COUNT; row++) {
            double[] into = new double[width + 2];
            Arrays.fill(into, Double.NaN);
            all.numbersIn().readInto(row, into, 1);
            assertThat(Arrays.copyOfRange(into, 1, width + 1)).containsExactly(all.row(row))
                    .containsExactly(Arrays.copyOfRange(inputs, row * width, (row + 1) * width));
            assertThat(into[0]).isNaN();
            assertThat(into[width + 1]).isNaN();
        }
    }

    private static double[] concat(double[]... parts) {
        return Arrays.stream(parts).flatMapToDouble(Arrays::stream).toArray();
    }
}
