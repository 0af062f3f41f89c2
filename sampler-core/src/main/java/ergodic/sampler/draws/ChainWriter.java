package ergodic.sampler.draws;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one chain writes to a store. Used by one thread at a time. */
final class ChainWriter {
    final @Nullable ChunkWriter warmupValues;
    final @Nullable ChunkWriter warmupStatistics;
    final @Nullable ChunkWriter values;
    final @Nullable ChunkWriter logLikelihoods;
    final ChunkWriter statistics;
    final double[] row;
    int warmupAccepted;
    int accepted;
    /** Draws on disk; read by whichever thread publishes. */
    volatile int warmupStored;
    volatile int stored;

    ChainWriter(Path root, StoreMetadata metadata, List<Variable> variables, int chain, boolean resuming) {
        Map<String, Integer> offsets = offsets(variables);
        this.warmupValues = writer(root, metadata, StoreSchema.WARMUP_POSTERIOR, offsets, chain, resuming);
        this.warmupStatistics = writer(root, metadata, StoreSchema.WARMUP_SAMPLE_STATS, chain, resuming);
        this.values = writer(root, metadata, StoreSchema.POSTERIOR, offsets, chain, resuming);
        this.logLikelihoods = writer(root, metadata, StoreSchema.LOG_LIKELIHOOD, offsets, chain, resuming);
        ChunkWriter required = writer(root, metadata, StoreSchema.SAMPLE_STATS, chain, resuming);
        if (required == null) {
            throw new StoreException("the store " + root + " has no " + StoreSchema.SAMPLE_STATS);
        }
        this.statistics = required;
        this.row = new double[required.width()];
        this.warmupStored = metadata.draws(StoreSchema.WARMUP_SAMPLE_STATS);
        this.stored = metadata.draws(StoreSchema.SAMPLE_STATS);
    }

    /** Where each variable begins among the values of a draw. */
    private static Map<String, Integer> offsets(List<Variable> variables) {
        Map<String, Integer> offsets = new HashMap<>();
        int offset = 0;
        for (Variable variable : variables) {
            offsets.put(variable.name(), offset);
            offset += variable.size();
        }
        return offsets;
    }

    private static List<ZarrArray> arrays(StoreMetadata metadata, String group) {
        return metadata.arrays(group).stream().filter(ZarrArray::hasDraws).toList();
    }

    /** Of statistics, which follow one another. */
    private static @Nullable ChunkWriter writer(Path root, StoreMetadata metadata, String group, int chain,
            boolean resuming) {
        List<ZarrArray> arrays = arrays(metadata, group);
        return arrays.isEmpty() ? null : new ChunkWriter(root, arrays, chain, resuming);
    }

    /** Of variables, which several groups share. */
    private static @Nullable ChunkWriter writer(Path root, StoreMetadata metadata, String group,
            Map<String, Integer> offsets, int chain, boolean resuming) {
        List<ZarrArray> arrays = arrays(metadata, group);
        return arrays.isEmpty() ? null
                : new ChunkWriter(root, arrays,
                        arrays.stream().mapToInt(array -> Objects.requireNonNull(offsets.get(array.name()))).toArray(),
                        chain, resuming);
    }

    void flush() throws IOException {
        flush(warmupValues);
        flush(warmupStatistics);
        flush(values);
        flush(logLikelihoods);
        statistics.flush();
        warmupStored = Math.max(warmupStored, warmupAccepted);
        stored = Math.max(stored, accepted);
    }

    /** Takes up a chain of which so many draws were on disk at its checkpoint. */
    void goOn(int warmupDraws, int draws) throws IOException {
        requireDraws(warmupValues, warmupDraws);
        requireDraws(warmupStatistics, warmupDraws);
        requireDraws(values, draws);
        requireDraws(logLikelihoods, draws);
        statistics.requireDraws(draws);
        warmupAccepted = warmupDraws;
        accepted = draws;
        warmupStored = Math.max(warmupStored, warmupDraws);
        stored = Math.max(stored, draws);
    }

    private static void requireDraws(@Nullable ChunkWriter writer, int draws) throws IOException {
        if (writer != null) {
            writer.requireDraws(draws);
        }
    }

    private static void flush(@Nullable ChunkWriter writer) throws IOException {
        if (writer != null) {
            writer.flush();
        }
    }
}
