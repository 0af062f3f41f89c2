package ergodic.study;

import ergodic.nn.BayesianNetwork;
import ergodic.nn.WarmStartSettings;
import ergodic.nn.data.ArraySpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.SplitSpec;
import ergodic.nn.data.TargetKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;

/**
 * A network of a million weights, sampled, judged and reported: a program of its own, for a Java machine whose heap is bounded.
 * Its arguments are the folder of the run and settings, such as {@code store.keep=moments}.
 */
final class MillionWeights {

    private static final int ROWS = 12;
    private static final int INPUTS = 10;

    private MillionWeights() {}

    /** Samples, and prints the number of weights and the largest heap. */
    public static void main(String[] arguments) throws IOException {
        Random random = new Random(1);
        double[][] x = new double[ROWS][INPUTS];
        double[] y = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            Arrays.setAll(x[row], i -> random.nextGaussian());
            y[row] = x[row][0] + 0.1 * random.nextGaussian();
        }
        BayesianNetwork network = BayesianNetwork
                .on(Dataset.of(ArraySpec.of(x, y).withTest(new SplitSpec.Fraction(0.34, 1)), TargetKind.NUMBER))
                .hidden(1000, 990).warmStart(WarmStartSettings.disabled()).build();
        Study study = Study.of(network, Arrays.copyOfRange(arguments, 1, arguments.length));
        FinishedRun run = SamplingJob.begin(study, Path.of(arguments[0])).run(2);
        Findings findings = run.findings();
        Reports.write(findings, run.folder().report());
        System.out.printf(Locale.ROOT, "unknowns %d, chains %d, draws %d, nll %.3f%n", network.model().dimension(),
                run.draws().chains(), run.draws().draws(), findings.original().get("nll"));
    }
}
