package ergodic.cli.command;

import ergodic.study.FinishedRun;
import ergodic.study.Recalibration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Calibration of predictions after the fact, by rows that were held back for it. */
final class CalibrationChoice {

    @Option(names = "--conformal", paramLabel = "LEVEL", description = "Also sets (intervals of a number) that hold the target with"
            + " this probability, by the rows of data.calibration: split conformal prediction, no part of the posterior.")
    private @Nullable Double level;

    @Option(names = "--temperature-scaling", description = "Also probabilities of classes at the temperature that suits the rows of"
            + " data.calibration best; no part of the posterior.")
    private boolean temperature;

    /** What was asked for; null if nothing. */
    @Nullable
    Recalibration of(FinishedRun run) {
        return level == null && !temperature ? null : Recalibration.of(run, level, temperature);
    }
}
