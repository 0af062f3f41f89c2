package ergodic.examples;

import ergodic.nn.predict.Metrics;
import ergodic.nn.predict.Prediction;
import ergodic.study.FinishedRun;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Sequences of different lengths: nine speakers by vowels that they spoke (640 sequences, UCI, Kudo, Toyama and Shimbo 1999) by a
 * gated recurrent unit. Prints what is gained by leaving the least certain tenth to somebody who listens.
 *
 * <p>
 * From the root of the checkout: {@code examples/run 07}, or {@code examples/run 07 CONFIGURATION} (which gives {@code java} the
 * flags {@code --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED})
 */
public final class Example07Sequences {

    private Example07Sequences() {}

    /**
     * Samples a configuration shortly.
     *
     * @param args
     *            the configuration, if it is not {@code examples/vowels.toml}
     * @throws IOException
     *             if the draws cannot be written
     */
    public static void main(String[] args) throws IOException {
        run(Path.of(args.length > 0 ? args[0] : "examples/vowels.toml"), System.out, "sampler.warmup=400",
                "sampler.draws=50", "sampler.thin=5", "sampler.bias_check=0");
    }

    static Metrics run(Path config, PrintStream out, String... overrides) throws IOException {
        FinishedRun run = ConfiguredRun.of(config, out, overrides);
        Prediction prediction = run.predict(run.study().dataset().test());
        Metrics metrics = Metrics.of(prediction);
        metrics.values().forEach((name, value) -> out.printf(Locale.ROOT, "%-10s %7.3f%n", name, value));

        double[] entropy = prediction.entropy();
        int[] byDoubt = IntStream.range(0, prediction.rows()).boxed()
                .sorted((a, b) -> Double.compare(entropy[b], entropy[a])).mapToInt(Integer::intValue).toArray();
        int left = prediction.rows() / 10;
        out.printf(Locale.ROOT, "%d of %d told wrong; %d of them are among the %d least certain%n",
                wrong(prediction, byDoubt, byDoubt.length), prediction.rows(), wrong(prediction, byDoubt, left), left);
        return metrics;
    }

    private static long wrong(Prediction prediction, int[] rows, int first) {
        return IntStream.of(rows).limit(first)
                .filter(row -> prediction.mostProbable(row) != (int) prediction.target()[row]).count();
    }
}
