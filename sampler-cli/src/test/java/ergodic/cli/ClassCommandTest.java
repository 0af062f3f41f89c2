package ergodic.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Classes: intervals, parts of the entropy, rejection, and rows out of distribution, computed again from the tables. */
class ClassCommandTest {

    @TempDir
    private static Path folder;

    /** Three classes in rings that overlap; the rows out of distribution lie farther out. */
    private static void write(String name, int from, int to, double far, String label) throws IOException {
        StringBuilder data = new StringBuilder("a,b,kind\n");
        for (int i = from; i < to; i++) {
            double angle = 2.4 * i;
            double radius = far + 0.9 * Math.sin(i * 1.7);
            data.append(String.format(Locale.ROOT, "%.4f,%.4f,%s%n", radius * Math.cos(angle), radius * Math.sin(angle),
                    label.isEmpty() ? "xyz".substring((int) (1.5 + 1.4 * Math.sin(angle + 0.7 * Math.sin(i * 5.1))))
                            .substring(0, 1) : label));
        }
        Files.writeString(folder.resolve(name), data);
    }

    @BeforeAll
    static void sample() throws IOException {
        write("data.csv", 0, 120, 1, "");
        write("others.csv", 200, 260, 2.5, "none of these");
        Path file = Files.writeString(folder.resolve("c.toml"), """
                data = { file = "data.csv", target = "kind", test = { fraction = 0.5, seed = 1 }, ood = "others.csv" }
                network.hidden = [4]
                likelihood.family = "categorical"
                warm-start.steps = 50
                sampler = { chains = 2, warmup = 60, draws = 40, max_tree_depth = 5 }
                """);
        CommandRun run = CommandRun.of("sample", file.toString(), "--out", folder.resolve("run").toString(), "--json");
        assertThat(run.status()).as(run.err()).isIn(0, 3);
        assertThat(Files.readString(folder.resolve("run/config.toml"))).contains("data/ood/others.csv");
    }

    private static List<String[]> predict(String data, String... more) throws IOException {
        List<String> words = new ArrayList<>(List.of("predict", folder.resolve("run").toString(), "--data",
                folder.resolve(data).toString(), "--out", "-"));
        words.addAll(List.of(more));
        CommandRun predicted = CommandRun.of(words.toArray(String[]::new));
        assertThat(predicted.status()).as(predicted.err()).isZero();
        return predicted.out().lines().map(line -> line.split(",", -1)).toList();
    }

    private static double[] column(List<String[]> table, String name) {
        int at = List.of(table.getFirst()).indexOf(name);
        assertThat(at).as(name).isNotNegative();
        return table.stream().skip(1).mapToDouble(row -> Double.parseDouble(row[at])).toArray();
    }

    private static JsonNode evaluate(String... more) {
        List<String> words = new ArrayList<>(List.of("evaluate", folder.resolve("run").toString(), "--json"));
        words.addAll(List.of(more));
        CommandRun run = CommandRun.of(words.toArray(String[]::new));
        assertThat(run.status()).as(run.err()).isZero();
        return JsonMapper.builder().build().readTree(run.out());
    }

    /** Rows out of distribution have a class that no training row has: it is not read. */
    private static String unlabelled() throws IOException {
        Files.writeString(folder.resolve("plain.csv"),
                String.join("\n", Files.readAllLines(folder.resolve("others.csv"))
                        .stream().map(line -> line.substring(0, line.lastIndexOf(','))).toList()));
        return "plain.csv";
    }

    @Test
    void intervalsHoldTheirProbabilitiesAndEntropyHasTwoParts() throws IOException {
        List<String[]> table = predict("data.csv", "--quantiles", "0.01,0.5,0.99");
        for (String label : List.of("x", "y", "z")) {
            double[] low = column(table, "p_" + label + "_q1");
            double[] median = column(table, "p_" + label + "_q50");
            double[] high = column(table, "p_" + label + "_q99");
            double[] p = column(table, "p_" + label);
            for (int row = 0; row < p.length; row++) {
                assertThat(low[row]).isLessThan(median[row]);
                assertThat(median[row]).isLessThan(high[row]);
                assertThat(p[row]).isBetween(low[row], high[row]);
            }
        }
        double[] entropy = column(table, "entropy");
        double[] expected = column(table, "expected_entropy");
        double[] information = column(table, "mutual_information");
        for (int row = 0; row < entropy.length; row++) {
            assertThat(expected[row]).isPositive();
            assertThat(entropy[row]).isCloseTo(expected[row] + information[row], within(1e-12));
        }
    }

    @Test
    void rowsAreRejectedByTheirOwnUncertainty() throws IOException {
        for (String by : List.of("entropy", "mutual_information")) {
            List<String[]> table = predict("data.csv", "--reject-at", "0.2", "--reject-by", by);
            assertThat(table.getFirst()).endsWith("rejected");
            double[] values = column(table, by);
            for (int row = 0; row < values.length; row++) {
                assertThat(table.get(row + 1)[table.getFirst().length - 1])
                        .isEqualTo(String.valueOf(values[row] > 0.2));
            }
        }
        // A quarter of the 60 held-out rows: their own entropies say which.
        Path scores = folder.resolve("scores.csv");
        evaluate("--scores-out", scores.toString());
        double[] held = column(Files.readAllLines(scores).stream().map(line -> line.split(",", -1)).toList(),
                "entropy");
        double bound = Arrays.stream(held).sorted().toArray()[44];
        Path out = folder.resolve("rejected.csv");
        CommandRun run = CommandRun.of("predict", folder.resolve("run").toString(), "--data",
                folder.resolve(unlabelled()).toString(), "--out", out.toString(), "--reject", "0.25", "--json");
        JsonNode document = JsonMapper.builder().build().readTree(run.out());
        List<String[]> table = Files.readAllLines(out).stream().map(line -> line.split(",", -1)).toList();
        double[] entropies = column(table, "entropy");
        long above = Arrays.stream(entropies).filter(entropy -> entropy > bound).count();
        assertThat(document.get("rejected").asLong()).isEqualTo(above).isPositive();
        assertThat(document.get("reject_at").asDouble()).isEqualTo(bound);
        assertThat(document.get("reject_by").asString()).isEqualTo("entropy");
    }

    @Test
    void theRejectionCurveIsThatOfTheRows() throws IOException {
        Path scores = folder.resolve("again.csv");
        JsonNode document = evaluate("--scores-out", scores.toString());
        List<String[]> rows = new ArrayList<>(
                Files.readAllLines(scores).stream().skip(1).map(line -> line.split(",", -1)).toList());
        int errors = 0;
        for (int[] measure : new int[][]{{5, -1}, {6, 1}, {7, 1}}) {
            Function<String[], Double> uncertain = row -> measure[1] * Double.parseDouble(row[measure[0]]);
            rows.sort(Comparator.comparing(uncertain));
            JsonNode curve = document.get("rejection")
                    .get(List.of("max_probability", "entropy", "mutual_information").get(measure[0] - 5));
            double sum = 0;
            errors = 0;
            double[] at = new double[rows.size() + 1];
            for (int kept = 1; kept <= rows.size(); kept++) {
                errors += rows.get(kept - 1)[1].equals(rows.get(kept - 1)[2]) ? 0 : 1;
                at[kept] = (double) errors / kept;
                sum += at[kept];
            }
            assertThat(curve.get("aurc").asDouble()).isCloseTo(sum / rows.size(), within(1e-12));
            for (int percent = 0; percent < 100; percent++) {
                assertThat(document.get("rejection").get("share_rejected").get(percent).asDouble())
                        .isEqualTo(percent / 100.0);
                assertThat(curve.get("error").get(percent).asDouble())
                        .isCloseTo(at[rows.size() - percent * rows.size() / 100], within(1e-12));
            }
        }
        assertThat(errors).isPositive();
        assertThat(document.get("original").get("accuracy").asDouble())
                .isCloseTo(1 - (double) errors / rows.size(), within(1e-12));
        int wrong = 0;
        JsonNode matrix = document.get("confusion").get("rows");
        for (int truth = 0; truth < 3; truth++) {
            for (int predicted = 0; predicted < 3; predicted++) {
                int count = matrix.get(truth).get(predicted).asInt();
                String label = "xyz".substring(truth, truth + 1);
                String said = "xyz".substring(predicted, predicted + 1);
                assertThat(count).isEqualTo(
                        (int) rows.stream().filter(row -> row[1].equals(label) && row[2].equals(said)).count());
                wrong += truth == predicted ? 0 : count;
            }
        }
        assertThat(wrong).isEqualTo(errors);
    }

    @Test
    void rowsOutOfDistributionAreThoseOfTheFile() throws IOException {
        Path scores = folder.resolve("in.csv");
        JsonNode ood = evaluate("--scores-out", scores.toString()).get("ood");
        List<String[]> in = Files.readAllLines(scores).stream().map(line -> line.split(",", -1)).toList();
        List<String[]> out = predict(unlabelled());
        for (String measure : List.of("entropy", "mutual_information")) {
            double[] inside = column(in, measure);
            double[] outside = column(out, measure);
            double pairs = 0;
            for (double one : inside) {
                for (double other : outside) {
                    pairs += other > one ? 1 : other == one ? 0.5 : 0;
                }
            }
            assertThat(ood.get(measure).get("auroc").asDouble())
                    .isCloseTo(pairs / inside.length / outside.length, within(1e-12));
        }
        assertThat(ood.get("rows_in").asInt()).isEqualTo(60);
        assertThat(ood.get("rows_out").asInt()).isEqualTo(60);
        assertThat(ood.get("file").asString()).isEqualTo("others.csv");
        // The same rows by the option, without a target.
        JsonNode named = evaluate("--ood", folder.resolve("plain.csv").toString()).get("ood");
        assertThat(named.get("max_probability")).isEqualTo(ood.get("max_probability"));
        assertThat(named.get("file").asString()).isEqualTo("plain.csv");
        CommandRun lines = CommandRun.of("evaluate", folder.resolve("run").toString());
        assertThat(lines.out()).contains("Out of distribution: 60 rows of others.csv", "fpr95_in", "rejected", "aurc");
    }

    /** What stands in a page's table whose row begins so: the cells behind it. */
    private static List<String> cells(String page, String head) {
        Matcher row = Pattern.compile("<th scope=\"row\">" + Pattern.quote(head) + "</th>(.*?)</tr>").matcher(page);
        assertThat(row.find()).as(head).isTrue();
        return Pattern.compile("<td[^>]*>([^<]*)</td>").matcher(row.group(1)).results().map(found -> found.group(1))
                .toList();
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.2f\u202f%%", 100 * share);
    }

    @Test
    void thePageHasTheNumbersOfTheDocument() throws IOException {
        JsonNode document = evaluate();
        Path file = folder.resolve("page.html");
        CommandRun run = CommandRun.of("report", folder.resolve("run").toString(), "--out", file.toString());
        assertThat(run.status()).as(run.err()).isIn(0, 3, 4);
        String page = Files.readString(file);
        List<String> measures = List.of("max_probability", "entropy", "mutual_information");
        for (int percent : new int[]{0, 1, 2, 5, 10, 20, 50}) {
            assertThat(cells(page, percent(percent / 100.0))).isEqualTo(measures.stream().map(measure -> percent(
                    document.get("rejection").get(measure).get("error").get(percent).asDouble())).toList());
        }
        for (String measure : measures) {
            JsonNode numbers = document.get("ood").get(measure);
            List<String> shown = cells(page, "max_probability".equals(measure) ? "Maximum probability"
                    : measure.substring(0, 1).toUpperCase(Locale.ROOT) + measure.substring(1).replace('_', ' '));
            for (int i = 0; i < 3; i++) {
                assertThat(Double.parseDouble(shown.get(i))).isCloseTo(
                        numbers.get(List.of("auroc", "aupr_out", "aupr_in").get(i)).asDouble(), within(5.1e-4));
            }
            assertThat(shown.subList(3, 5)).containsExactly(percent(numbers.get("fpr95_out").asDouble()),
                    percent(numbers.get("fpr95_in").asDouble()));
        }
        for (int truth = 0; truth < 3; truth++) {
            String label = "xyz".substring(truth, truth + 1);
            Matcher row = Pattern.compile("<th scope=\"row\" title=\"" + label + "\">.*?</tr>").matcher(page);
            assertThat(row.find()).isTrue();
            List<String> counts = Pattern.compile("<td[^>]*>([^<]*)</td>").matcher(row.group()).results()
                    .map(found -> found.group(1).replace("·", "0")).toList();
            JsonNode expected = document.get("confusion").get("rows").get(truth);
            for (int k = 0; k < 3; k++) {
                assertThat(counts.get(k)).isEqualTo(expected.get(k).asString());
            }
        }
        // The least certain of the held-out rows comes first, as its row of the table.
        assertThat(page).containsSubsequence("Most uncertain", "<dt><bdi>a</bdi></dt><dd><bdi>", "predicted ",
                "entropy ",
                "Most confidently wrong", "truth ");
    }

    private static String complaint(String... words) {
        CommandRun run = CommandRun.of(words);
        assertThat(run.status()).isEqualTo(2);
        return run.complaint();
    }

    @Test
    void wrongWordsAreSaid() throws IOException {
        String run = folder.resolve("run").toString();
        String data = folder.resolve("data.csv").toString();
        assertThat(complaint("predict", run, "--data", data, "--out", "-", "--reject", "1.5"))
                .contains("--reject: a share between 0 and 1, as 0.02, not 1.5");
        assertThat(complaint("predict", run, "--data", data, "--out", "-", "--reject", "0.5", "--reject-at", "1"))
                .contains("exclude each other");
        assertThat(complaint("predict", run, "--data", data, "--out", "-", "--reject-by", "entropy"))
                .contains("add --reject SHARE or --reject-at X");
        assertThat(complaint("predict", run, "--data", data, "--out", "-", "--reject", "0.1", "--reject-by", "sd"))
                .contains("there is no measure \"sd\" of uncertainty");
        assertThat(complaint("evaluate", run, "--ood", folder.resolve("no.csv").toString()))
                .contains("there is no data file", "--ood");
        Path file = Files.writeString(folder.resolve("numbers.toml"), """
                data = { file = "data.csv", target = "a", features = ["b"], ood = "plain.csv" }
                likelihood.family = "gaussian"
                """);
        unlabelled();
        assertThat(complaint("sample", file.toString(), "--out", folder.resolve("none").toString()))
                .contains("data.ood is told by the probabilities of classes, and the target a is a number");
        Files.writeString(folder.resolve("odd.csv"), "a,kind\n1,x\n");
        Path odd = Files.writeString(folder.resolve("odd.toml"), """
                data = { file = "data.csv", target = "kind", ood = "odd.csv", test = { fraction = 0.5 } }
                likelihood.family = "categorical"
                """);
        // Before hours of sampling, and before there is a folder.
        assertThat(complaint("sample", odd.toString(), "--out", folder.resolve("none").toString()))
                .contains("odd.csv: the feature \"b\"");
        assertThat(folder.resolve("none")).doesNotExist();
        assertThat(complaint("evaluate", run, "--ood", folder.resolve("odd.csv").toString()))
                .contains("odd.csv: the feature \"b\"");
    }

    /** Weights of every hundredth of twenty draws are none: the held-out rows are scored all the same. */
    @Test
    void rowsOutOfDistributionNeedWeightsAndOthersDoNot() throws IOException {
        unlabelled();
        Path file = Files.writeString(folder.resolve("few.toml"), """
                data = { file = "data.csv", target = "kind", ood = "plain.csv", test = { fraction = 0.5 } }
                network.hidden = [2]
                likelihood.family = "categorical"
                warm-start.steps = 20
                store = { keep = "moments", weights_every = 100 }
                sampler = { chains = 2, warmup = 20, draws = 20, max_tree_depth = 3 }
                """);
        String run = folder.resolve("few").toString();
        assertThat(CommandRun.of("sample", file.toString(), "--out", run, "--quiet").status()).isIn(0, 3);
        CommandRun evaluated = CommandRun.of("evaluate", run);
        assertThat(evaluated.status()).as(evaluated.err()).isZero();
        assertThat(evaluated.out()).contains("accuracy").doesNotContain("auroc");
        assertThat(evaluated.err()).contains("no draw has its weights kept yet");
        assertThat(complaint("predict", run, "--data", folder.resolve("plain.csv").toString(), "--out", "-"))
                .contains("store.weights_every = 100 keeps the first weights at draw 100 of each chain");
    }
}
