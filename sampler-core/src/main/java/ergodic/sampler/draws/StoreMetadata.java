package ergodic.sampler.draws;

import ergodic.sampler.DrawKind;
import ergodic.sampler.support.FileFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Metadata of a store: Zarr v2, with all of it once more in {@code .zmetadata} at the root. That one file, replaced as a
 * whole, is what makes draws visible: the shapes in it hold the draws that every chain has on disk.
 */
final class StoreMetadata {

    static final int VERSION = 1;
    static final String VERSION_KEY = "ergodic_store_version";
    static final String PLANNED_DRAWS = "planned_draws";
    static final String DRAW_KIND = "draw_kind";

    /** Attribute of a variable: a {@link VariableRole}. */
    private static final String ROLE = "role";
    private static final String DESCRIPTION = "description";
    private static final String CONSOLIDATED = ".zmetadata";
    /** Hundreds of thousands of arrays fit. */
    private static final long MOST_BYTES = 64L << 20;
    /** A name within a store: no path, nothing hidden. */
    private static final Pattern NAME = Pattern.compile("[^./\\\\\\p{Cntrl}][^/\\\\\\p{Cntrl}]{0,254}");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, Object> attributes;
    private final Set<String> groups;
    private final Map<String, ZarrArray> arrays;

    private StoreMetadata(Map<String, Object> attributes, Set<String> groups, Map<String, ZarrArray> arrays) {
        this.attributes = attributes;
        this.groups = groups;
        this.arrays = arrays;
    }

    static StoreMetadata of(Map<String, Object> attributes, List<String> groups, List<ZarrArray> arrays) {
        StoreMetadata metadata = new StoreMetadata(new LinkedHashMap<>(attributes), new LinkedHashSet<>(groups),
                new LinkedHashMap<>());
        for (ZarrArray array : arrays) {
            metadata.arrays.put(array.path(), array);
        }
        return metadata;
    }

    Map<String, Object> attributes() {
        return attributes;
    }

    /** What the draws are; a store that does not say it is of the time when all were chains. */
    DrawKind kind() {
        Object kind = attributes.get(DRAW_KIND);
        return kind == null ? DrawKind.CHAIN : DrawKind.of(kind.toString());
    }

    boolean hasGroup(String group) {
        return groups.contains(group);
    }

    /** The arrays of a group, in the order in which they were laid out. */
    List<ZarrArray> arrays(String group) {
        List<ZarrArray> found = new ArrayList<>();
        for (ZarrArray array : arrays.values()) {
            if (array.group().equals(group)) {
                found.add(array);
            }
        }
        return found;
    }

    /** Draws that a group shows; 0 if there is no such group. */
    int draws(String group) {
        ZarrArray draw = arrays.get(group + "/draw");
        return draw == null ? 0 : draw.shape().getFirst();
    }

    /** Sets the number of draws that a group shows. */
    void setDraws(String group, int draws) {
        for (ZarrArray array : arrays(group)) {
            if (array.dims().contains("draw")) {
                arrays.put(array.path(), array.withDraws(draws));
            }
        }
    }

    /** Writes every file of metadata. */
    void writeAll(Path root) throws IOException {
        write(root.resolve(".zgroup"), zgroup());
        write(root.resolve(".zattrs"), attributesNode());
        for (String group : groups) {
            write(root.resolve(group, ".zgroup"), zgroup());
            write(root.resolve(group, ".zattrs"), attributesNode());
        }
        for (ZarrArray array : arrays.values()) {
            write(root.resolve(array.path(), ".zarray"), zarray(array));
            write(root.resolve(array.path(), ".zattrs"), zattrs(array));
        }
        writeConsolidated(root);
    }

    /** Writes what changes when draws are added: the shapes of these groups, then all of it as one file. */
    void writeShapes(Path root, List<String> changed) throws IOException {
        for (String group : changed) {
            for (ZarrArray array : arrays(group)) {
                if (array.dims().contains("draw")) {
                    write(root.resolve(array.path(), ".zarray"), zarray(array));
                }
            }
        }
        writeConsolidated(root);
    }

    private void writeConsolidated(Path root) throws IOException {
        ObjectNode all = JSON.createObjectNode();
        all.set(".zgroup", zgroup());
        all.set(".zattrs", attributesNode());
        for (String group : groups) {
            all.set(group + "/.zgroup", zgroup());
            all.set(group + "/.zattrs", attributesNode());
        }
        for (ZarrArray array : arrays.values()) {
            all.set(array.path() + "/.zarray", zarray(array));
            all.set(array.path() + "/.zattrs", zattrs(array));
        }
        ObjectNode node = JSON.createObjectNode();
        node.set("metadata", all);
        node.put("zarr_consolidated_format", 1);
        write(root.resolve(CONSOLIDATED), node);
    }

    private static void write(Path file, JsonNode node) throws IOException {
        StoreFiles.write(file, ByteBuffer.wrap(JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(node)));
    }

    private static ObjectNode zgroup() {
        return JSON.createObjectNode().put("zarr_format", 2);
    }

    private ObjectNode attributesNode() {
        return JSON.valueToTree(attributes);
    }

    private static ObjectNode zattrs(ZarrArray array) {
        ObjectNode node = JSON.createObjectNode();
        ArrayNode dims = node.putArray("_ARRAY_DIMENSIONS");
        array.dims().forEach(dims::add);
        VariableRole role = array.role();
        if (role != null) {
            node.put(ROLE, role.key());
        }
        if (!array.description().isEmpty()) {
            node.put(DESCRIPTION, array.description());
        }
        return node;
    }

    private static ObjectNode zarray(ZarrArray array) {
        ObjectNode node = zgroup();
        ArrayNode shape = node.putArray("shape");
        array.shape().forEach(shape::add);
        ArrayNode chunks = node.putArray("chunks");
        array.chunks().forEach(chunks::add);
        node.put("dtype", array.type().code());
        node.putNull("compressor");
        // Readers of version 2 take elements equal to the fill value as missing: integers and truth values have none.
        if (array.type().isFloating()) {
            node.put("fill_value", "NaN");
        } else {
            node.putNull("fill_value");
        }
        node.put("order", "C");
        node.putNull("filters");
        node.put("dimension_separator", "/");
        return node;
    }

    /** Reads the metadata of a store that this program made; {@link StoreException} says why it is none. */
    static StoreMetadata read(Path root) {
        if (!Files.isDirectory(root)) {
            throw new StoreException("there is no store of draws at " + root
                    + (Files.exists(root) ? ": it is a file, not a directory" : ""));
        }
        Path file = root.resolve(CONSOLIDATED);
        if (!Files.exists(file)) {
            throw new StoreException(root + " is not a store of draws: it has no " + CONSOLIDATED);
        }
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new StoreException(
                        "the store " + root + " is damaged: " + CONSOLIDATED + " has " + Files.size(file)
                                + " bytes, which no metadata have; restore it from a copy");
            }
            JsonNode all = JSON.readTree(Files.readAllBytes(file)).path("metadata");
            if (!all.isObject()) {
                throw new StoreException("the store " + root + " is damaged: " + CONSOLIDATED
                        + " holds no metadata; restore it from a copy");
            }
            requireVersion(root, all.path(".zattrs").path(VERSION_KEY));
            StoreMetadata metadata = parse(all);
            requireKind(root, metadata);
            return metadata;
        } catch (JacksonException | IllegalArgumentException e) {
            throw new StoreException("the store " + root + " is damaged: " + CONSOLIDATED
                    + " cannot be understood; restore it from a copy", e);
        } catch (IOException e) {
            throw new StoreException("cannot read the store " + root + ": " + FileFault.reason(e), e);
        }
    }

    private static void requireVersion(Path root, JsonNode version) {
        if (!version.isInt()) {
            throw new StoreException("the store " + root + " was not made by this program: it has no attribute "
                    + VERSION_KEY);
        }
        if (version.intValue() != VERSION) {
            throw new StoreException("the store " + root + " has format version " + version.intValue()
                    + "; this program reads version " + VERSION + ": use the version that made it");
        }
    }

    private static void requireKind(Path root, StoreMetadata metadata) {
        try {
            metadata.kind();
        } catch (IllegalArgumentException e) {
            throw new StoreException(
                    "the store " + root + " holds draws that this program cannot judge: " + e.getMessage()
                            + "; use the version that made it",
                    e);
        }
    }

    private static StoreMetadata parse(JsonNode all) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : all.path(".zattrs").properties()) {
            attributes.put(entry.getKey(), JSON.treeToValue(entry.getValue(), Object.class));
        }
        Set<String> groups = new LinkedHashSet<>();
        Map<String, ZarrArray> arrays = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : all.properties()) {
            String path = entry.getKey();
            int slash = path.indexOf('/');
            if (path.endsWith("/.zgroup")) {
                groups.add(path.substring(0, slash));
            } else if (path.endsWith("/.zarray")) {
                String array = path.substring(0, path.length() - "/.zarray".length());
                arrays.put(array, array(array, entry.getValue(), all.path(array + "/.zattrs")));
            }
        }
        return new StoreMetadata(attributes, groups, arrays);
    }

    private static ZarrArray array(String path, JsonNode node, JsonNode zattrs) {
        int slash = path.indexOf('/');
        if (slash < 1 || !NAME.matcher(path.substring(0, slash)).matches()
                || !NAME.matcher(path.substring(slash + 1)).matches()) {
            throw new IllegalArgumentException("name of an array");
        }
        if (!node.path("compressor").isNull() || !node.path("filters").isNull()
                || !node.path("dimension_separator").asString("").equals("/")) {
            throw new StoreException("the array " + path + " is stored in a way that cannot be read");
        }
        List<String> dims = new ArrayList<>();
        zattrs.path("_ARRAY_DIMENSIONS").forEach(dim -> dims.add(dim.stringValue()));
        ZarrArray array = new ZarrArray(path.substring(0, slash), path.substring(slash + 1),
                ElementType.named(node.path("dtype").asString(""), path), dims, lengths(node.path("shape")),
                lengths(node.path("chunks")), zattrs.path(DESCRIPTION).asString(""),
                VariableRole.ofKey(zattrs.path(ROLE).asString("")));
        array.requireSound();
        return array;
    }

    private static List<Integer> lengths(JsonNode node) {
        if (!node.isArray()) {
            throw new IllegalArgumentException("lengths are no array");
        }
        List<Integer> lengths = new ArrayList<>();
        node.forEach(length -> lengths.add(length.intValue()));
        return lengths;
    }
}
