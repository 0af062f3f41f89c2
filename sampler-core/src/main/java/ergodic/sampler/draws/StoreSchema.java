package ergodic.sampler.draws;

import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** Groups, arrays, coordinates and attributes of a store, after ArviZ's InferenceData schema. */
final class StoreSchema {

    static final String POSTERIOR = "posterior";
    static final String SAMPLE_STATS = "sample_stats";
    static final String WARMUP_POSTERIOR = "warmup_posterior";
    static final String WARMUP_SAMPLE_STATS = "warmup_sample_stats";
    static final String LOG_LIKELIHOOD = "log_likelihood";
    static final String CHAIN_SUMMARIES = "chain_summaries";
    static final String OBSERVED_DATA = "observed_data";
    static final String CONSTANT_DATA = "constant_data";
    static final List<String> GROUPS = List.of(POSTERIOR, SAMPLE_STATS, WARMUP_POSTERIOR, WARMUP_SAMPLE_STATS,
            LOG_LIKELIHOOD, CHAIN_SUMMARIES, OBSERVED_DATA, CONSTANT_DATA);

    /** The dimension of the rows that were observed. */
    private static final String ROW = "row";

    /** A chunk holds as many draws as fit in 8 MB, but at most this many. */
    private static final int MOST_CHUNK_DRAWS = 100;
    private static final long CHUNK_BYTES = 8L << 20;
    /** Chunk of the coordinate {@code draw}; its shape grows, its chunk cannot. */
    private static final int DRAW_COORDINATE_CHUNK = 1024;

    private StoreSchema() {}

    static StoreMetadata metadata(StoreLayout layout) {
        List<String> groups = new ArrayList<>();
        List<ZarrArray> arrays = new ArrayList<>();
        List<ZarrArray> values = new ArrayList<>();
        List<ZarrArray> statistics = new ArrayList<>();
        ElementType type = layout.float32() ? ElementType.FLOAT32 : ElementType.FLOAT64;
        List<Variable> ofRows = layout.variables().stream().filter(StoreSchema::isOfRows).toList();
        List<Variable> others = layout.variables().stream().filter(variable -> !isOfRows(variable)).toList();
        int chunkDraws = chunkDraws(others, type);
        for (Variable variable : others) {
            values.add(ZarrArray.ofDraws(POSTERIOR, variable, type, layout.part().count(), chunkDraws)
                    .as(variable.role()));
        }
        List<Statistic> schema = Transition.schema(layout.statistics());
        for (Statistic statistic : schema) {
            statistics.add(ZarrArray.ofDraws(SAMPLE_STATS, Variable.of(statistic.name()),
                    ElementType.of(statistic.kind()), layout.part().count(), MOST_CHUNK_DRAWS)
                    .described(statistic.description()));
        }
        addGroup(POSTERIOR, values, groups, arrays);
        List<ZarrArray> withTotals = new ArrayList<>(statistics);
        for (String total : TransitionTotals.names(schema)) {
            withTotals.add(new ZarrArray(SAMPLE_STATS, total, ElementType.FLOAT64, List.of("chain"),
                    List.of(layout.part().count()), List.of(layout.part().count())));
        }
        addGroup(SAMPLE_STATS, withTotals, groups, arrays);
        if (layout.warmup() > 0) {
            if (layout.warmupValues()) {
                addGroup(WARMUP_POSTERIOR, values, groups, arrays);
            }
            addGroup(WARMUP_SAMPLE_STATS, statistics, groups, arrays);
        }
        if (!ofRows.isEmpty()) {
            int chunk = chunkDraws(ofRows, type);
            addGroup(LOG_LIKELIHOOD, ofRows.stream().map(variable -> ZarrArray
                    .ofDraws(LOG_LIKELIHOOD, variable, type, layout.part().count(), chunk).withLastDim(ROW)
                    .as(variable.role())).toList(), groups, arrays);
        }
        if (!layout.summaries().isEmpty()) {
            addGroup(CHAIN_SUMMARIES, layout.summaries().stream()
                    .map(variable -> ZarrArray.ofChains(CHAIN_SUMMARIES, variable, layout.part().count())).toList(),
                    groups, arrays);
        }
        addData(OBSERVED_DATA, layout.observedData(), groups, arrays);
        addData(CONSTANT_DATA, layout.constantData(), groups, arrays);
        return StoreMetadata.of(attributes(layout), groups, arrays);
    }

    /** Whether a variable belongs into the group of log likelihoods, with the rows of the observed data as its dimension. */
    private static boolean isOfRows(Variable variable) {
        return variable.role() == VariableRole.LOG_LIKELIHOOD;
    }

    private static void addGroup(String group, List<ZarrArray> members, List<String> groups, List<ZarrArray> arrays) {
        List<ZarrArray> moved = new ArrayList<>();
        for (ZarrArray array : members) {
            moved.add(array.in(group));
        }
        groups.add(group);
        arrays.addAll(moved);
        addCoordinates(group, moved, arrays);
    }

    private static void addData(String group, List<DataArray> data, List<String> groups, List<ZarrArray> arrays) {
        if (data.isEmpty()) {
            return;
        }
        List<ZarrArray> members = new ArrayList<>();
        for (DataArray array : data) {
            members.add(ZarrArray.whole(group, array));
        }
        groups.add(group);
        arrays.addAll(members);
        addCoordinates(group, members, arrays);
    }

    private static void addCoordinates(String group, List<ZarrArray> members, List<ZarrArray> arrays) {
        Map<String, Integer> lengths = new LinkedHashMap<>();
        for (ZarrArray array : members) {
            for (int i = 0; i < array.dims().size(); i++) {
                Integer length = array.shape().get(i);
                Integer before = lengths.put(array.dims().get(i), length);
                if (before != null && !before.equals(length)) {
                    throw new IllegalArgumentException("in " + group + " the dimension " + array.dims().get(i)
                            + " has length " + before + " and, for " + array.name() + ", " + length
                            + "; give one of them another name");
                }
            }
        }
        for (ZarrArray array : members) {
            if (lengths.containsKey(array.name())) {
                throw new IllegalArgumentException(
                        "in " + group + " the array " + array.name() + " has the name of a dimension");
            }
        }
        lengths.forEach((dim, length) -> arrays.add(ZarrArray.coordinate(group, dim, length,
                dim.equals("draw") ? DRAW_COORDINATE_CHUNK : Math.max(1, length))));
    }

    private static int chunkDraws(List<Variable> variables, ElementType type) {
        long bytes = 0;
        for (Variable variable : variables) {
            bytes += (long) variable.size() * type.bytes();
        }
        return (int) Math.clamp(CHUNK_BYTES / Math.max(1, bytes), 1L, MOST_CHUNK_DRAWS);
    }

    private static Map<String, Object> attributes(StoreLayout layout) {
        String version = Objects.requireNonNullElse(StoreSchema.class.getPackage().getImplementationVersion(),
                "development");
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("created_at", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
        attributes.put("creation_library", "ergodic");
        attributes.put("creation_library_version", version);
        attributes.put("creation_library_language", "Java");
        attributes.put("inference_library", "ergodic");
        attributes.put("inference_library_version", version);
        attributes.put("planned_warmup", layout.warmup());
        attributes.put(StoreMetadata.PLANNED_DRAWS, layout.draws());
        // NetCDF, to which ArviZ exports, has no truth values.
        layout.attributes()
                .forEach((name, value) -> attributes.put(name, value instanceof Boolean yes ? (yes ? 1 : 0) : value));
        if (layout.part().count() < layout.chains()) {
            attributes.put(StoreParts.FIRST_CHAIN, layout.part().first());
            attributes.put(StoreParts.RUN_CHAINS, layout.chains());
        }
        attributes.put(StoreMetadata.DRAW_KIND, layout.kind().key());
        attributes.put(StoreMetadata.VERSION_KEY, StoreMetadata.VERSION);
        return attributes;
    }

    /** Refuses to go on with a store whose arrays of draws are not those of the layout. */
    static void requireSame(Path root, StoreMetadata stored, StoreLayout layout) {
        if (stored.kind() != layout.kind()) {
            throw new StoreException("the store " + root + " was made for another run: its draws are of the kind \""
                    + stored.kind().key() + "\" and here of \"" + layout.kind().key()
                    + "\"; resume with what it was begun with");
        }
        StoreMetadata expected = metadata(layout);
        for (String group : List.of(POSTERIOR, SAMPLE_STATS, WARMUP_POSTERIOR, WARMUP_SAMPLE_STATS, LOG_LIKELIHOOD,
                CHAIN_SUMMARIES)) {
            Map<String, String> there = describe(stored, group);
            Map<String, String> here = describe(expected, group);
            Set<String> names = new LinkedHashSet<>(here.keySet());
            names.addAll(there.keySet());
            for (String name : names) {
                String then = there.getOrDefault(name, "absent");
                String now = here.getOrDefault(name, "absent");
                if (!then.equals(now)) {
                    throw new StoreException("the store " + root + " was made for another run: " + group + "/" + name
                            + " is " + then + " there and " + now + " here; resume with what it was begun with");
                }
            }
        }
        if (layout.part().count() < layout.chains()
                && !Objects.equals(stored.attributes().get(StoreParts.FIRST_CHAIN), layout.part().first())) {
            throw new StoreException("the store " + root + " does not hold " + layout.part()
                    + " of the run; resume with the chains it was begun with");
        }
        if (stored.draws(SAMPLE_STATS) > layout.draws()) {
            throw new StoreException("the store " + root + " already has " + stored.draws(SAMPLE_STATS)
                    + " draws of each chain, more than the " + layout.draws() + " asked for");
        }
    }

    private static Map<String, String> describe(StoreMetadata metadata, String group) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (ZarrArray array : metadata.arrays(group)) {
            if (array.isByChain() && !array.hasDraws()) {
                texts.put(array.name(), array.shape() + " as " + array.type().code());
            }
            if (array.hasDraws()) {
                texts.put(array.name(), array.shape().getFirst() + " chains of "
                        + (array.width() == 1 && array.shape().size() == 2 ? "scalars" : array.variable().shape())
                        + " as " + array.type().code());
            }
        }
        return texts;
    }
}
