package ergodic.cli.run;

import ergodic.diagnostics.Assessment;
import ergodic.diagnostics.FunctionEvidence;
import ergodic.diagnostics.Judge;
import ergodic.diagnostics.RowSet;
import ergodic.nn.data.Rows;
import ergodic.nn.predict.Prediction;
import ergodic.sampler.draws.Draws;
import ergodic.sampler.draws.ZarrDraws;
import java.util.ArrayList;
import java.util.List;

/** A run with draws on disk, finished or not, for reading. */
public final class FinishedRun {

    /** Levels of the quantiles that are reported. */
    private static final double[] LEVELS = {0.025, 0.05, 0.25, 0.5, 0.75, 0.95, 0.975};

    private final RunFolder folder;
    private final Study study;
    private final Draws draws;

    private FinishedRun(RunFolder folder, Study study, Draws draws) {
        this.folder = folder;
        this.study = study;
        this.draws = draws;
    }

    /** Opens the draws of a run; there must be some. */
    public static FinishedRun open(RunFolder folder) {
        Study study = Study.of(folder.config(), folder.root());
        Draws draws = ZarrDraws.open(folder.draws());
        if (draws.draws() == 0) {
            throw new RunFolderException("the run in " + folder.root() + " has no draws yet; go on with it by "
                    + Proposal.command("resume", folder.root()));
        }
        return new FinishedRun(folder, study, draws);
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
        return study.predict(draws, rows, LEVELS);
    }

    /** Judges the draws, by the held-out rows if there are any and else by the training rows, and scores them. */
    public Findings findings() {
        Rows test = study.dataset().test();
        RowSet rows = test.count() > 0 ? RowSet.HELD_OUT : RowSet.TRAINING;
        Prediction prediction = predict(rows == RowSet.HELD_OUT ? test : study.dataset().train());
        Assessment assessment = Judge.assess(draws, evidence(prediction, rows));
        return new Findings(this, prediction, rows, assessment);
    }

    private static FunctionEvidence evidence(Prediction prediction, RowSet rows) {
        double[] sd = new double[prediction.rows()];
        List<String> names = new ArrayList<>(sd.length);
        for (int row = 0; row < sd.length; row++) {
            sd[row] = prediction.sd(row);
            names.add("row " + row);
        }
        return new FunctionEvidence(names, prediction.chainMean(), sd, prediction.chainLogDensity(), rows);
    }
}
