package ergodic.cli;

import ergodic.cli.command.BenchCommand;
import ergodic.cli.command.CompareCommand;
import ergodic.cli.command.DiagnoseCommand;
import ergodic.cli.command.EvaluateCommand;
import ergodic.cli.command.ExitStatus;
import ergodic.cli.command.ExtendCommand;
import ergodic.cli.command.InitCommand;
import ergodic.cli.command.PredictCommand;
import ergodic.cli.command.PriorCommand;
import ergodic.cli.command.ReportCommand;
import ergodic.cli.command.ResumeCommand;
import ergodic.cli.command.SampleCommand;
import ergodic.cli.command.TuneCommand;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The command {@code ergodic}. Exit statuses are listed in {@link ergodic.cli.command.ExitStatus}. */
@Command(name = "ergodic", mixinStandardHelpOptions = true, versionProvider = VersionLines.class, header = {
        "Samples the posterior of a Bayesian neural network and says whether the draws can be trusted."}, subcommands = {
                SampleCommand.class, ResumeCommand.class, ExtendCommand.class, DiagnoseCommand.class,
                EvaluateCommand.class, CompareCommand.class, PredictCommand.class, ReportCommand.class,
                InitCommand.class, TuneCommand.class, BenchCommand.class, PriorCommand.class,
                HelpCommand.class}, footerHeading = "%nExample:%n", footer = {
                        "  ergodic sample examples/airfoil.toml",
                        "%nExit status: 0 done; 1 the run failed; 2 wrong use or input; 3 done, but the diagnosis says",
                        "that the draws cannot be trusted; 4 done, but the draws are no sample of the posterior: fitted",
                        "points, or draws of an approximation whose distance from it was not measured."})
public final class Main implements Runnable {

    @Spec
    private @Nullable CommandSpec spec;

    private Main() {}

    /** Runs the command and ends the process with its exit status. */
    public static void main(String[] args) {
        System.exit(run(Main::nobodyReads, args));
    }

    /** Whether standard output is a pipe whose reader has stopped, as {@code head} does: a print stream keeps no reason, so that a line more is tried. */
    private static boolean nobodyReads() {
        // The stream is the process's own and stays open.
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        try {
            out.write('\n');
            return false;
        } catch (IOException e) {
            return String.valueOf(e.getMessage()).contains("Broken pipe");
        }
    }

    /** Runs the command in this process, whose output somebody reads to its end, and returns its exit status. */
    static int run(String... args) {
        return run(() -> false, args);
    }

    /**
     * The same.
     *
     * @param nobodyReads
     *            whether output was cut off because its reader wants no more, which is no failure
     */
    static int run(BooleanSupplier nobodyReads, String... args) {
        try {
            int status = commandLine().execute(args);
            boolean done = status != ExitStatus.FAILED && status != ExitStatus.USAGE;
            return done && System.out.checkError() && !nobodyReads.getAsBoolean() ? Failures.reportCutOutput() : status;
        } catch (OutOfMemoryError e) {
            return Failures.reportMemory(args);
        }
    }

    static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        line.setExecutionExceptionHandler((exception, command, parsed) -> Failures.report(exception, command));
        line.setParameterExceptionHandler(Failures::reportUsage);
        line.setUsageHelpAutoWidth(true);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.registerConverter(int.class, text -> Math.toIntExact(whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE)));
        line.registerConverter(Integer.class,
                text -> Math.toIntExact(whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE)));
        line.registerConverter(Long.class, text -> whole(text, Long.MIN_VALUE, Long.MAX_VALUE));
        line.registerConverter(double.class, Main::number);
        line.registerConverter(Double.class, Main::number);
        return line;
    }

    /** A number of the command line. */
    private static double number(String text) {
        try {
            return Double.parseDouble(text.strip());
        } catch (NumberFormatException e) {
            throw new TypeConversionException("\"" + text + "\" is not a number");
        }
    }

    /** A whole number of the command line, in words of the user's where it is none. */
    private static long whole(String text, long least, long most) {
        try {
            long number = Long.parseLong(text.strip());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below, as for numbers out of range.
        }
        throw new TypeConversionException("\"" + text + "\" is not a whole number"
                + (text.strip().matches("[+-]?\\d+") ? " from " + least + " to " + most : ""));
    }

    @Override
    public void run() {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        throw new ParameterException(line, "name a command: " + String.join(", ", line.getSubcommands().keySet()));
    }
}
