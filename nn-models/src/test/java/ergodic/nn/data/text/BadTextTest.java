package ergodic.nn.data.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.nn.data.DataException;
import ergodic.nn.data.DataSpec;
import ergodic.nn.data.SplitSpec;
import ergodic.nn.data.TargetKind;
import ergodic.sampler.method.Settings;
import ergodic.testing.ReaderFuzz;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with a table of texts is said in one sentence that names the file. */
class BadTextTest {

    private static final String GOOD = "kind\ttext\na\tone two one\nb\ttwo one\na\tone\n";

    @TempDir
    private Path folder;

    record Case(String what, byte[] text, Map<String, Object> keys, String said) {

        @Override
        public String toString() {
            return what;
        }
    }

    private static Case bad(String what, String text, String said) {
        return new Case(what, text.getBytes(StandardCharsets.UTF_8), Map.of(), said);
    }

    private static Case with(String what, Map<String, Object> keys, String text, String said) {
        return new Case(what, text.getBytes(StandardCharsets.UTF_8), keys, said);
    }

    static Stream<Case> bad() {
        return Stream.of(bad("empty", "", "is empty"), bad("blank", " \n\n", "is empty"),
                bad("header alone", "kind\ttext\n", "no row of data"),
                bad("no target", GOOD.replace("kind", "sort"), "data.target: there is no column \"kind\""),
                bad("target alone", "kind\na\nb\na\n", "has 1 columns; say by data.text"),
                bad("three columns", "n\tkind\ttext\n1\ta\tone\n2\tb\tone\n", "has 3 columns; say by data.text"),
                with("no such text", Map.of("text", "body"), GOOD, "data.text: there is no column \"body\""),
                with("nearly such text", Map.of("text", "texts"), GOOD, "did you mean \"text\"?"),
                with("number too high", Map.of("text", "7"), GOOD, "there is no column 7"),
                bad("target missing", GOOD + "\tone\n", "row 3 column \"kind\""),
                bad("no targets", "kind\ttext\n\tone two\n\ttwo one\n", "name the column of the targets"),
                bad("one class", "kind\ttext\na\tone two\na\ttwo one\n", "nothing to learn"),
                bad("three classes", GOOD + "c\tone\n", "a binary likelihood takes two"),
                bad("one row", "kind\ttext\na\tone one\n", "at least 2 are needed"),
                bad("no words", "kind\ttext\na\t...\nb\t!\n", "no word occurs 2 times"),
                bad("all different", "kind\ttext\na\tone\nb\ttwo\n", "no word occurs 2 times"),
                with("count too large", Map.of("least_count", 10), GOOD, "no word occurs 10 times"),
                bad("tab in a text", GOOD + "a\tone\ttwo\n", "line 5"), bad("no tab", GOOD + "a one two\n", "line 5"),
                with("quote open", Map.of("quoted", true), GOOD + "a\t\"one\n", "a quote is not closed"),
                bad("quote open in CSV", GOOD.replace('\t', ',') + "a,\"one\n", "a quote is not closed"),
                bad("zero byte", GOOD + "a\tone\0\n", "there is a zero byte"),
                new Case("Latin 1", "kind\ttext\na\tcaf\u00e9 caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1),
                        Map.of(), "UTF-8"),
                new Case("zip", new byte[]{'P', 'K', 3, 4, 0, 0, 0, 0, 0, 0}, Map.of(), "bad.tsv"),
                new Case("PDF", "%PDF-1.7\n%\0".getBytes(StandardCharsets.UTF_8), Map.of(), "bad.tsv"),
                new Case("packed, cut", new byte[]{0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 1, 2}, Map.of(),
                        "bad.tsv"));
    }

    private static Object read(Path file, Map<String, Object> keys) {
        TextKind kind = new TextKind();
        return kind.read(DataSpec.of(file, "kind").withTest(new SplitSpec.None()), Settings.of(kind.keys(), keys),
                TargetKind.BINARY);
    }

    @ParameterizedTest
    @MethodSource("bad")
    void isSaidInOneSentence(Case bad) throws IOException {
        Path file = Files.write(folder.resolve("bad.tsv"), bad.text());
        assertThatThrownBy(() -> read(file, bad.keys())).isInstanceOf(DataException.class)
                .hasMessageContaining(bad.said())
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(400));
    }

    static Stream<Map<String, Object>> wrong() {
        return Stream.of(Map.of("words", 0), Map.of("words", -1), Map.of("words", 100_001), Map.of("vocabulary", 0),
                Map.of("vocabulary", 1_000_001), Map.of("least_count", 0), Map.of("least_count", -5), Map.of("word", 3),
                Map.of("vocab", 3), Map.of("stem", true), Map.of("digits", "shape"),
                Map.of("texts", "a"), Map.of("quote", true),
                Map.of("language", "en"),
                Map.of("shape", "x"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void wrongKeysAreRefused(Map<String, Object> keys) {
        assertThatThrownBy(() -> Settings.of(new TextKind().keys(), keys)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(keys.keySet().iterator().next());
    }

    @Test
    void damagedFilesAreReadOrRefused() {
        ReaderFuzz.check("texts", GOOD.getBytes(StandardCharsets.UTF_8), LongStream.range(0, 300).boxed().toList(),
                64L << 20, damaged -> read(Files.write(folder.resolve("bad.tsv"), damaged), Map.of()),
                Set.of(DataException.class));
    }
}
