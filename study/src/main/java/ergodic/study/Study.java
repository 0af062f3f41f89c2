package ergodic.study;

import ergodic.diagnostics.DrawSource;
import ergodic.model.Model;
import ergodic.model.Posterior;
import ergodic.nn.BayesianNetwork;
import ergodic.nn.KeptRows;
import ergodic.nn.LayerLine;
import ergodic.nn.WarmStartSettings;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.Rows;
import ergodic.nn.predict.Mixture;
import ergodic.nn.predict.PathSimulator;
import ergodic.nn.predict.Positions;
import ergodic.nn.predict.Predictor;
import ergodic.sampler.StartingPoint;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.draws.CentredTransform;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.draws.Draws;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import ergodic.sampler.part.BoundPart;
import ergodic.sampler.part.Part;
import ergodic.sampler.run.EvaluationClock;
import ergodic.sampler.run.Inference;
import ergodic.sampler.run.RandomStreams;
import ergodic.sampler.run.WatchedDensity;
import ergodic.sampler.support.FileFault;
import ergodic.study.config.CodedPlan;
import ergodic.study.config.ConfigException;
import ergodic.study.config.ConfigFile;
import ergodic.study.config.RunConfig;
import ergodic.study.config.RunPlan;
import ergodic.study.config.SamplerConfig;
import ergodic.study.config.StoreConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Data and network, read, checked and compiled: what is sampled, how, and what draws of it predict. From a configuration, or made
 * in Java.
 */
// Longer than 400 lines because a study is what a configuration comes to: data, network and plan, and all that is asked of them together.
public final class Study {

    private final RunPlan plan;
    private final Path base;
    private final Dataset dataset;
    private final BayesianNetwork network;
    /** Read when they are first asked for. */
    private @Nullable Rows oodRows;

    private Study(RunPlan plan, Path base, Dataset dataset, BayesianNetwork network) {
        this.plan = plan;
        this.base = base;
        this.dataset = dataset;
        this.network = network;
        StudyRequirements.check(this);
    }

    private Study(RunConfig config, Path base) {
        this.base = base;
        this.dataset = Specs.dataset(config.data(), base, config.likelihood().toLikelihood());
        this.network = Specs.network(config, dataset);
        this.plan = fitted(config, dataset);
        StudyRequirements.check(this);
    }

    /** The plan with what its method makes of the number of rows; refused where the method cannot do with so many. */
    private static RunPlan fitted(RunPlan plan, Dataset dataset) {
        int rows = dataset.train().count();
        SamplerConfig sampler = plan.sampler();
        Settings settings = sampler.type().fitted(sampler.settings(), rows);
        sampler.type().complaint(settings, rows).ifPresent(sentence -> {
            throw new ConfigException(sentence);
        });
        return plan.withSampler(sampler.withSettings(settings));
    }

    /** Whether class probabilities are by the probit approximation, of all draws of a fit together. */
    public boolean byProbit() {
        return plan.sampler().type().byProbit(plan.sampler().settings());
    }

    /** Reads rows out of distribution through: wrong ones are said before hours of sampling, not after. */
    void surveyOod() {
        ood().ifPresent(dataset::inputsIn);
    }

    /** Whether what draws predict of the rows out of distribution is summed up as the run goes: where no weights are kept to do it later. */
    boolean sumsOod() {
        return ood().isPresent() && !plan.store().keepsWeights() && plan.store().weightsEvery() == 0;
    }

    /** The rows out of distribution that the configuration names; nothing if it names none. */
    public Optional<Path> ood() {
        return plan instanceof RunConfig config && config.data().ood() != null
                ? Optional.of(base.resolve(config.data().ood()))
                : Optional.empty();
    }

    /**
     * Reads a configuration and its data, and compiles the network.
     *
     * @param configFile
     *            the configuration, a TOML file; its paths are relative to its folder
     * @param overrides
     *            keys that replace the file's, such as {@code sampler.draws=500}
     */
    public static Study read(Path configFile, String... overrides) {
        return of(ConfigFile.read(configFile, List.of(overrides)), folderOf(configFile));
    }

    /**
     * Reads the data and compiles the network.
     *
     * @param config
     *            configuration
     * @param base
     *            folder that its paths are relative to
     */
    public static Study of(RunConfig config, Path base) {
        return new Study(config, base);
    }

    /**
     * A network made in Java, over any data, with likelihood and priors of any kind.
     *
     * @param network
     *            the network
     * @param settings
     *            keys of {@code [sampler]}, {@code [store]} and {@code [stop]} of a configuration with their values, such as
     *            {@code sampler.draws=500}; the precision is the network's
     */
    public static Study of(BayesianNetwork network, String... settings) {
        CodedPlan plan = ConfigFile.plan(List.of(settings));
        String precision = network.precision().name().toLowerCase(Locale.ROOT);
        if (List.of(settings).stream().anyMatch(setting -> setting.strip().startsWith("sampler.precision"))) {
            throw new ConfigException("the precision of a network made in Java is its own (" + precision
                    + "); choose it by BayesianNetwork.on(data).precision(...)");
        }
        return new Study(fitted(plan.withSampler(plan.sampler().withPrecision(precision)), network.data()), Path.of(""),
                network.data(), network);
    }

    /** The study of a run, from its folder. */
    public static Study of(RunFolder folder) {
        return of(folder.config(), folder.root());
    }

    /** The folder that the paths of a configuration file are relative to. */
    public static Path folderOf(Path configFile) {
        Path parent = configFile.toAbsolutePath().normalize().getParent();
        return parent == null ? configFile.toAbsolutePath() : parent;
    }

    /** The same data and network under a plan that differs in other things only: draws, steps, storing. */
    Study with(RunPlan other) {
        return new Study(other, base, dataset, network);
    }

    /** The same under the plan of a run, with the copies of its files in the run's folder. */
    Study in(RunFolder folder) {
        return new Study(folder.plan(), folder.root(), dataset, network);
    }

    /** The same with other settings of the method. */
    Study with(Settings settings) {
        return with(plan.withSampler(plan.sampler().withSettings(settings)));
    }

    /**
     * What the method finds out before a new run, with the gradients that it takes; nothing of one that needs to know nothing.
     *
     * @param threads
     *            threads of an evaluation; the bits are those of one
     * @param watch
     *            hears of it where it takes time
     */
    Optional<Prepared> prepare(int threads, TrialWatch watch) {
        SamplerConfig sampler = plan.sampler();
        int rows = dataset.train().count();
        double toRead = sampler.type().rowsToPrepare(sampler.settings(), rows);
        if (toRead == 0) {
            return prepare(threads, density -> density);
        }
        // A part is searched for twice: with the others, and given them.
        double ofStart = (sampler.partial() ? 2 : 1) * network.start().mostRows(rows);
        return watch.during("The steps of " + sampler.method()
                + " are measured before the run, where a first start leads to.", 1, progress -> {
                    long began = System.nanoTime();
                    progress.startPlanned(0, toRead + ofStart);
                    return prepare(threads, density -> WatchedDensity.telling(density, progress, began));
                });
    }

    private Optional<Prepared> prepare(int threads, UnaryOperator<StochasticLogDensity> told) {
        SamplerConfig sampler = plan.sampler();
        List<StochasticLogDensity> counted = new ArrayList<>();
        try {
            Supplier<StochasticLogDensity> density = () -> {
                counted.add(EvaluationClock.over(posterior(threads)));
                return sampler.partial() ? counted.getLast() : told.apply(counted.getLast());
            };
            StartingPoint start = network.start();
            if (sampler.partial()) {
                BoundPart bound = BoundPart.of(Part.of(sampler.part()), sampler.seed(), density.get(), start);
                density = () -> told.apply(bound.density());
                start = bound.start();
            }
            return sampler.type().prepare(sampler.settings(), density, start, RandomStreams.ofChain(sampler.seed(), 0))
                    .map(found -> new Prepared(found, counted.stream()
                            .mapToLong(each -> EvaluationClock.of(each).evaluations()).sum()));
        } catch (IllegalArgumentException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }

    /** How it is sampled and stored. */
    public RunPlan plan() {
        return plan;
    }

    /** The folder that the configuration's paths are relative to. */
    Path base() {
        return base;
    }

    /** The network over the data, compiled. */
    public BayesianNetwork network() {
        return network;
    }

    /** The data, split and encoded. */
    public Dataset dataset() {
        return dataset;
    }

    /** The file that the data were read from. */
    public Path dataFile() {
        return switch (plan) {
            case RunConfig config -> base.resolve(config.data().file());
            case CodedPlan _ -> throw new RunFolderException("the data were made in Java: there is no file of them");
        };
    }

    /** The file that the test rows are of; empty if they are rows of the data file, as in every fold. */
    public Optional<Path> testFile() {
        return plan instanceof RunConfig config
                ? Specs.split(config.data().test(), config.data().calibration(), base).heldOutFile()
                : Optional.empty();
    }

    /** Whether a file is the one that the data were read from, by its place or by what is in it. */
    boolean isDataFile(Path file) {
        if (!(plan instanceof RunConfig)) {
            return false;
        }
        return isSame(file, dataFile());
    }

    /** Whether a file is the one of the rows out of distribution that the configuration names, likewise. */
    boolean isOod(Path file) {
        return ood().filter(own -> isSame(file, own)).isPresent();
    }

    private static boolean isSame(Path file, Path own) {
        try {
            return Files.isSameFile(file, own)
                    || Files.isRegularFile(file) && Files.isRegularFile(own) && Files.mismatch(file, own) < 0;
        } catch (IOException e) {
            throw new RunFolderException(file + " cannot be compared with " + own + ": " + FileFault.reason(e));
        }
    }

    /**
     * A file of rows for this study, or a folder where its kind of data takes one.
     *
     * @param key
     *            what names it, for the message
     */
    public Path requireData(Path file, String key) {
        return plan instanceof RunConfig config ? RunFolder.requireData(config.data().toKind(), file, key)
                : RunFolder.requireFile(file, "data file", key);
    }

    /** What is made of each position, by what the store is to keep; for one chain of the method that the plan has settled. */
    DrawTransform transform() {
        return transform(plan.sampler().toMethod());
    }

    private DrawTransform transform(SamplingMethod method) {
        boolean logLikelihood = plan.store().keepsLogLikelihood();
        return switch (plan.store().keep()) {
            case StoreConfig.PREDICTIONS -> transform(method, KeptRows.DRAWS, logLikelihood);
            case StoreConfig.MOMENTS -> transform(method, KeptRows.SUMS, logLikelihood);
            default -> logLikelihood ? network.transformWithLogLikelihood(method) : network.transform(method);
        };
    }

    private synchronized Rows oodRows() {
        Rows rows = oodRows;
        if (rows == null) {
            rows = dataset.readInputs(ood().orElseThrow());
            oodRows = rows;
        }
        return rows;
    }

    private DrawTransform transform(SamplingMethod method, KeptRows kept, boolean logLikelihood) {
        CentredTransform rows = logLikelihood ? network.transformWithLogLikelihood(method, keptRows(), kept)
                : network.transform(method, keptRows(), kept);
        return sumsOod() ? network.withOthers(method, rows, oodRows()) : rows;
    }

    /** What a draw says of the held-out rows, their log densities last; for one chain. */
    DrawTransform rowTransform() {
        return network.transform(plan.sampler().toMethod(), dataset.test(), KeptRows.SUMS);
    }

    /** The rows whose predictions are kept where weights are not: the held-out ones, or without any those that are sampled on. */
    Rows keptRows() {
        return dataset.test().count() > 0 ? dataset.test() : dataset.train();
    }

    /** What is to be said of it, in sentences. */
    public StudyRemarks remarks() {
        return new StudyRemarks(this);
    }

    /** How chains start. */
    WarmStartSettings warmStart() {
        return network.warmStart();
    }

    /** The family of the rows' predictive distributions. */
    Mixture mixture() {
        return network.likelihood().mixture(dataset.target());
    }

    /**
     * What a chain runs with.
     *
     * @param sampler
     *            the method and its settings
     * @param threads
     *            threads that its evaluations may use
     * @param before
     *            evaluations that were made for it before, and are counted with its start
     */
    Inference kit(SamplerConfig sampler, int threads, long before) {
        Posterior density = threads == 1 ? network.posterior() : network.posterior().withThreads(threads);
        SamplingMethod method = sampler.toMethod();
        return method.kit(EvaluationClock.over(density, before), network.start(), transform(method));
    }

    /** The network's layers from the inputs on, the one of the outputs last. */
    List<LayerLine> layers() {
        return network.layers();
    }

    /** Dimension of the posterior. */
    public int unknowns() {
        return network.model().dimension();
    }

    /** Operations of a gradient over all rows, counted in its program. */
    long operations() {
        Posterior posterior = posterior(1);
        return posterior.program().flops(posterior.rowCount());
    }

    /** The posterior over the training rows, whose evaluations use so many threads. */
    Posterior posterior(int threads) {
        return network.posterior().withFixedThreads(threads);
    }

    /** What predicts rows from {@link #positions}, in standardised units. */
    Predictor predictor(Draws draws) {
        return byProbit() ? network.predictorByProbit(draws) : network.predictor(draws);
    }

    /** What simulates paths of several steps from {@link #positions}, in standardised units. */
    PathSimulator paths(Draws draws) {
        return network.paths(draws);
    }

    /** The draws as positions of the network, to predict from. */
    Positions positions(Draws draws) {
        return network.positions(draws);
    }

    /** What the method says of its draws, before there are any. */
    DrawSource source() {
        return source(plan.sampler().draws());
    }

    /** The same of a run that has so many draws of each chain. */
    private DrawSource source(int made) {
        return DrawSources.of(plan, made, plan.sampler().partial() ? free().length : unknowns(), remarks().notOfModel(),
                network.fitsByOneImage());
    }

    /** Numbers of the coordinates that are sampled. */
    int[] free() {
        return Part.of(plan.sampler().part()).coordinates(network.posterior());
    }

    /** Looks at draws beside the posterior, so many of each chain. */
    DrawChecks checks(int made) {
        return new DrawChecks(plan.sampler(), source(made), network, dataset.train().count(),
                remarks().tempering());
    }

    /** What the store says of the data. */
    StoredData storedData() {
        return new StoredData(dataset);
    }

    /**
     * Text that tells a network made in Java from others: its whole program, with priors and likelihood, and how chains start. Of
     * a configuration the text is its own.
     */
    String networkText() {
        if (!(plan instanceof CodedPlan)) {
            return "";
        }
        return network.posterior().program().program() + "\n" + network.warmStart()
                + (network.fitsByOneImage() ? "\none image of\n" + network.model().program(Model.LOG_DENSITY) : "");
    }

    /** Numbers of the training rows in their file: with the file they decide what is sampled. */
    double[] trainingRows() {
        return storedData().trainingRows();
    }
}
