package ergodic.cli.command;

import ergodic.cli.progress.ProgressDisplay;
import ergodic.sampler.run.Progress;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Options that every command has, and where its words go: results to standard output, progress to standard error. */
public final class Output {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE).enable(SerializationFeature.INDENT_OUTPUT)
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

    @Option(names = "--json", description = "Print one JSON document on standard output and nothing else there.")
    private boolean json;

    @Option(names = "--quiet", description = "Say nothing on standard error but errors.")
    private boolean quiet;

    /** Whether the result is to be one JSON document. */
    boolean json() {
        return json;
    }

    /** Says something about the work, on standard error. */
    void say(String line) {
        if (!quiet) {
            System.err.println(line);
        }
    }

    /** Says why a command did not do what it was asked for: on standard error, {@code --quiet} or not. */
    public static void fail(String sentence) {
        System.err.println("ergodic: " + sentence);
    }

    /**
     * Shows the progress of so many chains on standard error, until it is closed. Lines are redrawn in place where the launcher says that it
     * is a terminal.
     */
    ProgressDisplay display(int chains) {
        PrintStream out = quiet ? new PrintStream(PrintStream.nullOutputStream(), false, StandardCharsets.UTF_8)
                : System.err;
        return new ProgressDisplay(out, !quiet && System.getenv("ERGODIC_TERMINAL") != null, chains);
    }

    /** Says what is tried before a run, and shows how it goes. */
    <T> T watch(String what, int chains, Function<Progress, T> trial) {
        say(what);
        try (ProgressDisplay display = display(chains)) {
            return trial.apply(display);
        }
    }

    /** Prints the result: the document if JSON was asked for, else the lines. */
    void result(Map<String, ?> document, List<String> lines) {
        if (json) {
            printJson(document);
        } else {
            lines.forEach(System.out::println);
            System.out.flush();
        }
    }

    /** Prints a document on standard output; numbers that are not finite become null. */
    public static void printJson(Object document) {
        System.out.println(JSON.writeValueAsString(Json.finite(JSON.valueToTree(document))));
        System.out.flush();
    }

    /** Whether {@code --json} was given to a command that failed. */
    public static boolean wantsJson(CommandLine command) {
        return command.getParseResult() != null && command.getParseResult().hasMatchedOption("--json");
    }
}
