package ergodic.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.cli.command.ExitStatus;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A run as an earlier version wrote it (commit 38054f4: no totals of the gradients of start and tuning, checkpoints of format 3). It can
 * be read in every way, and says what it said then; it cannot be gone on with, which is said in one sentence.
 */
class EarlierRunTest {

    @TempDir
    private Path folder;
    private String run = "";

    @BeforeEach
    void unpack() throws IOException {
        run = folder.resolve("run").toString();
        try (InputStream in = Objects
                .requireNonNull(EarlierRunTest.class.getResourceAsStream("before-gradient-totals.zip"));
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = folder.resolve(entry.getName());
                Files.createDirectories(Objects.requireNonNull(file.getParent()));
                Files.write(file, zip.readAllBytes());
            }
        }
    }

    /** All files but locks, by name. */
    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.toString().endsWith("lock")) {
                    contents.put(file.toString(), new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
                }
            }
        }
        return contents;
    }

    /** Its draws, statistics and totals: numbers of the version that wrote it. */
    @Test
    void itIsDiagnosed() {
        CommandRun command = CommandRun.of("diagnose", run, "--json");
        assertThat(command.status()).as(command.err()).isEqualTo(3);
        JsonNode document = new JsonMapper().readTree(command.out());
        JsonNode noise = Objects.requireNonNull(document.get("variables").valueStream()
                .filter(variable -> variable.get("name").stringValue().equals("noise_scale")).findFirst().orElse(null));
        assertThat(noise.get("mean").doubleValue()).isCloseTo(0.29422083111833536, within(1e-12));
        assertThat(noise.get("rhat").doubleValue()).isCloseTo(1.043790479261032, within(1e-12));
        assertThat(noise.get("ess_bulk").doubleValue()).isCloseTo(31.31676444077021, within(1e-9));
        JsonNode first = document.get("sampler").get(0);
        assertThat(first.get("bfmi").doubleValue()).isCloseTo(1.2302984833497446, within(1e-12));
        assertThat(first.get("longest_standstill").intValue()).isEqualTo(2);
        assertThat(first.get("log_density").doubleValue()).isCloseTo(-24.191818474652113, within(1e-10));
    }

    @Test
    void itIsScoredAndPredictedFrom() throws IOException {
        CommandRun scores = CommandRun.of("evaluate", run, "--json");
        assertThat(scores.status()).as(scores.err()).isZero();
        JsonNode original = new JsonMapper().readTree(scores.out()).get("original");
        assertThat(original.get("rmse").doubleValue()).isCloseTo(0.1868312623173275, within(1e-10));
        assertThat(original.get("nll").doubleValue()).isCloseTo(-0.22331430684275985, within(1e-10));
        Path table = folder.resolve("predictions.csv");
        CommandRun predicted = CommandRun.of("predict", run, "--data", folder.resolve("run/data/data.csv").toString(),
                "--out", table.toString());
        assertThat(predicted.status()).as(predicted.err()).isZero();
        assertThat(Files.readAllLines(table)).hasSize(41);
    }

    /** What it did not count is not made up: the one number of gradients that it told, and none of their parts. */
    @Test
    void itsReportTellsTheGradientsThatItCounted() throws IOException {
        Path page = folder.resolve("report.html");
        CommandRun report = CommandRun.of("report", run, "--out", page.toString());
        assertThat(report.status()).as(report.err()).isIn(0, 3);
        assertThat(Files.readString(page)).contains("NOT TO BE TRUSTED".toLowerCase(java.util.Locale.ROOT).substring(4))
                .contains("2708").doesNotContain("start_gradients");
    }

    @Test
    void itCannotBeGoneOnWith() throws IOException {
        Map<String, String> before = contents();
        for (CommandRun refused : new CommandRun[]{CommandRun.of("resume", run, "--quiet"),
                CommandRun.of("extend", run, "--draws", "5", "--quiet")}) {
            assertThat(refused.status()).isEqualTo(ExitStatus.USAGE);
            assertThat(refused.err().lines()).singleElement().asString()
                    .contains("chain-0.checkpoint has format version 3;"
                            + " this program reads version 8: resume with the version that began the run");
        }
        assertThat(contents()).isEqualTo(before);
    }
}
