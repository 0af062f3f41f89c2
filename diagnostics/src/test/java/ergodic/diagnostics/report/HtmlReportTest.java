package ergodic.diagnostics.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ergodic.diagnostics.Judge;
import ergodic.diagnostics.RowSet;
import ergodic.diagnostics.foreign.ArrayDraws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HtmlReportTest {
    private static final String HOSTILE = "</script><img src=x onerror=alert(1)>&\"'{{data}}";

    @Test
    void verdictStandsFirstAndEverySectionFollows() {
        String page = HtmlReport.render(SampleReport.of(4, 300, "layer1.weight", 5));
        assertThat(page).containsSubsequence("<section class=\"verdict good\"", "Explored", "What was looked at",
                "class=\"tiles\"", "RMSE", "1.75", "Warnings", "outside the range", "<h2>Predictions</h2>",
                "Measures on held-out rows", "<h2>Convergence</h2>", "hidden units can change places",
                "<h2>Chains</h2>",
                "Trace of lp", "Energy", "<h2>Functions</h2>", "<h2>Run</h2>", "nuts", "0.1.0");
        assertThat(page).doesNotContainPattern("\\{\\{\\w+}}");
    }

    /** Nothing on the page claims more for training rows than they can bear, and nothing calls held-out rows training rows. */
    @Test
    void everySentenceSaysWhichRows() {
        ReportData held = SampleReport.of(4, 300, "layer1.weight", 5);
        String training = HtmlReport.render(held.withRows(RowSet.TRAINING));
        assertThat(training).contains("Measures on training rows", "since none were held out", "training rows, unit of",
                "50 training rows, against", "Share of training truths", "Where 50 training truths fall")
                .doesNotContain("never saw").doesNotContainPattern("(?i)held-out (row|truth)");
        String heldOut = HtmlReport.render(held);
        assertThat(heldOut).contains("On rows that the sampler never saw", "Measures on held-out rows",
                "50 held-out rows, against", "Share of held-out truths", "Where 50 held-out truths fall")
                .doesNotContain("training row");
    }

    @Test
    void oneColumnOfMeasuresWhereUnitsDoNotMatter() {
        ReportData data = SampleReport.of(2, 50, "w", 0);
        assertThat(HtmlReport.render(data)).contains("Unit of the data", "Standardised");
        String classes = HtmlReport
                .render(data.withMetrics(List.of(new Measure("Accuracy", 0.5, 0.5, "better", true))));
        assertThat(classes).contains("<th scope=\"col\">Value</th>").doesNotContain("Unit of the data",
                ">Standardised<", "unit of the data<");
    }

    @Test
    void everyReaderOfTheFolderCanReadThePage(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("report.html");
        HtmlReport.write(SampleReport.of(1, 20, "w", 0), file);
        Path plain = Files.writeString(directory.resolve("plain"), "");
        assumeTrue(directory.getFileSystem().supportedFileAttributeViews().contains("posix"));
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(plain));
    }

    @Test
    void everyFigureHasATextAlternativeAndItsData() {
        String page = HtmlReport.render(SampleReport.of(4, 300, "layer1.weight", 5));
        JsonNode data = data(page);
        Matcher figures = Pattern.compile("<figure id=\"([\\w-]+)\">.*?</figure>", Pattern.DOTALL).matcher(page);
        int count = 0;
        while (figures.find()) {
            assertThat(figures.group()).containsPattern("role=\"img\" aria-label=\"[^\"]{20,}\"")
                    .containsPattern("<figcaption>[^<]{20,}</figcaption>").contains("<details>", "<caption>");
            assertThat(data.has(figures.group(1))).as(figures.group(1)).isTrue();
            count++;
        }
        assertThat(count).isEqualTo(SampleReport.FIGURES).isEqualTo(data.size());
    }

    @Test
    void nothingComesFromTheNetwork() {
        String page = HtmlReport.render(SampleReport.of(4, 300, "layer1.weight", 5));
        assertThat(page).contains("default-src 'none'").doesNotContainPattern("(src|href)\\s*=\\s*[\"']?(https?:)?//")
                .doesNotContain("@import", "url(http");
    }

    @Test
    void hostileNamesStayText() {
        ArrayDraws draws = new ArrayDraws(Map.of(HOSTILE, new double[][]{{1, 2, 3, 1, 2, 4, 3, 2}}), Map.of());
        ReportData data = ReportData.of(HOSTILE, HOSTILE, draws, Judge.assess(draws)).withWarnings(List.of(HOSTILE))
                .withSettings(Map.of(HOSTILE, Map.of(HOSTILE, HOSTILE)))
                .withPredictions(
                        new Predictions(HOSTILE, new double[1], new double[1], new double[1], new double[1], 0.9));
        String page = HtmlReport.render(data);
        assertThat(page).doesNotContain("<img src=x").doesNotContain("</script><img");
        assertThat(page.split("</script>", -1)).hasSize(4);
        assertThat(data(page).get("predictions").get("target").asString()).isEqualTo(HOSTILE);
    }

    @Test
    void pageStaysSmallHoweverManyWeightsAndDraws() {
        String page = HtmlReport.render(SampleReport.of(8, 4000, "layer1.weight", 100_000));
        assertThat(page.length()).isLessThan(2_000_000);
    }

    @Test
    void smallestRunsHaveAPageToo() {
        for (int draws : new int[]{0, 1, 2, 7}) {
            ArrayDraws tiny = new ArrayDraws(Map.of("x", new double[1][draws]), Map.of());
            String page = HtmlReport.render(ReportData.of("tiny", "", tiny, Judge.assess(tiny)));
            assertThat(page).contains("Not to be trusted", "What to try");
        }
    }

    @Test
    void fillsPlacesOnceAndMissesNone() {
        assertThat(HtmlReport.fill("a {{x}} {{y}}", Map.of("x", "{{y}} $1 \\", "y", "2"))).isEqualTo("a {{y}} $1 \\ 2");
        assertThatThrownBy(() -> HtmlReport.fill("{{z}}", Map.of())).hasMessageContaining("{{z}}");
    }

    @Test
    void writesWholePagesOnly(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("report.html");
        Files.writeString(file, "old");
        HtmlReport.write(SampleReport.of(2, 50, "w", 0), file);
        assertThat(Files.readString(file)).startsWith("<!DOCTYPE html>").endsWith("</html>\n");
        try (var entries = Files.list(directory)) {
            assertThat(entries).hasSize(1);
        }
    }

    private static JsonNode data(String page) {
        Matcher json = Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL)
                .matcher(page);
        assertThat(json.find()).isTrue();
        return JsonMapper.builder().build().readTree(json.group(1));
    }
}
