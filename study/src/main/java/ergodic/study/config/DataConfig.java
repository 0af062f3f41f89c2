package ergodic.study.config;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import ergodic.nn.data.DataKey;
import ergodic.nn.data.DataKind;
import ergodic.nn.data.kinds.DataKinds;
import ergodic.nn.layer.Normalization;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.Settings;
import ergodic.sampler.words.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * {@code [data]}: what all kinds of data share, and the kind's own keys.
 *
 * @param kind
 *            what the data are; null for a table
 * @param file
 *            where they are; relative to the configuration file
 * @param target
 *            column to be predicted, or several: names, or numbers from 0; null where the kind has one of its own
 * @param features
 *            columns to predict from; null for all others
 * @param categorical
 *            columns to be encoded as categories although they hold numbers
 * @param header
 *            whether the first line names the columns; null to find out
 * @param delimiter
 *            one of comma, semicolon, tab, blank; null to find out
 * @param test
 *            which rows are held out; null for none
 * @param calibration
 *            rows held back from training to calibrate predictions by; null for none
 * @param ood
 *            rows out of distribution, of the same kind: that the network is to be uncertain of; null for none
 * @param shape
 *            what the feature columns are together: channels, height and width of an image, steps and features of a sequence, a
 *            number of symbols; null for a table
 * @param length
 *            column that holds the number of steps of each row; null if all have all steps
 * @param own
 *            the keys that the kind alone has, by their names
 */
public record DataConfig(@Nullable String kind, String file, @Nullable TargetNames target,
        @Nullable List<String> features,
        @Nullable List<String> categorical, @Nullable Boolean header, @Nullable String delimiter,
        @Nullable SplitConfig test, @Nullable CalibrationConfig calibration, @Nullable String ood,
        @Nullable List<Integer> shape, @Nullable String length, @JsonAnyGetter Map<String, Object> own) {

    private static final List<String> DELIMITERS = List.of("comma", "semicolon", "tab", "blank");

    /** Checks the keys. */
    public DataConfig(@Nullable String kind, @Nullable String file, @Nullable TargetNames target,
            @Nullable List<String> features, @Nullable List<String> categorical, @Nullable Boolean header,
            @Nullable String delimiter, @Nullable SplitConfig test, @Nullable CalibrationConfig calibration,
            @Nullable String ood, @Nullable List<Integer> shape, @Nullable String length,
            @JsonAnySetter @Nullable Map<String, Object> own) {
        this.kind = kind;
        if (kind != null) {
            Check.oneOf("data.kind", DataKinds.names(), kind);
        }
        DataKind chosen = kind(kind);
        this.own = settings(chosen, own == null ? Map.of() : own).values();
        this.file = Check.required("data.file", file);
        this.target = chosen.target().isEmpty() ? Check.required("data.target", target) : target;
        this.features = features;
        this.categorical = categorical;
        this.header = header;
        this.delimiter = delimiter == null ? null : Check.oneOf("data.delimiter", DELIMITERS, delimiter);
        this.test = test;
        this.calibration = calibration;
        this.ood = ood;
        this.shape = shape;
        this.length = length;
        requireShared(chosen, DataKey.TARGET, target);
        if (target != null && target.names().size() > 1 && !chosen.equals(DataKinds.ALL.getFirst())) {
            throw new ConfigException("data.target lists several columns, but data of kind \"" + chosen.name()
                    + "\" have one target; name one");
        }
        requireShared(chosen, DataKey.FEATURES, features);
        requireShared(chosen, DataKey.CATEGORICAL, categorical);
        requireShared(chosen, DataKey.HEADER, header);
        requireShared(chosen, DataKey.DELIMITER, delimiter);
        requireShared(chosen, DataKey.SHAPE, shape);
        requireShared(chosen, DataKey.LENGTH, length);
        if (shape != null) {
            for (int size : shape) {
                Check.atLeast("data.shape", 1, size);
            }
        }
    }

    private static DataKind kind(@Nullable String name) {
        return name == null ? DataKinds.ALL.getFirst() : DataKinds.named(name).orElseThrow();
    }

    private static void requireShared(DataKind kind, DataKey key, @Nullable Object value) {
        if (value != null && !kind.shared().contains(key)) {
            throw new ConfigException("data." + key.key() + " does not belong to kind = \"" + kind.name()
                    + "\"; take it out, or choose a kind that has it (" + DataKinds.ALL.stream()
                            .filter(other -> other.shared().contains(key)).map(DataKind::name).toList()
                    + "); known with it: " + String.join(", ", names(kind)));
        }
    }

    private static Settings settings(DataKind kind, Map<String, Object> given) {
        Map<String, Object> values = new LinkedHashMap<>();
        given.forEach((name, value) -> {
            Key<?> key = kind.keys().stream().filter(known -> known.name().equals(name)).findFirst()
                    .orElseThrow(() -> unknown(name, kind));
            values.put(name, value instanceof JsonNode node ? KeyValue.of(key, node)
                    : KeyValue.of(key, ConfigFile.node(value)));
        });
        return KeyValue.settings(kind.keys(), values);
    }

    private static ConfigException unknown(String name, DataKind kind) {
        List<String> owners = DataKinds.ALL.stream()
                .filter(other -> other.keys().stream().anyMatch(key -> key.name().equals(name))).map(DataKind::name)
                .toList();
        if (!owners.isEmpty()) {
            return new ConfigException("data." + name + " does not belong to kind = \"" + kind.name()
                    + "\"; take it out, or choose a kind that has it (" + String.join(", ", owners) + ")");
        }
        if (name.startsWith("augment")) {
            return new ConfigException("there is no key data." + name
                    + ": each changed copy of a row would count as a new"
                    + " observation, and the posterior be narrower than the data allow; average the outputs of each image over what"
                    + " changes nothing instead: network.average = [\"mirror\", \"shift\"]");
        }
        return new ConfigException("there is no key data." + name + Normalization.reason(name)
                .map(reason -> ": " + reason).orElseGet(
                        () -> Nearest.hint(name, names(kind)) + "; known there: " + String.join(", ", names(kind))));
    }

    /** All keys that a section of this kind may have. */
    private static List<String> names(DataKind kind) {
        List<String> names = new ArrayList<>(Stream
                .concat(kind.shared().stream().map(DataKey::key), kind.keys().stream().map(Key::name)).toList());
        names.addAll(List.of("kind", "file", "test", "calibration", "ood"));
        names.sort(null);
        return names;
    }

    /** What the data are. */
    public DataKind toKind() {
        return kind(kind);
    }

    /** The kind's own settings. */
    public Settings settings() {
        return settings(kind(kind), own);
    }

    /** Name of the target. */
    public String targetName() {
        return target != null ? target.names().getFirst() : kind(kind).target().orElseThrow();
    }

    /** Names of the targets behind the first; mostly none. */
    public List<String> otherTargets() {
        return target == null ? List.of() : target.names().subList(1, target.names().size());
    }

    /** The same with other files. */
    public DataConfig withFiles(String newFile, @Nullable SplitConfig newTest, @Nullable String newOod,
            Map<String, Object> newOwn) {
        return new DataConfig(kind, newFile, target, features, categorical, header, delimiter, newTest, calibration,
                newOod, shape, length, newOwn);
    }

    /** The same without the names of files: what is left decides how the data are read. */
    public DataConfig withoutFiles() {
        Map<String, Object> rest = new LinkedHashMap<>(own);
        rest.keySet().removeAll(kind(kind).fileKeys().stream().map(Key::name).toList());
        return withFiles("", null, null, rest);
    }
}
