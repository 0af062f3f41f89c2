package ergodic.study.tune;

import ergodic.study.config.ConfigException;
import ergodic.nn.data.DataException;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.Rows;
import ergodic.nn.predict.Prediction;
import ergodic.sampler.InitialPointException;
import ergodic.sampler.hmc.StepSizeException;
import ergodic.sampler.run.Cancellation;
import ergodic.sampler.run.ChainFailedException;
import ergodic.sampler.run.RunFingerprint;
import ergodic.sampler.run.RunResult;
import ergodic.sampler.support.WholeFile;
import ergodic.study.FinishedRun;
import ergodic.study.MovedConfig;
import ergodic.study.OutputPlace;
import ergodic.study.RunFolder;
import ergodic.study.RunFolderException;
import ergodic.study.SamplingJob;
import ergodic.study.Study;
import ergodic.study.TrialWatch;
import ergodic.study.compare.SameRows;
import ergodic.study.config.ConfigFile;
import ergodic.study.config.RunConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A small search: each configuration is learned from all folds of the training rows but one and scored on that one, fold by fold; or it is learned from all of them and scored
 * by its evidence. The rows that the configuration holds out have no part in either. What is finished lies in a folder, so that a search that was stopped goes on.
 */
public final class Tuning {

    private static final String DIVERGED = "every chain diverged at each transition";

    private final Path configFile;
    private final List<String> overrides;
    private final List<List<String>> candidates;
    private final int folds;
    private final Path out;

    private Tuning(Path configFile, List<String> overrides, List<List<String>> candidates, int folds, Path out) {
        this.configFile = configFile;
        this.overrides = List.copyOf(overrides);
        this.candidates = List.copyOf(candidates);
        this.folds = folds;
        this.out = out;
    }

    /**
     * Plans a search, or goes on with one.
     *
     * @param configFile
     *            the configuration, a TOML file
     * @param overrides
     *            keys that replace the file's in all that is tried
     * @param tries
     *            keys with the values to try, such as {@code prior.weights.scale=1,2}; {@code network.width} and {@code network.depth} stand for
     *            {@code network.hidden}; empty for half and twice the prior's scale and the hidden units
     * @param folds
     *            parts of the training rows, at least 2
     * @param out
     *            folder of the search; a search that it holds must be the same
     * @throws ergodic.study.config.ConfigException
     *             if one of the configurations is none, or the configuration holds out a fold itself
     * @throws RunFolderException
     *             if the folder holds something else
     */
    public static Tuning plan(Path configFile, List<String> overrides, List<String> tries, int folds, Path out)
            throws IOException {
        RunConfig base = ConfigFile.read(configFile, overrides);
        if (folds < 2) {
            throw new ConfigException("folds of the training rows are at least 2, not " + folds);
        }
        if (base.data().test() != null && base.data().test().folds() != null) {
            throw new ConfigException(
                    "data.test.folds holds out training rows, which a search deals into folds of its own;"
                            + " hold rows out by data.test.fraction, rows, last or file");
        }
        Tuning tuning = new Tuning(configFile, overrides, Candidates.of(tries, base), folds, out);
        tuning.begin();
        return tuning;
    }

    /**
     * Plans a search by the evidence of the training rows, or goes on with one: each configuration is sampled once, from all of them, by a method that tells the
     * evidence of its model.
     *
     * @throws ergodic.study.config.ConfigException
     *             if one of the configurations is none, or its method tells no evidence
     * @throws RunFolderException
     *             if the folder holds something else
     */
    public static Tuning byEvidence(Path configFile, List<String> overrides, List<String> tries, Path out)
            throws IOException {
        RunConfig base = ConfigFile.read(configFile, overrides);
        Tuning tuning = new Tuning(configFile, overrides, Candidates.of(tries, base), 0, out);
        tuning.begin();
        return tuning;
    }

    private boolean isByEvidence() {
        return folds == 0;
    }

    /** How many configurations are tried. */
    public int configurations() {
        return candidates.size();
    }

    private RunConfig config(List<String> settings, int fold) {
        List<String> all = new ArrayList<>(settings);
        if (!isByEvidence()) {
            all.addAll(List.of("data.test.folds=" + folds, "data.test.fold=" + fold));
        }
        return whole(all);
    }

    private RunConfig whole(List<String> settings) {
        List<String> all = new ArrayList<>(overrides);
        all.addAll(settings);
        return ConfigFile.read(configFile, all);
    }

    /**
     * What decides the scores: the configurations, the data they name, and the rows of them in the first fold and
     * in the others.
     */
    private String text() {
        StringBuilder text = new StringBuilder();
        Set<List<Object>> read = new HashSet<>();
        Dataset first = null;
        for (List<String> settings : candidates) {
            RunConfig one = config(settings, 0);
            if (!isByEvidence() && read.add(List.of(one.data(), one.likelihood()))) {
                requireFolds(settings);
            }
            // Refuses what does not fit the data, too.
            Study study = Study.of(one, Study.folderOf(configFile));
            Dataset dataset = study.dataset();
            first = first == null ? dataset : first;
            requireSame(first, dataset, settings);
            RunFingerprint print = new RunFingerprint().add("training", numbers(dataset.train()));
            if (isByEvidence()) {
                EvidenceScore.require(study);
                text.append("# by evidence\n");
            } else {
                print.add("fold", numbers(dataset.test()));
            }
            String rows = print.hex();
            text.append("# ").append(settings).append('\n').append(ConfigFile.toToml(one));
            text.append("# data ").append(dataset.digest()).append("\n# rows ").append(rows).append('\n');
        }
        return text.toString();
    }

    /** Refuses, before anything is sampled, data of which some fold cannot be read, as where one alone has the rows of a category. */
    private void requireFolds(List<String> settings) {
        Path base = Study.folderOf(configFile);
        Study.of(whole(settings), base);
        for (int fold = 0; fold < folds; fold++) {
            try {
                Study.of(config(settings, fold), base);
            } catch (DataException e) {
                throw new DataException("fold " + (fold + 1) + " of " + folds + " cannot be predicted: "
                        + e.getMessage());
            }
        }
    }

    /** Refuses scores of other rows or targets than the first configuration's: of more rows an evidence is smaller, and a difference has no pairs. */
    private void requireSame(Dataset first, Dataset dataset, List<String> settings) {
        String difference = SameRows.difference(first, dataset);
        if (difference != null) {
            List<String> before = candidates.getFirst();
            throw new ConfigException("--try: " + apart(before, settings) + " and " + apart(settings, before)
                    + " cannot be compared: " + difference
                    + "; change that in the configuration, for all that is tried");
        }
    }

    /** What one has and another has not. */
    private static String apart(List<String> settings, List<String> from) {
        List<String> own = settings.stream().filter(each -> !from.contains(each)).toList();
        return own.isEmpty() ? "the configuration as it is" : String.join(" ", own);
    }

    private static double[] numbers(Rows rows) {
        return Arrays.stream(rows.numbers()).asDoubleStream().toArray();
    }

    private void begin() throws IOException {
        Path plan = out.resolve("plan.txt");
        String text = text();
        if (Files.exists(plan)) {
            if (!Arrays.equals(Files.readAllBytes(plan), text.getBytes(StandardCharsets.UTF_8))) {
                throw new RunFolderException("the folder " + out + " holds another search, by its plan.txt: other"
                        + " configurations, folds, data or held-out rows; choose another folder with --out");
            }
            return;
        }
        OutputPlace.requireFolder(out);
        Files.createDirectories(out);
        WholeFile.write(plan, beside -> Files.writeString(beside, text));
    }

    /**
     * Samples what is not finished yet.
     *
     * @param threads
     *            threads of a run
     * @param watch
     *            hears of each run
     * @param cancellation
     *            stops the search
     * @return what was found; nothing if it was stopped
     */
    public Optional<TuningResult> run(int threads, TrialWatch watch, Cancellation cancellation) throws IOException {
        TuningResult result = isByEvidence() ? evidences(threads, watch, cancellation)
                : densities(threads, watch, cancellation);
        if (result == null) {
            return Optional.empty();
        }
        write(result.best(), out.resolve("best.toml"));
        write(result.smallest(), out.resolve("smallest.toml"));
        return Optional.of(result);
    }

    private @Nullable TuningResult densities(int threads, TrialWatch watch, Cancellation cancellation)
            throws IOException {
        List<TriedConfiguration> tried = new ArrayList<>();
        for (int candidate = 0; candidate < candidates.size(); candidate++) {
            List<FoldScore> scores = new ArrayList<>();
            for (int fold = 0; fold < folds; fold++) {
                FoldScore score = score(candidate, fold, threads, watch, cancellation);
                if (score == null) {
                    return null;
                }
                scores.add(score);
            }
            tried.add(new TriedConfiguration(candidates.get(candidate), scores));
        }
        return new FoldedResult(tried);
    }

    private @Nullable TuningResult evidences(int threads, TrialWatch watch, Cancellation cancellation)
            throws IOException {
        List<EvidenceResult.Tried> tried = new ArrayList<>();
        int rows = 0;
        for (int candidate = 0; candidate < candidates.size(); candidate++) {
            Study study = Study.of(config(candidates.get(candidate), 0), Study.folderOf(configFile));
            rows = study.dataset().train().count();
            EvidenceScore score = evidence(study, candidate, threads, watch, cancellation);
            if (score == null) {
                return null;
            }
            tried.add(new EvidenceResult.Tried(candidates.get(candidate), score));
        }
        return new EvidenceResult(tried, rows);
    }

    private @Nullable EvidenceScore evidence(Study study, int candidate, int threads, TrialWatch watch,
            Cancellation cancellation) throws IOException {
        Path file = out.resolve("evidence-" + (candidate + 1) + ".json");
        if (Files.exists(file)) {
            return EvidenceScore.read(file);
        }
        if (cancellation.isCancelled()) {
            return null;
        }
        Path running = out.resolve("run-" + (candidate + 1));
        EvidenceScore score;
        try {
            Sampled sampled = sampled(study, running, "configuration " + (candidate + 1) + " of " + candidates.size(),
                    threads, watch, cancellation);
            RunResult result = sampled.result();
            if (!result.finished() && !result.diverged()) {
                return null;
            }
            score = result.finished()
                    ? EvidenceScore.of(sampled.job().finished().withThreads(threads), result, sampled.job().seconds())
                    : EvidenceScore.failed(study, DIVERGED, result);
        } catch (ChainFailedException | InitialPointException | StepSizeException | RefusedException e) {
            score = EvidenceScore.failed(study, String.valueOf(e.getMessage()));
        }
        score.write(file);
        delete(running);
        return score;
    }

    /** Configurations that were made: the best, and the smallest within one standard error of it. */
    public List<Path> written() {
        return List.of(out.resolve("best.toml"), out.resolve("smallest.toml"));
    }

    private @Nullable FoldScore score(int candidate, int fold, int threads, TrialWatch watch,
            Cancellation cancellation) throws IOException {
        String name = (candidate + 1) + "-" + (fold + 1);
        Path file = out.resolve("score-" + name + ".json");
        if (Files.exists(file)) {
            return FoldScore.read(file);
        }
        if (cancellation.isCancelled()) {
            return null;
        }
        Path running = out.resolve("run-" + name);
        Study study = Study.of(config(candidates.get(candidate), fold), Study.folderOf(configFile));
        FoldScore score = sample(study, running, "configuration " + (candidate + 1) + " of " + candidates.size()
                + ", fold " + (fold + 1) + " of " + folds, threads, watch, cancellation);
        if (score != null) {
            score.write(file);
            delete(running);
        }
        return score;
    }

    private static @Nullable FoldScore sample(Study study, Path running, String what, int threads, TrialWatch watch,
            Cancellation cancellation) throws IOException {
        SamplingJob job;
        RunResult result;
        try {
            Sampled sampled = sampled(study, running, what, threads, watch, cancellation);
            job = sampled.job();
            result = sampled.result();
        } catch (ChainFailedException | InitialPointException | StepSizeException | RefusedException e) {
            return FoldScore.failed(study, String.valueOf(e.getMessage()), null);
        }
        if (!result.finished()) {
            return result.diverged() ? FoldScore.failed(study, DIVERGED, result) : null;
        }
        FinishedRun run = job.finished().withThreads(threads);
        Rows rows = run.study().dataset().test();
        Prediction prediction = run.score(rows).prediction();
        return new FoldScore(rows.numbers(), prediction.logDensity(), study.unknowns(), result.gradients(),
                job.seconds(), result.divergences(), "");
    }

    /** A run with what became of it. */
    private record Sampled(SamplingJob job, RunResult result) {}

    private static Sampled sampled(Study study, Path running, String what, int threads, TrialWatch watch,
            Cancellation cancellation) throws IOException {
        SamplingJob job = job(study, running, threads, watch);
        RunResult result = watch.during(what, job.plan().sampler().chains(), progress -> {
            try {
                return job.run(threads, progress, cancellation);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return new Sampled(job, result);
    }

    /** The run of a fold: goes on where one stopped, with the same bits, or begins. */
    private static SamplingJob job(Study study, Path running, int threads, TrialWatch watch)
            throws IOException {
        if (Files.exists(running.resolve("draws.zarr"))) {
            return SamplingJob.resume(RunFolder.open(running));
        }
        delete(running);
        try {
            return SamplingJob.begin(study, running, threads, watch);
        } catch (ConfigException e) {
            throw new RefusedException(e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    /** Writes a configuration that runs where it lies: its paths lead from there to the files. */
    private void write(List<String> settings, Path file) throws IOException {
        RunConfig moved = new MovedConfig(Study.folderOf(configFile), out).of(whole(settings));
        WholeFile.write(file, beside -> ConfigFile.write(moved, beside));
    }
}
