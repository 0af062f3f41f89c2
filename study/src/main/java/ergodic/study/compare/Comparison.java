package ergodic.study.compare;

import ergodic.diagnostics.PairedDifference;
import ergodic.diagnostics.report.HtmlReport;
import ergodic.nn.data.TargetEncoding;
import ergodic.sampler.words.Counted;
import ergodic.study.FinishedRun;
import ergodic.study.RunFolder;
import ergodic.study.RunFolderException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Several runs on the same rows: how well each predicts, what each would weigh, what each cost, and how far each is from one that is named as
 * reference.
 */
public final class Comparison {

    private final List<ComparedRun> runs;
    private final List<String> notes = new ArrayList<>();
    private final @Nullable RunWeights byHeldOut;
    private final @Nullable RunWeights byLeftOut;
    private final @Nullable ReferenceDistances distances;

    private Comparison(List<ComparedRun> runs, int reference) {
        this.runs = List.copyOf(runs);
        boolean heldOut = runs.getFirst().heldOut();
        if (!heldOut) {
            notes.add("no rows were held out, so that runs are scored by their training rows, each left out");
        }
        TargetEncoding target = runs.getFirst().run().study().dataset().target();
        if (!target.others().isEmpty()) {
            notes.add("log densities are joint over the targets "
                    + target.all().stream().map(TargetEncoding::name).collect(Collectors.joining(", "))
                    + "; errors, calibration and distances are of " + target.name());
        }
        this.byHeldOut = heldOut ? weights("held-out rows", run -> run.prediction().logDensity()) : null;
        boolean all = runs.stream().allMatch(run -> run.leftOut() != null);
        this.byLeftOut = all ? weights("training rows, each left out", Comparison::leftOut) : null;
        for (ComparedRun run : runs) {
            run.notes().forEach(note -> notes.add(run.name() + ": " + note));
        }
        this.distances = reference < 0 ? null : ReferenceDistances.of(this.runs, reference);
        ReferenceDistances found = distances;
        if (found != null) {
            if (!found.warning().isEmpty()) {
                notes.addFirst(found.warning());
            }
            if (found.halves() == null && found.runs().get(reference) != null) {
                notes.add("the reference has one " + runs.get(reference).run().draws().kind().noun()
                        + ": it has no halves, whose distance would say how far exact runs are from each other");
            }
        }
    }

    private static double[] leftOut(ComparedRun run) {
        LeftOutDensity density = run.leftOut();
        return density == null ? new double[0] : density.logDensity();
    }

    private @Nullable RunWeights weights(String by, Function<ComparedRun, double[]> density) {
        try {
            return RunWeights.of(by, runs.stream().map(density).toArray(double[][]::new));
        } catch (IllegalArgumentException e) {
            notes.add("no weights by the " + by + ": " + e.getMessage());
            return null;
        }
    }

    /**
     * Compares runs.
     *
     * @param folders
     *            their folders, each once; with the reference two at least
     * @param reference
     *            folder of the run that stands for the posterior, among the others or not; null for none
     * @param leaveOneOut
     *            whether training rows are left out, which takes a prediction of all of them
     * @param threads
     *            threads to predict with
     * @throws RunFolderException
     *             if a folder holds no run with draws, or the runs are not of the same target and rows
     */
    public static Comparison of(List<Path> folders, @Nullable Path reference, boolean leaveOneOut, int threads)
            throws IOException {
        List<Path> all = new ArrayList<>();
        int chosen = -1;
        for (Path folder : folders) {
            if (find(all, folder) >= 0) {
                throw new RunFolderException("the run in " + folder + " is named twice; name it once");
            }
            all.add(folder);
        }
        if (reference != null) {
            chosen = find(all, reference);
            if (chosen < 0) {
                chosen = 0;
                all.addFirst(reference);
            }
        }
        if (all.size() < 2) {
            throw new RunFolderException("a comparison needs two runs at least, and there is one, "
                    + (all.isEmpty() ? "" : all.getFirst()) + "; name another one, or look at it by ergodic evaluate");
        }
        List<FinishedRun> opened = new ArrayList<>();
        for (Path folder : all) {
            opened.add(FinishedRun.open(RunFolder.open(folder)).withThreads(threads));
        }
        for (FinishedRun run : opened) {
            SameRows.require(opened.getFirst(), run);
        }
        List<String> names = names(all);
        List<ComparedRun> runs = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            runs.add(ComparedRun.of(names.get(i), opened.get(i), leaveOneOut));
        }
        return new Comparison(runs, chosen);
    }

    private static int find(List<Path> all, Path folder) throws IOException {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).equals(folder) || all.get(i).toFile().exists() && folder.toFile().exists()
                    && all.get(i).toRealPath().equals(folder.toRealPath())) {
                return i;
            }
        }
        return -1;
    }

    /** Names of folders where they tell the runs, else their paths. */
    private static List<String> names(List<Path> folders) {
        List<String> names = folders.stream()
                .map(folder -> String.valueOf(folder.toAbsolutePath().normalize().getFileName())).toList();
        return names.stream().distinct().count() == names.size() ? names
                : folders.stream().map(Path::toString).toList();
    }

    /** The runs, in the order that they were named in; a reference that was not among them first. */
    List<ComparedRun> runs() {
        return runs;
    }

    /** What must be known first, a sentence each. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** Weights by the held-out rows; nothing if none are held out, or every run holds some of them impossible. */
    Optional<RunWeights> byHeldOut() {
        return Optional.ofNullable(byHeldOut);
    }

    /** Weights by the training rows, each left out; nothing unless every run can say how it predicts them. */
    Optional<RunWeights> byLeftOut() {
        return Optional.ofNullable(byLeftOut);
    }

    /** How far the runs are from the reference; nothing if none was named. */
    Optional<ReferenceDistances> distances() {
        return Optional.ofNullable(distances);
    }

    /** Position of the run with the largest mean of such a density, among those that have one; -1 if none has. */
    int best(Function<ComparedRun, double @Nullable []> density) {
        return IntStream.range(0, runs.size()).filter(i -> density.apply(runs.get(i)) != null).boxed()
                .max((a, b) -> Double.compare(mean(density.apply(runs.get(a))), mean(density.apply(runs.get(b)))))
                .orElse(-1);
    }

    private static double mean(double @Nullable [] values) {
        double mean = values == null ? Double.NaN : PairedDifference.ofOne(values).mean();
        return Double.isNaN(mean) ? Double.NEGATIVE_INFINITY : mean;
    }

    /** The difference of a run's log density to that of the best, by row; nothing if either has none. */
    Optional<PairedDifference> difference(int run, Function<ComparedRun, double @Nullable []> density) {
        int best = best(density);
        double[] own = density.apply(runs.get(run));
        double[] other = best < 0 ? null : density.apply(runs.get(best));
        return own == null || other == null ? Optional.empty() : Optional.of(PairedDifference.of(own, other));
    }

    static double @Nullable [] heldOutDensity(ComparedRun run) {
        return run.heldOut() ? run.prediction().logDensity() : null;
    }

    static double @Nullable [] leftOutDensity(ComparedRun run) {
        LeftOutDensity density = run.leftOut();
        return density == null ? null : density.logDensity();
    }

    /** Such as {@code 3 runs, 40 held-out rows of line.csv}. */
    public String title() {
        ComparedRun first = runs.getFirst();
        return Counted.of(runs.size(), "run") + ", " + Counted.of(first.prediction().rows(), first.heldOut()
                ? "held-out row"
                : "training row") + " of " + first.run().study().dataset().source();
    }

    /** The tables, as text. */
    public List<String> lines() {
        return new ComparisonTables(this).lines();
    }

    /** Writes one HTML page, replacing an older one. */
    public void write(Path file) throws IOException {
        HtmlReport.write(ComparisonPage.of(this), file);
    }

    /** For JSON. */
    public Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        ComparedRun first = runs.getFirst();
        document.put("data", first.run().study().dataset().source());
        document.put("target", first.run().study().dataset().target().name());
        document.put("rows", first.prediction().rows());
        document.put("held_out", first.heldOut());
        document.put("notes", notes);
        int best = best(first.heldOut() ? Comparison::heldOutDensity : Comparison::leftOutDensity);
        if (best >= 0) {
            document.put("best", runs.get(best).name());
        }
        List<Map<String, Object>> lines = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
            ComparedRun run = runs.get(i);
            Map<String, Object> line = run.columns();
            if (run.heldOut()) {
                line.put("log_density", columns(run.score()));
            }
            difference(i, Comparison::heldOutDensity).ifPresent(found -> line.put("difference", columns(found)));
            LeftOutDensity leftOut = run.leftOut();
            if (leftOut != null) {
                Map<String, Object> loo = columns(PairedDifference.ofOne(leftOut.logDensity()));
                difference(i, Comparison::leftOutDensity).ifPresent(found -> loo.put("difference", columns(found)));
                loo.put("k_hat_max", leftOut.largestShape());
                loo.put("k_hat_limit", leftOut.limit());
                loo.put("k_hat_share_above", leftOut.shareAbove());
                line.put("leave_one_out", loo);
            }
            lines.add(line);
        }
        document.put("runs", lines);
        Map<String, Object> weights = new LinkedHashMap<>();
        byHeldOut().ifPresent(found -> weights.put("held_out", found.columns()));
        byLeftOut().ifPresent(found -> weights.put("leave_one_out", found.columns()));
        document.put("weights", weights);
        distances().ifPresent(found -> document.put("reference", found.document(runs)));
        return document;
    }

    private static Map<String, Object> columns(PairedDifference difference) {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("mean", difference.mean());
        columns.put("error", difference.error());
        return columns;
    }
}
