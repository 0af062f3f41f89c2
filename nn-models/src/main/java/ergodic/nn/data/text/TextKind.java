package ergodic.nn.data.text;

import ergodic.nn.data.DataKey;
import ergodic.nn.data.DataKind;
import ergodic.nn.data.DataSpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.TargetKind;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.Settings;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Texts, a row each: {@code kind = "text"}. */
public final class TextKind implements DataKind {

    private static final int MOST = 100_000;

    /** The column of the text. */
    public static final Key<String> TEXT = new Key<>("text", String.class, null, "the one that is not the target",
            value -> null, "column of the text").in("data");
    /** Words of a text. */
    public static final Key<Integer> WORDS = Key.whole("words", 100, Key.within(1, MOST),
            "words of a text that the network sees, if the longest training text has so many; longer texts are cut, and counted")
            .in("data");
    /** Words that have a vector. */
    public static final Key<Integer> VOCABULARY = Key.whole("vocabulary", 5000, Key.within(1, 10 * MOST),
            "most words that have a vector of their own: the most frequent ones of the training texts").in("data");
    /** Times that a word must occur. */
    public static final Key<Integer> LEAST_COUNT = Key.whole("least_count", 2, Key.atLeast(1),
            "times that a word must occur in the training texts to have one; the others share that of the unknown word")
            .in("data");

    static final String ZEROS = "zeros";

    /** Whether signs are words. */
    public static final Key<Boolean> SIGNS = Key.truth("signs", false,
            "whether signs between words are words too, as many as stand together, such as `!!` or `\u00a3`")
            .in("data");
    /** How digits are read. */
    public static final Key<String> DIGITS = Key.choice("digits", List.of("kept", ZEROS), "kept",
            "`\"kept\"`, or `\"zeros\"`: every digit is read as 0, so that all numbers of a form, such as telephone numbers of"
                    + " eleven digits, are one word")
            .in("data");

    /** Whether cells are quoted. */
    public static final Key<Boolean> QUOTED = new Key<>("quoted", Boolean.class, null,
            "`true`, but between tabs `false`",
            value -> null, "whether quotes around a cell are no part of its text").in("data");

    @Override
    public String name() {
        return "text";
    }

    @Override
    public String description() {
        return "texts in a column of a table, cut into words in lower case by the rules of Unicode (Lucene)";
    }

    @Override
    public Set<DataKey> shared() {
        return EnumSet.of(DataKey.TARGET, DataKey.HEADER, DataKey.DELIMITER);
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(TEXT, WORDS, VOCABULARY, LEAST_COUNT, SIGNS, DIGITS, QUOTED);
    }

    @Override
    public TargetKind usualTarget() {
        return TargetKind.CLASSES;
    }

    @Override
    public Dataset read(DataSpec spec, Settings settings, TargetKind target) {
        return Dataset.read(new TextFiles(spec, settings), spec, target);
    }
}
