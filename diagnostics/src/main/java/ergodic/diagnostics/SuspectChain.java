package ergodic.diagnostics;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * A chain with a trouble of its own, and the evidence. It stays in the mixture, with the weight of any other, unless it is left out by request.
 *
 * @param chain
 *            chain from 0
 * @param trouble
 *            what is the matter with it
 * @param evidence
 *            the numbers that say so, as the end of a sentence about the chain, without a full stop
 * @param weight
 *            its share of the mixture of all chains
 */
public record SuspectChain(int chain, Trouble trouble, String evidence, double weight) {

    private static final int NAMED = 3;
    /** Nats a direction by which a mode may lie below the others: it weighs as much as they if it is {@code e^3}, 20 times, as wide in each. */
    private static final double NATS_A_DIRECTION = 3;

    /** What can be the matter with a chain. */
    public enum Trouble {
        /** It stands still. */
        STUCK("is stuck"),
        /** It is on the way. */
        DRIFTING("drifts"),
        /** Its log density is so far below the others' that no width of its mode makes up for it. */
        LOW("lies low"),
        /** It diverges, and most others do not. */
        DIVERGING("diverges");

        private final String words;

        Trouble(String words) {
            this.words = words;
        }

        /** Its name in JSON. */
        public String key() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** All troubles of all chains, in the order of the chains. */
    static List<SuspectChain> of(List<ChainBehaviour> chains, DivergenceConcentration divergences) {
        List<SuspectChain> suspects = new ArrayList<>();
        int count = chains.size();
        for (ChainBehaviour chain : chains) {
            if (chain.stuck(count)) {
                suspects.add(
                        new SuspectChain(chain.chain(), Trouble.STUCK, chain.still() + " draws on end are the same, "
                                + Words.percent(chain.stillShare()) + " of them", 1.0 / count));
            }
            if (chain.drifting(count)) {
                suspects.add(new SuspectChain(chain.chain(), Trouble.DRIFTING, chain.rising()
                        + (chain.rise() > 0 ? " rises by " : " falls by ") + Words.two(Math.abs(chain.rise()))
                        + " standard deviations from its first draw to its last", 1.0 / count));
            }
            lowness(chain, chains).ifPresent(evidence -> suspects
                    .add(new SuspectChain(chain.chain(), Trouble.LOW, evidence, 1.0 / count)));
            if (divergences.concentrated() && divergences.flagged().contains(chain.chain())) {
                int at = chain.chain();
                suspects.add(new SuspectChain(at, Trouble.DIVERGING, Words.percent(divergences.rates().get(at))
                        + " of its transitions (first quarter of its draws "
                        + Words.percent(divergences.early().get(at))
                        + ", last " + Words.percent(divergences.late().get(at)) + "), of other chains at most "
                        + Words.percent(divergences.ofOthers()), 1.0 / count));
            }
        }
        return suspects;
    }

    /**
     * By what a chain lies below the others, if no width makes up for it. Beside the median of the others, so that one that is caught where the density is high and the
     * posterior is not, as in the neck of a funnel, makes nobody low; and nobody of a majority is.
     */
    private static Optional<String> lowness(ChainBehaviour chain, List<ChainBehaviour> chains) {
        List<ChainBehaviour> others = chains.stream().filter(other -> other.chain() != chain.chain()).toList();
        double below = median(others, ChainBehaviour::logDensityMean) - chain.logDensityMean();
        double sd = median(others, ChainBehaviour::logDensitySd);
        // The log density of a normal distribution of d dimensions has the variance d / 2.
        double directions = 2 * sd * sd;
        return directions > 0 && below > NATS_A_DIRECTION * directions
                ? Optional.of("its mean log density is " + Words.two(below)
                        + " below the median of the other chains', more than the width of its mode can make up for ("
                        + Words.two(below / directions) + " for each of some " + Words.two(directions)
                        + " directions)")
                : Optional.empty();
    }

    private static double median(List<ChainBehaviour> chains, ToDoubleFunction<ChainBehaviour> value) {
        return chains.isEmpty() ? Double.NaN : Descriptive.median(chains.stream().mapToDouble(value).toArray());
    }

    /** One finding for each, of the first few; what the others have is in the list. */
    static List<Finding> findings(List<SuspectChain> suspects) {
        List<Finding> findings = new ArrayList<>();
        for (SuspectChain suspect : suspects.subList(0, Math.min(NAMED, suspects.size()))) {
            findings.add(Finding.caution("suspect chain", suspect.sentence()));
        }
        if (suspects.size() > NAMED) {
            findings.add(Finding.caution("suspect chain",
                    (suspects.size() - NAMED) + " more such findings are listed under suspects."));
        }
        return findings;
    }

    /** The chain, its trouble, the evidence and its weight, in a sentence. */
    public String sentence() {
        return "Chain " + (chain + 1) + ", " + Words.percent(weight) + " of the mixture, " + trouble.words + ": "
                + evidence + "; --without-chain " + (chain + 1) + " shows the others without it.";
    }

    /** The same by name. */
    public Map<String, Object> columns() {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("chain", chain + 1);
        columns.put("trouble", trouble.key());
        columns.put("evidence", evidence);
        columns.put("weight", weight);
        return columns;
    }
}
