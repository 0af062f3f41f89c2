package ergodic.sampler.draws;

import ergodic.sampler.DrawKind;
import ergodic.sampler.Statistic;
import ergodic.sampler.support.FileFault;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Draws of a store on disk, also of one that is still being written or whose process was killed: those that every chain
 * had when it was opened. Chunks are mapped when they are needed, never read as a whole, so that a store may be larger than
 * memory. Thread-safe.
 */
public final class ZarrDraws implements Draws {

    /** Chunks that stay mapped; a mapping costs address space, of which there is plenty, and a slot of the kernel. */
    private static final int MOST_MAPPED = 1024;

    private final Path root;
    private final StoreMetadata metadata;
    private final String valuesGroup;
    private final String statisticsGroup;
    private final int draws;
    private final int chains;
    private final Map<String, ZarrArray> values = new LinkedHashMap<>();
    private final Map<String, ZarrArray> statistics = new LinkedHashMap<>();
    private final Map<Path, MemorySegment> mapped;
    private final Map<Path, ChunkSums> sums = new ConcurrentHashMap<>();

    private ZarrDraws(Path root, StoreMetadata metadata, String valuesGroup, String statisticsGroup,
            Map<Path, MemorySegment> mapped) {
        this.root = root;
        this.metadata = metadata;
        this.valuesGroup = valuesGroup;
        this.statisticsGroup = statisticsGroup;
        this.mapped = mapped;
        this.draws = metadata.draws(statisticsGroup);
        int found = -1;
        for (ZarrArray array : metadata.arrays(valuesGroup)) {
            if (array.hasDraws()) {
                values.put(array.name(), checked(array));
            }
        }
        for (ZarrArray array : metadata.arrays(statisticsGroup)) {
            if (array.hasDraws()) {
                statistics.put(array.name(), checked(array));
            }
        }
        for (Map<String, ZarrArray> arrays : List.of(statistics, values)) {
            for (ZarrArray array : arrays.values()) {
                if (found < 0) {
                    found = array.shape().getFirst();
                    requireCoordinate(array);
                }
                if (array.shape().getFirst() != found) {
                    throw new StoreException("the store " + root + " is damaged: " + array.path() + " has "
                            + array.shape().getFirst() + " chains, others have " + found);
                }
            }
        }
        this.chains = Math.max(0, found);
    }

    /**
     * Opens a store.
     *
     * @param directory
     *            the store
     * @throws StoreException
     *             if there is none, or it is of another version, or damaged
     */
    public static ZarrDraws open(Path directory) {
        StoreMetadata metadata = StoreMetadata.read(directory);
        if (!metadata.hasGroup(StoreSchema.POSTERIOR) || !metadata.hasGroup(StoreSchema.SAMPLE_STATS)) {
            throw new StoreException("the store " + directory + " has no draws: " + StoreSchema.POSTERIOR + " or "
                    + StoreSchema.SAMPLE_STATS + " is absent");
        }
        Map<Path, MemorySegment> mapped = Collections.synchronizedMap(new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Path, MemorySegment> eldest) {
                return size() > MOST_MAPPED;
            }
        });
        return new ZarrDraws(directory, metadata, StoreSchema.POSTERIOR, StoreSchema.SAMPLE_STATS, mapped);
    }

    /** The log likelihoods of rows, as variables {@code [row]} of each draw, with the statistics; nothing where they were not stored. */
    public Optional<ZarrDraws> logLikelihood() {
        return metadata.hasGroup(StoreSchema.LOG_LIKELIHOOD)
                ? Optional.of(new ZarrDraws(root, metadata, StoreSchema.LOG_LIKELIHOOD, StoreSchema.SAMPLE_STATS,
                        mapped))
                : Optional.empty();
    }

    /** The warm-up: its statistics, and its variables if they were stored; no draws if there was none. */
    public ZarrDraws warmup() {
        return new ZarrDraws(root, metadata, StoreSchema.WARMUP_POSTERIOR, StoreSchema.WARMUP_SAMPLE_STATS, mapped);
    }

    @Override
    public @Nullable Draws firstPhase() {
        return metadata.hasGroup(StoreSchema.WARMUP_SAMPLE_STATS) ? warmup() : null;
    }

    /** Attributes of the store. */
    public Map<String, Object> attributes() {
        return Collections.unmodifiableMap(metadata.attributes());
    }

    /** Draws of each chain that were planned; a finished run has as many. */
    public int plannedDraws() {
        return metadata.attributes().get(StoreMetadata.PLANNED_DRAWS) instanceof Integer planned ? planned : draws;
    }

    /** What was observed. */
    public List<DataArray> observedData() {
        return data(StoreSchema.OBSERVED_DATA);
    }

    /** What was given, such as inputs. */
    public List<DataArray> constantData() {
        return data(StoreSchema.CONSTANT_DATA);
    }

    /** An array of which each chain has one; nothing if there is none of this name, or it is not written yet. */
    public Optional<double[]> summary(String name, int chain) {
        for (ZarrArray array : metadata.arrays(StoreSchema.CHAIN_SUMMARIES)) {
            Path file = root.resolve(array.chunkPath(chain));
            if (array.name().equals(name) && array.isByChain() && Files.exists(file)) {
                MemorySegment bytes = map(array, file);
                double[] elements = new double[Math.toIntExact(array.chunkBytes() / array.type().bytes())];
                for (int i = 0; i < elements.length; i++) {
                    elements[i] = array.type().get(bytes, i);
                }
                return Optional.of(elements);
            }
        }
        return Optional.empty();
    }

    @Override
    public DrawKind kind() {
        return metadata.kind();
    }

    @Override
    public int chains() {
        return chains;
    }

    @Override
    public int draws() {
        return draws;
    }

    @Override
    public List<Variable> variables() {
        List<Variable> variables = new ArrayList<>(values.size());
        for (ZarrArray array : values.values()) {
            variables.add(array.variable());
        }
        return variables;
    }

    @Override
    public double[][] series(String variable, int element) {
        ZarrArray array = array(variable);
        if (element < 0 || element >= array.width()) {
            throw new IllegalArgumentException(
                    "element " + element + " of " + variable + " is not in 0 .. " + (array.width() - 1));
        }
        return column(array, element);
    }

    @Override
    public void readInto(String variable, int chain, int draw, double[] into) {
        ZarrArray array = array(variable);
        if (chain < 0 || chain >= chains || draw < 0 || draw >= draws) {
            throw new IllegalArgumentException("chain " + chain + ", draw " + draw + " is not among the " + chains
                    + " chains of " + draws + " draws");
        }
        int width = array.width();
        MemorySegment chunk = chunk(array, chain, draw / array.chunkDraws());
        long first = (long) (draw % array.chunkDraws()) * width;
        for (int i = 0; i < width; i++) {
            into[i] = array.type().get(chunk, first + i);
        }
    }

    @Override
    public List<Statistic> statistics() {
        List<Statistic> all = new ArrayList<>(statistics.size());
        for (ZarrArray array : statistics.values()) {
            all.add(new Statistic(array.name(), array.type().kind(), array.description()));
        }
        return all;
    }

    @Override
    public double[][] statistic(String name) {
        ZarrArray array = statistics.get(name);
        if (array == null) {
            throw new IllegalArgumentException("no statistic \"" + name + "\"; there are " + statistics.keySet());
        }
        return column(array, 0);
    }

    @Override
    public List<TransitionTotals> totals() {
        double[][] ofChains = new double[chains][TransitionTotals.NAMES.size()];
        for (double[] chain : ofChains) {
            Arrays.fill(chain, Double.NaN);
        }
        int found = 0;
        for (ZarrArray array : metadata.arrays(statisticsGroup)) {
            int total = TransitionTotals.NAMES.indexOf(array.name());
            if (total >= 0) {
                MemorySegment bytes = map(array, root.resolve(array.chunkPath()));
                for (int chain = 0; chain < chains; chain++) {
                    ofChains[chain][total] = array.type().get(bytes, chain);
                }
                found += total < TransitionTotals.ALWAYS ? 1 : 0;
            }
        }
        List<TransitionTotals> all = new ArrayList<>(chains);
        for (double[] chain : ofChains) {
            if (found < TransitionTotals.ALWAYS || Double.isNaN(chain[0])) {
                return List.of();
            }
            all.add(TransitionTotals.of(chain));
        }
        return all;
    }

    private ZarrArray array(String variable) {
        ZarrArray array = values.get(variable);
        if (array == null) {
            throw new IllegalArgumentException("no variable \"" + variable + "\"; there are " + values.keySet());
        }
        return array;
    }

    private ZarrArray checked(ZarrArray array) {
        if (array.shape().get(1) != draws) {
            throw new StoreException("the store " + root + " is damaged: " + array.path() + " has "
                    + array.shape().get(1) + " draws, " + statisticsGroup + " has " + draws + " (" + valuesGroup + ")");
        }
        return array;
    }

    /** The coordinate of the chains holds as many numbers: so their count is no slip of a digit. */
    private void requireCoordinate(ZarrArray array) {
        for (ZarrArray chain : metadata.arrays(array.group())) {
            if (chain.isCoordinate() && chain.name().equals("chain")
                    && chain.shape().equals(array.shape().subList(0, 1))
                    && chain.chunks().getFirst() == Math.max(1, array.shape().getFirst())) {
                map(chain, root.resolve(chain.chunkPath()));
                return;
            }
        }
        throw new StoreException(
                "the store " + root + " is damaged: the chains of " + array.path() + " are not those of "
                        + array.group() + "/chain");
    }

    private double[][] column(ZarrArray array, int element) {
        if (draws > 0) {
            // The last chunk is there: only then is memory taken for so many draws.
            chunk(array, chains - 1, (draws - 1) / array.chunkDraws());
        }
        double[][] column = new double[chains][draws];
        int width = array.width();
        int chunkDraws = array.chunkDraws();
        for (int chain = 0; chain < chains; chain++) {
            for (int draw = 0; draw < draws; draw += chunkDraws) {
                MemorySegment chunk = chunk(array, chain, draw / chunkDraws);
                int rows = Math.min(chunkDraws, draws - draw);
                for (int row = 0; row < rows; row++) {
                    column[chain][draw + row] = array.type().get(chunk, (long) row * width + element);
                }
            }
        }
        return column;
    }

    private MemorySegment chunk(ZarrArray array, int chain, int number) {
        Path file = root.resolve(array.chunkPath(chain, number));
        MemorySegment segment = mapped.get(file);
        if (segment == null) {
            // Before the chunk, which may grow meanwhile.
            ChunkSums known = sums.computeIfAbsent(ChunkSums.folder(root, array.group()).resolve(String.valueOf(chain)),
                    _ -> ChunkSums.read(root, array.group(), chain, arraysOfDraws(array.group()).size()));
            segment = map(array, file);
            if (!known.hold(arraysOfDraws(array.group()).indexOf(array.name()), number, segment.asByteBuffer(),
                    array.drawBytes())) {
                throw new StoreException("the store " + root + " is damaged: " + file
                        + " does not hold what was written; restore it from a copy");
            }
            mapped.put(file, segment);
        }
        return segment;
    }

    private List<String> arraysOfDraws(String group) {
        return metadata.arrays(group).stream().filter(ZarrArray::hasDraws).map(ZarrArray::name).toList();
    }

    /** A mapping outlives the replacement of its file: it shows the draws that were there, which is all that is asked. */
    private MemorySegment map(ZarrArray array, Path file) {
        try (FileChannel channel = FileChannel.open(file)) {
            if (channel.size() != array.chunkBytes()) {
                throw new StoreException("the store " + root + " is damaged: " + file + " has " + channel.size()
                        + " bytes, not " + array.chunkBytes() + "; restore it from a copy");
            }
            return channel.map(FileChannel.MapMode.READ_ONLY, 0, array.chunkBytes(), Arena.ofAuto());
        } catch (IOException e) {
            String problem = Files.exists(file) ? "cannot be read: " + FileFault.reason(e) : "is missing";
            throw new StoreException("the store " + root + " is damaged: " + file + " " + problem
                    + "; restore it from a copy", e);
        }
    }

    private List<DataArray> data(String group) {
        List<DataArray> data = new ArrayList<>();
        for (ZarrArray array : metadata.arrays(group)) {
            if (!array.isCoordinate()) {
                int size = 1;
                for (int length : array.shape()) {
                    size *= length;
                }
                MemorySegment bytes = map(array, root.resolve(array.chunkPath()));
                double[] elements = new double[size];
                for (int i = 0; i < size; i++) {
                    elements[i] = array.type().get(bytes, i);
                }
                data.add(new DataArray(array.name(), array.dims(), array.shape(), elements));
            }
        }
        return data;
    }
}
