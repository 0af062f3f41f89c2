package ergodic.cli.command;

import ergodic.nn.predict.calibrated.ConformalForm;
import ergodic.study.FinishedRun;
import ergodic.study.Recalibration;
import ergodic.study.RunFolderException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Calibration of predictions after the fact, by rows that were held back for it. */
final class CalibrationChoice {

    @Option(names = "--conformal", paramLabel = "LEVEL", description = "Also sets (intervals of a number) that hold the target with"
            + " this probability, by the rows of data.calibration: split conformal prediction, no part of the posterior.")
    private @Nullable Double level;

    @Option(names = "--conformal-by", paramLabel = "FORM", description = "Shape of these sets: of a number sd (mean +- q sd) or quantiles"
            + " (moved by q), of classes probability (the smallest on average) or adaptive (as many as a row's uncertainty asks for, never"
            + " none; default: sd, probability).")
    private @Nullable String form;

    @Option(names = "--temperature-scaling", description = "Also probabilities of classes at the temperature that suits the rows of"
            + " data.calibration best; no part of the posterior.")
    private boolean temperature;

    /** Looks at the options alone, before anything is opened. */
    void check() {
        if (form != null && level == null) {
            throw new RunFolderException("--conformal-by is the shape of the sets of --conformal LEVEL; add that");
        }
        form();
        Recalibration.requireLevel(level);
    }

    boolean isWanted() {
        return level != null || temperature;
    }

    /** What was asked for, for which the rows that calibrate are predicted; null if nothing. */
    @Nullable
    Recalibration of(FinishedRun run) {
        return isWanted() ? Recalibration.of(run, level, form(), temperature) : null;
    }

    private @Nullable ConformalForm form() {
        String word = form;
        try {
            return word == null ? null : ConformalForm.named(word);
        } catch (IllegalArgumentException e) {
            throw new RunFolderException("--conformal-by: " + e.getMessage());
        }
    }
}
