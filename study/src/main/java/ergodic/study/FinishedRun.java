package ergodic.study;

import ergodic.diagnostics.Assessment;
import ergodic.diagnostics.FunctionEvidence;
import ergodic.diagnostics.Judge;
import ergodic.diagnostics.RowSet;
import ergodic.nn.data.Rows;
import ergodic.nn.predict.Prediction;
import ergodic.nn.predict.Predictor;
import ergodic.sampler.draws.Draws;
import ergodic.sampler.draws.ZarrDraws;
import java.util.ArrayList;
import java.util.List;

/** A run with draws on disk, finished or not, for reading. */
public final class FinishedRun {

    /** Levels of the quantiles that are reported. */
    private static final double[] LEVELS = {0.025, 0.05, 0.25, 0.5, 0.75, 0.95, 0.975};

    /** Draws a chain from which on their width is compared with the gradients. */
    private static final int FEWEST_FOR_WIDTHS = 20;

    private final RunFolder folder;
    private final Study study;
    private final Draws draws;
    private final Predictor predictor;

    private FinishedRun(RunFolder folder, Study study, Draws draws, Predictor predictor) {
        this.folder = folder;
        this.study = study;
        this.draws = draws;
        this.predictor = predictor;
    }

    /** Opens the draws of a run; there must be some. */
    public static FinishedRun open(RunFolder folder) {
        return of(folder, Study.of(folder));
    }

    /** The draws of a run whose data and network are at hand. */
    static FinishedRun of(RunFolder folder, Study study) {
        Draws draws = ZarrDraws.open(folder.draws());
        if (draws.draws() == 0) {
            throw new RunFolderException("the run in " + folder.root() + " has no draws yet; go on with it by "
                    + Proposal.command("resume", folder.root()));
        }
        return new FinishedRun(folder, study, draws, study.predictor());
    }

    /** The same, predicting with at most so many threads. */
    public FinishedRun withThreads(int threads) {
        return new FinishedRun(folder, study, draws, predictor.withThreads(threads));
    }

    /** The same, predicting with so many random values a row. */
    public FinishedRun withSamples(int samples, long seed) {
        return new FinishedRun(folder, study, draws, predictor.withSamples(samples, seed));
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
        return draws;
    }

    /** Predicts rows from all draws of all chains, in standardised units. */
    public Prediction predict(Rows rows) {
        return predict(rows, LEVELS);
    }

    /** Predicts rows from all draws of all chains, in standardised units, with quantiles of these levels. */
    public Prediction predict(Rows rows, double... levels) {
        return predictor.predict(study.positions(draws), rows, levels);
    }

    /** Levels of the quantiles that are reported where none are chosen. */
    public static double[] levels() {
        return LEVELS.clone();
    }

    /** Judges the draws, by the held-out rows if there are any and else by the training rows, and scores them. */
    public Findings findings() {
        Rows test = study.dataset().test();
        boolean heldOut = test.count() > 0;
        Rows rows = heldOut ? test : study.dataset().train();
        RowSet kind = heldOut ? RowSet.HELD_OUT : RowSet.TRAINING;
        Prediction prediction = predict(rows);
        Assessment assessment = Judge.assess(draws, evidence(prediction, rows, kind),
                variable -> variable.role().identifiable(), study.source(),
                draws.draws() < FEWEST_FOR_WIDTHS ? null : study.widths(draws));
        return new Findings(this, prediction, kind, assessment);
    }

    private static FunctionEvidence evidence(Prediction prediction, Rows rows, RowSet kind) {
        double[] sd = new double[prediction.rows()];
        List<String> names = new ArrayList<>(sd.length);
        for (int row = 0; row < sd.length; row++) {
            sd[row] = prediction.sd(row);
            names.add("row " + rows.numbers()[row]);
        }
        return new FunctionEvidence(names, prediction.chainMean(), sd, prediction.chainLogDensity(), kind);
    }
}
