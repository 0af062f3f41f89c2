package ergodic.study;

import ergodic.diagnostics.Assessment;
import ergodic.diagnostics.FunctionEvidence;
import ergodic.diagnostics.Judge;
import ergodic.diagnostics.RowSet;
import ergodic.nn.data.RowFile;
import ergodic.nn.data.Rows;
import ergodic.nn.data.TargetEncoding;
import ergodic.nn.likelihood.Likelihood;
import ergodic.nn.predict.Metrics;
import ergodic.nn.predict.Prediction;
import ergodic.nn.predict.Predictor;
import ergodic.nn.predict.RowVisitor;
import ergodic.nn.predict.classes.Rejection;
import ergodic.nn.predict.classes.RejectionCurve;
import ergodic.nn.predict.classes.UncertaintyMeasure;
import ergodic.sampler.DrawKind;
import ergodic.sampler.draws.Draws;
import ergodic.sampler.draws.ZarrDraws;
import ergodic.sampler.words.Counted;
import ergodic.study.config.StoreConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A run with draws on disk, finished or not, for reading. */
// Longer than 400 lines because it is the way in to a run: each thing that its draws can tell stands here with its contract.
public final class FinishedRun {

    /** Levels of the quantiles that are reported. */
    private static final double[] LEVELS = {0.025, 0.05, 0.25, 0.5, 0.75, 0.95, 0.975};

    /** Levels of the quantiles of class probabilities. */
    private static final double[] LEVELS_OF_CLASSES = {0.05, 0.95};

    private static final double[] NO_LEVELS = {};

    /** Draws a chain from which on their width is compared with the gradients. */
    private static final int FEWEST_FOR_WIDTHS = 20;

    private final RunFolder folder;
    private final Study study;
    private final Kept kept;
    private final Predictor predictor;
    /** Random values that the predictor draws of each row. */
    private final int samples;
    /** Chains that were left out by request, from 1. */
    private final List<Integer> leftOut;

    private FinishedRun(RunFolder folder, Study study, Kept kept, Predictor predictor, int samples,
            List<Integer> leftOut) {
        this.leftOut = List.copyOf(leftOut);
        this.folder = folder;
        this.study = study;
        this.kept = kept;
        this.predictor = predictor;
        this.samples = samples;
    }

    /** Opens the draws of a run; there must be some. */
    public static FinishedRun open(RunFolder folder) {
        return open(folder, Study.of(folder));
    }

    /**
     * The draws of a run; there must be some.
     *
     * @param folder
     *            folder of the run
     * @param begun
     *            the study that it was begun with
     */
    public static FinishedRun open(RunFolder folder, Study begun) {
        // A rule may have ended it before the draws that the study was begun with.
        Study study = begun.in(folder);
        ZarrDraws draws = ZarrDraws.open(folder.draws());
        if (draws.draws() == 0) {
            throw new RunFolderException("the run in " + folder.root() + " has no draws yet; go on with it by "
                    + Proposal.command("resume", folder.root()));
        }
        study.storedData().requireOf(draws, folder.root());
        Kept kept = Kept.of(folder, study, draws);
        Draws weights = kept.weights();
        return new FinishedRun(folder, study, kept, study.predictor(weights == null ? draws : weights), 0, List.of());
    }

    /** The same, predicting with at most so many threads. */
    public FinishedRun withThreads(int threads) {
        return new FinishedRun(folder, study, kept, predictor.withThreads(threads), samples, leftOut);
    }

    /** The same, predicting with so many random values a row. */
    public FinishedRun withSamples(int number, long seed) {
        return new FinishedRun(folder, study, kept, predictor.withSamples(number, seed), number, leftOut);
    }

    /**
     * The rule that rejects a share of the held-out rows, or a little less where some are equally uncertain.
     *
     * @param by
     *            by what
     * @param share
     *            between 0 and 1
     */
    public Rejection rejection(UncertaintyMeasure by, double share) {
        requireShare();
        return RejectionCurve.of(by, predict(study.dataset().test(), NO_LEVELS)).rejection(share);
    }

    /**
     * Looks whether a share of the held-out rows can be rejected, before the work of finding out which.
     *
     * @throws RunFolderException
     *             if the target is no class, or no rows are held out
     */
    public void requireShare() {
        requireClasses();
        if (study.dataset().test().count() == 0) {
            throw new RunFolderException(
                    "a share to reject is one of the held-out rows, and none are held out; give the bound"
                            + " itself (--reject-at)");
        }
    }

    /** Looks whether rows can be rejected at all. */
    public void requireClasses() {
        if (study.dataset().target().classes().isEmpty()) {
            throw new RunFolderException("rows are rejected by the probabilities of classes, and the target "
                    + study.dataset().target().name() + " is a number here");
        }
    }

    /**
     * The same without some chains: they are in no mixture, judgement or prediction, and the others weigh more.
     *
     * @param chains
     *            chains from 1, as messages name them
     */
    public FinishedRun withoutChains(List<Integer> chains) {
        return chains.isEmpty() ? this
                : new FinishedRun(folder, study, kept.without(chains), predictor, samples, chains);
    }

    /** Random values that are drawn of each row. */
    int samples() {
        return samples;
    }

    /** Chains that were left out by request, from 1. */
    public List<Integer> leftOut() {
        return leftOut;
    }

    /** That it has fewer draws than it was to have; nothing of a run that has all. */
    public Optional<Unfinished> unfinished() {
        Draws draws = kept.draws();
        return Unfinished.of(folder.root(), draws.kind(), draws.draws(), study.plan().sampler().draws());
    }

    /** How it was judged by its rules as it went on, and which of them ended it; nothing of a run without rules. */
    public Optional<Stopping> stopping() {
        return folder.stopping();
    }

    /** What it was made by and how long it took, by name, such as {@code seconds}; nothing of a run that was killed. */
    public Map<String, String> provenance() throws IOException {
        return Provenance.read(folder.provenance());
    }

    /**
     * The log density of the target of each training row under each draw, in standardised units: as it was stored (store.log_likelihood), and else
     * from the draws.
     *
     * @param visitor
     *            takes the rows, several at once
     * @throws RunFolderException
     *             unless it {@link #knowsTrainingRows}
     */
    public void visitTrainingRows(RowVisitor visitor) {
        if (!kept.visitStored(visitor)) {
            visit(study.dataset().train(), visitor);
        }
    }

    /** Whether it can tell the log density of the target of each training row under each draw. */
    public boolean knowsTrainingRows() {
        return kept.weights() != null || kept.store().logLikelihood().isPresent()
                || study.plan().store().keep().equals(StoreConfig.PREDICTIONS)
                        && study.dataset().test().count() == 0;
    }

    /** Where it lies. */
    public RunFolder folder() {
        return folder;
    }

    /** Data and network. */
    public Study study() {
        return study;
    }

    /** The draws. */
    public Draws draws() {
        return kept.draws();
    }

    /** The draws whose weights were kept: all of them, every n-th, or nothing. */
    public Optional<Draws> weights() {
        return Optional.ofNullable(kept.weights());
    }

    /**
     * Predicts the rows out of distribution that the configuration names, from sums over all draws that were made as the run went; nothing
     * where such were not made: then weights may be there to predict them from.
     */
    public Optional<Prediction> predictOod() {
        return kept.others();
    }

    /** Whether the rows out of distribution that the configuration names can be predicted. */
    public boolean knowsOod() {
        return study.ood().isPresent() && (kept.weights() != null || predictOod().isPresent());
    }

    /**
     * Predicts rows in standardised units, with the usual quantiles where they are known: from all draws, or from those whose weights were kept if nothing was kept of
     * some of these rows.
     */
    public Prediction predict(Rows rows) {
        return predictAsKept(rows, levels());
    }

    /**
     * Predicts rows in standardised units with quantiles of these levels: from all draws, or from those whose weights were kept if nothing, or no more than moments, was
     * kept of some of these rows.
     *
     * @throws RunFolderException
     *             if no weights were kept, and these rows or their quantiles are not known without
     */
    public Prediction predict(Rows rows, double... levels) {
        return kept.predict(predictor, rows, ask(levels), levels);
    }

    /** Quantiles are wanted, but moments of all draws are better than quantiles of some. */
    private Prediction predictAsKept(Rows rows, double... levels) {
        return kept.predict(predictor, rows, ask(NO_LEVELS), levels);
    }

    private Kept.Ask ask(double[] levels) {
        return samples > 0 ? Kept.Ask.VALUES : levels.length > 0 ? Kept.Ask.QUANTILES : Kept.Ask.SUMS;
    }

    /**
     * The same for rows that are to be predicted alike: all from what was kept of them, or, where that does not tell all of them with such quantiles, these and all others
     * from the draws whose weights were kept.
     *
     * @throws RunFolderException
     *             if no weights were kept, and some of the rows or their quantiles are not known without
     */
    public FinishedRun alike(Rows rows, double... levels) {
        return from(kept.alike(ask(levels), rows));
    }

    /** The same for rows of which each draw's own prediction is asked; nothing where neither weights nor what draws predict of these rows were kept. */
    Optional<FinishedRun> drawByDraw(Rows rows) {
        return kept.drawByDraw(rows).map(this::from);
    }

    /**
     * The same for rows and for those of a file that are compared with them: of both either sums over all draws answer, or the draws whose weights were kept.
     *
     * @throws RunFolderException
     *             if no weights were kept, and some of the rows are not known without
     */
    FinishedRun alike(Rows rows, Path others) {
        Kept one = kept.alike(ask(NO_LEVELS), rows);
        boolean summed = study.isOod(others) && one.others().isPresent();
        return from(summed ? one : one.fromWeights());
    }

    /** The same that predicts from the draws whose weights were kept. */
    FinishedRun fromWeights() {
        return from(kept.fromWeights());
    }

    /**
     * A table of predictions to be written: which draws answer all its rows, and those that calibrate it, is decided, for which the rows are read once where not all weights were kept.
     *
     * @param rows
     *            the rows, from {@code study().dataset().rowsIn(file)}
     * @param calibrated
     *            what a calibration after the fact adds; null for nothing
     * @param levels
     *            levels of the quantiles
     * @throws RunFolderException
     *             if no weights were kept, and some of the rows or their quantiles are not known without
     */
    public PlannedTable table(RowFile rows, @Nullable Recalibration calibrated, double... levels) throws IOException {
        boolean each = !study.dataset().target().others().isEmpty() && kept.weights() != null;
        Kept.Ask ask = each ? Kept.Ask.DRAWS : ask(levels);
        List<Kept> found = new ArrayList<>(
                List.of(calibrated == null ? kept : kept.alike(ask, study.dataset().calibration())));
        if (!found.getFirst().byWeights()) {
            rows.forEach(PlannedTable.block(this, levels), some -> found.set(0, found.getFirst().alike(ask, some)));
        }
        return new PlannedTable(from(found.getFirst()), rows, calibrated, null, levels);
    }

    /** Says of how many draws predictions are where fewer have weights than there are; empty where all draws predict. */
    public Optional<String> thinned() {
        Draws some = kept.weights();
        return kept.byWeights() && some != null && some.draws() < draws().draws()
                ? Optional.of(
                        "predictions are of " + Counted.of(some.draws(), "draw") + " of each " + draws().kind().noun()
                                + ", those whose weights were kept, and not of all " + draws().draws())
                : Optional.empty();
    }

    /** What {@link #thinned} says of this one and not of another, which is of more draws; empty where both are of the same. */
    Optional<String> thinnedBeside(FinishedRun other) {
        return other.thinned().isPresent() ? Optional.empty() : thinned();
    }

    private FinishedRun from(Kept other) {
        return new FinishedRun(folder, study, other, predictor, samples, leftOut);
    }

    /**
     * Predicts each of several targets by itself, in standardised units; nothing where there is one, or where neither weights nor what draws predict of these rows
     * were kept.
     */
    public List<Prediction> predictEach(Rows rows, double... levels) {
        TargetEncoding target = study.dataset().target();
        List<Prediction> all = new ArrayList<>();
        for (int i = 0; i < target.all().size() && !target.others().isEmpty(); i++) {
            int number = i;
            Likelihood likelihood = study.network().likelihood();
            kept.predictExactly(predictor.withMixtures(() -> likelihood.mixture(target, number)),
                    rows.withTargetNumber(i), levels).ifPresent(all::add);
        }
        return all;
    }

    /** Scores each of several targets by itself, as far as this can be told. */
    public EachTarget scoreEach(Rows rows) {
        return EachTarget.of(this, rows);
    }

    /** Predicts rows whose targets are known, and scores the predictions. */
    public RowScores score(Rows rows) {
        Prediction prediction = predictAsKept(rows, scoredLevels());
        Prediction original = prediction.inUnitsOf(study.dataset().target());
        return new RowScores(original, Metrics.of(prediction), Metrics.of(original));
    }

    /**
     * Predicts all rows of a file, some at a time and all by the same draws, into a {@linkplain #table table} of predictions in the units of the data.
     *
     * @param rows
     *            the rows, from {@code study().dataset().rowsIn(file)}
     * @param file
     *            CSV file to write; it has all rows or does not exist
     * @param levels
     *            levels of the quantiles
     * @return what was written
     */
    public WrittenPredictions predictInto(RowFile rows, Path file, double... levels) throws IOException {
        return table(rows, null, levels).writeTo(file);
    }

    /**
     * Forecasts a series several steps ahead by simulated paths.
     *
     * @param from
     *            windows to forecast from
     * @param steps
     *            how far
     * @param seed
     *            of the random numbers
     * @param levels
     *            levels of the quantiles
     */
    public Forecasts forecast(Rows from, int steps, long seed, double... levels) {
        return Forecasts.of(this, predictor, from, steps, seed, levels);
    }

    /**
     * The log density of the target of each of these rows under each draw, in standardised units.
     *
     * @param rows
     *            rows with targets
     * @param visitor
     *            takes them, several at once
     * @throws RunFolderException
     *             if neither weights nor the predictions of these rows were kept
     */
    void visit(Rows rows, RowVisitor visitor) {
        kept.visit(predictor, rows, visitor);
    }

    /**
     * Levels of the quantiles that are reported where none are chosen: of the predictive distribution, or of the probabilities of
     * classes over the draws; none of a run that has kept moments alone.
     */
    public double[] levels() {
        if (!kept.knowsQuantiles()) {
            return NO_LEVELS;
        }
        return study.dataset().target().classes().isEmpty() ? LEVELS.clone() : LEVELS_OF_CLASSES.clone();
    }

    /** Those that scores and reports ask for: none of classes. */
    private double[] scoredLevels() {
        return study.dataset().target().classes().isEmpty() ? LEVELS.clone() : NO_LEVELS;
    }

    /** Judges the draws, by the held-out rows if there are any and else by the training rows, and scores them. */
    public Findings findings() {
        Rows test = study.dataset().test();
        boolean heldOut = test.count() > 0;
        Rows rows = heldOut ? test : study.dataset().train();
        RowSet kind = heldOut ? RowSet.HELD_OUT : RowSet.TRAINING;
        Prediction prediction = predictAsKept(rows, scoredLevels());
        Draws draws = kept.draws();
        Draws weights = kept.weights();
        DrawChecks checks = study.checks(draws.draws());
        Assessment assessment = Judge.assess(draws, evidence(prediction, rows, kind),
                variable -> variable.role().identifiable(), checks.source(draws, weights),
                draws.kind() != DrawKind.CHAIN || weights == null || weights.draws() < FEWEST_FOR_WIDTHS ? null
                        : checks.widths(draws, weights));
        return new Findings(this, prediction, kind, assessment, new Findings.OnDemand(this, rows));
    }

    /** Means and their spread are standardised, of which ratios are taken; log densities are said, and in the unit of the data. */
    private FunctionEvidence evidence(Prediction prediction, Rows rows, RowSet kind) {
        double[] sd = new double[prediction.rows()];
        List<String> names = new ArrayList<>(sd.length);
        for (int row = 0; row < sd.length; row++) {
            sd[row] = prediction.sd(row);
            names.add("row " + rows.numbers()[row]);
        }
        return new FunctionEvidence(names, prediction.chainMean(), sd,
                prediction.inUnitsOf(study.dataset().target()).chainLogDensity(), kind);
    }
}
