package ergodic.study;

import ergodic.study.config.ConfigFile;
import ergodic.study.config.RunConfig;
import ergodic.study.config.SamplerConfig;
import ergodic.diagnostics.DrawSource;
import ergodic.sampler.draws.StoreLayout;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.draws.ZarrDrawStore;
import ergodic.sampler.draws.ZarrDraws;
import ergodic.sampler.run.Cancellation;
import ergodic.sampler.run.Checkpoints;
import ergodic.sampler.run.Progress;
import ergodic.sampler.run.RunFingerprint;
import ergodic.sampler.run.RunResult;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import ergodic.sampler.words.Counted;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sampling into a run's folder: a new run, one that was stopped, or more draws of a finished one. */
public final class SamplingJob {

    private final RunFolder folder;
    private final RunConfig config;
    private final Study study;
    private final @Nullable SgldStep step;

    private SamplingJob(RunFolder folder, RunConfig config, Study study) {
        this(folder, config, study, null);
    }

    private SamplingJob(RunFolder folder, RunConfig config, Study study, @Nullable SgldStep step) {
        this.step = step;
        this.folder = folder;
        this.config = config;
        this.study = study;
    }

    /**
     * A new run. Its folder is made only when the configuration and the data have been found good.
     *
     * @param config
     *            the configuration
     * @param configFile
     *            where it was read: its paths are relative to that file's folder
     * @param out
     *            the folder of the run; null for a new one named after the file, in the present folder
     */
    public static SamplingJob begin(RunConfig config, Path configFile, @Nullable Path out) throws IOException {
        Path parent = configFile.toAbsolutePath().normalize().getParent();
        Path base = parent == null ? configFile.toAbsolutePath() : parent;
        SgldStep step = SgldStep.of(Study.of(config, base), config);
        RunFolder folder = RunFolder.create(out == null ? RunFolder.fresh(configFile) : out,
                step == null ? config : step.config(), base);
        if (step == null) {
            return resume(folder);
        }
        folder.note(step.text());
        SamplingJob job = resume(folder);
        return new SamplingJob(folder, job.config, job.study, step);
    }

    /** A run that goes on where it stopped. */
    public static SamplingJob resume(RunFolder folder) {
        RunConfig config = folder.config();
        return new SamplingJob(folder, config, Study.of(config, folder.root()));
    }

    /** A finished run that gets more draws. */
    public static SamplingJob extend(RunFolder folder, int draws) {
        RunConfig config = folder.config();
        int made = Files.exists(folder.draws()) ? ZarrDraws.open(folder.draws()).draws() : 0;
        if (made < config.sampler().draws()) {
            throw new RunFolderException("the run in " + folder.root() + " is not finished: it has " + made + " of "
                    + Counted.of(config.sampler().draws(), "draw") + "; finish it first with "
                    + Proposal.command("resume", folder.root()));
        }
        if ((long) made + draws > Integer.MAX_VALUE) {
            throw new RunFolderException(
                    "the run in " + folder.root() + " has " + Counted.of(made, "draw") + " and can have "
                            + Integer.MAX_VALUE + " at most, so --draws " + draws + " is too many; ask for fewer");
        }
        RunConfig longer = config.withSampler(config.sampler().withDraws(made + draws));
        return new SamplingJob(folder, longer, Study.of(longer, folder.root()));
    }

    /** Where the run lies. */
    public RunFolder folder() {
        return folder;
    }

    /** The configuration. */
    public RunConfig config() {
        return config;
    }

    /** What to change when the run diverges, as the end of a sentence. */
    public String againstDivergences() {
        return Kits.againstDivergences(config.sampler());
    }

    /** What was found of the step of a new run by stochastic gradients, in words and as JSON; nothing for other runs. */
    public Optional<String> stepText() {
        return Optional.ofNullable(step).map(SgldStep::text);
    }

    /** The same as JSON; empty for other runs. */
    public Map<String, Object> stepDocument() {
        return step == null ? Map.of() : step.document();
    }

    /** Data and network. */
    public Study study() {
        return study;
    }

    /**
     * Samples until all draws are made, or until it is cancelled; what was drawn is kept either way. Threads that are more
     * than the chains share the rows of evaluations, as far as that turns out to be faster.
     */
    public RunResult run(int threads, Progress progress, Cancellation cancellation) throws IOException {
        SamplerConfig sampler = config.sampler();
        RunSettings settings = new RunSettings(sampler.chains(), sampler.warmup(), sampler.draws(), sampler.thin(),
                sampler.seed(), Math.min(threads, sampler.chains()));
        int threadsPerChain = Math.max(1, threads / sampler.chains());
        List<Variable> variables = study.variables();
        StoreLayout layout = StoreLayout.of(sampler.chains(), sampler.warmup(), sampler.draws(), variables)
                .withFloat32(config.store().precision().equals("float32")).withWarmupValues(config.store().warmup())
                .withData(study.observedData(), study.constantData()).withAttributes(attributes());
        FileChannel lock = folder.lock();
        try (lock) {
            boolean resuming = Files.exists(folder.draws());
            Checkpoints checkpoints = (resuming ? Checkpoints.resume(folder.checkpoints(), fingerprint())
                    : Checkpoints.begin(folder.checkpoints(), fingerprint()))
                    .every(Duration.ofNanos((long) (1e9 * config.store().checkpointSeconds())));
            if (!config.equals(folder.config())) {
                folder.writeConfig(config);
            }
            try (ZarrDrawStore store = resuming ? ZarrDrawStore.resume(folder.draws(), layout)
                    : ZarrDrawStore.create(folder.draws(), layout)) {
                RunResult result = Sampling.run(settings, chain -> study.kit(threadsPerChain), store, progress,
                        cancellation, checkpoints);
                if (result.transitions() > 0 || !Files.exists(folder.provenance())) {
                    new Provenance(config, result, threads).write(folder.provenance());
                }
                return result;
            }
        }
    }

    /** What the draws are, so that a reader of the store alone knows it. */
    private Map<String, Object> attributes() {
        DrawSource source = study.source();
        Map<String, Object> attributes = new LinkedHashMap<>(study.attributes());
        attributes.put("sampling_method", config.sampler().method());
        attributes.put("draws_are", source.kind().name().toLowerCase(Locale.ROOT).replace('_', ' '));
        if (!source.caveats().isEmpty()) {
            attributes.put("caveats", String.join(" ", source.caveats()));
        }
        return attributes;
    }

    /** Stands for what decides the draws: all of the configuration but their number, and the data. */
    private String fingerprint() {
        RunConfig same = config.withSampler(config.sampler().withDraws(1)).withData(config.data().withoutFiles());
        return new RunFingerprint().add("configuration", ConfigFile.toToml(same)).add("data", study.dataset().digest())
                .add("training rows", study.trainingRows()).hex();
    }
}
