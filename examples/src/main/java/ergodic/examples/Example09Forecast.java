package ergodic.examples;

import ergodic.nn.predict.Prediction;
import ergodic.study.FinishedRun;
import ergodic.study.Forecasts;
import ergodic.study.StepForecast;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Forecasts: airline passengers by month (Box and Jenkins 1976), by an autoregression whose noise depends on the months before. Twelve
 * months that were held out are forecast at once: each draw of the posterior goes its own paths, month by month. Prints those that begin
 * where training ended, and how well months are forecast from all months held out.
 *
 * <p>
 * From the root of the checkout: {@code examples/run 09}, or {@code examples/run 09 CONFIGURATION} (which gives {@code java} the
 * flags {@code --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED})
 */
public final class Example09Forecast {

    private static final int MONTHS = 12;

    private Example09Forecast() {}

    /**
     * Samples a configuration and forecasts.
     *
     * @param args
     *            the configuration, if it is not {@code examples/passengers.toml}
     * @throws IOException
     *             if the draws cannot be written
     */
    public static void main(String[] args) throws IOException {
        run(Path.of(args.length > 0 ? args[0] : "examples/passengers.toml"), System.out);
    }

    static Forecasts run(Path config, PrintStream out, String... overrides) throws IOException {
        FinishedRun run = ConfiguredRun.of(config, out, overrides);
        Forecasts forecasts = run.forecast(run.study().dataset().test(), MONTHS, 1, 0.05, 0.95);
        out.printf(Locale.ROOT, "%5s %8s %10s %20s%n", "month", "true", "forecast", "90 % interval");
        for (StepForecast step : forecasts.steps()) {
            Prediction prediction = step.prediction().inUnitsOf(run.study().dataset().target());
            double[] interval = prediction.quantiles()[0];
            out.printf(Locale.ROOT, "%5d %8.0f %10.0f %10.0f .. %6.0f%n", step.step(), prediction.target()[0],
                    prediction.mean()[0], interval[0], interval[1]);
        }
        forecasts.lines().forEach(out::println);
        return forecasts;
    }
}
