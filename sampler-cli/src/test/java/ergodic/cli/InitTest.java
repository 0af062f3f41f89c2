package ergodic.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.nn.data.DataException;
import ergodic.nn.data.DataSpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.RowRole;
import ergodic.nn.data.TargetKind;
import ergodic.sampler.methods.Methods;
import ergodic.study.StarterConfig;
import ergodic.study.Study;
import ergodic.study.config.ConfigFile;
import ergodic.study.config.RunConfig;
import ergodic.study.config.WeightPriorConfig;
import ergodic.testing.ReaderFuzz;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code ergodic init} on tables as people have them: what it assumes, leaves out and refuses, and that its file runs. */
class InitTest {

    private static final int ROWS = 120;

    @TempDir
    private Path folder;

    private Path table(String header, IntFunction<String> row) throws IOException {
        return table(ROWS, header, row);
    }

    private Path table(int rows, String header, IntFunction<String> row) throws IOException {
        StringBuilder text = new StringBuilder(header).append('\n');
        for (int i = 0; i < rows; i++) {
            text.append(row.apply(i)).append('\n');
        }
        return Files.writeString(folder.resolve("data.csv"), text);
    }

    private CommandRun init(Path data, String target, String... more) {
        return CommandRun.of(Stream.concat(Stream.of("init", data.toString(), "--target", target), Stream.of(more))
                .toArray(String[]::new));
    }

    private static double real(int i) {
        return Math.round(1000 * Math.sin(i * 1.7)) / 1000.0 + 0.0005;
    }

    private RunConfig written() {
        return ConfigFile.read(folder.resolve("data.toml"), List.of());
    }

    /** Right values: what the columns were made as. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"real | gaussian | numbers with fractions",
            "digit | categorical | whole numbers from 0 to 9, all about equally often",
            "three | categorical | whole numbers from 1 to 3, all about equally often",
            "counts | negative_binomial | whole numbers from 0 to 17", "two | bernoulli | the two numbers 1 and 2",
            "words | categorical | 3 words", "large | gaussian | whole numbers from 25 to 263, taken as numbers"})
    void guessesTheKindOfTargetAndSaysSo(String kind, String family, String said) throws IOException {
        Path data = table("x,y", i -> real(i) + "," + switch (kind) {
            case "real" -> Double.toString(real(3 * i));
            case "digit" -> Integer.toString(i % 10);
            case "three" -> Integer.toString(1 + i % 3);
            case "counts" -> Integer.toString(i == 7 ? 17 : (int) Math.round(2 * Math.pow(i % 11 / 7.0, 3)));
            case "two" -> Integer.toString(1 + i % 2);
            case "words" -> "abc".substring(i % 3, i % 3 + 1);
            default -> Integer.toString(25 + 2 * i);
        });
        CommandRun run = init(data, "y");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(written().likelihood().family()).isEqualTo(family);
        assertThat(Optional.ofNullable(written().prior().outputs()).map(WeightPriorConfig::scale))
                .as("weights of the outputs")
                .isEqualTo(Set.of("categorical", "bernoulli").contains(family) ? Optional.of(25.0) : Optional.empty());
        assertThat(run.err()).contains("note: likelihood " + family).contains(said);
        assertThat(Files.readString(folder.resolve("data.toml"))).contains("# likelihood " + family).contains(said);
    }

    @Test
    void whatMixesNumbersAndWordsIsRefusedUnlessDeclared() throws IOException {
        Path typo = table("x,y", i -> real(i) + "," + (i == 70 ? "12l.5" : Double.toString(real(i * 3))));
        CommandRun run = init(typo, "y");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.complaint())
                .contains("data.csv, column \"y\": \"12l.5\" in line 72 (row 70) is not a number, but 119"
                        + " of the 120 targets are numbers");
        assertThat(folder.resolve("data.toml")).doesNotExist();
        CommandRun infinite = init(table("x,y", i -> real(i) + "," + (i == 5 ? "1e400" : i == 6 ? "inf" : real(i * 3))),
                "y");
        assertThat(infinite.status()).isEqualTo(2);
        assertThat(infinite.complaint()).contains("\"1e400\" in line 7 (row 5) is infinite");
        Path mixed = table("x,y", i -> real(i) + "," + List.of("1", "2", "many").get(i % 3));
        assertThat(init(mixed, "y").status()).isEqualTo(2);
        assertThat(init(mixed, "y", "--family", "categorical").status()).isZero();
        assertThat(written().likelihood().family()).isEqualTo("categorical");
    }

    /** Columns that a likelihood takes are named, are no features, and tell the family; one that is wanting is asked for. */
    @Test
    void columnsBesideTheInputs() throws IOException {
        Path data = table("x,z,y,n,w", i -> real(i) + "," + real(3 * i) + "," + i % 4 + "," + (3 + i % 5) + ","
                + (1 + i % 3));
        CommandRun run = init(data, "y", "--trials", "n", "--weight", "w");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("2 inputs, target y (binomial)");
        assertThat(Files.readString(folder.resolve("data.toml"))).contains("\ntrials = \"n\"", "\nweight = \"w\"",
                "# features");
        Dataset read = Study.read(folder.resolve("data.toml")).dataset();
        assertThat(read.inputs()).isEqualTo(2);
        assertThat(read.train().beside().has(RowRole.TRIALS)).isTrue();
        assertThat(init(data, "y", "--family", "binomial", "--out", folder.resolve("b.toml").toString()).complaint())
                .contains("takes a column beside the inputs (data.trials)", "--trials COLUMN");
        assertThat(init(data, "y", "--family", "poisson", "--trials", "n", "--out", folder.resolve("c.toml").toString())
                .complaint()).contains("--trials: the likelihood poisson takes no such column");
        assertThat(init(data, "x", "--offset", "w", "--out", folder.resolve("d.toml").toString()).complaint())
                .contains("--offset: the likelihood gaussian takes no offset");
        assertThat(init(data, "y", "--offset", "none", "--out", folder.resolve("e.toml").toString()).complaint())
                .contains("--offset");
        // As many as are usual, but others: the offset is a feature too, and a column is not.
        assertThat(init(data, "y", "--offset", "w", "--family", "poisson", "--features", "x,w,n", "--out",
                folder.resolve("f.toml").toString()).status()).isZero();
        assertThat(Files.readString(folder.resolve("f.toml"))).contains("\nfeatures = [\"x\", \"n\", \"w\"]");
        Path times = table("x,t,event", i -> real(i) + "," + (1 + real(i) * real(i)) + "," + (i % 4 == 0 ? 0 : 1));
        CommandRun survival = init(times, "t", "--observed", "event", "--out", folder.resolve("t.toml").toString());
        assertThat(survival.out()).as(survival.err()).contains("1 input, target t (survival)");
        assertThat(Study.read(folder.resolve("t.toml")).dataset().train().beside().has(RowRole.OBSERVED)).isTrue();
    }

    @Test
    void aConstantTargetAndAWrongFamilyAreSaid() throws IOException {
        Path data = table("x,y", i -> real(i) + ",yes");
        assertThat(init(data, "y").complaint())
                .contains("the target is \"yes\" in every row, so there is nothing to learn");
        assertThat(init(data, "y", "--family", "gausian").complaint()).contains("did you mean \"gaussian\"?");
        Path good = table("x,y", i -> real(i) + "," + real(3 * i));
        assertThat(init(good, "z").complaint()).contains("--target: there is no column \"z\"");
        assertThat(init(good, "y", "--drop", "xx").complaint()).contains("did you mean \"x\"?");
    }

    /** Dates, ids, an index, constants, holes and mixtures: left out with the reason, and the file runs. */
    @Test
    void whatCannotBeUsedIsLeftOutAndTheFileRuns() throws IOException {
        Path data = table(",id,sold,city,one,holed,mixed,big,area,price",
                i -> i + ",C" + i + ",2020-" + (1 + i % 12) + "-11," + (i % 2 == 0 ? "Oslo" : "Bonn") + ",7,"
                        + (i == 9 ? "" : i) + "," + (i == 9 ? "x" : i) + "," + (i == 9 ? "inf" : "2") + "," + real(i)
                        + ","
                        + real(2 * i));
        CommandRun run = init(data, "price");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(written().data().features()).containsExactly("city", "holed", "area");
        assertThat(Files.readString(folder.resolve("data.toml")))
                .contains("# left out \"column0\": it counts the rows",
                        "# left out \"id\": it holds text with 120 different",
                        "# left out \"sold\": it holds dates that are not all written as 2020-12-31",
                        "# left out \"one\": it is 7 in every row",
                        "\nmissing = \"mean\"", "# column \"holed\" is missing in ",
                        "# left out \"mixed\": it mixes numbers and text: \"x\" in line 11 (row 9)",
                        "# left out \"big\": it has an infinite cell: \"inf\" in line 11 (row 9)");
        sample("--set", "likelihood.family=gaussian");
    }

    /** What a table has as people have them; the run and its predictions say what became of it. */
    @Test
    void gapsDatesAndRareCategoriesAreUsed() throws IOException {
        Path data = table("when,kind,full,x,y",
                i -> "2019-" + (i % 12 < 9 ? "0" : "") + (1 + i % 12) + "-1" + i % 7 + ","
                        + (i % 9 == 0 ? "rare" + i : "ab".charAt(i % 2))
                        + "," + (i % 3 == 0 ? i : "") + "," + (i % 10 == 4 ? "NA" : real(i)) + ","
                        + (i == 50 ? "?" : real(3 * i)));
        CommandRun run = init(data, "y");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(written().data().features()).containsExactly("when", "kind", "x");
        assertThat(Files.readString(folder.resolve("data.toml"))).contains("\nmissing = \"mean\"",
                "\nunseen = \"other\"",
                "# column \"when\" holds dates", "# the target \"y\" is missing in ",
                "# left out \"full\": it has 80 missing cells of 120 (the first in line 3), more than half");
        CommandRun sampled = CommandRun.of("sample", folder.resolve("data.toml").toString(), "--out",
                folder.resolve("run").toString(), "--json", "--set", "sampler.method=map", "--set", "sampler.chains=1",
                "--set",
                "sampler.steps=20", "--set", "warm-start.steps=10", "--set", "network.hidden=[]");
        assertThat(sampled.status()).as(sampled.err()).isIn(0, 3, 4);
        assertThat(sampled.err()).contains("note: column \"x\" is missing in ",
                "note: the target \"y\" is missing in ");
        assertThat(new JsonMapper().readTree(sampled.out()).get("warnings").toString())
                .contains("the input \\\"x missing\\\" says so");
        assertThat(Files.readString(folder.resolve("run/report.html"))).contains("is missing in ");
        Path later = Files.writeString(folder.resolve("later.csv"), "when,kind,x\n2031-01-01,new,\n2019-05-12,a,0.5\n");
        CommandRun predicted = CommandRun.of("predict", folder.resolve("run").toString(), "--data", later.toString(),
                "--out",
                folder.resolve("p.csv").toString(), "--json");
        assertThat(predicted.status()).as(predicted.err()).isZero();
        JsonNode notes = new JsonMapper().readTree(predicted.out()).get("notes");
        assertThat(notes.get(0).stringValue()).startsWith("column \"x\" is missing in 1 of 2 rows");
        assertThat(notes.get(1).stringValue())
                .isEqualTo("column \"kind\" holds categories that are taken as \"(other)\" in 1 of 2 rows: new");
        assertThat(Files.readAllLines(folder.resolve("p.csv"))).hasSize(3);
    }

    /** Spellings and sizes that are no numbers of double precision: the column is named with the reason, and the file runs. */
    @Test
    void numbersThatCannotBeReadOrStandardisedAreLeftOut() throws IOException {
        Path data = table("comma;huge;x;y", i -> i + ",5;" + (i + 1) + "e306;" + real(i) + ";" + real(3 * i));
        assertThat(init(data, "y").status()).isZero();
        assertThat(written().data().features()).containsExactly("x");
        assertThat(Files.readString(folder.resolve("data.toml")))
                .contains("# left out \"comma\": it holds numbers in another notation: \"0,5\" in line 2 (row 0);"
                        + " write decimals with a point, not a comma, to use it",
                        "# left out \"huge\": it holds numbers that differ too little or too much");
        sample();
    }

    /** Names of columns may be numbers of others: which is meant is said. */
    @Test
    void aNameThatIsANumberOfAnotherColumnGoesFirst() throws IOException {
        Path data = table("150,4,setosa,versicolor,virginica",
                i -> real(i) + "," + real(2 * i) + "," + real(3 * i) + "," + real(5 * i) + "," + i % 3);
        CommandRun run = init(data, "4");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.err())
                .contains("data.target: \"4\" is taken for the column of that name (number 1), since names go"
                        + " before numbers; column number 4 is chosen by its name, \"virginica\"");
        Files.delete(folder.resolve("data.toml"));
        assertThat(init(data, "virginica").err()).doesNotContain("is taken for the column of that name");
        Files.delete(folder.resolve("data.toml"));
        assertThat(init(data, "0").err()).doesNotContain("is taken for the column of that name");
    }

    /** Numbers with percent signs or separators between thousands are neither classes nor names. */
    @Test
    void numbersInOtherNotationsAreSaid() throws IOException {
        Path data = table("p,g,x,few,y,z", i -> String.format(Locale.ROOT, "%.1f%%,\"%,.1f\",%s,%d%%,%.2f%%,\"%,d\"",
                30 * real(i), 6000 + 900 * real(i), real(i), 10 * (i % 3), 40 * real(3 * i),
                8_000_000 + (int) (1e6 * real(3 * i))));
        CommandRun percent = init(data, "y");
        assertThat(percent.status()).isEqualTo(2);
        assertThat(percent.complaint())
                .contains("column \"y\": \"0.02%\" in line 2 (row 0) is not a number; write it without"
                        + " \"%\", or say --family categorical if they are classes");
        CommandRun thousands = init(data, "z");
        assertThat(thousands.status()).isEqualTo(2);
        assertThat(thousands.complaint()).contains("is not a number; leave out what separates thousands");
        CommandRun features = init(data, "x");
        assertThat(features.status()).isEqualTo(2);
        assertThat(features.complaint()).contains("\"g\" holds numbers in another notation: \"6,000.5\"");
        Path few = table("few,x,y", i -> 10 * (i % 3) + "%," + real(i) + "," + real(3 * i));
        assertThat(init(few, "y").err()).contains("left out \"few\": it holds numbers in another notation: \"0%\"",
                "write it without \"%\", to use it, or list it in data.categorical");
        assertThat(Dataset.read(DataSpec.of(few, "y"), TargetKind.NUMBER).warnings())
                .contains(
                        "column \"few\" is taken as categories: it holds text, such as \"0%\", which is not read as a number:"
                                + " write it without \"%\"; declare it in data.categorical if they are categories");
    }

    @Test
    void differencesBelowDoublePrecisionAreCalledThat() throws IOException {
        Path data = table("x,y", i -> real(i) + ",10000000000000000000" + (i % 10));
        CommandRun run = init(data, "y");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.complaint())
                .contains("its numbers differ by less than double precision holds: all are read as 1.0E20");
        assertThat(init(data, "x").complaint())
                .contains("\"y\" holds numbers that differ by less than double precision holds");
        Path same = table("x,y", i -> real(i) + "," + (i % 2 == 0 ? "1" : "1.0"));
        assertThat(init(same, "y").complaint()).contains("the target is \"1\" in every row");
    }

    @Test
    void aTargetThatMakesTheVarianceAloneIsSaid() throws IOException {
        Path data = table("x,y", i -> real(i) + "," + (i == 60 ? "1e9" : Double.toString(real(3 * i))));
        CommandRun run = init(data, "y");
        assertThat(run.status()).isZero();
        assertThat(run.err())
                .contains("row 60 (from 0) has y = 1000000000, which alone makes over 99.99 % of the variance");
    }

    /** 120 rows, whose names each hold a line end. */
    @Test
    void quotedLineEndsArePartOfTheirCell() throws IOException {
        Path data = table("name,x,y", i -> "\"unit\nno, " + i + "\"," + real(i) + "," + real(3 * i));
        CommandRun run = init(data, "y");
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("120 rows");
        assertThat(written().data().features()).containsExactly("x");
    }

    @Test
    void negativeWholeNumbersAreNotOfferedAsCounts() throws IOException {
        CommandRun run = init(table("x,y", i -> real(i) + "," + (i - 3)), "y");
        assertThat(run.err()).contains("from -3 to 116, taken as numbers; --family categorical")
                .doesNotContain("poisson");
    }

    @Test
    void columnsMayBeChosenDroppedAndCalledIds() throws IOException {
        Path data = table("a,b,c,y", i -> real(i) + "," + real(2 * i) + "," + real(5 * i) + "," + real(3 * i));
        assertThat(init(data, "y", "--drop", "a", "--id", "c").status()).isZero();
        assertThat(written().data().features()).containsExactly("b");
        Files.delete(folder.resolve("data.toml"));
        assertThat(init(data, "y", "--features", "a,c").status()).isZero();
        assertThat(written().data().features()).containsExactly("a", "c");
    }

    @Test
    void aFamilyCanBeSetOnAFileOfInits() throws IOException {
        Path data = table("x,y", i -> real(i) + "," + i % 40);
        assertThat(init(data, "y", "--family", "gaussian").status()).isZero();
        sample("--set", "likelihood.family=poisson");
    }

    /** 500 of 625 rows are for training: from there on numbers have a deep network whose noise is by the row. */
    @ParameterizedTest
    @CsvSource({"624, false, gaussian, 1", "625, false, student_t, 4", "625, true, gaussian, 4",
            "625, true, student_t, 4", "624, true, student_t, 1", "6249, false, student_t, 4",
            "6250, false, gaussian, 1"})
    void numbersOfEnoughRowsHaveADeepNetworkAndNoiseByTheRow(int rows, boolean declared, String family, int layers)
            throws IOException {
        Path data = table(rows, "x,y", i -> real(i) + "," + real(3 * i));
        CommandRun run = init(data, "y", declared ? new String[]{"--family", family} : new String[0]);
        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).contains("target y (" + family + ")");
        assertThat(written().likelihood().family()).isEqualTo(family);
        assertThat(written().network().hidden()).hasSize(layers);
        assertThat(run.err().contains("the network gives the noise of each row")).isEqualTo(layers > 1);
        assertThat(Files.readString(folder.resolve("data.toml")))
                .contains(layers > 1 ? "\nnoise = \"network\"" : "\n# noise = \"network\"");
    }

    @Test
    void aHeaderOfNumbersIsWrittenDown() throws IOException {
        Path data = table("0,1,2", i -> real(i) + "," + i % 3 + "," + real(3 * i));
        CommandRun run = init(data, "2");
        assertThat(run.err()).contains("the first line (0, 1, 2) is taken for the names of the columns");
        assertThat(written().data().header()).isTrue();
        assertThat(run.out()).contains("120 rows");
    }

    @Test
    void theMethodIsChosenBeforeTheRun() throws IOException {
        Path data = table("x,y", i -> real(i) + "," + real(3 * i));
        assertThat(init(data, "y").status()).isZero();
        assertThat(written().sampler().isOpen()).isTrue();
        // Whatever methods there are: all are named.
        assertThat(Files.readString(folder.resolve("data.toml"))).contains("# " + String.join(", ", Methods.names()));
        CommandRun run = CommandRun.of("sample", folder.resolve("data.toml").toString(), "--out",
                folder.resolve("run").toString(), "--json", "--set", "sampler.draws=20", "--set", "sampler.warmup=30",
                "--set", "network.hidden=[]", "--set", "warm-start.steps=20");
        JsonNode document = new JsonMapper().readTree(run.out());
        assertThat(document.get("why").stringValue()).contains("chosen for");
        assertThat(Methods.names()).contains(document.get("method").stringValue());
        assertThat(run.err()).contains("Method \"" + document.get("method").stringValue() + "\", chosen for");
    }

    @Test
    void damagedTablesGetOneSentence() {
        byte[] valid = "a,b,y\n1,x,3.5\n2,z,5\n4,z,6.5\n-1e3,z,7\n3,x,1\n2,x,2\n".getBytes(StandardCharsets.UTF_8);
        ReaderFuzz.check("a table", valid, LongStream.range(0, 100).boxed().toList(), 64L << 20, bytes -> {
            Path file = Files.write(folder.resolve("fuzz.csv"), bytes);
            Path config = folder.resolve("fuzz.toml");
            Files.writeString(config, StarterConfig.of(file,
                    new StarterConfig.Wishes("2", null, List.of(), List.of(), List.of(), Map.of())).text(config));
            ConfigFile.read(config, List.of());
        }, Set.of(DataException.class));
    }

    private void sample(String... more) {
        CommandRun run = CommandRun.of(Stream.concat(
                Stream.of("sample", folder.resolve("data.toml").toString(), "--out", folder.resolve("run").toString(),
                        "--json", "--set", "sampler.chains=1", "--set", "sampler.warmup=20", "--set",
                        "sampler.draws=10",
                        "--set", "warm-start.steps=20", "--set", "network.hidden=[2]", "--set",
                        "sampler.method=nuts", "--set", "sampler.max_tree_depth=3"),
                Stream.of(more)).toArray(String[]::new));
        assertThat(run.status()).as(run.err()).isIn(0, 3);
        JsonNode document = new JsonMapper().readTree(run.out());
        assertThat(document.get("rows").intValue()).isEqualTo(24);
    }
}
