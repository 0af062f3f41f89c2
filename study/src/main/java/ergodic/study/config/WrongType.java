package ergodic.study.config;

import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;

/** Says in the user's words that a key holds something of the wrong kind: what it is, and what it must be. */
final class WrongType {

    private static final int SHOWN = 40;

    private WrongType() {}

    /** Such as {@code must be a whole number, not the text "many"}. */
    static String sentence(JsonNode tree, MismatchedInputException e) {
        JsonNode at = tree;
        for (JacksonException.Reference reference : e.getPath()) {
            String name = reference.getPropertyName();
            JsonNode next = name != null ? at.path(name) : at.path(reference.getIndex());
            // A single value stands for a list of one.
            at = next.isMissingNode() ? at : next;
        }
        return "must be " + wanted(e.getTargetType()) + ", not " + found(at);
    }

    static String wanted(@Nullable Class<?> type) {
        if (type == null) {
            return "something else";
        }
        if (type == Integer.class || type == Long.class || type == int.class || type == long.class) {
            return "a whole number";
        }
        if (type == Double.class || type == double.class) {
            return "a number";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type == String.class) {
            return "text in quotes";
        }
        if (Map.class.isAssignableFrom(type)) {
            // Tables that bring their own keys stand in lists; sections are records.
            return "a list of tables, each with keys of its own";
        }
        return Collection.class.isAssignableFrom(type) ? "a list, such as [16, 16]" : "a section with keys of its own";
    }

    static String found(JsonNode node) {
        if (node.isString()) {
            String text = node.stringValue();
            return "the text \"" + (text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text) + "\"";
        }
        if (node.isNumber()) {
            String text = node.asString();
            return "the number " + (text.length() > SHOWN ? text.substring(0, SHOWN) + "..." : text);
        }
        if (node.isBoolean()) {
            return node.asString();
        }
        if (node.isArray()) {
            return "a list";
        }
        return node.isObject() ? "a section with keys of its own" : "a date or another value";
    }
}
