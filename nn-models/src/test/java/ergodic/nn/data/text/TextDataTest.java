package ergodic.nn.data.text;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.nn.data.DataSpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.RowShape;
import ergodic.nn.data.Rows;
import ergodic.nn.data.SplitSpec;
import ergodic.nn.data.TargetKind;
import ergodic.sampler.method.Settings;
import ergodic.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Texts become numbers of words that the training texts have. */
class TextDataTest {

    private static final String TEXTS = """
            kind\ttext
            a\tThe cat sat; the CAT ran.
            b\t"Quoted, and not closed
            a\tthe dog, the cat
            b\t...
            b\tun caf\u00e9, un dog
            a\tdon't sat ran 42
            """;

    @TempDir
    private Path folder;

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static Dataset read(Path file, Map<String, Object> keys, SplitSpec test) {
        TextKind kind = new TextKind();
        return kind.read(DataSpec.of(file, "kind").withTest(test), Settings.of(kind.keys(), keys), TargetKind.BINARY);
    }

    @Test
    void wordsAreNumberedByFrequencyThenAlphabet() throws IOException {
        Dataset data = read(write("a.tsv", TEXTS), Map.of("least_count", 2), new SplitSpec.None());
        // the 4, cat 3, then dog, ran, sat, un of 2 each.
        assertThat(data.shape()).isEqualTo(new RowShape.Symbols(6, 7, true));
        assertThat(data.train().inputs()).containsExactly(1, 2, 5, 1, 2, 4, 6, 0, 0, 0, 0, 0, 0, 4, 1, 3, 1, 2, 0, 0, 4,
                0,
                0, 0, 0, 0, 0, 0, 6, 0, 6, 3, 0, 0, 4, 0, 5, 4, 0, 0, 0, 4);
        assertThat(data.train().target()).containsExactly(0, 1, 0, 1, 1, 0);
        // 22 words, of which quoted, and, not, closed, caf\u00e9, don't, 42 are not in the vocabulary.
        assertThat(data.warnings()).anyMatch(note -> note.contains("6 words") && note.contains("31.8 %"))
                .anyMatch(note -> note.contains("1 training text has no words"));
        assertThat(
                read(write("a.tsv", TEXTS), Map.of("least_count", 1, "vocabulary", 2, "words", 3), new SplitSpec.None())
                        .shape())
                .isEqualTo(new RowShape.Symbols(3, 3, true));
    }

    @Test
    void longTextsAreCutAndCounted() throws IOException {
        Dataset data = read(write("a.tsv", TEXTS), Map.of("words", 4), new SplitSpec.None());
        assertThat(data.train().subset(0).inputs()).containsExactly(1, 2, 5, 1, 4);
        assertThat(data.warnings()).anyMatch(note -> note.startsWith("1 training text is longer than data.words = 4"));
    }

    @Test
    void signsAndNumbersOfAFormAreWordsIfAskedFor() {
        String text = "WIN \u00a31.50!! Call 08452810075 -- now:-) \u00a0(2nd\u0664) ok.";
        assertThat(new WordCutter(false, false).of(text)).containsExactly("win", "1.50", "call", "08452810075", "now",
                "2nd\u0664", "ok");
        assertThat(new WordCutter(true, true).of(text)).containsExactly("win", "\u00a3", "0.00", "!!", "call",
                "00000000000", "--", "now", ":-)", "(", "0nd0", ")", "ok", ".");
        assertThat(new WordCutter(true, false).of("...")).containsExactly("...");
        assertThat(new WordCutter(true, true).of("")).isEmpty();
    }

    @Test
    void keysAskForSignsAndForms() throws IOException {
        Map<String, Object> keys = Map.of("least_count", 1, "signs", true, "digits", "zeros");
        Dataset data = read(write("a.tsv", TEXTS), keys, new SplitSpec.None());
        // Beside 13 words, of which 42 is 00: semicolon, stop, quote, comma, three stops; and the unknown one.
        assertThat(data.shape()).isEqualTo(new RowShape.Symbols(8, 19, true));
    }

    @Test
    void heldOutTextsLeaveNoTrace() throws IOException {
        SplitSpec test = new SplitSpec.Last(0.34);
        Dataset data = read(write("a.tsv", TEXTS), Map.of(), test);
        String changed = TEXTS.replace("un caf\u00e9, un dog", "dog dog dog dog dog dog dog dog sat quoted and quoted")
                .replace("a\tdon't sat ran 42", "b\tand and");
        Dataset other = read(write("b.tsv", changed), Map.of(), test);
        assertThat(other.train().inputs()).isEqualTo(data.train().inputs());
        assertThat(other.train().target()).isEqualTo(data.train().target());
        assertThat(other.shape()).isEqualTo(data.shape());
        // What is said of held-out rows comes behind what was learned.
        assertThat(other.warnings().subList(0, 2)).isEqualTo(data.warnings().subList(0, 2));
        assertThat(other.test().inputs()).isNotEqualTo(data.test().inputs());
    }

    @Test
    void laterTextsNeedNoTargetAndMayHaveNewWords() throws IOException {
        Dataset data = read(write("a.tsv", TEXTS), Map.of("text", "text"), new SplitSpec.None());
        Path later = write("b.csv", "number,text\n7,\"the zebra, the cat\"\n8,dog\n9,\n");
        Rows rows = data.readRows(later);
        assertThat(rows.hasTarget()).isFalse();
        assertThat(rows.inputs()).containsExactly(1, 0, 1, 2, 0, 0, 4, 3, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0);
        List<Double> inputs = new ArrayList<>();
        data.rowsIn(later).forEach(2, some -> Arrays.stream(some.inputs()).forEach(inputs::add));
        assertThat(inputs.stream().mapToDouble(x -> x).toArray()).isEqualTo(rows.inputs());
    }

    @Test
    void theSmsCollectionIsReadAsItIs() {
        Dataset data = TextDataTest.read(SharedData.require("text/sms_spam_collection.tsv"));
        assertThat(data.train().count()).isEqualTo(5574);
        assertThat(data.target().classes()).containsExactly("ham", "spam");
        assertThat(Arrays.stream(data.train().target()).sum()).isEqualTo(747);
    }

    private static Dataset read(Path file) {
        TextKind kind = new TextKind();
        return kind.read(DataSpec.of(file, "Label"), Settings.of(kind.keys(), Map.of()), TargetKind.BINARY);
    }
}
