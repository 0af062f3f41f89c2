package ergodic.study;

import ergodic.sampler.draws.ChosenChains;
import ergodic.sampler.draws.Draws;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Chains that a user leaves out of what is judged and predicted, and what is to be said of it. */
public final class LeftOut {

    private LeftOut() {}

    /**
     * The draws without these chains.
     *
     * @param chains
     *            chains from 1, as messages name them
     */
    public static Draws view(Draws draws, List<Integer> chains) {
        List<Integer> kept = new ArrayList<>();
        for (int chain = 1; chain <= draws.chains(); chain++) {
            if (!chains.contains(chain)) {
                kept.add(chain - 1);
            }
        }
        for (int chain : chains) {
            if (chain < 1 || chain > draws.chains()) {
                throw new RunFolderException("--without-chain " + chain + ": there is no such chain; there are "
                        + draws.chains() + ", from 1");
            }
        }
        if (new HashSet<>(chains).size() < chains.size()) {
            throw new RunFolderException("--without-chain names a chain twice");
        }
        if (kept.isEmpty()) {
            throw new RunFolderException("--without-chain leaves no chain; keep one at least");
        }
        return new ChosenChains(draws, kept);
    }

    /**
     * What was left out, with its weight.
     *
     * @param chains
     *            chains from 1
     * @param kept
     *            how many are left
     */
    public static String sentence(List<Integer> chains, int kept) {
        int all = kept + chains.size();
        String names = chains.stream().map(String::valueOf).collect(Collectors.joining(", "));
        return String.format(Locale.ROOT,
                "Left out by request: chain%s %s of %d, %.1f %% of the mixture; %s weighs %.1f %% instead"
                        + " of %.1f %%, and they are numbered anew from 1.",
                chains.size() == 1 ? "" : "s", names, all, 100.0 * chains.size() / all,
                kept == 1 ? "the other one" : "each of the other " + kept, 100.0 / kept,
                100.0 / all);
    }
}
