package ergodic.examples;

import ergodic.diagnostics.Judge;
import ergodic.nn.BayesianNetwork;
import ergodic.nn.WarmStartSettings;
import ergodic.nn.data.DataSpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.SplitSpec;
import ergodic.nn.data.TargetKind;
import ergodic.nn.predict.Metrics;
import ergodic.nn.predict.Prediction;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A network: the noise of airfoils (1503 rows, UCI, Brooks, Pope and Marcolini 1989) by one hidden layer, with a normal
 * likelihood. Prints how well held-back rows are predicted, in dB, and a few of them with their intervals. The run is
 * short, so that it takes seconds; the verdict says what that costs.
 *
 * <p>
 * From the root of the checkout: {@code examples/run 02}, or with the data elsewhere {@code examples/run 02 FILE}
 * (which gives {@code java} the flags {@code --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED})
 */
public final class Example02Network {

    private static final int SHOWN = 5;

    private Example02Network() {}

    /**
     * Samples with 2 chains of 100 draws.
     *
     * @param args
     *            the file, if it is not {@code examples/data/airfoil.csv}
     */
    public static void main(String[] args) {
        Path file = Path.of(args.length > 0 ? args[0] : "examples/data/airfoil.csv");
        run(file, RunSettings.of(2, 100, 100, 1), 8, 1000, System.out);
    }

    static Metrics run(Path file, RunSettings settings, int hidden, int warmStart, PrintStream out) {
        Dataset data = Dataset.read(
                DataSpec.of(file, "sound_pressure").withTest(new SplitSpec.Fraction(0.2, 0)), TargetKind.NUMBER);
        BayesianNetwork network = BayesianNetwork.on(data).hidden(hidden).activation("tanh")
                .warmStart(WarmStartSettings.defaults().withSteps(warmStart)).build();
        MemoryDraws draws = new MemoryDraws(settings.chains(), network.variables());
        Sampling.run(settings, network.nuts(settings.warmup()), draws);

        // The mixture over all draws of all chains, in standardised units until it is asked for others.
        Prediction prediction = network.predict(draws, data.test(), 0.05, 0.95).inUnitsOf(data.target());
        Metrics metrics = Metrics.of(prediction);
        metrics.values().forEach((name, value) -> out.printf(Locale.ROOT, "%-18s %8.3f%n", name, value));
        out.printf(Locale.ROOT, "%n%10s %10s %22s%n", "true", "predicted", "90 % interval");
        for (int row = 0; row < Math.min(SHOWN, prediction.rows()); row++) {
            double[] interval = prediction.quantiles()[row];
            out.printf(Locale.ROOT, "%10.2f %10.2f %10.2f .. %8.2f%n", prediction.target()[row], prediction.mean()[row],
                    interval[0], interval[1]);
        }
        out.println();
        out.println(Judge.assess(draws).verdict().headline());
        return metrics;
    }
}
