package ergodic.study;

import ergodic.sampler.DrawKind;
import ergodic.sampler.words.Counted;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A run that has fewer draws than it was to have: stopped, killed, or still at work. Every command that reads it says so.
 *
 * @param folder
 *            where it lies
 * @param kind
 *            what its draws are
 * @param made
 *            complete draws of each chain
 * @param planned
 *            draws of each chain when it is finished
 */
public record Unfinished(Path folder, DrawKind kind, int made, int planned) {

    /** Nothing of a run that has all its draws. */
    static Optional<Unfinished> of(Path folder, DrawKind kind, int made, int planned) {
        return made < planned ? Optional.of(new Unfinished(folder, kind, made, planned)) : Optional.empty();
    }

    /** How far it is, behind a subject: {@code is not finished: it has 20 of 30 draws of each chain}. */
    public String state() {
        return "is not finished: it has " + made + " of " + Counted.of(planned, "draw") + " of each " + kind.noun();
    }

    /** That and what to do. */
    public String sentence() {
        return "The run " + state() + "; go on with it by " + Proposal.command("resume", folder) + ".";
    }
}
