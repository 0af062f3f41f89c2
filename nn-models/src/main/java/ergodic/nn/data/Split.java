package ergodic.nn.data;

import ergodic.sampler.support.FileFault;
import ergodic.sampler.words.Counted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Row numbers of the training and test parts, each ascending.
 *
 * <p>
 * The order within the file is kept, so that results do not depend on the order in which a list names its rows.
 */
final class Split {

    private final int[] train;
    private final int[] test;
    private final int[] calibration;
    private final int[] labelled;

    private Split(boolean[] isTest) {
        int count = 0;
        for (boolean held : isTest) {
            count += held ? 1 : 0;
        }
        calibration = new int[0];
        test = new int[count];
        train = new int[isTest.length - count];
        int nextTest = 0;
        int nextTrain = 0;
        for (int row = 0; row < isTest.length; row++) {
            if (isTest[row]) {
                test[nextTest++] = row;
            } else {
                train[nextTrain++] = row;
            }
        }
        labelled = train;
    }

    private Split(int[] train, int[] test, int[] calibration, int[] labelled) {
        this.train = train;
        this.test = test;
        this.calibration = calibration;
        this.labelled = labelled;
    }

    /** Rows that neither train nor test. */
    int[] calibration() {
        return calibration;
    }

    int[] train() {
        return train;
    }

    int[] test() {
        return test;
    }

    /** Rows that say which classes there are: those that train, and of a fold all that are parted, so that every fold has the same classes. */
    int[] labelled() {
        return labelled;
    }

    static Split of(SplitSpec spec, int rows, String source) {
        Split result = switch (spec) {
            case SplitSpec.Fold fold -> fold(of(fold.of(), rows, source), fold, source);
            case SplitSpec.Calibrated some -> calibrated(of(some.of(), rows, source), some, source);
            default -> new Split(held(spec, rows, source));
        };
        if (result.train.length < 2) {
            throw new DataException(source + ": " + result.train.length + " of its " + rows
                    + Counted.noun(rows, " row") + " " + Counted.is(result.train.length)
                    + " left for training, but at least 2 are needed");
        }
        return result;
    }

    private static boolean[] held(SplitSpec spec, int rows, String source) {
        return switch (spec) {
            case SplitSpec.None none -> new boolean[rows];
            case SplitSpec.InFile elsewhere -> new boolean[rows];
            case SplitSpec.Last(double fraction) -> last(rows, fraction);
            case SplitSpec.Fraction(double fraction, long seed) -> random(rows, fraction, seed);
            case SplitSpec.Listed(Path file, int split) -> listed(file, split, rows, source);
            case SplitSpec.Fold _,SplitSpec.Calibrated _ -> throw new IllegalArgumentException(spec + " is of another");
        };
    }

    /** What should be known of the rows that calibrate, a sentence each. */
    List<String> notes(SplitSpec spec) {
        return calibration.length == 0 || !(spec.whole() instanceof SplitSpec.Last) ? List.of()
                : List.of(
                        "data.calibration takes rows at random from those before the last ones (data.test.last): what they calibrate"
                                + " is right for rows like them, and rows that come later may be unlike them");
    }

    private static Split calibrated(Split of, SplitSpec.Calibrated spec, String source) {
        boolean[] chosen = random(of.train.length, spec.fraction(), spec.seed());
        if (Math.round(spec.fraction() * chosen.length) == 0) {
            throw new DataException(source + ": data.calibration.fraction = " + spec.fraction() + " of "
                    + Counted.of(chosen.length, "training row") + " is no row; raise it, or take data.calibration out");
        }
        int[] part = new int[chosen.length];
        Arrays.setAll(part, i -> chosen[i] ? 1 : 0);
        int[] training = chosen(of.train, part, place -> place == 0);
        return new Split(training, of.test, chosen(of.train, part, place -> place == 1), training);
    }

    /** A part of the training rows of a split; those that calibrate stay the same in each fold. */
    private static Split fold(Split of, SplitSpec.Fold spec, String source) {
        int[] rows = of.train;
        int parts = spec.whole() instanceof SplitSpec.Last ? spec.folds() + 1 : spec.folds();
        if (rows.length < parts) {
            throw new DataException(source + ": " + Counted.of(rows.length, "training row")
                    + " cannot be parted into " + parts + "; lower data.test.folds");
        }
        int[] part = new int[rows.length];
        if (spec.whole() instanceof SplitSpec.Last) {
            Arrays.setAll(part, i -> (int) ((long) i * parts / rows.length));
            return new Split(chosen(rows, part, place -> place <= spec.fold()),
                    chosen(rows, part, place -> place == spec.fold() + 1), of.calibration, rows);
        }
        int[] order = permutation(rows.length, 0);
        for (int i = 0; i < order.length; i++) {
            part[order[i]] = i % parts;
        }
        return new Split(chosen(rows, part, place -> place != spec.fold()),
                chosen(rows, part, place -> place == spec.fold()), of.calibration, rows);
    }

    private static int[] chosen(int[] rows, int[] part, IntPredicate which) {
        return IntStream.range(0, rows.length).filter(i -> which.test(part[i])).map(i -> rows[i]).toArray();
    }

    private static int[] permutation(int rows, long seed) {
        int[] order = new int[rows];
        Arrays.setAll(order, i -> i);
        UniformRandomProvider rng = RandomSource.SPLIT_MIX_64.create(seed);
        for (int i = rows - 1; i > 0; i--) {
            int j = rng.nextInt(i + 1);
            int swap = order[i];
            order[i] = order[j];
            order[j] = swap;
        }
        return order;
    }

    private static boolean[] random(int rows, double fraction, long seed) {
        int[] order = permutation(rows, seed);
        boolean[] isTest = new boolean[rows];
        int count = (int) Math.round(fraction * rows);
        for (int i = 0; i < count; i++) {
            isTest[order[i]] = true;
        }
        return isTest;
    }

    private static boolean[] last(int rows, double fraction) {
        boolean[] isTest = new boolean[rows];
        Arrays.fill(isTest, rows - (int) Math.round(fraction * rows), rows, true);
        return isTest;
    }

    private static boolean[] listed(Path file, int split, int rows, String source) {
        List<String> lines = lines(file);
        String name = String.valueOf(file.getFileName());
        if (split >= lines.size()) {
            throw new DataException(name + " has " + Counted.of(lines.size(), "line")
                    + ", a split each, so data.test.split must be below " + lines.size() + ", not " + split);
        }
        boolean[] isTest = new boolean[rows];
        String where = name + ", split " + split + ": ";
        for (String word : lines.get(split).strip().split("[\\s,]+")) {
            if (word.isEmpty()) {
                continue;
            }
            int row;
            try {
                row = Integer.parseInt(word);
            } catch (NumberFormatException e) {
                throw new DataException(where + "\"" + word + "\" is not a row number");
            }
            if (row < 0 || row >= rows) {
                throw new DataException(where + "there is no row " + row + " in " + source + ", which has rows 0 to "
                        + (rows - 1));
            }
            if (isTest[row]) {
                throw new DataException(where + "row " + row + " is listed twice");
            }
            isTest[row] = true;
        }
        return isTest;
    }

    private static List<String> lines(Path file) {
        try {
            List<String> lines = Files.readAllLines(file);
            int last = lines.size();
            while (last > 0 && lines.get(last - 1).isBlank()) {
                last--;
            }
            return lines.subList(0, last);
        } catch (NoSuchFileException e) {
            throw new DataException("the file of test rows " + file + " does not exist");
        } catch (IOException e) {
            throw new DataException("the file of test rows " + file + " cannot be read: " + FileFault.reason(e));
        }
    }
}
