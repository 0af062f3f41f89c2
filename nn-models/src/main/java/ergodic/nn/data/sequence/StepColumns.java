package ergodic.nn.data.sequence;

import ergodic.nn.data.CellNumbers;
import ergodic.nn.data.DataException;
import ergodic.nn.data.TableHead;
import ergodic.sampler.method.Settings;
import ergodic.sampler.words.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Which columns of a table hold what. */
final class StepColumns {

    private final List<String> wanted;
    private final String targetName;
    private final Settings settings;
    private final boolean later;
    private final List<Integer> features = new ArrayList<>();
    private TableHead head = TableHead.none();
    private int target = -1;
    private int id = -1;
    private int time = -1;

    /**
     * Not yet found.
     *
     * @param wanted
     *            names of the features; empty for all other columns
     * @param later
     *            whether the target may be absent
     */
    StepColumns(List<String> wanted, String targetName, Settings settings, boolean later) {
        this.wanted = wanted;
        this.targetName = targetName;
        this.settings = settings;
        this.later = later;
    }

    void find(TableHead found) {
        head = found;
        boolean absent = later && found.names().indexOf(targetName) < 0
                && (found.hasHeader() || !targetName.equals(String.valueOf(found.columns() - 1)));
        target = absent ? -1 : found.column(targetName, "data.target");
        id = settings.find(SequenceKind.ID).map(name -> found.column(name, "data.id")).orElse(-1);
        time = settings.find(SequenceKind.TIME).map(name -> found.column(name, "data.time")).orElse(-1);
        features.clear();
        if (wanted.isEmpty()) {
            for (int column = 0; column < found.columns(); column++) {
                if (column != target && column != id && column != time) {
                    features.add(column);
                }
            }
        } else {
            wanted.forEach(name -> features.add(found.column(name, "data.features")));
        }
        if (features.isEmpty()) {
            throw new DataException(
                    found.source() + " has no column of numbers beside target, id and time; a sequence needs"
                            + " some");
        }
        int width = settings.get(SequenceKind.STEP_FEATURES);
        if (id < 0 && features.size() % width != 0) {
            throw new DataException(found.source() + " has " + Counted.of(features.size(), "feature column")
                    + ", which data.step_features = " + width + " does not divide; correct it, or list the columns in"
                    + " data.features");
        }
    }

    List<Integer> features() {
        return features;
    }

    /** The target of a row; empty if it is absent. */
    String target(List<String> cells) {
        return target < 0 ? "" : cells.get(target);
    }

    String id(List<String> cells) {
        return cells.get(id);
    }

    Optional<String> time(List<String> cells) {
        return time < 0 ? Optional.empty() : Optional.of(cells.get(time));
    }

    int width() {
        return settings.get(SequenceKind.STEP_FEATURES);
    }

    /** The number in a cell. */
    double number(List<String> cells, int column, int line) {
        return CellNumbers.require(cells.get(column), where(line) + ", column \"" + head.names().get(column) + "\"");
    }

    boolean isMissing(List<String> cells, int column) {
        return CellNumbers.isMissing(cells.get(column));
    }

    String where(int line) {
        return head.source() + ", line " + line;
    }
}
