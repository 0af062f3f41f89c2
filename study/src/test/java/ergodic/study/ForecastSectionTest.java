package ergodic.study;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.diagnostics.report.Figure;
import ergodic.diagnostics.report.PageSection;
import ergodic.nn.data.Rows;
import ergodic.nn.predict.Prediction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fans of the report: what came is the series behind the place, and the intervals are those of forecasts from there alone. */
class ForecastSectionTest {

    private static final int VALUES = 60;
    private static final int WINDOW = 4;

    @TempDir
    Path folder;

    private static double value(int place) {
        return 100 + place + 10 * Math.sin(0.7 * place) + place * 7 % 5;
    }

    private FinishedRun run(String data) throws IOException {
        List<String> lines = new ArrayList<>(List.of("value"));
        for (int place = 0; place < VALUES; place++) {
            lines.add(Double.toString(value(place)));
        }
        Files.write(folder.resolve("s.csv"), lines);
        Path config = Files.writeString(folder.resolve("s.toml"), """
                data = { kind = "series", file = "s.csv", window = %d, %s }
                network.hidden = []
                sampler = { chains = 2, warmup = 40, draws = 20, seed = 3 }
                """.formatted(WINDOW, data));
        return SamplingJob.begin(Study.read(config), folder.resolve("run")).run(1);
    }

    @Test
    void fansAreForecastsFromTheirPlaces() throws IOException {
        FinishedRun run = run("test = { last = 0.25 }");
        Rows test = run.study().dataset().test();
        PageSection section = ForecastSection.of(run).orElseThrow();
        int steps = (test.count() + 1) / 2;
        int[] places = {0, (test.count() - steps) / 2, test.count() - steps};
        assertThat(section.parts()).hasSize(3);
        for (int fan = 0; fan < 3; fan++) {
            Figure figure = (Figure) section.parts().get(fan);
            int window = test.numbers()[places[fan]];
            assertThat(figure.title()).isEqualTo("From window " + (window + 1));
            assertThat(figure.rows()).hasSize(steps);
            List<StepForecast> alone = run.forecast(test.subset(places[fan]), steps, 1, 0.05, 0.25, 0.5, 0.75, 0.95)
                    .steps();
            for (int step = 0; step < steps; step++) {
                List<String> expected = new ArrayList<>(List.of(Integer.toString(step + 1),
                        ClassSections.number(value(window + WINDOW + step))));
                Prediction prediction = alone.get(step).prediction().inUnitsOf(run.study().dataset().target());
                for (double quantile : prediction.quantiles()[0]) {
                    expected.add(ClassSections.number(quantile));
                }
                assertThat(figure.rows().get(step)).isEqualTo(expected);
            }
        }
        Path page = folder.resolve("page.html");
        Reports.write(run.findings(), page);
        assertThat(Files.readString(page)).contains("data-kind=\"fan\"", "<h3>From window " + (test.numbers()[0] + 1));
    }

    @Test
    void runsOfMoreThanOneStepHaveNoFan() throws IOException {
        assertThat(ForecastSection.of(run("horizon = 2, test = { last = 0.25 }"))).isEmpty();
    }
}
