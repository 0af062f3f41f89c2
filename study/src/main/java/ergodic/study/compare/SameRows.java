package ergodic.study.compare;

import java.util.List;
import ergodic.nn.data.RowRole;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.Rows;
import ergodic.nn.data.TargetEncoding;
import ergodic.nn.data.TargetKind;
import ergodic.study.FinishedRun;
import ergodic.study.RunFolderException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Whether two runs, or data sets, can be compared: by the same target, learned from the same rows, judged by the same rows. */
public final class SameRows {

    /** Relative; targets are standardised and back. */
    private static final double ROUNDING = 1e-9;

    private SameRows() {}

    /** Refuses runs of different data, held-out rows or targets in one sentence; inputs may differ in which columns they are. */
    static void require(FinishedRun first, FinishedRun other) {
        Dataset here = first.study().dataset();
        Dataset there = other.study().dataset();
        String difference = difference(here, there);
        if (difference == null && here.isTable() && here.inputNames().equals(there.inputNames())
                && !Arrays.equals(here.test().inputs(), there.test().inputs())) {
            difference = "their held-out rows have different inputs";
        }
        if (difference != null) {
            throw new RunFolderException("the runs in " + first.folder().root() + " and " + other.folder().root()
                    + " cannot be compared: " + difference
                    + "; compare runs whose [data] have the same file, target and test");
        }
    }

    /** Why densities of the targets of two data sets are of different things, as a clause; null if they are of the same. Inputs are not looked at. */
    public static @Nullable String difference(Dataset here, Dataset there) {
        TargetEncoding target = here.target();
        TargetEncoding other = there.target();
        if (!target.name().equals(other.name())) {
            return "one predicts " + target.name() + " and the other " + other.name();
        }
        List<String> further = names(target.others());
        List<String> furtherThere = names(other.others());
        if (further.size() != furtherThere.size() || !further.containsAll(furtherThere)) {
            return "one predicts the targets " + String.join(", ", names(target.all())) + " together and the other "
                    + String.join(", ", names(other.all())) + ", so that their densities are of different things";
        }
        if (!target.classes().equals(other.classes())
                || (target.kind() == TargetKind.COUNT) != (other.kind() == TargetKind.COUNT)) {
            return "the target " + target.name() + " is " + words(target) + " in one and " + words(other)
                    + " in the other";
        }
        if (!here.digest().equals(there.digest())) {
            return "their data files differ";
        }
        if (!Arrays.equals(here.test().numbers(), there.test().numbers())
                || !same(here.test(), target, there.test(), other)) {
            return "their held-out rows differ";
        }
        if (!Arrays.equals(here.train().numbers(), there.train().numbers())
                || !same(here.train(), target, there.train(), other)) {
            return "their training rows differ";
        }
        for (RowRole role : List.of(RowRole.TRIALS, RowRole.OBSERVED)) {
            if (here.train().beside().has(role) != there.train().beside().has(role)) {
                return "only one takes the column data." + role.key().name() + ", which decides what a density is of";
            }
        }
        return null;
    }

    private static List<String> names(List<TargetEncoding> targets) {
        return targets.stream().map(TargetEncoding::name).toList();
    }

    private static String words(TargetEncoding target) {
        return switch (target.kind()) {
            case NUMBER, POSITIVE, SHARE -> "a number";
            case COUNT -> "a count";
            case BINARY, CLASSES -> "one of " + target.classes().size() + " classes";
        };
    }

    /** All targets in the units of the data; further ones may stand in another order, of which a joint density knows nothing. */
    private static boolean same(Rows here, TargetEncoding target, Rows there, TargetEncoding other) {
        if (here.count() != there.count()) {
            return false;
        }
        List<TargetEncoding> all = target.all();
        List<TargetEncoding> others = other.all();
        for (int i = 0; i < all.size(); i++) {
            int place = i == 0 ? 0 : names(others).lastIndexOf(all.get(i).name());
            if (!sameOne(here.withTargetNumber(i), all.get(i), there.withTargetNumber(place), others.get(place))) {
                return false;
            }
        }
        return true;
    }

    private static boolean sameOne(Rows here, TargetEncoding target, Rows there, TargetEncoding other) {
        for (int row = 0; row < here.count(); row++) {
            double a = target.toOriginal(here.target()[row]);
            double b = other.toOriginal(there.target()[row]);
            if (!(Math.abs(a - b) <= ROUNDING * (Math.abs(a) + target.sd())) && Double.compare(a, b) != 0) {
                return false;
            }
        }
        return true;
    }
}
