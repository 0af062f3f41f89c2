package ergodic.examples;

import ergodic.model.Posterior;
import ergodic.sampler.Transition;
import ergodic.sampler.draws.Draws;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.draws.StoreLayout;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.draws.ZarrDrawStore;
import ergodic.sampler.draws.ZarrDraws;
import ergodic.sampler.hmc.Nuts;
import ergodic.sampler.run.Cancellation;
import ergodic.sampler.run.ChainFactory;
import ergodic.sampler.run.Checkpoints;
import ergodic.sampler.run.Progress;
import ergodic.sampler.run.RunFingerprint;
import ergodic.sampler.run.RunPhase;
import ergodic.sampler.run.RunResult;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Resuming: a run that keeps its draws on disk is cancelled midway and goes on from its checkpoints. Its draws then equal,
 * bit for bit, those of a run that was never stopped, whatever the number of threads before and after.
 *
 * <p>
 * From the root of the checkout: {@code examples/run 04}, or {@code examples/run 04 FOLDER} to choose where (a folder that
 * does not exist or is empty). {@link Example05ReadDraws} reads what it leaves there. It gives
 * {@code java} the flags {@code --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED}.
 */
public final class Example04Resume {

    private Example04Resume() {}

    /**
     * Runs 4 chains of 1000 draws, twice: once with a stop, once without.
     *
     * @param args
     *            the folder; a temporary one if there is none
     */
    public static void main(String[] args) throws IOException {
        Path folder = args.length > 0 ? Path.of(args[0]) : Files.createTempDirectory("ergodic-example-");
        run(folder, RunSettings.of(4, 500, 1000, 1), System.out);
    }

    /**
     * How it went.
     *
     * @param first
     *            how the run ended that was cancelled
     * @param resumed
     *            how it ended after it went on
     * @param values
     *            numbers that were compared
     * @param different
     *            those of them that differ from the run that was never stopped
     */
    record Outcome(RunResult first, RunResult resumed, int values, int different) {}

    static Outcome run(Path folder, RunSettings settings, PrintStream out) throws IOException {
        Posterior posterior = Example01ModelByHand.schools();
        ChainFactory nuts = Example01ModelByHand.nuts(posterior, settings);
        StoreLayout layout = StoreLayout.of(settings.chains(), settings.warmup(), settings.draws(),
                posterior.transform().variables()).withStatistics(Nuts.STATISTICS);
        // Stands for what decides the draws: a run is not resumed under another model, other data or another sampler.
        String fingerprint = new RunFingerprint().add("model", "eight schools").add("sampler", "nuts").hex();
        Path store = folder.resolve("draws.zarr");
        Path checkpoints = folder.resolve("checkpoints");

        Cancellation cancellation = new Cancellation();
        RunResult first;
        try (ZarrDrawStore sink = ZarrDrawStore.create(store, layout)) {
            first = Sampling.run(settings, nuts, sink, cancelHalfway(cancellation), cancellation,
                    Checkpoints.begin(checkpoints, fingerprint));
        }
        out.printf("cancelled when every chain had %d draws of %d%n", first.completeDraws(), settings.draws());

        RunResult resumed;
        try (ZarrDrawStore sink = ZarrDrawStore.resume(store, layout)) {
            resumed = Sampling.run(settings.withThreads(1), nuts, sink, Progress.NONE, new Cancellation(),
                    Checkpoints.resume(checkpoints, fingerprint));
        }
        out.printf("resumed; now every chain has %d%n", resumed.completeDraws());

        MemoryDraws uninterrupted = new MemoryDraws(settings.chains(), layout.variables());
        Sampling.run(settings, nuts, uninterrupted);
        Outcome outcome = compare(first, resumed, ZarrDraws.open(store), uninterrupted);
        out.printf("%d of %d stored values differ from those of a run that was never stopped%n", outcome.different(),
                outcome.values());
        out.printf("the draws are in %s%n", store);
        return outcome;
    }

    /** What Ctrl-C does in the command: chains end the transition that they are in. */
    private static Progress cancelHalfway(Cancellation cancellation) {
        return new Progress() {
            @Override
            public void transition(int chain, RunPhase phase, int done, int total, Transition transition,
                    long gradients, long elapsedNanos) {
                if (phase == RunPhase.SAMPLING && done >= total / 2) {
                    cancellation.cancel();
                }
            }
        };
    }

    private static Outcome compare(RunResult first, RunResult resumed, Draws stored, Draws expected) {
        int values = 0;
        int different = 0;
        for (Variable variable : expected.variables()) {
            for (int element = 0; element < variable.size(); element++) {
                double[][] actual = stored.series(variable.name(), element);
                double[][] wanted = expected.series(variable.name(), element);
                for (int chain = 0; chain < wanted.length; chain++) {
                    values += wanted[chain].length;
                    int same = Arrays.mismatch(actual[chain], wanted[chain]);
                    different += same < 0 ? 0 : wanted[chain].length - same;
                }
            }
        }
        return new Outcome(first, resumed, values, different);
    }
}
