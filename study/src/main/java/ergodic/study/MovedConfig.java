package ergodic.study;

import ergodic.sampler.method.Key;
import ergodic.study.config.DataConfig;
import ergodic.study.config.RunConfig;
import ergodic.study.config.SplitConfig;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A configuration for another folder: its paths lead from there to the same files.
 *
 * @param from
 *            folder that its paths are relative to
 * @param to
 *            folder where it is to lie
 */
public record MovedConfig(Path from, Path to) {

    /** The configuration there. */
    public RunConfig of(RunConfig config) {
        DataConfig data = config.data();
        SplitConfig test = data.test();
        Map<String, Object> own = new LinkedHashMap<>(data.own());
        for (Key<String> key : data.toKind().fileKeys()) {
            data.settings().find(key).ifPresent(path -> own.put(key.name(), relative(path)));
        }
        String ood = data.ood();
        return config.withData(data.withFiles(relative(data.file()),
                test == null ? null : test.withFiles(relativeOrNull(test.rows()), relativeOrNull(test.file())),
                ood == null ? null : relative(ood), own));
    }

    private @Nullable String relativeOrNull(@Nullable String path) {
        return path == null ? null : relative(path);
    }

    private String relative(String path) {
        Path target = from.resolve(path).toAbsolutePath().normalize();
        Path start = to.toAbsolutePath().normalize();
        // Paths of two drives have no way from one to the other.
        return target.getRoot() != null && target.getRoot().equals(start.getRoot())
                ? start.relativize(target).toString()
                : target.toString();
    }
}
