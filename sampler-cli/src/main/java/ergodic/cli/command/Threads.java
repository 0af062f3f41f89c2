package ergodic.cli.command;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option {@code --threads}. */
final class Threads {

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(names = "--threads", paramLabel = "N", description = "Threads (default: one a processor). Chains"
            + " share them, and rows where they are more than chains or where rows are predicted. Changes no number.")
    private @Nullable Integer threads;

    /** Number of threads; a wrong number is a wrong use of the command. */
    int wanted() {
        int wanted = threads == null ? Runtime.getRuntime().availableProcessors() : threads;
        if (wanted < 1 && spec != null) {
            throw new ParameterException(spec.commandLine(), "--threads must be at least 1, not " + wanted);
        }
        return wanted;
    }
}
