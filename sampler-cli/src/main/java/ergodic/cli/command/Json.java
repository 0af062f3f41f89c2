package ergodic.cli.command;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** JSON has no NaN and no infinity: they are written as null. */
final class Json {

    private Json() {}

    /** The same tree with null for every number that is not finite. */
    static JsonNode finite(JsonNode node) {
        switch (node) {
            case ObjectNode object -> object.properties().forEach(entry -> entry.setValue(finite(entry.getValue())));
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) {
                    array.set(i, finite(array.get(i)));
                }
            }
            default -> {
                if (node.isFloatingPointNumber() && !Double.isFinite(node.doubleValue())) {
                    return JsonNodeFactory.instance.nullNode();
                }
            }
        }
        return node;
    }
}
