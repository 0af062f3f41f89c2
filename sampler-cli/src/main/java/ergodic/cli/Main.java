package ergodic.cli;

/** The entry of the command {@code ergodic}. */
public final class Main {

    private Main() {}

    /**
     * Runs one command and ends the process with its status.
     *
     * @param arguments what the user typed after {@code ergodic}
     */
    public static void main(String[] arguments) {
        System.err.println("ergodic: no command yet; " + arguments.length + " arguments");
        System.exit(2);
    }
}
