package ergodic.nn.data;

import ergodic.sampler.method.Key;
import ergodic.sampler.method.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** A table with a row a line. */
public final class TableKind implements DataKind {

    private static final String OTHER = "other";

    /** What becomes of gaps. */
    public static final Key<String> MISSING = word("missing", List.of("refuse", "drop", "mean"),
            "cells that are empty, or NA, N/A, NaN, null, none or ?: `\"refuse\"`; `\"drop\"`: rows with one are left out, also of"
                    + " later files; `\"mean\"`: the mean of the training rows, and an input a column that says where it stands, and"
                    + " rows without target are left out; see [below](#gaps-new-categories-dates)");
    /** Other words for a missing value. */
    public static final Key<String> MISSING_WORDS = new Key<>("missing_words", String.class, null, "none",
            value -> Arrays.stream(value.split(",", -1)).anyMatch(String::isBlank)
                    ? "holds an empty word; write the words with commas between them, as in \"-999, unknown\""
                    : null,
            "cells that are missing too, separated by commas, such as `\"-999, unknown\"`").in("data");
    /** What becomes of categories that no training row has. */
    public static final Key<String> UNSEEN = word("unseen", List.of("refuse", OTHER),
            "categories that no training row has: `\"refuse\"`; `\"other\"`: a level of its own, learned from the categories that"
                    + " one training row alone has");

    @Override
    public String name() {
        return "table";
    }

    @Override
    public String description() {
        return "a row a line: columns of numbers and categories, or, with `shape`, an image, a sequence or symbols in a row";
    }

    @Override
    public Set<DataKey> shared() {
        return EnumSet.allOf(DataKey.class);
    }

    @Override
    public List<Key<?>> keys() {
        List<Key<?>> keys = new ArrayList<>(List.of(MISSING, MISSING_WORDS, UNSEEN));
        keys.addAll(RowRole.keys());
        return keys;
    }

    @Override
    public TargetKind usualTarget() {
        return TargetKind.NUMBER;
    }

    @Override
    public Dataset read(DataSpec spec, Settings settings, TargetKind target) {
        DataSpec whole = spec.withRules(rules(settings));
        for (RowRole role : RowRole.keyed()) {
            DataSpec before = whole;
            whole = settings.find(role.key()).map(column -> before.with(role, column)).orElse(before);
        }
        return Dataset.read(whole, target);
    }

    /** A choice that is not written into configurations that do not make it: their text decides whether a run may go on. */
    private static Key<String> word(String name, List<String> words, String description) {
        Key<String> choice = Key.choice(name, words, words.getFirst(), description);
        return new Key<>(name, String.class, null, "`\"" + words.getFirst() + "\"`", choice.rule(), description, words)
                .in("data");
    }

    private static TableRules rules(Settings settings) {
        String missing = settings.find(MISSING).orElse(MissingRule.REFUSE.word());
        TableRules rules = TableRules.strict().withMissing(Arrays.stream(MissingRule.values())
                .filter(rule -> rule.word().equals(missing)).findFirst().orElseThrow());
        rules = rules.withWords(settings.find(MISSING_WORDS).map(words -> words.split(",", -1)).orElse(new String[0]));
        return settings.find(UNSEEN).filter(OTHER::equals).isPresent() ? rules.withOther() : rules;
    }
}
