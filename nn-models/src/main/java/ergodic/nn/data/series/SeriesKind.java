package ergodic.nn.data.series;

import ergodic.nn.data.DataKey;
import ergodic.nn.data.DataKind;
import ergodic.nn.data.DataSpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.TargetKind;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.Settings;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A series of numbers, to be forecast: {@code kind = "series"}. */
public final class SeriesKind implements DataKind {

    private static final int MOST = 100_000;

    /** Values that the network sees. */
    public static final Key<Integer> WINDOW = Key.whole("window", 12, Key.within(1, MOST),
            "values that the network sees: the last so many before the forecast is made").in("data");
    /** Steps ahead. */
    public static final Key<Integer> HORIZON = Key.whole("horizon", 1, Key.within(1, MOST),
            "how many steps ahead of the last value that it sees is predicted").in("data");
    /** What the values are to the network. */
    public static final Key<String> LAGS = Key.choice("lags", List.of("numbers", "steps"), "numbers",
            "`\"numbers\"`: an input each, for dense layers (without hidden ones, a linear autoregression);"
                    + " `\"steps\"`: a sequence, for recurrent ones")
            .in("data");
    /** The column of time. */
    public static final Key<String> TIME = new Key<>("time", String.class, null, "none", value -> null,
            "column that must increase from row to row; it is no input").in("data");

    @Override
    public String name() {
        return "series";
    }

    @Override
    public String description() {
        return "one series of numbers in the column `target` of a table, in the order of time, cut into windows";
    }

    @Override
    public Set<DataKey> shared() {
        return EnumSet.of(DataKey.TARGET, DataKey.HEADER, DataKey.DELIMITER);
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(WINDOW, HORIZON, LAGS, TIME);
    }

    @Override
    public Optional<String> target() {
        return Optional.of("value");
    }

    @Override
    public TargetKind usualTarget() {
        return TargetKind.NUMBER;
    }

    @Override
    public boolean inTime() {
        return true;
    }

    @Override
    public Dataset read(DataSpec spec, Settings settings, TargetKind target) {
        return Dataset.read(new SeriesFiles(spec, settings), spec, target);
    }
}
