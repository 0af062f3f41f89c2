package ergodic.cli.command;

/** Exit statuses of every command. */
public final class ExitStatus {

    /** Done. */
    public static final int OK = 0;
    /** The run failed or was stopped. */
    public static final int FAILED = 1;
    /** Wrong use or wrong input; nothing was changed. */
    public static final int USAGE = 2;
    /** Done, but the diagnosis says that the draws cannot be trusted. */
    public static final int NOT_TRUSTED = 3;

    /** Done, and what was made is no sample of the posterior: fitted points, or draws of an approximation. */
    public static final int NO_SAMPLE = 4;

    private ExitStatus() {}
}
