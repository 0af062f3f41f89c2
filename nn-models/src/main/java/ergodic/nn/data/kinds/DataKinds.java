package ergodic.nn.data.kinds;

import ergodic.nn.data.DataKind;
import ergodic.nn.data.TableKind;
import ergodic.nn.data.image.ImageKind;
import ergodic.nn.data.sequence.SequenceKind;
import ergodic.nn.data.series.SeriesKind;
import ergodic.nn.data.text.TextKind;
import java.util.List;
import java.util.Optional;

/** The kinds of data: a line each. */
public final class DataKinds {

    /** All of them, in the order of the documentation; the first is taken where none is named. */
    public static final List<DataKind> ALL = List.of(
            new TableKind(),
            new ImageKind(),
            new SequenceKind(),
            new SeriesKind(),
            new TextKind());

    private DataKinds() {}

    /** Their names. */
    public static List<String> names() {
        return ALL.stream().map(DataKind::name).toList();
    }

    /** The kind of this name. */
    public static Optional<DataKind> named(String name) {
        return ALL.stream().filter(kind -> kind.name().equals(name)).findFirst();
    }
}
