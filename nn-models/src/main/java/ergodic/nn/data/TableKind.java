package ergodic.nn.data;

import ergodic.sampler.method.Key;
import ergodic.sampler.method.Settings;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A table with a row a line. */
public final class TableKind implements DataKind {

    @Override
    public String name() {
        return "table";
    }

    @Override
    public String description() {
        return "a row a line: columns of numbers and categories, or, with `shape`, an image, a sequence or symbols in a row";
    }

    @Override
    public Set<DataKey> shared() {
        return EnumSet.allOf(DataKey.class);
    }

    @Override
    public List<Key<?>> keys() {
        return List.of();
    }

    @Override
    public TargetKind usualTarget() {
        return TargetKind.NUMBER;
    }

    @Override
    public Dataset read(DataSpec spec, Settings settings, TargetKind target) {
        return Dataset.read(spec, target);
    }
}
