package ergodic.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.nn.data.RowShape;
import ergodic.nn.predict.Prediction;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.run.Cancellation;
import ergodic.sampler.run.Progress;
import ergodic.sampler.run.RunPhase;
import ergodic.study.config.ConfigException;
import ergodic.study.config.ConfigFile;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images from files to predictions of later ones, by a configuration that {@code init} proposes. */
class ImageStudyTest {

    private static final int SIZE = 8;
    private static final int IMAGES = 40;

    @TempDir
    private Path folder;

    /** A bar that lies or stands. */
    private static byte[] bar(int number) {
        byte[] pixels = new byte[SIZE * SIZE];
        int at = 1 + number / 2 % (SIZE - 2);
        for (int i = 0; i < SIZE; i++) {
            pixels[number % 2 == 0 ? at * SIZE + i : i * SIZE + at] = (byte) (200 + number % 50);
        }
        return pixels;
    }

    private void write(String name, int first, boolean labelled) throws IOException {
        ByteBuffer images = ByteBuffer.allocate(16 + IMAGES * SIZE * SIZE).putInt(0x803).putInt(IMAGES).putInt(SIZE)
                .putInt(SIZE);
        ByteBuffer labels = ByteBuffer.allocate(8 + IMAGES).putInt(0x801).putInt(IMAGES);
        for (int i = 0; i < IMAGES; i++) {
            images.put(bar(first + i));
            labels.put((byte) ((first + i) % 2));
        }
        try (OutputStream out = new GZIPOutputStream(
                Files.newOutputStream(folder.resolve(name + "-images-idx3-ubyte.gz")))) {
            out.write(images.array());
        }
        if (labelled) {
            Files.write(folder.resolve(name + "-labels-idx1-ubyte"), labels.array());
        }
    }

    @BeforeEach
    void data() throws IOException {
        write("train", 0, true);
        write("t10k", 7, true);
        write("later", 3, false);
    }

    private Path proposed() throws IOException {
        Path data = folder.resolve("train-images-idx3-ubyte.gz");
        Starter starter = KindStarter.of(KindStarter.recognise(data).orElseThrow(), data, null, null);
        assertThat(starter.family()).isEqualTo("bernoulli");
        assertThat(starter.rows()).isEqualTo(2 * IMAGES);
        return Files.writeString(folder.resolve("bars.toml"), starter.text(folder.resolve("bars.toml")));
    }

    private static Study study(Path config, String... more) {
        return Study.of(ConfigFile.read(config, Stream.concat(Stream.of(
                "sampler={ method = \"nuts\", chains = 2, warmup = 12, draws = 12, max_tree_depth = 2, seed = 3 }",
                "network.layers=[{ type = \"convolution\", filters = 2, window = [3, 3], activation = \"tanh\" },"
                        + " { type = \"flatten\" }]",
                "warm-start.steps=300"), Stream.of(more)).toList()), Study.folderOf(config));
    }

    private static SamplingJob job(Path config, Path out) throws IOException {
        return SamplingJob.begin(study(config), out);
    }

    @Test
    void whatInitProposesSamplesAndPredictsLaterImages() throws IOException {
        Path config = proposed();
        assertThat(Files.readString(config)).contains("kind = \"image\"")
                .contains("test = { file = \"t10k-images-idx3-ubyte.gz\" }");
        FinishedRun run = job(config, folder.resolve("run")).run(1);
        // The run needs nothing outside its folder.
        for (Path file : List.of(folder.resolve("train-images-idx3-ubyte.gz"),
                folder.resolve("train-labels-idx1-ubyte"),
                folder.resolve("t10k-images-idx3-ubyte.gz"), folder.resolve("t10k-labels-idx1-ubyte"))) {
            Files.delete(file);
        }
        FinishedRun opened = FinishedRun.open(RunFolder.open(folder.resolve("run")));
        assertThat(opened.study().dataset().shape()).isEqualTo(new RowShape.Image(1, SIZE, SIZE));
        assertThat(opened.study().dataset().test().count()).isEqualTo(IMAGES);
        assertThat(opened.score(opened.study().dataset().test()).standardised().values().get("accuracy"))
                .isGreaterThan(0.8);
        Path table = folder.resolve("p.csv");
        opened.predictInto(opened.study().dataset().rowsIn(opened.study().requireData(
                folder.resolve("later-images-idx3-ubyte.gz"), "--data")), table, 0.5);
        List<String> lines = Files.readAllLines(table);
        assertThat(lines).hasSize(IMAGES + 1);
        // The same images, in another order, were predicted before the run.
        Prediction known = opened.predict(opened.study().dataset().train());
        int right = 0;
        for (int i = 0; i < IMAGES - 3; i++) {
            String[] cells = lines.get(i + 1).split(",", -1);
            assertThat(cells[0]).isEqualTo(Integer.toString(i));
            assertThat(cells[1]).isEqualTo(Integer.toString(known.mostProbable(i + 3)));
            right += cells[1].equals(Integer.toString((3 + i) % 2)) ? 1 : 0;
        }
        assertThat(right).isGreaterThan(30);
        assertThat(run.draws().draws()).isEqualTo(12);
    }

    @Test
    void aStoppedRunGoesOnToTheSameBits() throws IOException {
        Path config = proposed();
        FinishedRun whole = job(config, folder.resolve("whole")).run(1);
        SamplingJob stopped = job(config, folder.resolve("stopped"));
        Cancellation cancellation = new Cancellation();
        stopped.run(1, new Progress() {
            @Override
            public void phase(int chain, RunPhase phase, int done, int total, long elapsedNanos) {
                if (phase == RunPhase.SAMPLING) {
                    cancellation.cancel();
                }
            }
        }, cancellation);
        assertThat(SamplingJob.resume(RunFolder.open(folder.resolve("stopped"))).run(1).draws().draws()).isEqualTo(12);
        FinishedRun resumed = FinishedRun.open(RunFolder.open(folder.resolve("stopped")));
        for (Variable variable : whole.draws().variables()) {
            for (int element = 0; element < variable.size(); element++) {
                assertThat(resumed.draws().series(variable.name(), element))
                        .isDeepEqualTo(whole.draws().series(variable.name(), element));
            }
        }
    }

    /** Twelve images of a kind are shown, however many there are; each of them as it is in the file. */
    @Test
    void thePageOfTenThousandImagesStaysSmall() throws IOException {
        int many = 10_000;
        int side = 28;
        Random random = new Random(4);
        byte[] pixels = new byte[many * side * side];
        random.nextBytes(pixels);
        ByteBuffer labels = ByteBuffer.allocate(8 + many).putInt(0x801).putInt(many);
        for (int i = 0; i < many; i++) {
            labels.put((byte) random.nextInt(10));
        }
        Files.write(folder.resolve("many-images-idx3-ubyte"), ByteBuffer.allocate(16 + pixels.length).putInt(0x803)
                .putInt(many).putInt(side).putInt(side).put(pixels).array());
        Files.write(folder.resolve("many-labels-idx1-ubyte"), labels.array());
        int few = 60;
        Files.write(folder.resolve("few-images-idx3-ubyte"), ByteBuffer.allocate(16 + few * side * side).putInt(0x803)
                .putInt(few).putInt(side).putInt(side).put(pixels, 0, few * side * side).array());
        Files.write(folder.resolve("few-labels-idx1-ubyte"), ByteBuffer.allocate(8 + few).putInt(0x801).putInt(few)
                .put(labels.array(), 8, few).array());
        Path config = Files.writeString(folder.resolve("many.toml"), """
                data = { kind = "image", file = "few-images-idx3-ubyte", test = { file = "many-images-idx3-ubyte" },
                         ood = "few-images-idx3-ubyte" }
                likelihood.family = "categorical"
                network.layers = [{ type = "pooling", window = [7, 7], kind = "average" }, { type = "flatten" }]
                sampler = { method = "map", chains = 2, steps = 20, seed = 3 }
                warm-start.steps = 20
                """);
        SamplingJob.begin(Study.of(ConfigFile.read(config, List.of()), folder), folder.resolve("many")).run(1);
        FinishedRun run = FinishedRun.open(RunFolder.open(folder.resolve("many")));
        Reports.write(run.findings(), run.folder().report());
        assertThat(Files.size(run.folder().report())).isLessThan(3_000_000);
        String page = Files.readString(run.folder().report());
        Matcher images = Pattern.compile("data:image/png;base64,([^\"]*)\">.*?row (\\d+),", Pattern.DOTALL)
                .matcher(page);
        int shown = 0;
        while (images.find()) {
            BufferedImage image = ImageIO.read(new ByteArrayInputStream(Base64.getDecoder().decode(images.group(1))));
            int row = Integer.parseInt(images.group(2));
            for (int place = 0; place < side * side; place++) {
                assertThat(image.getRaster().getSample(place % side, place / side, 0))
                        .isEqualTo(pixels[row * side * side + place] & 0xff);
            }
            shown++;
        }
        assertThat(shown).isEqualTo(24);
    }

    @Test
    void keysOfOtherKindsAreRefused() throws IOException {
        Path config = proposed();
        assertThatThrownBy(() -> study(config, "data.shape=[1, 8, 8]")).isInstanceOf(ConfigException.class)
                .hasMessageContaining("data.shape does not belong to kind = \"image\"");
        assertThatThrownBy(() -> study(config, "data.lables=\"x\"")).isInstanceOf(ConfigException.class)
                .hasMessageContaining("there is no key data.lables (did you mean \"labels\"?)");
        assertThatThrownBy(() -> study(config, "data.augmentation=[\"flip\"]")).isInstanceOf(ConfigException.class)
                .hasMessageContaining("each changed copy of a row would count as a new observation");
        assertThatThrownBy(() -> study(config, "data.kind=\"picture\"")).isInstanceOf(ConfigException.class)
                .hasMessageContaining("data.kind = \"picture\" is not known");
        assertThatThrownBy(() -> study(config, "data.pixels=\"big\"")).isInstanceOf(ConfigException.class)
                .hasMessageContaining("data.pixels = \"big\" is not known");
        assertThatThrownBy(() -> study(config, "network.name=\"lenet\"")).isInstanceOf(ConfigException.class)
                .hasMessageContaining("exclude each other");
    }
}
