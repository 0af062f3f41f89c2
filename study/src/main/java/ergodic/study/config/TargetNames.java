package ergodic.study.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * {@code data.target}: a column, or a list of several.
 *
 * @param names
 *            their names, or their numbers from 0; at least one
 */
public record TargetNames(List<String> names) {

    /** Copies the list. */
    public TargetNames {
        names = List.copyOf(names);
        if (names.isEmpty()) {
            throw new ConfigException("data.target is an empty list; name a column, or several");
        }
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static TargetNames of(JsonNode node) {
        List<String> names = new ArrayList<>();
        if (node.isArray()) {
            node.forEach(one -> names.add(word(one)));
        } else {
            names.add(word(node));
        }
        return new TargetNames(names);
    }

    private static String word(JsonNode node) {
        if (node.isValueNode() && !node.isNull()) {
            return node.asString();
        }
        throw new ConfigException(
                "data.target must be the name of a column, or a list of names such as [\"a\", \"b\"], not "
                        + node);
    }

    @JsonValue
    Object written() {
        return names.size() == 1 ? names.getFirst() : names;
    }
}
