package ergodic.cli.command;

import ergodic.sampler.draws.Draws;
import ergodic.study.FinishedRun;
import ergodic.study.LeftOut;
import ergodic.study.Unfinished;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The option that leaves chains out, and what every command that reads draws says of them. */
final class ChainChoice {

    @Option(names = "--without-chain", paramLabel = "N", description = "Leave out chain N, counted from 1; may be given"
            + " several times. Its weight is said.")
    private List<Integer> leftOut = List.of();

    ChainChoice() {}

    /** The run without those chains. */
    FinishedRun of(FinishedRun run) {
        return run.withoutChains(leftOut);
    }

    /** The draws without those chains. */
    Draws of(Draws draws) {
        return leftOut.isEmpty() ? draws : LeftOut.view(draws, leftOut);
    }

    /** Says that a run is not finished, and what was left out of it. */
    void tell(Output output, FinishedRun run, Map<String, Object> document) {
        Unfinished unfinished = run.unfinished().orElse(null);
        document.put("finished", unfinished == null);
        if (unfinished != null) {
            document.put("unfinished", unfinished.sentence());
            if (!output.json()) {
                output.say(unfinished.sentence());
            }
        }
        tell(output, run.draws(), document);
    }

    /** Says what was left out; nothing where nothing was. */
    void tell(Output output, Draws kept, Map<String, Object> document) {
        document.put("left_out", leftOut);
        if (!leftOut.isEmpty() && !output.json()) {
            output.say(LeftOut.sentence(leftOut, kept.chains()));
        }
    }
}
