package ergodic.study.config;

import ergodic.nn.layer.Normalization;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Finds batch normalisation in {@code [network]}, as a key or as a value at any depth, however it is spelled. Who asks for it
 * shall read why there is none, rather than that a key is unknown.
 */
final class BatchNormalization {

    private BatchNormalization() {}

    /** Refuses a configuration whose network asks for batch normalisation, with the reason. */
    static void refuse(Path file, JsonNode tree) {
        JsonNode network = tree.get("network");
        String name = network == null ? null : find(network);
        if (name != null) {
            throw new ConfigException(
                    file + ": network names \"" + name + "\", but " + Normalization.NO_BATCH_NORMALISATION);
        }
    }

    /** The first key or text that names it, or null. */
    private static @Nullable String find(JsonNode node) {
        if (node.isString()) {
            return Normalization.isBatch(node.stringValue()) ? node.stringValue() : null;
        }
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            if (Normalization.isBatch(property.getKey())) {
                return property.getKey();
            }
        }
        for (JsonNode child : node) {
            String name = find(child);
            if (name != null) {
                return name;
            }
        }
        return null;
    }
}
