package ergodic.diagnostics.foreign;

import ergodic.sampler.draws.Draws;
import java.util.List;

/**
 * Draws from files of others.
 *
 * @param draws
 *            the draws
 * @param remarks
 *            sentences on what was left out of the files, and how they were read where they do not say it themselves
 */
public record ForeignRun(Draws draws, List<String> remarks) {
    /** Copies the list. */
    public ForeignRun {
        remarks = List.copyOf(remarks);
    }
}
