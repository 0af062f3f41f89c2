package ergodic.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.cli.command.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Shapes, layers and keys of methods that cannot be: one sentence that says what is wrong, where, and what to do. */
class BadNetworkInputTest {

    @TempDir
    private Path folder;

    /** Four feature columns of whole numbers from 0 to 3, of which the first of row 5 is what a case says. */
    private CommandRun sample(String cell, String config, String... overrides) throws IOException {
        StringBuilder data = new StringBuilder("a,b,c,d,y\n");
        for (int row = 0; row < 20; row++) {
            data.append(row == 5 ? cell : String.valueOf(row % 4)).append(',').append(row / 2 % 4).append(',')
                    .append(row / 3 % 4).append(',').append(row / 4 % 4).append(',').append(Math.sin(row)).append('\n');
        }
        Files.writeString(folder.resolve("data.csv"), data);
        Path file = folder.resolve("run.toml");
        Files.writeString(file, """
                data.file = "data.csv"
                data.target = "y"
                warm-start.steps = 20
                """ + config);
        List<String> args = new ArrayList<>(List.of("sample", file.toString(), "--out",
                folder.resolve("out").toString(), "--quiet"));
        for (String override : overrides) {
            args.add("--set");
            args.add(override);
        }
        return CommandRun.of(args.toArray(String[]::new));
    }

    private void assertRefused(CommandRun run, String sentence) {
        assertThat(run.status()).as(run.err()).isEqualTo(ExitStatus.USAGE);
        assertThat(run.err().lines()).as(run.err()).singleElement().asString().contains(sentence)
                .doesNotContain("Exception");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "[1, 99999999999, 4] | data.shape is too large to be used (the number 99999999999); give a number of at most 2147483647",
            "[65536, 65536, 65536] | data.shape = [65536, 65536, 65536] makes 281474976710656 numbers a row, but data.csv has 4",
            "\"many\" | data.shape must be a list of whole numbers, not the text \"many\"",
            "[\"a\", 4] | data.shape must be a list of whole numbers, not one with the text \"a\" in it",
            "[1.5, 4] | data.shape must be a list of whole numbers, not one with the number 1.5 in it",
            "[[1, 2], 3] | data.shape must be a list of whole numbers, not one with a list in it",
            "[1,1,1,1,1,1,1,1,1,1] | data.shape must hold one, two or three whole numbers of at least 1, not 10 numbers"})
    void shapes(String shape, String sentence) throws IOException {
        assertRefused(sample("1", "data.shape = " + shape + "\n"), sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "[4] | type = 'dense', units = 3 | layer 1 (dense) needs rows of numbers, but the data give rows of 4 symbols,"
                    + " which are numbers from 0 to 3: put an embedding",
            "[1, 2, 2] | type = 'flatten', weights = { scale = 2.0 } | layer 1 (flatten) has no weights, but a prior of its"
                    + " own for them: take the key weights out; the layer learns nothing",
            "[2, 2] | type = 'gru', units = 2, gains = { scale = 2.0 } | layer 1 (gru) has no gains, but a prior of its own"
                    + " for them: take the key gains out; the layer has weights, biases",
            "[2, 2] | type = 'convolution', filters = 2, window = 2, stride = [1, 1] | layer 1 (convolution) needs images,"
                    + " since its window or its steps have two axes, but the data give sequences of 2 steps x 2 features:"
                    + " give window, stride, padding and dilation one number each",
            "[2, 2] | type = 'BatchNorm1d' | layer 1: there is no type = \"BatchNorm1d\": batch normalisation is refused"})
    void layers(String shape, String layer, String sentence) throws IOException {
        assertRefused(
                sample("1", "data.shape = " + shape + "\nnetwork.layers = [{ " + layer.replace('\'', '"') + " }]\n"),
                sentence);
    }

    @Test
    void aWordAmongNumbersThatHaveAShape() throws IOException {
        String config = "data.shape = [1, 2, 2]\nnetwork.layers = [{ type = \"flatten\" }]\n";
        assertRefused(sample("oops", config),
                "data.csv, line 7 (row 5), column \"a\": \"oops\" is not a number; correct it, or take the row out");
        assertRefused(sample("oops", config, "data.categorical=[\"a\"]"),
                "needs columns of numbers, but column \"a\" of data.csv holds categories; write them as numbers");
        assertRefused(sample("oops", ""), "correct it, or declare the column in data.categorical");
    }

    /** Each number up to the largest gets a vector: a symbol that is a mistake would take all memory. */
    @Test
    void aVocabularyBeyondAnyLanguage() throws IOException {
        String config = "data.shape = [4]\nnetwork.layers = [{ type = \"embedding\", size = 2 }, { type = \"flatten\" }]\n";
        assertRefused(sample("16777215", config), "data.csv, line 7 (row 5), column \"a\": the symbol 16777215 is above"
                + " the largest that there can be, 999999");
        assertRefused(sample("-1", config), "-1 is no symbol");
    }

    @Test
    void anEntryOfAListThatIsNotThere() throws IOException {
        assertRefused(sample("1", "network.hidden = [4]\n", "network.layers.1.units=8"),
                "--set network.layers.1.units=8:"
                        + " the configuration has no [[network.layers]], whose entries are told by numbers; write them there, or set"
                        + " what there is beside it: hidden");
        assertRefused(sample("1", "", "data.3.x=8"), "--set data.3.x=8: the configuration has no [[data]]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "sampler.mean_steps=3 | sampler.mean_steps does not belong to method = \"nuts\"; take it out, or choose a method that"
                    + " has it (mams); known with method = \"nuts\": chains, draws, ",
            "sampler.frictoin=3 | there is no key sampler.frictoin (did you mean \"friction\", a key of method =",
            "sampler.max_tree_dept=3 | there is no key sampler.max_tree_dept (did you mean \"max_tree_depth\"?); known with"
                    + " method = \"nuts\": chains, draws, ",
            "sampler.xyzzy=3 | there is no key sampler.xyzzy; known with method = \"nuts\": chains, draws, "})
    void keysOfOtherMethodsAreNotListedAsIfTheyWereKnown(String override, String sentence) throws IOException {
        CommandRun run = sample("1", "sampler.method = \"nuts\"\n", override);
        assertRefused(run, sentence);
        String known = run.err().substring(run.err().indexOf("known with"));
        assertThat(known).contains("max_tree_depth").doesNotContain("batch_size", "friction", "rungs");
    }

    /** Not even {@code --quiet} hides why a run ended without its draws. */
    @Test
    void aRunThatFailsSaysWhyHoweverQuiet() throws IOException {
        CommandRun run = sample("1",
                "network.hidden = []\nsampler = { method = \"sgld\", step_size = 1e3, batch_size = 5,"
                        + " chains = 2, warmup = 10, draws = 150 }\n");
        assertThat(run.status()).isEqualTo(ExitStatus.FAILED);
        assertThat(run.err().lines()).singleElement().asString().startsWith("ergodic: stopped: every chain diverged");
    }
}
