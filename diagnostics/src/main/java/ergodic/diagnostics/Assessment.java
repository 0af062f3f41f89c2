package ergodic.diagnostics;

import ergodic.sampler.DrawKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A verdict with what it rests on.
 *
 * @param kind
 *            what the draws are
 * @param verdict
 *            the answer
 * @param functions
 *            summaries of the quantities by which the draws were judged; the log density {@code lp} first if it was
 *            stored
 * @param health
 *            divergences, tree depths, energies
 * @param chains
 *            how each chain behaves by itself; empty for draws that are no chains
 * @param members
 *            the members; empty for draws that are none
 * @param suspects
 *            chains with a trouble of their own; empty for draws that are no chains
 * @param mixture
 *            Monte Carlo errors of predictions between chains, fits or members; null where nothing was predicted
 * @param widths
 *            whether the draws are as wide as the gradients say; null where none were evaluated
 * @param modes
 *            the modes that the draws met in function space; null for draws that are neither chains nor populations, and where no function varies
 */
public record Assessment(DrawKind kind, Verdict verdict, List<VariableSummary> functions, SamplerHealth health,
        List<ChainBehaviour> chains, List<Member> members, List<SuspectChain> suspects, @Nullable MixtureError mixture,
        @Nullable WidthCheck widths, @Nullable FunctionModes modes) {

    /** Copies the lists. */
    public Assessment {
        functions = List.copyOf(functions);
        chains = List.copyOf(chains);
        members = List.copyOf(members);
        suspects = List.copyOf(suspects);
    }
}
