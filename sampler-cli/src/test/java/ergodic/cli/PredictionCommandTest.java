package ergodic.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What {@code predict} and {@code evaluate} write a row, on runs of a small data set. */
// Longer than 400 lines because all that is written a row is read from the same run.
class PredictionCommandTest {

    @TempDir
    private static Path folder;

    @BeforeAll
    static void sample() throws IOException {
        StringBuilder data = new StringBuilder("a,y,kind,count\n");
        for (int i = 0; i < 40; i++) {
            data.append(Math.sin(i)).append(',').append(20 + 3 * Math.sin(i) + 0.1 * (i % 7)).append(',')
                    .append("xyz".charAt(i % 3)).append(',').append(i % 6).append('\n');
        }
        Files.writeString(folder.resolve("data.csv"), data);
        for (String family : List.of("gaussian y", "categorical kind", "negative_binomial count")) {
            String name = family.substring(0, family.indexOf(' '));
            Path file = Files.writeString(folder.resolve(name + ".toml"), """
                    data = { file = "data.csv", target = "%s", features = ["a"], test = { fraction = 0.25, seed = 1 } }
                    network.hidden = [2]
                    likelihood.family = "%s"
                    warm-start.steps = 50
                    sampler = { chains = 2, warmup = 40, draws = 30, max_tree_depth = 5 }
                    """.formatted(family.substring(name.length() + 1), name));
            CommandRun run = CommandRun.of("sample", file.toString(), "--out", folder.resolve(name).toString(),
                    "--json");
            assertThat(run.status()).as(run.err()).isIn(0, 3);
        }
    }

    private static List<String[]> predict(String run, Path data, String... more) {
        List<String> words = new ArrayList<>(List.of("predict", folder.resolve(run).toString(), "--data",
                data.toString(), "--out", "-"));
        words.addAll(List.of(more));
        CommandRun predicted = CommandRun.of(words.toArray(String[]::new));
        assertThat(predicted.status()).as(predicted.err()).isZero();
        return predicted.out().lines().map(line -> line.split(",", -1)).toList();
    }

    private static Path data() {
        return folder.resolve("data.csv");
    }

    /**
     * Means of 1000 draws a row lie within 5 of their standard errors (one of 80 right means beyond: probability 5e-5), sds
     * within 20 %; seeds are fixed.
     */
    @Test
    void drawsAreValuesOfThePredictiveDistribution() {
        for (String run : List.of("gaussian", "negative_binomial")) {
            List<String[]> lines = predict(run, data(), "--quantiles", "0.5", "--draws", "1000", "--seed", "3");
            assertThat(lines.get(0)).startsWith("row", "mean", "sd", "aleatoric_sd", "epistemic_sd", "q50", "draw_1")
                    .endsWith("draw_1000", "target", "log_density");
            for (String[] cells : lines.subList(1, 41)) {
                double mean = Double.parseDouble(cells[1]);
                double sd = Double.parseDouble(cells[2]);
                double sum = 0;
                double squares = 0;
                for (int i = 0; i < 1000; i++) {
                    double draw = Double.parseDouble(cells[6 + i]);
                    sum += draw;
                    squares += (draw - mean) * (draw - mean);
                    assertThat(run.equals("gaussian") || draw >= 0 && draw == Math.rint(draw)).isTrue();
                }
                assertThat(sum / 1000).as(run + " row " + cells[0]).isCloseTo(mean, within(5 * sd / Math.sqrt(1000)));
                assertThat(Math.sqrt(squares / 1000)).as(run + " row " + cells[0]).isCloseTo(sd, within(0.2 * sd));
            }
        }
    }

    /** The share of a class among 1000 draws is its probability within 5 standard errors (120 shares: probability 7e-5). */
    @Test
    void drawsOfClassesAreTheirLabels() {
        List<String[]> lines = predict("categorical", data(), "--draws", "1000");
        assertThat(lines.get(0)).startsWith("row", "class", "p_x", "p_y", "p_z", "entropy", "expected_entropy",
                "mutual_information", "p_x_q5", "p_x_q95", "p_y_q5", "p_y_q95", "p_z_q5", "p_z_q95", "draw_1");
        for (String[] cells : lines.subList(1, 41)) {
            for (int k = 0; k < 3; k++) {
                double p = Double.parseDouble(cells[2 + k]);
                int count = 0;
                for (int i = 0; i < 1000; i++) {
                    count += cells[14 + i].equals("xyz".substring(k, k + 1)) ? 1 : 0;
                }
                assertThat(count / 1000.0).isCloseTo(p, within(5 * Math.sqrt(p * (1 - p) / 1000)));
            }
        }
    }

    @Test
    void drawsFollowTheSeedAndNotTheThreads() {
        List<String[]> one = predict("gaussian", data(), "--draws", "3", "--seed", "7", "--threads", "1");
        List<String[]> three = predict("gaussian", data(), "--draws", "3", "--seed", "7", "--threads", "3");
        assertThat(three.stream().map(List::of).toList()).isEqualTo(one.stream().map(List::of).toList());
        assertThat(predict("gaussian", data(), "--draws", "3", "--seed", "8").get(1)).isNotEqualTo(one.get(1));
        assertThat(predict("gaussian", data()).get(0)).doesNotContain("draw_1");
    }

    @Test
    void wrongNumbersAreSaid() {
        String[] words = {"predict", folder.resolve("gaussian").toString(), "--data", data().toString(), "--out", "-"};
        assertThat(complaint(words, "--seed", "3")).contains("--draws N asks for");
        assertThat(complaint(words, "--draws", "-1")).contains("--draws: between 0 and 100000");
        assertThat(CommandRun.of("predict", words[1], "--data", words[3], "--out", "-", "--threads", "0").err())
                .contains("--threads must be at least 1");
    }

    private static String complaint(String[] words, String option, String value) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of(option, value));
        CommandRun run = CommandRun.of(all.toArray(String[]::new));
        assertThat(run.status()).isEqualTo(2);
        return run.complaint();
    }

    /** What the verdict says of the held-out log density is what the metrics say, in the unit of the data. */
    @Test
    void theVerdictsLogDensityIsThatOfTheMetrics() {
        CommandRun run = CommandRun.of("diagnose", folder.resolve("gaussian").toString(), "--json");
        JsonNode document = new JsonMapper().readTree(run.out());
        double original = document.get("original").get("nll").doubleValue();
        assertThat(original).isNotCloseTo(document.get("standardised").get("nll").doubleValue(), within(0.1));
        assertThat(document.get("verdict").get("numbers").get("log_density").doubleValue())
                .isCloseTo(-original, within(1e-9));
    }

    /** Every command that reads a run with fewer draws than it was to have says so, and what to do. */
    @Test
    void anUnfinishedRunIsCalledThat() throws IOException {
        Path killed = folder.resolve("killed");
        CommandRun.copy(folder.resolve("gaussian"), killed);
        Path config = killed.resolve("config.toml");
        String text = Files.readString(config);
        assertThat(text).contains("draws = 30");
        Files.writeString(config, text.replace("draws = 30", "draws = 60"));
        String sentence = "The run is not finished: it has 30 of 60 draws of each chain; go on with it by ergodic resume "
                + killed + ".";
        String data = data().toString();
        String[][] commands = {{"predict", "--data", data, "--out", folder.resolve("killed1.csv").toString()},
                {"diagnose"}, {"evaluate"}, {"report"}};
        for (String[] command : commands) {
            List<String> words = new ArrayList<>(List.of(command));
            words.add(1, killed.toString());
            CommandRun run = CommandRun.of(words.toArray(String[]::new));
            assertThat(run.err().lines()).as(command[0]).contains(sentence);
            words.replaceAll(word -> word.replace("killed1.csv", "killed2.csv"));
            words.add("--json");
            JsonNode document = new JsonMapper().readTree(CommandRun.of(words.toArray(String[]::new)).out());
            assertThat(document.get("finished").asBoolean()).as(command[0]).isFalse();
            assertThat(document.get("unfinished").asString()).isEqualTo(sentence);
            words.set(1, folder.resolve("gaussian").toString());
            words.replaceAll(word -> word.replace("killed2.csv", "killed3.csv"));
            CommandRun finished = CommandRun.of(words.toArray(String[]::new));
            assertThat(new JsonMapper().readTree(finished.out()).get("finished").asBoolean()).as(command[0]).isTrue();
            assertThat(finished.out() + finished.err()).doesNotContain("not finished");
        }
        assertThat(CommandRun.of("compare", killed.toString(), folder.resolve("gaussian").toString()).out())
                .contains("it is not finished: it has 30 of 60 draws of each chain");
        assertThat(CommandRun.of("predict", killed.toString(), "--data", data, "--out", "-").err()).contains(sentence);
        // Advice: its own draws first.
        assertThat(CommandRun.of("diagnose", killed.toString()).out())
                .contains("Finish the run first, by ergodic resume (it has 30 of 60 draws)")
                .doesNotContain("sampler.draws = 120");
        assertThat(CommandRun.of("diagnose", folder.resolve("gaussian").toString()).out())
                .contains("sampler.draws = 60 (now 30), or add draws by ergodic extend");
    }

    /** More rows than are held at a time: each is predicted as it is alone. */
    @Test
    void manyRowsArePredictedInBlocks() throws IOException {
        StringBuilder many = new StringBuilder("a\n");
        for (int row = 0; row < 9000; row++) {
            many.append(row / 4500.0 - 1).append('\n');
        }
        Path file = Files.writeString(folder.resolve("many.csv"), many);
        List<String[]> lines = predict("gaussian", file, "--quantiles", "0.5");
        assertThat(lines).hasSize(9001);
        for (int row : new int[]{0, 8332, 8333, 8334, 8999}) {
            Path alone = Files.writeString(folder.resolve("alone.csv"), "a\n" + (row / 4500.0 - 1) + "\n0\n");
            String[] cells = predict("gaussian", alone, "--quantiles", "0.5").get(1);
            assertThat(lines.get(row + 1)[0]).isEqualTo(String.valueOf(row));
            for (int i = 1; i < cells.length; i++) {
                assertThat(Double.parseDouble(lines.get(row + 1)[i])).isCloseTo(Double.parseDouble(cells[i]),
                        within(1e-9));
            }
        }
        Path wrong = Files.writeString(folder.resolve("wrong.csv"), many + "x\n");
        Path out = folder.resolve("wrong-out.csv");
        CommandRun run = CommandRun.of("predict", folder.resolve("gaussian").toString(), "--data", wrong.toString(),
                "--out", out.toString());
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.complaint()).contains("row 9000");
        assertThat(out).doesNotExist();
    }

    @Test
    void scoresOfRowsAreWhatTheMetricsAreMeansOf() throws IOException {
        List<String[]> data = Files.readAllLines(data()).stream().map(line -> line.split(",")).toList();
        for (String run : List.of("gaussian", "categorical", "negative_binomial")) {
            Path out = folder.resolve(run + "-scores.csv");
            CommandRun evaluated = CommandRun.of("evaluate", folder.resolve(run).toString(), "--scores-out",
                    out.toString(), "--threads", "1", "--json");
            assertThat(evaluated.status()).as(evaluated.err()).isZero();
            JsonNode original = new JsonMapper().readTree(evaluated.out()).get("original");
            List<String[]> lines = Files.readAllLines(out).stream().map(line -> line.split(",")).toList();
            assertThat(lines).hasSize(11);
            boolean classes = run.equals("categorical");
            assertThat(String.join(",", lines.get(0))).isEqualTo(classes
                    ? "row,target,class,p_target,log_density,max_probability,"
                            + "entropy,mutual_information"
                    : "row,target,mean,sd,log_density,crps,pit");
            double logDensity = 0;
            double crps = 0;
            double right = 0;
            for (String[] cells : lines.subList(1, 11)) {
                logDensity += Double.parseDouble(cells[4]) / 10;
                crps += classes ? 0 : Double.parseDouble(cells[5]) / 10;
                right += cells[1].equals(cells[2]) ? 0.1 : 0;
                String[] of = data.get(1 + Integer.parseInt(cells[0]));
                assertThat(classes ? cells[1].equals(of[2])
                        : Math.abs(Double.parseDouble(cells[1])
                                - Double.parseDouble(of[run.equals("gaussian") ? 1 : 3])) < 1e-9)
                        .isTrue();
            }
            assertThat(logDensity).isCloseTo(-original.get("nll").doubleValue(), within(1e-9));
            if (classes) {
                assertThat(right).isCloseTo(original.get("accuracy").doubleValue(), within(1e-9));
            } else {
                assertThat(crps).isCloseTo(original.get("crps").doubleValue(), within(1e-9));
            }
            assertThat(CommandRun.of("evaluate", folder.resolve(run).toString(), "--scores-out", out.toString())
                    .complaint()).contains("exists already; choose another name with --scores-out");
        }
    }

    /** The caveat of steps that fall stands in every form of the verdict. */
    @Test
    void fallingStepsSayThatDrawsWeighAlike() throws IOException {
        CommandRun run = CommandRun.of("sample", folder.resolve("gaussian.toml").toString(), "--out",
                folder.resolve("decay").toString(), "--set",
                "sampler={ method = \"sgld\", chains = 2, warmup = 40, draws = 30, batch_size = 30, step_decay = 0.6 }");
        assertThat(run.status()).as(run.err()).isIn(0, 3);
        assertThat(run.out()).contains("step_decay = 0.6").contains("all draws weigh alike");
        assertThat(Files.readString(folder.resolve("decay/report.html"))).contains("all draws weigh alike");
        assertThat(CommandRun.of("diagnose", folder.resolve("decay").toString(), "--json").out())
                .contains("all draws weigh alike");
    }

    /** A series several steps ahead: from its end, and scored from each held-out window; what does not go together is said. */
    @Test
    void stepsOfASeries(@TempDir Path own) throws IOException {
        StringBuilder text = new StringBuilder("value\n");
        for (int i = 0; i < 80; i++) {
            text.append(50 + 10 * Math.sin(i / 3.0) + Math.sin(1e4 * Math.sin(i))).append('\n');
        }
        Path data = Files.writeString(own.resolve("s.csv"), text);
        Path config = Files.writeString(own.resolve("s.toml"), """
                data = { kind = "series", file = "s.csv", window = 4, test = { last = 0.25 } }
                network.hidden = []
                sampler = { method = "nuts", chains = 1, warmup = 60, draws = 60 }
                """);
        String run = own.resolve("run").toString();
        assertThat(CommandRun.of("sample", config.toString(), "--out", run, "--quiet").status()).isIn(0, 3, 4);
        CommandRun predicted = CommandRun.of("predict", run, "--data", data.toString(), "--out",
                own.resolve("p.csv").toString(), "--steps", "5", "--quantiles", "0.1,0.9", "--json");
        assertThat(predicted.status()).as(predicted.err()).isZero();
        List<String> lines = Files.readAllLines(own.resolve("p.csv"));
        assertThat(lines.getFirst()).isEqualTo("row,step,place,mean,sd,q10,q90,target,log_density,crps,pit");
        assertThat(lines).hasSize(6);
        assertThat(lines.get(1)).startsWith("76,1,80,").endsWith(",,,,");
        assertThat(lines.get(5)).startsWith("76,5,84,");
        CommandRun scored = CommandRun.of("evaluate", run, "--steps", "3", "--json", "--scores-out",
                own.resolve("scores.csv").toString());
        assertThat(scored.status()).as(scored.err()).isZero();
        JsonNode document = new JsonMapper().readTree(scored.out());
        assertThat(document.get("steps").size()).isEqualTo(3);
        assertThat(document.get("steps").get(0).get("original").get("crps").doubleValue())
                .isCloseTo(document.get("original").get("crps").doubleValue(), within(1e-6));
        assertThat(document.get("steps").get(2).get("windows").intValue())
                .isEqualTo(document.get("rows").intValue() - 2);
        assertThat(Files.readAllLines(own.resolve("scores.csv"))).hasSize(1 + 3 * document.get("rows").intValue());
        assertThat(CommandRun.of("evaluate", run, "--steps", "2").out())
                .contains("Simulated paths, scored at each step");
        assertThat(CommandRun.of("predict", run, "--data", data.toString(), "--out", own.resolve("q.csv").toString(),
                "--steps", "2", "--draws", "3").complaint()).contains("--steps forecasts several steps of one");
        assertThat(CommandRun.of("predict", run, "--data", data.toString(), "--out", own.resolve("q.csv").toString(),
                "--steps", "0").complaint()).contains("--steps: between 1 and 10000 steps ahead, not 0");
    }

    /** Options that are wrong by themselves are refused before anything is opened: here there is no run. */
    @Test
    void optionsAreLookedAtFirst() {
        Map<String, String> wrong = Map.of("--quantiles 1.5", "levels lie between 0 and 1", "--quantiles 0.5,0.5",
                "given twice", "--reject 2", "a share between 0 and 1", "--reject 0.1 --reject-at 1",
                "exclude each other",
                "--reject-at NaN", "--reject-at: a finite number", "--reject-at 1 --reject-by sd", "no measure \"sd\"",
                "--conformal-by sd", "add that", "--conformal 0.9 --conformal-by x", "--conformal-by: ",
                "--steps 2 --reject 0.1", "take --steps or the others out");
        wrong.forEach((options, sentence) -> {
            List<String> words = new ArrayList<>(List.of("predict", folder.resolve("none").toString(), "--data",
                    data().toString(), "--out", folder.resolve("none.csv").toString()));
            words.addAll(List.of(options.split(" ")));
            CommandRun run = CommandRun.of(words.toArray(String[]::new));
            assertThat(run.status()).as(options).isEqualTo(2);
            assertThat(run.complaint()).contains(sentence);
        });
        assertThat(CommandRun.of("evaluate", folder.resolve("none").toString(), "--rows-out",
                folder.resolve("a").toString(), "--scores-out", folder.resolve("b/../a").normalize().toString())
                .complaint()).contains("name the same file");
    }

    /** A disk that is full behind standard output is a failure, which a print stream alone would not tell. */
    @Test
    void standardOutputThatIsFullIsAFailure() {
        PrintStream real = System.out;
        for (List<String> words : List.of(List.of("evaluate"), List.of("evaluate", "--json"),
                List.of("predict", "--data", data().toString(), "--out", "-"))) {
            List<String> all = new ArrayList<>(words);
            all.add(folder.resolve("gaussian").toString());
            int[] taken = new int[1];
            try {
                System.setOut(new PrintStream(new OutputStream() {
                    @Override
                    public void write(int b) throws IOException {
                        taken[0]++;
                        if (taken[0] > 100) {
                            throw new IOException("No space left on device");
                        }
                    }
                }, true, StandardCharsets.UTF_8));
                String[] args = all.toArray(String[]::new);
                assertThat(Main.run(args)).as("%s", words).isEqualTo(1);
                assertThat(Main.run(() -> true, args)).as("%s, and nobody reads more", words)
                        .isEqualTo(words.getFirst().equals("predict") ? 1 : 0);
            } finally {
                System.setOut(real);
            }
        }
    }

    /** What a run cannot do is said before it is asked for rows, and nothing is written then. */
    @Test
    void whatARunCannotDoIsSaidFirst() {
        Path numbers = folder.resolve("early.txt");
        for (List<String> asked : List.of(List.of("--stacking", "--without-chain", "2"), List.of("--steps", "2"),
                List.of("--conformal", "0.9"))) {
            List<String> words = new ArrayList<>(
                    List.of("evaluate", folder.resolve("gaussian").toString(), "--rows-out", numbers.toString()));
            words.addAll(asked);
            CommandRun run = CommandRun.of(words.toArray(String[]::new));
            assertThat(run.status()).as(run.err()).isEqualTo(2);
            assertThat(numbers).doesNotExist();
        }
        assertThat(CommandRun.of("predict", folder.resolve("gaussian").toString(), "--data", data().toString(), "--out",
                folder.resolve("early.csv").toString(), "--reject-at", "0.3").complaint())
                .contains("rows are rejected by the probabilities of classes, and the target y is a number");
    }

    /** Rows that calibrate are not scored, by whatever name they come; rows of a file of tests have numbers of their own. */
    @Test
    void rowsThatCalibratedAreNotScored() throws IOException {
        Files.writeString(folder.resolve("tests.csv"), "a,y\n0.1,20.5\n0.7,22.3\n-0.4,19\n0.2,20.8\n");
        Path file = Files.writeString(folder.resolve("calibrated.toml"), """
                data = { file = "data.csv", target = "y", features = ["a"], test = { file = "tests.csv" },
                    calibration = { fraction = 0.9, seed = 1 } }
                network.hidden = [2]
                likelihood.family = "gaussian"
                sampler = { method = "map", chains = 2, steps = 50 }
                """);
        String run = folder.resolve("calibrated").toString();
        CommandRun sampled = CommandRun.of("sample", file.toString(), "--out", run, "--json");
        assertThat(sampled.status()).as(sampled.err()).isIn(0, 3, 4);
        CommandRun scored = CommandRun.of("evaluate", run, "--conformal", "0.8");
        assertThat(scored.status()).as(scored.err()).isZero();
        assertThat(scored.out()).contains("rows of another file").contains("on 36 rows");
        for (String name : List.of("data.csv", "copy.csv")) {
            Path data = folder.resolve(name);
            if (!Files.exists(data)) {
                Files.copy(data(), data);
            }
            CommandRun refused = CommandRun.of("evaluate", run, "--conformal", "0.8", "--data", data.toString());
            assertThat(refused.status()).isNotZero();
            assertThat(refused.err()).contains("is one of those that calibrate");
        }
    }
}
