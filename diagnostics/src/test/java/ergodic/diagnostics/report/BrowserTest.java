package ergodic.diagnostics.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser, where there is one: every chart is drawn and nothing complains. */
@Tag("slow")
class BrowserTest {

    @Test
    void everyChartIsDrawn(@TempDir Path directory) throws IOException, InterruptedException {
        Optional<String> browser = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(folder -> List.of("chromium", "chromium-browser", "google-chrome").stream()
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable).map(Path::toString).findFirst();
        assumeTrue(browser.isPresent(), "skipped: no Chromium on the PATH");
        Path page = directory.resolve("report.html");
        HtmlReport.write(SampleReport.of(4, 300, "layer1.weight", 500), page);
        Path dom = directory.resolve("dom.html");
        Path log = directory.resolve("log.txt");
        Process process = new ProcessBuilder(browser.orElseThrow(), "--headless", "--no-sandbox", "--disable-gpu",
                "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--user-data-dir=" + directory.resolve("profile"), "--enable-logging=stderr",
                "--virtual-time-budget=5000",
                "--dump-dom", page.toUri().toString()).redirectOutput(dom.toFile()).redirectError(log.toFile()).start();
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        String drawn = Files.readString(dom);
        assertThat(drawn.split("<svg xmlns=|<svg width=", -1)).hasSizeGreaterThan(SampleReport.FIGURES);
        assertThat(Files.readString(log, StandardCharsets.UTF_8)).doesNotContain("CONSOLE");
    }
}
