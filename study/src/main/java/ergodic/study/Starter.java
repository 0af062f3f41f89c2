package ergodic.study;

import java.nio.file.Path;
import java.util.List;

/** A proposal of a configuration for data, tried on them before it is written. */
public sealed interface Starter permits StarterConfig, KindStarter {

    /** Number of rows. */
    int rows();

    /** Number of inputs of the network. */
    int inputs();

    /** Value of {@code likelihood.family}. */
    String family();

    /** What was assumed and left out, a sentence each. */
    List<String> notes();

    /** The text of the configuration, to be written to {@code file}, which its paths are relative to. */
    String text(Path file);

    /** One line of a summary. */
    String summary();
}
