package ergodic.study.config;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.sampler.InputUnits;
import ergodic.sampler.PriorDensity;
import ergodic.sampler.Statistic;
import ergodic.sampler.TemperedLogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.UniformStart;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.Settings;
import ergodic.sampler.methods.Methods;
import ergodic.sampler.run.RandomStreams;
import ergodic.testing.StandardNormal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What the guide says of methods beside their keys: each is written about, and each statistic that one stores is in the table of the
 * store, once.
 */
class MethodGuideTest {

    private static final Pattern QUOTED = Pattern.compile("`([^`]+)`");

    private static List<String> lines(String guide) throws IOException {
        return Files.readAllLines(Path.of("..", "docs", "guide", guide));
    }

    private static List<String> quoted(String text) {
        return QUOTED.matcher(text).results().map(found -> found.group(1)).toList();
    }

    @Test
    void eachMethodIsWrittenAbout() throws IOException {
        String guide = String.join("\n", lines("samplers.md"));
        for (MethodType type : Methods.ALL) {
            assertThat(Pattern.compile("\\b" + type.name() + "\\b", Pattern.CASE_INSENSITIVE).matcher(guide).find())
                    .as("write about %s in docs/guide/samplers.md", type.name()).isTrue();
        }
    }

    @Test
    void eachStatisticIsInTheTableOfTheStoreOnce() throws IOException {
        List<String> store = lines("store.md");
        List<String> told = new ArrayList<>();
        store.stream().skip(store.indexOf("| statistic | type | meaning |") + 2L)
                .takeWhile(line -> line.startsWith("|"))
                .forEach(line -> told.addAll(quoted(line.split("\\|", -1)[1])));
        TreeSet<String> stored = new TreeSet<>();
        for (MethodType type : Methods.ALL) {
            Settings given = Settings.of(type.keys(), Map.of());
            Settings settings = type.prepare(given, Rows::new, new UniformStart(),
                    RandomStreams.ofChain(1L, 0)).map(found -> found.settings()).orElse(given);
            for (Statistic statistic : Transition.schema(type.method(settings, 100).statistics())) {
                // A numbered family is one row.
                stored.add(statistic.name().replaceAll("_\\d+$", "_K"));
            }
        }
        assertThat(told).as("rows of the table of statistics in docs/guide/store.md").doesNotHaveDuplicates()
                .containsAll(stored);
    }

    private static final class Rows implements TemperedLogDensity {
        private final StandardNormal normal = new StandardNormal(2);

        @Override
        public PriorDensity prior() {
            return normal;
        }

        @Override
        public List<InputUnits> inputUnits() {
            return List.of(new InputUnits("data", 0, 1, 1, 1, true), new InputUnits("hidden", 1, 1, 1, 1, false));
        }

        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public int rowCount() {
            return 200;
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            return normal.evaluate(theta, gradient);
        }

        @Override
        public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
            double value = evaluate(theta, gradient);
            gradient[0] += 0.01 * (rows[0] - 99.5);
            return value;
        }
    }
}
