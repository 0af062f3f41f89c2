package ergodic.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.cli.command.ExitStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Wrong input of every kind: one clear sentence, the right exit status, nothing overwritten. */
// Longer than 400 lines because all wrong input stands in one list, held to the same rules.
class BadInputTest {

    private static final int TINY_ROWS = 30;

    @TempDir
    private static Path shared;
    @TempDir
    private Path folder;

    /** A finished run that cases copy and spoil. */
    private static Path finished = Path.of("");

    /** What a case does to its folder before the command runs. */
    @FunctionalInterface
    interface Preparation {
        void in(Path folder) throws IOException;
    }

    /**
     * A case.
     *
     * @param name
     *            what is wrong
     * @param preparation
     *            makes it so
     * @param args
     *            the command; FOLDER stands for the case's folder
     * @param status
     *            exit status expected
     * @param sentence
     *            what the complaint must contain
     */
    record Case(String name, Preparation preparation, List<String> args, int status, String sentence) {
        @Override
        public String toString() {
            return name;
        }
    }

    @BeforeAll
    static void makeARun() throws IOException {
        Path work = shared.resolve("work");
        Files.createDirectories(work);
        write(work, table("y", i -> Double.toString(Math.sin(i))), "");
        finished = work.resolve("run");
        CommandRun run = CommandRun.of("sample", work.resolve("run.toml").toString(), "--out", finished.toString(),
                "--quiet");
        assertThat(run.status()).as(run.err()).isIn(0, 3);
    }

    private interface Cell {
        String of(int row);
    }

    private static String table(String target, Cell cell) {
        StringBuilder text = new StringBuilder("a,b," + target + "\n");
        for (int i = 0; i < TINY_ROWS; i++) {
            text.append(i).append(',').append(i % 7).append(',').append(cell.of(i)).append('\n');
        }
        return text.toString();
    }

    /** Writes data.csv and run.toml, which may be given more or other lines. */
    private static void write(Path folder, String data, String more) throws IOException {
        Files.writeString(folder.resolve("data.csv"), data);
        Files.writeString(folder.resolve("run.toml"), """
                data.file = "data.csv"
                data.target = "y"
                network.hidden = [2]
                sampler.chains = 2
                sampler.warmup = 20
                sampler.draws = 10
                warm-start.steps = 20
                """ + more);
    }

    private static Case sample(String name, String data, String more, String sentence, String... extra) {
        return sampleStatus(name, data, more, ExitStatus.USAGE, sentence, extra);
    }

    private static Case sampleStatus(String name, String data, String more, int status, String sentence,
            String... extra) {
        List<String> args = Stream.concat(Stream.of("sample", "FOLDER/run.toml", "--out", "FOLDER/out"),
                Stream.of(extra)).toList();
        return new Case(name, folder -> write(folder, data, more), args, status, sentence);
    }

    private static Case spoilt(String name, Preparation spoil, int status, String sentence, String... args) {
        return new Case(name, folder -> {
            CommandRun.copy(finished, folder.resolve("run"));
            spoil.in(folder);
        }, List.of(args), status, sentence);
    }

    private static final String GOOD = table("y", i -> Double.toString(Math.cos(i)));
    private static final String ABC = "abc";

    static Stream<Case> cases() {
        return Stream.of(configurations(), tables(), targets(), splits(), folders(), finishedRuns(), foreign(), usage())
                .flatMap(s -> s);
    }

    private static Stream<Case> configurations() {
        return Stream.of(
                new Case("no configuration", f -> {}, List.of("sample", "FOLDER/none.toml"), 2,
                        "there is no configuration file"),
                sample("not TOML", GOOD, "data file = 3\n", "is not valid TOML in line 8"),
                sample("unknown key", GOOD, "sampler.draw = 3\n", "no key sampler.draw (did you mean \"draws\"?)"),
                sample("unknown section", GOOD, "samplr.seed = 3\n", "no key samplr (did you mean \"sampler\"?)"),
                sample("no draws", GOOD, "", "sampler.draws must be a whole number of at least 1, not 0", "--set",
                        "sampler.draws=0"),
                sample("no chains", GOOD, "", "sampler.chains must be", "--set", "sampler.chains=0"),
                sample("negative warm-up", GOOD, "", "sampler.warmup must be", "--set", "sampler.warmup=-1"),
                sample("negative scale", GOOD, "prior.weights = { scale = -1.0 }\n",
                        "prior.weights.scale must be a positive number, not -1.0"),
                sample("zero noise scale", GOOD, "likelihood.noise_scale = 0.0\n", "likelihood.noise_scale must be"),
                sample("word for a number", GOOD, "", "sampler.draws must be a whole number, not the text \"many\"",
                        "--set", "sampler.draws=many"),
                sample("unknown method", GOOD, "sampler.method = \"nutz\"\n", "did you mean \"nuts\"?"),
                sample("unknown likelihood", GOOD, "likelihood.family = \"gausian\"\n", "did you mean \"gaussian\"?"),
                sample("activations for other layers", GOOD, "network.activation = [\"tanh\", \"relu\"]\n",
                        "one for each of the 1 hidden layers, not 2"),
                sample("batch normalisation", GOOD, "network.batch_norm = true\n", "batch normalisation is refused"),
                sample("key of another method", GOOD, "sampler.batch_size = 3\n", "does not belong to method"),
                sample("batch larger than the data", GOOD, "sampler.method = \"sgld\"\nsampler.batch_size = 300\n",
                        "sampler.batch_size = 300 is more than the 30 training rows"),
                sample("no target given", GOOD, "", "data.target is missing", "--set", "data={ file = \"data.csv\" }"),
                sample("data file of an impossible name", GOOD, "", "cannot be the name of a file", "--set",
                        "data.file=\"a\\u0000b\""),
                sample("a seed beyond 64 bits", GOOD, "", "is too large to be used", "--set",
                        "sampler.seed=99999999999999999999999"),
                sample("a number beyond doubles", GOOD, "", "sampler.step_size is too large to be used", "--set",
                        "sampler.step_size=1e999"),
                sample("nothing for a number", GOOD, "", "sampler.draws must be a whole number, not the text \"\"",
                        "--set", "sampler.draws="),
                sample("a tree too deep", GOOD, "",
                        "sampler.max_tree_depth must be a whole number from 1 to 24, not 100",
                        "--set", "sampler.max_tree_depth=100"),
                sample("a network beyond arrays", GOOD, "", "makes billions of weights", "--set",
                        "network.hidden=[100000,100000]"),
                new Case("configuration is a folder", f -> {}, List.of("sample", "FOLDER"), 2, "is a folder"),
                sample("--set without a value", GOOD, "", "not of the form key=value", "--set", "sampler.draws"));
    }

    private static Stream<Case> tables() {
        return Stream.of(
                new Case("no data file", f -> {
                    write(f, GOOD, "");
                    Files.delete(f.resolve("data.csv"));
                }, List.of("sample", "FOLDER/run.toml", "--out", "FOLDER/out"), 2, "there is no data file"),
                sample("data file is a folder", GOOD, "", "is a folder", "--data", "FOLDER"),
                sample("empty file", "", "", "data.csv"),
                sample("only a header", "a,b,y\n", "", "data.csv"),
                sample("one row", "a,b,y\n1,2,3\n", "", "at least 2 are needed"),
                sample("binary junk", "\0\1\2\3\0", "", "data.csv"),
                sample("wrong delimiter", GOOD, "data.delimiter = \"semicolon\"\n", "data.csv"),
                sample("text in a column of numbers", GOOD.replace("\n7,", "\nseven,"), "", "line 9"),
                sample("NaN", GOOD.replace("\n7,", "\nNaN,"), "", "row 7"),
                sample("infinity", GOOD.replace("\n7,", "\nInf,"), "", "line 9"),
                sample("empty cell", GOOD.replace("\n7,", "\n,"), "", "a value is missing"),
                sample("short row", GOOD.replace("\n7,0,", "\n7,"), "", "line 9"),
                sample("target absent", GOOD, "", "\"pressure\"", "--set", "data.target=pressure"),
                sample("target number too large", GOOD, "", "9", "--set", "data.target=9"),
                sample("target among the features", GOOD, "data.features = [\"a\", \"y\"]\n", "is the target"),
                sample("unknown feature", GOOD, "data.features = [\"a\", \"c\"]\n", "\"c\""));
    }

    private static Stream<Case> targets() {
        return Stream.of(
                sample("constant target", table("y", i -> "3"), "", "nothing to learn"),
                sample("three classes for a binary likelihood", table("y", i -> ABC.substring(i % 3, i % 3 + 1)),
                        "likelihood.family = \"bernoulli\"\n", "has 3 classes"),
                sample("a class only in the test rows",
                        table("y", i -> i == 29 ? "z" : ABC.substring(i % 3, i % 3 + 1)),
                        "likelihood.family = \"categorical\"\ndata.test = { rows = \"rows.txt\" }\n",
                        "there is no file of test rows"),
                new Case("more classes in test than train", f -> {
                    write(f, table("y", i -> i == 29 ? "z" : ABC.substring(i % 3, i % 3 + 1)),
                            "likelihood.family = \"categorical\"\ndata.test = { rows = \"rows.txt\" }\n");
                    Files.writeString(f.resolve("rows.txt"), "28 29\n");
                }, List.of("sample", "FOLDER/run.toml", "--out", "FOLDER/out"), 2,
                        "the class \"z\" is in no training row"),
                sample("negative count", table("y", i -> Integer.toString(i - 3)), "likelihood.family = \"poisson\"\n",
                        "is not a count"),
                sample("text target for numbers", table("y", i -> "ab".substring(i % 2, i % 2 + 1)), "", "\"y\""),
                sampleStatus("no finite density anywhere", table("y", i -> i % 2 == 0 ? "0" : "1e308"),
                        "likelihood.family = \"poisson\"\n", 1, "no starting point was found"));
    }

    private static Stream<Case> splits() {
        return Stream.of(listed("row out of range", "3 99\n", "there is no row 99"),
                listed("row that is no number", "3 x\n", "\"x\" is not a row number"),
                listed("row listed twice", "3 3\n", "row 3 is listed twice"),
                listed("no such split", "", "data.test.split must be below"),
                sample("a seed of listed rows", GOOD, "data.test = { rows = \"rows.txt\", seed = 3 }\n",
                        "data.test.seed belongs to fraction"),
                sample("a split of a fraction", GOOD, "data.test = { fraction = 0.2, split = 3 }\n",
                        "data.test.split belongs to rows"),
                new Case("listed rows are no text", f -> {
                    write(f, GOOD, "data.test = { rows = \"rows.txt\" }\n");
                    Files.write(f.resolve("rows.txt"), new byte[]{(byte) 0xe9, ' ', '3'});
                }, List.of("sample", "FOLDER/run.toml", "--out", "FOLDER/out"), 2, "it is not text in UTF-8"),
                sample("fraction above 1", GOOD, "data.test = { fraction = 1.5 }\n", "data.test.fraction must be"),
                sample("all rows held out", GOOD, "data.test = { fraction = 0.99 }\n", "left for training"));
    }

    private static Case listed(String name, String rows, String sentence) {
        return new Case(name, f -> {
            write(f, GOOD, "data.test = { rows = \"rows.txt\", split = 0 }\n");
            Files.writeString(f.resolve("rows.txt"), rows);
        }, List.of("sample", "FOLDER/run.toml", "--out", "FOLDER/out"), 2, sentence);
    }

    private static Case into(String name, String out, String sentence) {
        return new Case(name, folder -> write(folder, GOOD, ""), List.of("sample", "FOLDER/run.toml", "--out", out),
                ExitStatus.USAGE, sentence);
    }

    private static Stream<Case> folders() {
        return Stream.of(
                spoilt("folder holds a run", f -> write(f, GOOD, ""), 2, "already holds a run", "sample",
                        "FOLDER/run.toml", "--out", "FOLDER/run"),
                into("folder is not empty", "FOLDER", "is not empty"),
                into("folder is a file", "FOLDER/data.csv", "is a file"),
                into("folder cannot be made", "FOLDER/data.csv/run", "cannot be made"),
                new Case("resume without a folder", f -> {}, List.of("resume", "FOLDER/none"), 2, "there is no folder"),
                new Case("resume a file", f -> write(f, GOOD, ""), List.of("resume", "FOLDER/data.csv"), 2,
                        "data.csv is a file; name the folder of a run"),
                new Case("resume without a run", f -> {}, List.of("resume", "FOLDER"), 2, "holds no run"));
    }

    private static Stream<Case> finishedRuns() {
        return Stream.of(
                spoilt("resume with another network", f -> edit(f, "network.hidden = [2]", "network.hidden = [3]"), 2,
                        "",
                        "resume", "FOLDER/run"),
                spoilt("resume with other data", f -> {
                    Path data = f.resolve("run/data/data.csv");
                    Files.writeString(data, Files.readString(data).replace("\n7,0,", "\n8,0,"));
                }, 2, "another run", "resume", "FOLDER/run"),
                spoilt("checkpoint is garbage",
                        f -> Files.writeString(f.resolve("run/checkpoints/chain-0.checkpoint"), "garbage"), 2,
                        "chain-0.checkpoint", "resume", "FOLDER/run"),
                spoilt("half a chunk", f -> truncate(f.resolve("run/draws.zarr/posterior/noise_scale/0/0")), 2,
                        "damaged",
                        "diagnose", "FOLDER/run"),
                spoilt("store of another version", f -> {
                    Path attributes = f.resolve("run/draws.zarr/.zattrs");
                    Path consolidated = f.resolve("run/draws.zarr/.zmetadata");
                    for (Path file : List.of(attributes, consolidated)) {
                        Files.writeString(file,
                                Files.readString(file).replaceAll("(\"ergodic[a-z_]*version\"\\s*:\\s*)1",
                                        "$199"));
                    }
                }, 2, "version", "diagnose", "FOLDER/run"),
                spoilt("no draws at all", f -> deleteTree(f.resolve("run/draws.zarr")), 2, "draws", "diagnose",
                        "FOLDER/run"),
                spoilt("extend by nothing", f -> {}, 2, "--draws must be at least 1", "extend", "FOLDER/run", "--draws",
                        "0"),
                spoilt("extend an unfinished run", f -> edit(f, "sampler.draws = 10", "sampler.draws = 20"), 2,
                        "is not finished", "extend", "FOLDER/run", "--draws", "5"),
                spoilt("extend beyond counting", f -> {}, 2, "is too many; ask for fewer", "extend", "FOLDER/run",
                        "--draws", "2147483647"),
                spoilt("a split without rows", f -> {}, 2, "name that file with --rows", "evaluate", "FOLDER/run",
                        "--split", "1"),
                spoilt("a split below 0", f -> Files.writeString(f.resolve("rows.txt"), "3\n"), 2, "it cannot be -1",
                        "evaluate", "FOLDER/run", "--rows", "FOLDER/rows.txt", "--split", "-1"),
                spoilt("a quantile that is none", f -> {}, 2, "\"half\" is not a number", "predict", "FOLDER/run",
                        "--data", "FOLDER/run/data/data.csv", "--out", "FOLDER/p.csv", "--quantiles", "half"),
                spoilt("predict only a header", f -> Files.writeString(f.resolve("new.csv"), "a,b\n"), 2,
                        "holds a header but no row of data", "predict", "FOLDER/run", "--data", "FOLDER/new.csv",
                        "--out",
                        "FOLDER/p.csv"),
                spoilt("report into a folder", f -> {}, 2, "is a folder; name a file", "report", "FOLDER/run", "--out",
                        "FOLDER"),
                spoilt("evaluate without test rows", f -> {}, 2, "there are no rows to score", "evaluate",
                        "FOLDER/run"),
                spoilt("evaluate rows without a target", f -> Files.writeString(f.resolve("new.csv"), "a,b\n1,2\n"), 2,
                        "no column for the target", "evaluate", "FOLDER/run", "--data", "FOLDER/new.csv"),
                spoilt("predict without a feature", f -> Files.writeString(f.resolve("new.csv"), "a,c\n1,2\n"), 2,
                        "\"b\"", "predict", "FOLDER/run", "--data", "FOLDER/new.csv", "--out", "FOLDER/p.csv"),
                spoilt("predict over a file", f -> Files.writeString(f.resolve("p.csv"), "keep"), 2, "exists already",
                        "predict", "FOLDER/run", "--data", "FOLDER/run/data/data.csv", "--out", "FOLDER/p.csv"),
                spoilt("provenance is no JSON", f -> Files.writeString(f.resolve("run/run.json"), "{\"ergodic\": "), 2,
                        "run.json is damaged", "report", "FOLDER/run"),
                spoilt("report where there is no folder", f -> {}, 2, "there is no folder", "report", "FOLDER/run",
                        "--out",
                        "FOLDER/none/r.html"));
    }

    private static Stream<Case> foreign() {
        return Stream.of(
                new Case("no file of draws", f -> {}, List.of("diagnose", "FOLDER/none.csv"), 2,
                        "there is no file of draws"),
                new Case("draws with text", f -> Files.writeString(f.resolve("d.csv"), "1.0,2.0\n1.5,x\n"),
                        List.of("diagnose", "FOLDER/d.csv"), 2, "d.csv"),
                new Case("empty file of draws", f -> Files.writeString(f.resolve("d.csv"), ""),
                        List.of("diagnose", "FOLDER/d.csv"), 2, "d.csv"),
                new Case("ragged draws", f -> Files.writeString(f.resolve("d.csv"), "1.0,2.0\n1.5\n"),
                        List.of("diagnose", "FOLDER/d.csv"), 2, "d.csv"));
    }

    private static Stream<Case> usage() {
        return Stream.of(
                new Case("unknown command", f -> {}, List.of("smaple", "x"), 2, "did you mean"),
                new Case("no command", f -> {}, List.of(), 2, "name a command"),
                new Case("unknown option", f -> {}, List.of("sample", "x", "--sed", "3"), 2, "--sed"),
                new Case("missing argument", f -> {}, List.of("sample"), 2, "CONFIG.toml"),
                new Case("a number that is none", f -> {}, List.of("extend", "x", "--draws", "many"), 2,
                        "\"many\" is not a whole number"),
                new Case("a number that is too large", f -> {}, List.of("sample", "x", "--threads", "3000000000"), 2,
                        "is not a whole number from -2147483648 to 2147483647"),
                new Case("a seed in scientific notation", f -> {}, List.of("sample", "x", "--seed", "1e3"), 2,
                        "\"1e3\" is not a whole number"),
                sample("no threads", GOOD, "", "--threads must be at least 1", "--threads", "0"),
                init("init over a file", GOOD, "exists already", "--target", "y", "--out", "FOLDER/run.toml"),
                init("init in no folder", GOOD, "there is no folder", "--target", "y", "--out", "FOLDER/none/run.toml"),
                init("init that drops its target", GOOD, "--drop: column \"y\" is the target", "--target", "y",
                        "--drop", "y"),
                init("init of only a header", "a,b,y\n", "holds a header but no row of data", "--target", "y"),
                init("init of decimal commas", GOOD.replace(',', ';').replace('.', ','),
                        "write decimals with a point, not a comma", "--target", "y"),
                init("init without the target", GOOD, "\"z\"", "--target", "z"));
    }

    private static Case init(String name, String table, String sentence, String... more) {
        List<String> args = Stream.concat(Stream.of("init", "FOLDER/data.csv"), Stream.of(more)).toList();
        return new Case(name, f -> write(f, table, ""), args, 2, sentence);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysWhatIsWrongAndKeepsEverything(Case wrong) throws IOException {
        wrong.preparation().in(folder);
        Map<String, String> before = contents(folder);
        String place = folder.toString();
        CommandRun run = CommandRun
                .of(wrong.args().stream().map(a -> a.replace("FOLDER", place)).toArray(String[]::new));
        assertThat(run.status()).as(run.err()).isEqualTo(wrong.status());
        assertThat(run.complaint().lines()).as(run.err()).hasSize(1);
        assertThat(run.complaint()).contains(wrong.sentence()).doesNotContain("Exception").doesNotContain("\tat ")
                // Words of parsers and of Java's types are none of the user's.
                .doesNotContainPattern("is not an? (int|long|double)\\b|java\\.|[Jj]ackson|Input length");
        assertThat(contents(folder)).as("files").containsAllEntriesOf(before);
        if (wrong.status() == ExitStatus.USAGE) {
            assertThat(folder.resolve("out")).doesNotExist();
        }
    }

    private static void edit(Path folder, String from, String to) throws IOException {
        Path config = folder.resolve("run/config.toml");
        String text = Files.readString(config);
        assertThat(text).contains(from);
        Files.writeString(config, text.replace(from, to));
    }

    private static void truncate(Path chunk) throws IOException {
        byte[] bytes = Files.readAllBytes(chunk);
        Files.write(chunk, java.util.Arrays.copyOf(bytes, bytes.length / 2));
    }

    private static void deleteTree(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** All files but locks, by name. */
    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (!file.getFileName().toString().endsWith("lock")) {
                    contents.put(folder.relativize(file).toString(),
                            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
                }
            }
        }
        return contents;
    }
}
