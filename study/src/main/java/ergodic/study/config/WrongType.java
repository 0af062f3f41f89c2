package ergodic.study.config;

import java.util.Collection;
import java.util.List;
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
        JsonNode found = at(tree, e);
        String several = e.getPath().isEmpty() || e.getPath().getLast().getPropertyName() != null ? null
                : several(e.getTargetType());
        if (several == null) {
            return "must be " + wanted(e.getTargetType()) + ", not " + found(found);
        }
        boolean inside = at(tree, e.getPath().subList(0, e.getPath().size() - 1)).isArray();
        return "must be a list of " + several + ", not "
                + (inside ? "one with " + found(found) + " in it" : found(found));
    }

    /** What stands where a fault was found. */
    static JsonNode at(JsonNode tree, JacksonException e) {
        return at(tree, e.getPath());
    }

    private static JsonNode at(JsonNode tree, List<JacksonException.Reference> path) {
        JsonNode at = tree;
        for (JacksonException.Reference reference : path) {
            String name = reference.getPropertyName();
            JsonNode next = name != null ? at.path(name) : at.path(reference.getIndex());
            // A single value stands for a list of one.
            at = next.isMissingNode() ? at : next;
        }
        return at;
    }

    /** That a number is beyond what can be computed with, and what may stand there. */
    static String tooLarge(JsonNode found, Class<?> type) {
        return "is too large to be used" + (found.isNumber() ? " (" + found(found) + ")" : "")
                + "; give a number of at most " + (type == Double.class ? "1.7e308"
                        : String.valueOf(type == Long.class ? Long.MAX_VALUE : Integer.MAX_VALUE));
    }

    private static @Nullable String several(@Nullable Class<?> type) {
        if (type == Integer.class) {
            return "whole numbers";
        }
        if (type == Double.class) {
            return "numbers";
        }
        return type == String.class ? "texts in quotes" : null;
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
