package ergodic.benchmarks.nn;

import ergodic.autodiff.kernel.Precision;
import ergodic.diagnostics.Judge;
import ergodic.nn.BayesianNetwork;
import ergodic.nn.WarmStartSettings;
import ergodic.nn.data.ArraySpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.SplitSpec;
import ergodic.nn.data.TargetKind;
import ergodic.nn.predict.Metrics;
import ergodic.nn.prior.NormalPrior;
import ergodic.nn.prior.Scaling;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.run.RunResult;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.GZIPInputStream;

/**
 * Priors of weights on thirteen small tables: standard normal, and normal scaled by fan-in. Of each table at most 300 rows are
 * taken (seed 1) and a quarter of them held out, so that the choice is made inside what would be training rows. NUTS, 4 chains
 * of 60 + 60, gradients in single precision, seed 1: short runs, good for comparing and not for inference. Prints the table of
 * {@code docs/results.md}.
 *
 * <pre>
 * java --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED -cp jmh-benchmarks/target/benchmarks.jar \
 *     ergodic.benchmarks.nn.PriorComparison ../shared/data [table...]
 * </pre>
 */
public final class PriorComparison {

    private static final int ROWS = 300;
    private static final int CHAINS = 4;
    private static final int TRANSITIONS = 60;

    private record Case(String name, String file, int inputs, int target, TargetKind kind) {}

    private record Setting(int[] hidden, Scaling scaling, double scale) {}

    private static final List<Case> CASES = List.of(
            new Case("iris", "tabular/sklearn/iris.csv", 4, 4, TargetKind.CLASSES),
            new Case("yacht", "uci/yacht/data.txt", 6, 6, TargetKind.NUMBER),
            new Case("airfoil", "uci/airfoil/data.csv", 5, 5, TargetKind.NUMBER),
            new Case("diabetes", "tabular/sklearn/diabetes_data_raw.csv.gz", 10, 10, TargetKind.NUMBER),
            new Case("wine", "tabular/sklearn/wine_data.csv", 13, 13, TargetKind.CLASSES),
            new Case("concrete", "uci/concrete/data.txt", 8, 8, TargetKind.NUMBER),
            new Case("energy", "uci/energy/data.txt", 8, 8, TargetKind.NUMBER),
            new Case("breast_cancer", "tabular/sklearn/breast_cancer.csv", 30, 30, TargetKind.BINARY),
            new Case("ionosphere", "tabular/ionosphere.data", 33, 33, TargetKind.BINARY),
            new Case("kin8nm", "uci/kin8nm/data.txt", 8, 8, TargetKind.NUMBER),
            new Case("protein", "uci/protein-tertiary-structure/data.txt", 9, 9, TargetKind.NUMBER),
            new Case("naval", "uci/naval-propulsion-plant/data.txt", 16, 16, TargetKind.NUMBER),
            new Case("digits", "tabular/sklearn/digits.csv.gz", 64, 64, TargetKind.CLASSES));

    private static final List<Setting> SETTINGS = List.of(new Setting(new int[]{16, 16}, Scaling.NONE, 1),
            new Setting(new int[]{16, 16}, Scaling.FAN_IN, 1), new Setting(new int[]{16, 16}, Scaling.FAN_IN, 2),
            new Setting(new int[]{8}, Scaling.FAN_IN, 2));

    private PriorComparison() {}

    /** The comparison; arguments are the folder of the data and, if not all, names of tables. */
    public static void main(String[] args) throws IOException {
        List<String> wanted = List.of(args).subList(1, args.length);
        for (Case table : CASES) {
            if (wanted.isEmpty() || wanted.contains(table.name())) {
                Dataset data = read(table, Path.of(args[0]));
                for (Setting setting : SETTINGS) {
                    measure(table, data, setting);
                }
            }
        }
    }

    private static void measure(Case table, Dataset data, Setting setting) {
        BayesianNetwork network = BayesianNetwork.on(data).hidden(setting.hidden()).precision(Precision.FLOAT32)
                .weights(new NormalPrior(setting.scale(), setting.scaling()))
                .warmStart(WarmStartSettings.defaults().withSteps(300)).build();
        MemoryDraws draws = new MemoryDraws(CHAINS, network.variables());
        RunResult result = Sampling.run(RunSettings.of(CHAINS, TRANSITIONS, TRANSITIONS, 1), network.nuts(TRANSITIONS),
                draws);
        Metrics metrics = Metrics.of(network.predict(draws, data.test()));
        double error = table.kind() == TargetKind.NUMBER ? metrics.get("rmse") : 1 - metrics.get("accuracy");
        System.out.printf(Locale.ROOT, "| %s | %d | %d | %s | %s %.0f | %.3f | %.3f | %d | %d | %s |%n", table.name(),
                data.train().count(), data.inputs(), Arrays.toString(setting.hidden()),
                setting.scaling() == Scaling.NONE ? "unscaled" : "fan-in", setting.scale(), metrics.get("nll"), error,
                result.gradients() / (2L * CHAINS * TRANSITIONS), result.divergences(),
                Judge.assess(draws).verdict().level());
    }

    private static Dataset read(Case table, Path folder) throws IOException {
        List<double[]> rows = numbers(folder.resolve(table.file()));
        if (table.name().equals("diabetes")) {
            List<double[]> targets = numbers(folder.resolve("tabular/sklearn/diabetes_target.csv.gz"));
            for (int i = 0; i < rows.size(); i++) {
                double[] row = Arrays.copyOf(rows.get(i), table.inputs() + 1);
                row[table.target()] = targets.get(i)[0];
                rows.set(i, row);
            }
        }
        Collections.shuffle(rows, new Random(1));
        List<double[]> some = rows.subList(0, Math.min(ROWS, rows.size()));
        double[][] inputs = some.stream().map(row -> Arrays.copyOf(row, table.inputs())).toArray(double[][]::new);
        double[] target = some.stream().mapToDouble(row -> row[table.target()]).toArray();
        return Dataset.of(ArraySpec.of(inputs, target).withTest(new SplitSpec.Fraction(0.25, 1)), table.kind());
    }

    /** The lines that hold as many numbers as the last line; others are headings. */
    private static List<double[]> numbers(Path file) throws IOException {
        List<double[]> rows = new ArrayList<>();
        try (InputStream raw = Files.newInputStream(file);
                BufferedReader reader = new BufferedReader(new InputStreamReader(
                        file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw, StandardCharsets.UTF_8))) {
            for (String line : reader.lines().toList()) {
                String[] cells = line.strip().split("[,\\s]+");
                if (Arrays.stream(cells).allMatch(cell -> cell.matches("[-+0-9.eE]+")) && cells.length > 0) {
                    rows.add(Arrays.stream(cells).mapToDouble(Double::parseDouble).toArray());
                }
            }
        }
        int width = rows.getLast().length;
        rows.removeIf(row -> row.length != width);
        return rows;
    }
}
