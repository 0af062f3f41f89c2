package ergodic.nn.data;

import java.nio.file.Path;
import java.util.Optional;

/** Which rows are held back as test rows ({@code data.test}). */
public sealed interface SplitSpec {

    /** All rows train; there is no test part. */
    record None() implements SplitSpec {}

    /**
     * A random part: the first {@code round(fraction n)} rows of a Fisher-Yates permutation driven by SplitMix64 from
     * the seed. The same file length, fraction and seed give the same rows on every machine.
     *
     * @param fraction
     *            part of the rows, in [0, 1); 0 holds back none
     * @param seed
     *            any number
     */
    record Fraction(double fraction, long seed) implements SplitSpec {

        /** Checks the fraction. */
        public Fraction {
            if (!(fraction >= 0 && fraction < 1)) {
                throw new IllegalArgumentException(
                        "data.test.fraction must be at least 0 and below 1, not " + fraction);
            }
        }
    }

    /**
     * Rows listed in a file: line {@code split} (from 0) holds the numbers of the test rows (from 0, header not counted),
     * separated by blanks or commas.
     *
     * @param file
     *            text file
     * @param split
     *            which of its lines, from 0
     */
    record Listed(Path file, int split) implements SplitSpec {

        /** Checks the number of the split. */
        public Listed {
            if (split < 0) {
                throw new IllegalArgumentException("data.test.split must not be negative, but is " + split);
            }
        }
    }

    /**
     * The last part of the rows, {@code round(fraction n)} of them: for rows in the order of time.
     *
     * @param fraction
     *            part of the rows, in [0, 1)
     */
    record Last(double fraction) implements SplitSpec {

        /** Checks the fraction. */
        public Last {
            if (!(fraction >= 0 && fraction < 1)) {
                throw new IllegalArgumentException("data.test.last must be at least 0 and below 1, not " + fraction);
            }
        }
    }

    /**
     * All rows of another file, encoded as the training rows are; all rows of the data file train.
     *
     * @param file
     *            file of the same kind, with targets
     */
    record InFile(Path file) implements SplitSpec {}

    /**
     * A random part of the rows that another split trains on is held back from training, to calibrate predictions by; what that split holds out is held out as
     * before. {@code round(fraction n)} rows by a permutation as in {@link Fraction}.
     *
     * @param of
     *            the split whose training rows are parted
     * @param fraction
     *            part of its training rows, above 0 and below 1
     * @param seed
     *            any number
     */
    record Calibrated(SplitSpec of, double fraction, long seed) implements SplitSpec {

        /** Checks the fraction. */
        public Calibrated {
            if (!(fraction > 0 && fraction < 1)) {
                throw new IllegalArgumentException(
                        "data.calibration.fraction must be above 0 and below 1, not " + fraction);
            }
            if (of instanceof Calibrated || of instanceof Fold) {
                throw new IllegalArgumentException(
                        "rows to calibrate by are taken from a whole split, and folds from what they leave");
            }
        }
    }

    /** The file whose rows are held out; empty if rows of the data file are, as in every fold. */
    default Optional<Path> heldOutFile() {
        return switch (this) {
            case InFile(Path file) -> Optional.of(file);
            case Calibrated(SplitSpec of, double _, long _) -> of.heldOutFile();
            default -> Optional.empty();
        };
    }

    /** The split that is left when folds and rows to calibrate by are taken back. */
    default SplitSpec whole() {
        return switch (this) {
            case Calibrated(SplitSpec of, double _, long _) -> of;
            case Fold(SplitSpec of, int _, int _) -> of.whole();
            default -> this;
        };
    }

    /**
     * One of several parts of the rows that another split trains on; what that one holds back is left out altogether. Rows are dealt to the parts at
     * random by a fixed seed; those of {@link Last} are cut into one block more than there are folds, and a fold trains on all blocks before its own.
     *
     * @param of
     *            the split whose training rows are parted; itself no fold
     * @param fold
     *            which part is held back, from 0
     * @param folds
     *            how many there are, at least 2
     */
    record Fold(SplitSpec of, int fold, int folds) implements SplitSpec {

        /** Checks the numbers. */
        public Fold {
            if (folds < 2) {
                throw new IllegalArgumentException("data.test.folds must be at least 2, not " + folds);
            }
            if (fold < 0 || fold >= folds) {
                throw new IllegalArgumentException(
                        "data.test.fold counts from 0, so it must be below data.test.folds = "
                                + folds + ", not " + fold);
            }
            if (of instanceof Fold) {
                throw new IllegalArgumentException("a fold cannot be parted again");
            }
        }
    }
}
