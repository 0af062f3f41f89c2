package ergodic.nn.data.sequence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.nn.data.DataException;
import ergodic.nn.data.DataSpec;
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

/** What is wrong with files of sequences is said in one sentence that names file and line. */
class BadSequenceTest {

    private static final String HEAD = "@problemName p\n@timeStamps false\n@univariate true\n@classLabel true a b\n@data\n";
    private static final String TWO = HEAD.replace("@univariate true", "@dimensions 2");
    private static final String GOOD = HEAD + "1,2,3:a\n4,5:b\n6,7:a\n";
    private static final String BY_STEP = "id,t,x,class\n";
    private static final Map<String, Object> ID = Map.of("id", "id", "time", "t");

    @TempDir
    private Path folder;

    record Case(String what, String name, String text, Map<String, Object> keys, String said) {

        @Override
        public String toString() {
            return what;
        }
    }

    private static Case ts(String what, String text, String said) {
        return new Case(what, "bad.ts", text, Map.of(), said);
    }

    private static Case step(String what, String text, String said) {
        return new Case(what, "bad.csv", text, ID, said);
    }

    private static Case row(String what, String text, Map<String, Object> keys, String said) {
        return new Case(what, "bad.csv", text, keys, said);
    }

    static Stream<Case> bad() {
        return Stream.of(
                ts("empty", "", "no line @data"),
                ts("comments only", "# a\n# b\n", "no line @data"),
                ts("no data line", "@problemName p\n@univariate true\n", "no line @data"),
                ts("no data behind", HEAD, "no sequences after @data"),
                ts("sequence before data", "@problemName p\n1,2,3:a\n", "line 2: there is no @data before"),
                ts("time stamps by the head", HEAD.replace("@timeStamps false", "@timeStamps true") + "1:a\n",
                        "line 2: the file has time stamps"),
                ts("time stamps in the data", HEAD + "(0,1),(1,2):a\n",
                        "line 6, dimension 0, step 0: there are time stamps"),
                ts("univariate what", HEAD.replace("@univariate true", "@univariate perhaps"),
                        "line 3: @univariate must be"
                                + " true or false"),
                ts("class label what", HEAD.replace("@classLabel true a b", "@classLabel"), "must be true or false"),
                ts("dimensions none", TWO.replace("@dimensions 2", "@dimensions 0"), "whole number of at least 1"),
                ts("dimensions huge", TWO.replace("@dimensions 2", "@dimensions 1e300"), "whole number of at least 1"),
                ts("dimensions a word", TWO.replace("@dimensions 2", "@dimensions two"), "whole number of at least 1"),
                ts("one dimension of two", TWO + "1,2:a\n", "line 6: 1 dimension where there must be 2"),
                ts("three dimensions of two", TWO + "1:2:3:a\n", "line 6: 3 dimensions where there must be 2"),
                ts("lengths of dimensions differ", TWO + "1,2:1,2,3:a\n",
                        "dimension 1 has 3 steps, but dimension 0 has 2"),
                ts("empty dimension", TWO + "1,2::a\n", "dimension 1 has no steps"),
                ts("empty sequence", HEAD + ":a\n", "dimension 0 has no steps"),
                ts("no target", HEAD + "1,2,3:\n", "no target behind the last colon"),
                ts("word", HEAD + "1,two,3:a\n", "line 6, dimension 0, step 1: \"two\" is not a number"),
                ts("missing", HEAD + "1,?,3:a\n", "step 1: a value is missing"),
                ts("NaN", HEAD + "1,NaN,3:a\n", "step 1: a value is missing"),
                ts("infinite", HEAD + "1,1e999,3:a\n", "is infinite"),
                ts("comma at the end", HEAD + "1,2,:a\n", "step 2: a value is missing"),
                ts("bytes", HEAD + "1,2:a\n\0", "there is a zero byte"),
                ts("one class", HEAD + "1,2:a\n2,3:a\n", "nothing to learn"),
                ts("one row", HEAD + "1,2:a\n", "at least 2 are needed"),
                new Case("too long", "bad.ts", GOOD, Map.of("steps", 2),
                        "line 6 (row 0): the sequence has 3 steps, but there is"
                                + " room for 2"),
                step("empty table", "", "is empty"),
                step("header alone", BY_STEP, "no row of data"),
                step("no id column", "who,t,x,class\na,1,2,u\n", "data.id: there is no column \"id\""),
                step("no time column", "id,when,x,class\na,1,2,u\n", "data.time: there is no column \"t\""),
                step("no target column", "id,t,x\na,1,2\n", "data.target: there is no column \"class\""),
                step("no features", "id,t,class\na,1,u\nb,1,v\n", "no column of numbers beside target, id and time"),
                step("not together", BY_STEP + "a,1,2,u\nb,1,2,v\na,2,3,u\n",
                        "line 4: the rows of sequence \"a\" do not stand together"),
                step("time falls", BY_STEP + "a,2,2,u\na,1,2,u\n", "line 3: time does not increase"),
                step("time stands", BY_STEP + "a,2,2,u\na,2,2,u\n", "line 3: time does not increase"),
                step("two targets", BY_STEP + "a,1,2,u\na,2,2,v\n", "is \"v\" here and \"u\" in line 2"),
                step("nameless", BY_STEP + "a,1,2,u\n,2,2,u\n", "line 3: the row names no sequence"),
                step("word among steps", BY_STEP + "a,1,2,u\nb,1,two,v\n",
                        "line 3, column \"x\": \"two\" is not a number"),
                step("missing among steps", BY_STEP + "a,1,2,u\nb,1,,v\n", "line 3, column \"x\": a value is missing"),
                step("cells missing", BY_STEP + "a,1,2,u\nb,1\n", "line 3"),
                row("features do not divide", "a,b,c,class\n1,2,3,u\n4,5,6,v\n", Map.of("step_features", 2),
                        "does not divide"),
                row("half a step", "a,b,c,d,class\n1,2,3,,u\n4,5,6,7,v\n", Map.of("step_features", 2),
                        "line 2: the last step has 1 of its 2 numbers"),
                row("no steps", "a,b,class\n,,u\n4,5,v\n", Map.of(), "line 2: the sequence has no steps"),
                row("hole", "a,b,c,class\n1,,3,u\n4,5,6,v\n", Map.of(), "column \"b\": a value is missing"),
                row("decimal comma", "a;b;class\n1,5;2;u\n4;5;v\n", Map.of(), "write decimals with a point"),
                row("missing target", "a,b,class\n1,2,\n4,5,v\n4,5,u\n", Map.of(), "a value is missing"),
                row("no targets", "a,b,class\n1,2,\n4,5,\n", Map.of(),
                        "name the column of the targets by data.target"));
    }

    private void read(Path file, Map<String, Object> keys) {
        SequenceKind kind = new SequenceKind();
        kind.read(DataSpec.of(file, "class"), Settings.of(kind.keys(), keys), TargetKind.CLASSES);
    }

    @ParameterizedTest
    @MethodSource("bad")
    void isSaidInOneSentence(Case bad) throws IOException {
        Path file = Files.writeString(folder.resolve(bad.name()), bad.text());
        assertThatThrownBy(() -> read(file, bad.keys())).isInstanceOf(DataException.class)
                .hasMessageContaining(bad.said())
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n").hasSizeLessThan(400));
    }

    @Test
    void damagedFilesAreReadOrRefused() {
        String two = TWO + "1,2:3,4:a\n5:6:b\n7,8,9:1,2,3:a\n";
        String steps = BY_STEP + "a,1,2,u\na,2,3,u\nb,1,5,v\n";
        for (Map.Entry<String, String> valid : Map.of("a.ts", two, "b.csv", steps).entrySet()) {
            ReaderFuzz.check(valid.getKey(), valid.getValue().getBytes(StandardCharsets.UTF_8),
                    LongStream.range(0, 300).boxed().toList(), 64L << 20, damaged -> {
                        Path file = Files.write(folder.resolve(valid.getKey()), damaged);
                        read(file, valid.getKey().endsWith("ts") ? Map.of() : ID);
                    }, Set.of(DataException.class));
        }
    }
}
