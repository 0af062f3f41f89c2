package ergodic.cli.command;

import ergodic.nn.predict.classes.Rejection;
import ergodic.nn.predict.classes.UncertaintyMeasure;
import ergodic.study.FinishedRun;
import ergodic.study.RunFolderException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which rows get no answer, since they are too uncertain. */
final class RejectionChoice {

    @Option(names = "--reject", paramLabel = "SHARE", description = "Say in a column which rows are rejected: those less certain than"
            + " all but this share of the held-out rows.")
    private @Nullable Double share;

    @Option(names = "--reject-at", paramLabel = "X", description = "The same, by the bound itself: rows whose entropy (or mutual"
            + " information) is above X, or whose maximum probability is below it.")
    private @Nullable Double bound;

    @Option(names = "--reject-by", paramLabel = "MEASURE", description = "By what: max_probability, entropy, mutual_information"
            + " (default: entropy).")
    private @Nullable String measure;

    /** Looks at the options alone, before anything is opened. */
    void check() {
        Double some = share;
        if (some != null && bound != null) {
            throw new RunFolderException(
                    "--reject and --reject-at exclude each other: a share of the held-out rows, or a bound");
        }
        if (some == null && bound == null && measure != null) {
            throw new RunFolderException(
                    "--reject-by says by what rows are rejected; add --reject SHARE or --reject-at X");
        }
        if (some != null && !(some > 0 && some < 1)) {
            throw new RunFolderException("--reject: a share between 0 and 1, as 0.02, not " + some);
        }
        Double given = bound;
        if (given != null && !Double.isFinite(given)) {
            throw new RunFolderException("--reject-at: a finite number, not " + given);
        }
        if (isWanted()) {
            by();
        }
    }

    boolean isWanted() {
        return share != null || bound != null;
    }

    /** Looks whether this run can reject rows so, before it predicts any. */
    void require(FinishedRun run) {
        if (share != null) {
            run.requireShare();
        } else if (bound != null) {
            run.requireClasses();
        }
    }

    /** The rule, for which a share has the held-out rows predicted; null if no row is to be rejected. */
    @Nullable
    Rejection of(FinishedRun run) {
        Double some = share;
        Double given = bound;
        return some != null ? run.rejection(by(), some) : given != null ? new Rejection(by(), given) : null;
    }

    private UncertaintyMeasure by() {
        String word = measure;
        try {
            return word == null ? UncertaintyMeasure.ENTROPY : UncertaintyMeasure.of(word);
        } catch (IllegalArgumentException e) {
            throw new RunFolderException(String.valueOf(e.getMessage()));
        }
    }
}
