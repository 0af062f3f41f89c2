package ergodic.nn.data;

import ergodic.sampler.method.Key;
import ergodic.sampler.method.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A kind of data, {@code data.kind} of a configuration: how files are read, what is learned from training rows, what a row is.
 * A kind owns its keys; elsewhere it is a line in the list of kinds. Unless it says otherwise it has no files but the data's own, no
 * usual name of a target, no order in time, and is not recognised by looking.
 */
public interface DataKind {

    /** Its name, such as {@code image}. */
    String name();

    /** What it is, for the table of kinds: one line. */
    String description();

    /** The keys that it shares with other kinds. */
    Set<DataKey> shared();

    /** The keys of its own. */
    List<Key<?>> keys();

    /** Those of its own keys whose values are files. */
    default List<Key<String>> fileKeys() {
        return List.of();
    }

    /** Name of the target where {@code data.target} may be left out; empty if it must be there. */
    default Optional<String> target() {
        return Optional.empty();
    }

    /** What the target most often holds: numbers or classes. */
    TargetKind usualTarget();

    /** Whether rows follow each other in time, so that only the last of them can be held out. */
    default boolean inTime() {
        return false;
    }

    /** Other files that are read with a file, found by its name, such as labels. */
    default List<Path> companions(Path file) {
        return List.of();
    }

    /** Whether a folder can be the data file. */
    default boolean takesFolders() {
        return false;
    }

    /** Why a file is taken for one of this kind, as the rest of a sentence that begins with its name; empty if it is not. */
    default Optional<String> recognise(Path file) {
        return Optional.empty();
    }

    /**
     * Keys of its own that {@code ergodic init} writes besides, with their values.
     *
     * @param spec
     *            the training file and how it is read
     * @param files
     *            all files that are known, the training file first
     */
    default Map<String, Object> proposed(DataSpec spec, List<Path> files) {
        return Map.of();
    }

    /**
     * Reads, splits and encodes.
     *
     * @param spec
     *            what all kinds share
     * @param settings
     *            values of the kind's own keys; files are absolute, or relative to the present folder
     * @param target
     *            what the target holds
     * @throws DataException
     *             if the data cannot be used as asked
     */
    Dataset read(DataSpec spec, Settings settings, TargetKind target);
}
