package ergodic.study;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** A command that the user may copy from a message into a shell. */
public final class Proposal {

    /** What a shell of the Bourne family takes as it is. */
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_./:=+,%@-]+");

    private Proposal() {}

    /** {@code ergodic SUBCOMMAND PATH}, with the path quoted where the shell or the command would misread it. */
    public static String command(String subcommand, Path path) {
        return "ergodic " + subcommand + " " + argument(path);
    }

    /** The path as one argument: quoted if need be, and with {@code ./} before what looks like an option. */
    static String argument(Path path) {
        String text = path.toString();
        if (text.startsWith("-") || text.startsWith("@")) {
            text = "./" + text; // picocli takes the one for an option and the other for a file of arguments
        }
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
