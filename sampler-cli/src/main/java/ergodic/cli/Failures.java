package ergodic.cli;

import ergodic.cli.command.ExitStatus;
import ergodic.cli.command.Output;
import ergodic.diagnostics.foreign.DrawFileException;
import ergodic.nn.data.DataException;
import ergodic.sampler.InitialPointException;
import ergodic.sampler.draws.StoreException;
import ergodic.sampler.hmc.StepSizeException;
import ergodic.sampler.run.ChainFailedException;
import ergodic.sampler.run.CheckpointException;
import ergodic.sampler.support.FileFault;
import ergodic.study.PlannedTable;
import ergodic.study.RunFolderException;
import ergodic.study.config.ConfigException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what went wrong into one sentence on standard error and an exit status. */
final class Failures {

    private Failures() {}

    /** An exception out of a command. */
    static int report(Exception exception, CommandLine command) {
        Throwable cause = root(exception);
        int status = isInput(cause) ? ExitStatus.USAGE : ExitStatus.FAILED;
        say(sentence(cause), status, Output.wantsJson(command));
        if (status == ExitStatus.FAILED && cause instanceof RuntimeException && isBug(cause)) {
            cause.printStackTrace(System.err);
        }
        return status;
    }

    /** Wrong use of the command line. */
    static int reportUsage(ParameterException exception, String[] args) {
        StringBuilder text = new StringBuilder(String.valueOf(exception.getMessage()));
        if (exception instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()
                && !unmatched.getSuggestions().isEmpty()) {
            text.append("; did you mean ").append(unmatched.getSuggestions().getFirst().strip()).append('?');
        }
        for (String arg : args) {
            if (arg.startsWith("-") && arg.length() > 2 && isFile(arg)) {
                text.append("; the file is named by ./").append(arg).append(", since a hyphen begins an option");
            }
        }
        text.append(" (").append(exception.getCommandLine().getCommandSpec().qualifiedName(" "))
                .append(" --help shows the use)");
        say(text.toString(), ExitStatus.USAGE, java.util.List.of(args).contains("--json"));
        return ExitStatus.USAGE;
    }

    /** More memory was asked for than there is. */
    static int reportMemory(String[] args) {
        say("this takes more memory than the " + (Runtime.getRuntime().maxMemory() >> 20)
                + " MB that Java may use here; take fewer units, chains, draws or rows, or allow more by"
                + " ERGODIC_JAVA_OPTS=-Xmx16g", ExitStatus.FAILED, java.util.List.of(args).contains("--json"));
        return ExitStatus.FAILED;
    }

    /** A print stream says nothing of what it could not write. */
    static int reportCutOutput() {
        Output.fail(PlannedTable.CUT);
        return ExitStatus.FAILED;
    }

    private static boolean isFile(String arg) {
        try {
            return Files.exists(Path.of(arg));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private static void say(String sentence, int status, boolean json) {
        Output.fail(sentence);
        if (json) {
            Output.printJson(Map.of("error", Map.of("message", sentence, "exit_status", status)));
        }
    }

    private static Throwable root(Throwable exception) {
        Throwable cause = exception;
        while (cause instanceof UncheckedIOException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static boolean isInput(Throwable cause) {
        return cause instanceof ConfigException || cause instanceof DataException
                || cause instanceof RunFolderException || cause instanceof DrawFileException
                || cause instanceof CheckpointException || cause instanceof StoreException
                || cause instanceof NoSuchFileException || cause instanceof InvalidPathException;
    }

    private static boolean isBug(Throwable cause) {
        return !(cause instanceof InitialPointException || cause instanceof StepSizeException
                || cause instanceof ChainFailedException);
    }

    private static String sentence(Throwable cause) {
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return switch (cause) {
            case NoSuchFileException e -> "there is no file " + e.getFile();
            case AccessDeniedException e -> "no permission to use " + e.getFile();
            case FileSystemException e -> e.getFile() + ": " + FileFault.reason(e);
            case InvalidPathException e -> "\"" + e.getInput().replaceAll("\\p{Cntrl}", "?")
                    + "\" cannot be the name of a file here; rename it, or set LANG to a language in UTF-8, such as C.UTF-8";
            case CharacterCodingException e -> "a file is not text in UTF-8";
            case IOException e -> FileFault.reason(e);
            default -> message;
        };
    }
}
