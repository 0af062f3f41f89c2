package ergodic.nn.data.sequence;

import ergodic.nn.data.DataKey;
import ergodic.nn.data.DataKind;
import ergodic.nn.data.DataSpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.TargetKind;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.Settings;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sequences, a row each: {@code kind = "sequence"}. */
public final class SequenceKind implements DataKind {

    /** Room for steps. */
    public static final Key<Integer> STEPS = new Key<>("steps", Integer.class, null, "of the longest training sequence",
            Key.atLeast(1),
            "steps that a row has room for; shorter sequences are padded, and masked; longer ones refused")
            .in("data");
    /** The column that names sequences. */
    public static final Key<String> ID = new Key<>("id", String.class, null, "a row a sequence", value -> null,
            "column that names the sequence of a row, in a table with a row a step; rows of a sequence stand together")
            .in("data");
    /** The column of time. */
    public static final Key<String> TIME = new Key<>("time", String.class, null, "none", value -> null,
            "column that must increase from step to step; it is no feature").in("data");
    /** Numbers of a step. */
    public static final Key<Integer> STEP_FEATURES = Key.whole("step_features", 1, Key.atLeast(1),
            "in a table with a row a sequence: columns that make a step, one step after another; empty cells at the end of a row"
                    + " end its sequence")
            .in("data");

    @Override
    public String name() {
        return "sequence";
    }

    @Override
    public String description() {
        return "sequences of any length: `.ts` files (UEA and UCR archive), tables with a row a step (`id`), tables with a row a"
                + " sequence";
    }

    @Override
    public Set<DataKey> shared() {
        return EnumSet.of(DataKey.TARGET, DataKey.FEATURES, DataKey.HEADER, DataKey.DELIMITER);
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(STEPS, ID, TIME, STEP_FEATURES);
    }

    @Override
    public Optional<String> target() {
        return Optional.of("class");
    }

    @Override
    public TargetKind usualTarget() {
        return TargetKind.CLASSES;
    }

    @Override
    public Optional<String> recognise(Path file) {
        return TsFile.recognise(file) ? Optional.of("is a .ts file") : Optional.empty();
    }

    /** Room for the longest, where lengths differ: the held-out ones may be longer than those that train. */
    @Override
    public Map<String, Object> proposed(DataSpec spec, List<Path> files) {
        int[] range = {Integer.MAX_VALUE, 0};
        for (Path file : files) {
            new SequenceFiles(spec, Settings.of(keys(), Map.of())).read(file, (steps, target, line) -> {
                range[0] = Math.min(range[0], steps.count());
                range[1] = Math.max(range[1], steps.count());
            });
        }
        Map<String, Object> keys = new LinkedHashMap<>();
        if (range[0] < range[1]) {
            keys.put(STEPS.name(), range[1]);
        }
        return keys;
    }

    @Override
    public Dataset read(DataSpec spec, Settings settings, TargetKind target) {
        return Dataset.read(new SequenceFiles(spec, settings), spec, target);
    }
}
