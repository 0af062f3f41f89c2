package ergodic.examples;

import ergodic.nn.data.Dataset;
import ergodic.nn.data.ItemCanvas;
import ergodic.nn.data.RowShape;
import ergodic.nn.predict.Prediction;
import ergodic.study.FinishedRun;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Images: handwritten digits of 8 x 8 pixels (1797, UCI, Alpaydin and Kaynak 1998) by a small convolutional network. Prints how
 * many held-out digits are told right, and the digit that the draws disagree about most: the one whose class and draws share the
 * most information.
 *
 * <p>
 * From the root of the checkout: {@code examples/run 06}, or {@code examples/run 06 CONFIGURATION} (which gives {@code java} the
 * flags {@code --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED})
 */
public final class Example06Images {

    private static final String SHADES = " .:-=+*#%@";

    private Example06Images() {}

    /**
     * Samples a configuration shortly.
     *
     * @param args
     *            the configuration, if it is not {@code examples/digits.toml}
     * @throws IOException
     *             if the draws cannot be written
     */
    public static void main(String[] args) throws IOException {
        run(Path.of(args.length > 0 ? args[0] : "examples/digits.toml"), System.out, "sampler.warmup=400",
                "sampler.draws=50", "sampler.thin=10", "sampler.bias_check=0");
    }

    static Prediction run(Path config, PrintStream out, String... overrides) throws IOException {
        FinishedRun run = ConfiguredRun.of(config, out, overrides);
        Dataset data = run.study().dataset();
        Prediction prediction = run.predict(data.test());
        List<String> classes = data.target().classes();

        long right = IntStream.range(0, prediction.rows())
                .filter(row -> prediction.mostProbable(row) == (int) prediction.target()[row]).count();
        out.printf(Locale.ROOT, "%d of %d held-out digits told right%n", right, prediction.rows());

        double[] information = prediction.mutualInformation();
        int doubtful = IntStream.range(0, prediction.rows()).boxed()
                .max(Comparator.comparingDouble(row -> information[row])).orElseThrow();
        out.printf(Locale.ROOT, "%nThe draws disagree most about this one, a %s:%n",
                classes.get((int) prediction.target()[doubtful]));
        data.show(data.test(), doubtful, new Letters(out));
        for (int k = 0; k < classes.size(); k++) {
            double probability = prediction.probabilities()[doubtful][k];
            if (probability > 0.01) {
                out.printf(Locale.ROOT, "  %s with probability %.2f%n", classes.get(k), probability);
            }
        }
        return prediction;
    }

    /** Shows an image by letters, darker where its numbers are larger. */
    private record Letters(PrintStream out) implements ItemCanvas {

        @Override
        public void picture(RowShape.Image shape, double[] values) {
            double largest = IntStream.range(0, values.length).mapToDouble(i -> values[i]).max().orElse(1);
            for (int y = 0; y < shape.height(); y++) {
                StringBuilder line = new StringBuilder("  ");
                for (int x = 0; x < shape.width(); x++) {
                    double shade = values[y * shape.width() + x] / largest;
                    line.repeat(SHADES.charAt((int) Math.round(shade * (SHADES.length() - 1))), 2);
                }
                out.println(line);
            }
        }

        @Override
        public void curves(double[][] features) {
            throw new IllegalArgumentException("this example is of images, the data are sequences");
        }

        @Override
        public void passage(List<String> words) {
            throw new IllegalArgumentException("this example is of images, the data are texts");
        }

        @Override
        public void cells(List<String> names, List<String> values) {
            throw new IllegalArgumentException("this example is of images, the data are a table");
        }
    }
}
