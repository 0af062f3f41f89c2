package ergodic.study;

import ergodic.sampler.method.Preparation;
import ergodic.study.config.ConfigFile;
import ergodic.study.config.RunPlan;
import ergodic.study.config.SamplerConfig;
import ergodic.study.config.StopConfig;
import ergodic.diagnostics.DrawSource;
import ergodic.diagnostics.stopping.Judgement;
import ergodic.diagnostics.stopping.RunJudge;
import ergodic.diagnostics.stopping.StopRules;
import ergodic.sampler.draws.ChainRange;
import ergodic.sampler.DrawKind;
import ergodic.sampler.draws.StoreLayout;
import ergodic.sampler.draws.StoreParts;
import ergodic.sampler.draws.ZarrDraws;
import ergodic.sampler.run.Cancellation;
import ergodic.sampler.run.ChainFailedException;
import ergodic.sampler.run.Checkpoints;
import ergodic.sampler.run.Progress;
import ergodic.sampler.run.RunFingerprint;
import ergodic.sampler.run.RunLooks;
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
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sampling into a run's folder: a new run, one that was stopped, or more draws of a finished one. */
public final class SamplingJob {

    private final RunFolder folder;
    private final Study study;
    private final ChainRange chains;
    private final @Nullable Preparation preparation;
    private final String choice;

    private SamplingJob(RunFolder folder, Study study, ChainRange chains, @Nullable Preparation preparation,
            String choice) {
        this.folder = folder;
        this.study = study;
        this.chains = chains;
        this.preparation = preparation;
        this.choice = choice;
    }

    private static SamplingJob ofAll(RunFolder folder, Study study) {
        return new SamplingJob(folder, study, ChainRange.all(study.plan().sampler().chains()), null, "");
    }

    /**
     * A new run. Its folder is made only when the configuration and the data have been found good, and a method is chosen if that is
     * asked for.
     *
     * @param study
     *            what is sampled
     * @param out
     *            the folder of the run; must not exist or be empty
     */
    public static SamplingJob begin(Study study, Path out) throws IOException {
        return begin(study, out, Runtime.getRuntime().availableProcessors(), TrialWatch.NONE);
    }

    /**
     * The same, with somebody who hears of what is tried and measured before the run.
     *
     * @param threads
     *            threads that this may take
     * @param watch
     *            hears of them
     */
    public static SamplingJob begin(Study study, Path out, int threads, TrialWatch watch) throws IOException {
        RunFolder.requireFresh(out);
        study.surveyOod();
        MethodChoice choice = MethodChoice.of(study, watch);
        Prepared prepared = choice.study().prepare(threads, watch).orElse(null);
        Study ready = prepared == null ? choice.study() : choice.study().with(prepared.found().settings());
        RunFolder folder = RunFolder.create(out, ready.plan(), study.base(), Prepared.with(choice, prepared));
        NetworkSummary.timed(ready).write(folder.network());
        return new SamplingJob(folder, study.in(folder), ChainRange.all(ready.plan().sampler().chains()),
                prepared == null ? null : prepared.found(), choice.text());
    }

    /** A run that goes on where it stopped. */
    public static SamplingJob resume(RunFolder folder) {
        return resume(folder, Study.of(folder));
    }

    /**
     * A run that goes on where it stopped.
     *
     * @param folder
     *            folder of the run
     * @param study
     *            the study that it was begun with; other data or another network are refused when it is run
     */
    public static SamplingJob resume(RunFolder folder, Study study) {
        return ofAll(folder, study.in(folder));
    }

    /** A finished run that gets more draws. */
    public static SamplingJob extend(RunFolder folder, int draws) {
        return extend(folder, Study.of(folder), draws);
    }

    /** The same with the study that the run was begun with. */
    public static SamplingJob extend(RunFolder folder, Study study, int draws) {
        RunPlan plan = folder.plan();
        if (plan.sampler().type().kind() == DrawKind.MEMBERS) {
            throw new RunFolderException("the run in " + folder.root()
                    + " has members, one a fit: more draws of them would be the same points; for more members begin a new run"
                    + " with more sampler.chains");
        }
        int made = Files.exists(folder.draws()) ? ZarrDraws.open(folder.draws()).draws() : 0;
        Unfinished.of(folder.root(), plan.sampler().type().kind(), made, plan.sampler().draws()).ifPresent(run -> {
            throw new RunFolderException("the run in " + folder.root() + " " + run.state() + "; finish it first with "
                    + Proposal.command("resume", folder.root()));
        });
        if ((long) made + draws > Integer.MAX_VALUE) {
            throw new RunFolderException(
                    "the run in " + folder.root() + " has " + Counted.of(made, "draw") + " and can have "
                            + Integer.MAX_VALUE + " at most, so --draws " + draws + " is too many; ask for fewer");
        }
        // Its rules have had their say: these draws are asked for in so many words.
        RunPlan more = plan.withSampler(plan.sampler().withDraws(made + draws)).withStop(StopConfig.none());
        return ofAll(folder, study.in(folder).with(more));
    }

    /**
     * Some of the chains of a run, new or stopped, into a part of its own: other processes, here or on other machines with a copy
     * of the folder, may sample others at the same time. Each chain draws the same bits in any part. {@link #join} makes one run
     * of the parts.
     *
     * @param folder
     *            folder of the run
     * @param chains
     *            which chains
     */
    public static SamplingJob part(RunFolder folder, ChainRange chains) throws IOException {
        return part(folder, Study.of(folder), chains);
    }

    /** The same with the study that the run was begun with. */
    public static SamplingJob part(RunFolder folder, Study study, ChainRange chains) throws IOException {
        int all = folder.plan().sampler().chains();
        if (chains.end() > all) {
            throw new RunFolderException(
                    chains + " (counted from 1) are not all in the run of " + Counted.of(all, "chain")
                            + "; name others");
        }
        if (folder.plan().stop().rules().any()) {
            throw new RunFolderException(
                    "the run in " + folder.root() + " has rules that end it ([stop]), which look at"
                            + " all of its chains at once: sample it as a whole, or begin a run without [stop]");
        }
        return new SamplingJob(folder.part(chains), study.in(folder), chains, null, "");
    }

    /**
     * Makes one run of the parts in its folder, as if a single process had sampled it: it can be diagnosed, extended, predicted
     * from. The parts stay as they are.
     *
     * @throws ergodic.sampler.draws.StoreException
     *             if chains are missing or the parts do not belong together
     */
    public static FinishedRun join(RunFolder folder) throws IOException {
        return join(folder, Study.of(folder));
    }

    /** The same with the study that the run was begun with. */
    public static FinishedRun join(RunFolder folder, Study study) throws IOException {
        List<RunFolder> parts = folder.parts();
        FileChannel lock = folder.lock();
        try (lock) {
            if (!Files.exists(folder.draws())) {
                // Checkpoints first: draws without them could not be extended.
                Checkpoints.join(parts.stream().map(RunFolder::checkpoints).toList(), folder.checkpoints());
                Provenance.join(parts.stream().map(RunFolder::provenance).toList(), folder.provenance());
                if (parts.stream().anyMatch(part -> Files.exists(part.weights()))) {
                    StoreParts.join(parts.stream().map(RunFolder::weights).toList(), folder.weights());
                }
                StoreParts.join(parts.stream().map(RunFolder::draws).toList(), folder.draws());
            }
        }
        return FinishedRun.open(folder, study);
    }

    /** Where the run, or the part of it, lies. */
    public RunFolder folder() {
        return folder;
    }

    /** How it is sampled and stored. */
    public RunPlan plan() {
        return study.plan();
    }

    /** What to change when the run diverges, as the end of a sentence. */
    public String againstDivergences() {
        SamplerConfig sampler = plan().sampler();
        return sampler.type().againstDivergences(sampler.settings());
    }

    /** What the method found out before a new run, such as the step that suits the data. */
    public Optional<Preparation> preparation() {
        return Optional.ofNullable(preparation);
    }

    /** Which method was chosen before a new run, and why; empty if none was to be chosen. */
    public String choice() {
        return choice;
    }

    /** The network, layer by layer. */
    public NetworkSummary summary() throws IOException {
        return NetworkSummary.read(study, folder.network());
    }

    /** Data and network. */
    public Study study() {
        return study;
    }

    /** Time that sampling took in seconds, over all sessions that ended; 0 before one has. */
    public double seconds() throws IOException {
        return Provenance.seconds(folder.provenance());
    }

    /** Samples with so many threads until all draws are made; see {@link #run(int, Progress, Cancellation)}. */
    public FinishedRun run(int threads) throws IOException {
        run(threads, Progress.NONE, new Cancellation());
        return finished();
    }

    /** The draws made so far, over the data and the network that are already read and compiled. */
    public FinishedRun finished() {
        return FinishedRun.open(folder, study.in(folder));
    }

    /**
     * Samples until all draws are made, a rule ends the run, or it is cancelled; what was drawn is kept in any case. Threads that are more
     * than the chains share the rows of evaluations, as far as that turns out to be faster.
     */
    public RunResult run(int threads, Progress progress, Cancellation cancellation) throws IOException {
        RunPlan config = plan();
        SamplerConfig sampler = config.sampler();
        RunSettings settings = new RunSettings(sampler.chains(), chains, sampler.warmup(), sampler.draws(),
                sampler.thin(), sampler.seed(), Math.min(threads, chains.count()));
        int threadsPerChain = Math.max(1, threads / chains.count());
        StoreLayout layout = StoreLayout.of(sampler.chains(), sampler.warmup(), sampler.draws(), List.of())
                .withKind(sampler.type().kind()).withStatistics(sampler.toMethod().statistics())
                .withPart(chains).withFloat32(config.store().precision().equals("float32"))
                .withWarmupValues(config.store().warmup())
                .withData(study.storedData().observed(), study.storedData().constant())
                .withAttributes(attributes());
        FileChannel lock = folder.lock();
        try (lock) {
            boolean resuming = Files.exists(folder.draws());
            if (!resuming && !folder.parts().isEmpty()) {
                throw new RunFolderException(
                        "the run in " + folder.root() + " is sampled in parts; join them (SamplingJob.join),"
                                + " or remove its folder \"parts\" to sample it as a whole");
            }
            Checkpoints checkpoints = (resuming ? Checkpoints.resume(folder.checkpoints(), fingerprint())
                    : Checkpoints.begin(folder.checkpoints(), fingerprint()))
                    .every(Duration.ofNanos((long) (1e9 * config.store().checkpointSeconds())));
            if (!config.equals(folder.plan())) {
                folder.writeConfig(config);
            }
            try (RunStores stores = RunStores.open(folder, config.store(), layout, study.transform().variables())) {
                long before = Prepared.gradients(folder.preparation());
                double secondsBefore = Provenance.seconds(folder.provenance());
                StopRules rules = config.stop().rules();
                RunResult result;
                try {
                    result = Sampling.run(settings,
                            chain -> study.kit(sampler, threadsPerChain, chain == 0 ? before : 0), stores.sink(),
                            progress, cancellation, checkpoints, rules.any() ? judge(rules, stores) : RunLooks.NONE);
                } catch (ChainFailedException e) {
                    stores.summariseAfter(e);
                    throw e;
                }
                stores.summarise();
                Optional<Stopping> stopping = folder.stopping();
                if (rules.any() && stopping.isPresent()) {
                    stores.describe(stopping.get());
                }
                if (result.transitions() > 0 || !Files.exists(folder.provenance())) {
                    new Provenance(config, result, threads, secondsBefore).write(folder.provenance());
                }
                return result;
            }
        }
    }

    private RunJudge judge(StopRules rules, RunStores stores) {
        int most = folder.stopping().map(Stopping::most).orElse(plan().sampler().draws());
        List<Judgement> before = folder.stopping().map(Stopping::judgements).orElse(List.of());
        return new RunJudge(rules, new StopEvidence(folder, study, stores), before,
                judgements -> new Stopping(rules, most, judgements).write(folder.stoppingFile()));
    }

    /** What the draws are, so that a reader of the store alone knows it. */
    private Map<String, Object> attributes() {
        DrawSource source = study.source();
        Map<String, Object> attributes = new LinkedHashMap<>(study.storedData().attributes());
        attributes.put("sampling_method", plan().sampler().method());
        attributes.put("draws_exact", source.exact());
        if (!source.caveats().isEmpty()) {
            attributes.put("caveats", String.join(" ", source.caveats()));
        }
        return attributes;
    }

    /** Stands for what decides the draws: all of the plan but their number, the data, and a network made in Java. */
    private String fingerprint() {
        RunFingerprint fingerprint = new RunFingerprint().add("configuration", ConfigFile.toToml(plan().deciding()))
                .add("data", study.dataset().digest()).add("training rows", study.trainingRows());
        String network = study.networkText();
        return (network.isEmpty() ? fingerprint : fingerprint.add("network", network)).hex();
    }
}
