package ergodic.examples;

import ergodic.nn.data.Rows;
import ergodic.nn.predict.Metrics;
import ergodic.nn.predict.Prediction;
import ergodic.study.FinishedRun;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Texts: unwanted messages (5574, UCI, Almeida and Hidalgo 2011), by a vector for each word and their mean. Prints how well held-out
 * messages are told, and what it says of three new ones, of which one has words that it never saw.
 *
 * <p>
 * From the root of the checkout: {@code examples/run 08}, or {@code examples/run 08 CONFIGURATION} (which gives {@code java} the
 * flags {@code --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED})
 */
public final class Example08Text {

    private static final List<String> MESSAGES = List.of("Are you coming home for dinner tonight?",
            "You have won a free prize! Call now to claim your cash", "Serendipitous quokkas juggle marzipan");

    private Example08Text() {}

    /**
     * Samples a configuration shortly.
     *
     * @param args
     *            the configuration, if it is not {@code examples/sms.toml}
     * @throws IOException
     *             if the draws cannot be written
     */
    public static void main(String[] args) throws IOException {
        run(Path.of(args.length > 0 ? args[0] : "examples/sms.toml"), System.out, "sampler.chains=2",
                "sampler.warmup=300", "sampler.draws=40", "sampler.thin=5", "sampler.bias_check=0");
    }

    static Prediction run(Path config, PrintStream out, String... overrides) throws IOException {
        FinishedRun run = ConfiguredRun.of(config, out, overrides);
        Metrics.of(run.predict(run.study().dataset().test())).values()
                .forEach((name, value) -> out.printf(Locale.ROOT, "%-10s %7.3f%n", name, value));

        Path file = Files.createTempFile("messages", ".tsv");
        Files.writeString(file, "SMS\n" + String.join("\n", MESSAGES) + "\n");
        Rows rows = run.study().dataset().readRows(file);
        Prediction prediction = run.predict(rows, 0.05, 0.95);
        String unwanted = run.study().dataset().target().classes().get(1);
        for (int row = 0; row < rows.count(); row++) {
            double[] interval = prediction.probabilityQuantiles()[row][1];
            out.printf(Locale.ROOT, "%s with probability %.3f (draws: %.3f to %.3f): %s%n", unwanted,
                    prediction.mean()[row], interval[0], interval[1], MESSAGES.get(row));
        }
        return prediction;
    }
}
