package ergodic.examples;

import ergodic.diagnostics.Summaries;
import ergodic.diagnostics.VariableSummary;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.draws.ZarrDraws;
import ergodic.sampler.run.RunSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Reading draws back: opens the store of a run, which may still be going on, and reads variables, statistics of the
 * sampler and single draws. Nothing is loaded as a whole, so the store may be larger than memory.
 *
 * <p>
 * From the root of the checkout: {@code examples/run 05 STORE}, where STORE is any {@code draws.zarr}, such as the one that
 * {@link Example04Resume} leaves; without it, a small run is made first. It gives
 * {@code java} the flags {@code --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED}.
 */
public final class Example05ReadDraws {

    private static final int MOST_LINES = 20;

    private Example05ReadDraws() {}

    /**
     * Prints what a store holds.
     *
     * @param args
     *            the store; without it the run of {@link Example04Resume} is made
     */
    public static void main(String[] args) throws IOException {
        Path store;
        if (args.length > 0) {
            store = Path.of(args[0]);
        } else {
            Path folder = Files.createTempDirectory("ergodic-example-");
            Example04Resume.run(folder, RunSettings.of(4, 500, 500, 1),
                    new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
            store = folder.resolve("draws.zarr");
        }
        run(store, System.out);
    }

    static List<VariableSummary> run(Path store, PrintStream out) {
        ZarrDraws draws = ZarrDraws.open(store);
        out.printf("%d chains, %d draws of %d%n", draws.chains(), draws.draws(), draws.plannedDraws());
        for (Variable variable : draws.variables()) {
            out.printf("  %s %s%n", variable.name(), variable.shape());
        }

        // Statistics of the sampler, [chain][draw]; truth values as 0 and 1.
        double divergences = 0;
        for (double[] chain : draws.statistic("diverging")) {
            divergences += Arrays.stream(chain).sum();
        }
        out.printf(Locale.ROOT, "%.0f divergences%n", divergences);

        // One element of one variable, [chain][draw].
        Variable first = draws.variables().getFirst();
        double[][] series = draws.series(first.name(), 0);
        for (int chain = 0; chain < series.length; chain++) {
            out.printf(Locale.ROOT, "mean of %s in chain %d: %.3f%n", first.elementName(0), chain,
                    Arrays.stream(series[chain]).average().orElse(Double.NaN));
        }

        // One draw of all elements of a variable.
        Variable last = draws.variables().getLast();
        double[] values = new double[last.size()];
        draws.readInto(last.name(), 0, draws.draws() - 1, values);
        out.printf(Locale.ROOT, "last draw of %s in chain 0 begins with %.3f%n%n", last.name(), values[0]);

        List<VariableSummary> summaries = Summaries.of(draws);
        SummaryTable.print(summaries.subList(0, Math.min(MOST_LINES, summaries.size())), out);
        return summaries;
    }
}
