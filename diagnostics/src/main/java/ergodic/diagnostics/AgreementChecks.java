package ergodic.diagnostics;

import ergodic.sampler.method.Difficulty;
import ergodic.sampler.words.Counted;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.distribution.FDistribution;

/**
 * Whether the chains agree and there are draws enough: the first level. The bounds are those that Vehtari et al. (2021)
 * and Betancourt (2016) recommend, with what chance gives at the effective draws there are; {@link ContrastChecks} looks at
 * each chain alone.
 */
final class AgreementChecks {
    /** R-hat below which there is nothing to ask. */
    static final double RHAT = 1.01;
    /** R-hat from which on chance is no excuse. */
    static final double LARGE_RHAT = 1.05;
    /** Smallest bulk and tail ESS of any function, all chains together; */
    static final double ESS = 400;
    /** and for each chain, so that its own tests have something to see. */
    static final double ESS_PER_CHAIN = 50;
    /** Share of divergent transitions that is few: one in a thousand, and one at least. */
    static final double FEW_DIVERGENCES = 0.001;
    /** Share of the transitions of one chain: by chance, one of many may have ten times its part. */
    static final double FEW_DIVERGENCES_OF_A_CHAIN = 0.01;
    /** Share of trajectories cut at the largest tree depth above which it is worth a word. */
    static final double SATURATION = 0.01;
    /** Draws a chain below which an effective sample size does not depend on the values: six in each half. */
    static final int FEWEST_DRAWS = 12;
    /** Functions named in a sentence. */
    private static final int NAMED = 3;

    private final FunctionScan scan;
    private final SamplerHealth health;
    private final DrawSource source;
    private final boolean network;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> advice = new ArrayList<>();
    private double largestRhat = Double.NaN;
    private double smallestEss = Double.NaN;
    private boolean broken;
    private boolean differ;

    /**
     * Makes all checks.
     *
     * @param network
     *            whether the model predicts, so that several modes are the rule
     */
    AgreementChecks(FunctionScan scan, SamplerHealth health, DrawSource source, boolean network) {
        this.scan = scan;
        this.health = health;
        this.source = source;
        this.network = network;
        if (checkSubstance()) {
            checkUnjudged();
            checkAgreement();
            checkContrasts();
        }
        checkDivergences();
        checkEnergy();
        checkOneChain();
        if (!passed() && advice.isEmpty()) {
            advise(Difficulty.TOO_FEW_DRAWS);
        }
    }

    List<Finding> findings() {
        return findings;
    }

    List<String> advice() {
        return advice;
    }

    boolean passed() {
        return findings.stream().noneMatch(finding -> finding.severity() == Finding.Severity.BAD);
    }

    /** Whether the draws are no sample of anything: values that are not finite, chains that stand still, hardly a draw. */
    boolean broken() {
        return broken;
    }

    /** Whether chains differ from one another, as in several modes. */
    boolean differ() {
        return differ;
    }

    double largestRhat() {
        return largestRhat;
    }

    double smallestEss() {
        return smallestEss;
    }

    /** Fewest effective draws of so many chains. */
    static double fewestEffectiveDraws(int chains) {
        return Math.max(ESS, ESS_PER_CHAIN * chains);
    }

    /** That the chains agree, as the end of a sentence. */
    String agreement() {
        String of = network ? Counted.of(scan.summaries.size(), "function")
                : Counted.of(scan.summaries.size(), "quantity");
        if (health.chains() == 1) {
            return "its halves agree (split R-hat of " + of + " at most " + Words.rhat(largestRhat)
                    + ", effective sample sizes from " + Words.whole(smallestEss) + ").";
        }
        return "the " + health.chains() + " chains agree (R-hat of " + of + " at most " + Words.rhat(largestRhat)
                + "), and there are draws enough (effective sample sizes from " + Words.whole(smallestEss) + ").";
    }

    /** The first reason against, as the end of a sentence. */
    String reason() {
        return findings.stream().filter(finding -> finding.severity() == Finding.Severity.BAD).findFirst()
                .map(finding -> Words.rest(finding.sentence())).orElse("");
    }

    private String nouns() {
        return network ? "functions" : "quantities";
    }

    /** Whether there is something to judge. */
    private boolean checkSubstance() {
        if (health.chains() == 0 || health.draws() < FEWEST_DRAWS) {
            breaks("draws", "There " + Counted.is(health.draws()) + " " + Counted.of(health.draws(), "draw")
                    + " a chain, too few to say anything: "
                    + "below " + FEWEST_DRAWS + " an effective sample size says nothing of the values, and it takes "
                    + "hundreds to judge.", Difficulty.TOO_FEW_DRAWS);
            return false;
        }
        List<String> infinite = scan.summaries.stream().filter(line -> !Double.isFinite(line.mean()))
                .map(VariableSummary::name).toList();
        if (!infinite.isEmpty()) {
            breaks("finite values",
                    "There are values that are not finite in " + names(infinite, scan.summaries.size()) + ".");
            advice.add("Look for an overflow in the model: a scale that can reach 0 or infinity, a log of 0.");
        }
        if (scan.lines.stream().allMatch(FunctionScan.Line::constant)) {
            breaks("movement", "Nothing ever changes: every quantity is the same in all draws.",
                    Difficulty.STANDSTILL);
            return false;
        }
        checkMovement();
        return true;
    }

    private void checkMovement() {
        int chains = health.chains();
        List<Integer> stuck = scan.chains.stream().filter(chain -> chain.stuck(chains)).map(ChainBehaviour::chain)
                .toList();
        if (!stuck.isEmpty()) {
            double still = stuck.stream().mapToDouble(chain -> scan.chains.get(chain).stillShare()).max().orElse(0);
            breaks("movement", Words.sentence(Words.chains(stuck)) + (stuck.size() == 1 ? " stands" : " stand")
                    + " still, up to " + Words.percent(still) + " of the draws on end.", Difficulty.STANDSTILL);
            return;
        }
        List<ChainBehaviour> pausing = scan.chains.stream().filter(chain -> chain.pausing(chains)).toList();
        for (ChainBehaviour chain : pausing) {
            findings.add(Finding.caution("movement", "Chain " + (chain.chain() + 1) + " stands still for "
                    + chain.still() + " of its " + health.draws() + " draws on end."));
        }
        if (pausing.isEmpty()) {
            int still = scan.chains.stream().mapToInt(ChainBehaviour::still).max().orElse(0);
            findings.add(Finding.good("movement", "Every chain moves"
                    + (still == 0 ? "." : ": at most " + still + " draws on end are the same.")));
        }
    }

    private void checkUnjudged() {
        List<String> constant = scan.lines.stream().filter(FunctionScan.Line::constant)
                .map(line -> line.summary().name()).toList();
        if (!constant.isEmpty()) {
            findings.add(Finding.caution("constant quantities", "Not judged, since they are the same in all draws: "
                    + names(constant, scan.lines.size()) + "."));
        }
        List<String> unjudged = scan.lines.stream()
                .filter(line -> !line.constant() && Double.isNaN(line.summary().rhat()))
                .map(line -> line.summary().name()).toList();
        if (!unjudged.isEmpty() && !broken) {
            findings.add(Finding.bad("quantities not judged", "R-hat cannot be computed for "
                    + names(unjudged, scan.lines.size()) + ", so nothing shows that they are right."));
        }
    }

    private void checkAgreement() {
        List<FunctionScan.Line> judged = scan.lines.stream().filter(line -> !Double.isNaN(line.summary().rhat()))
                .toList();
        if (judged.isEmpty()) {
            return;
        }
        FunctionScan.Line worst = judged.getFirst();
        VariableSummary least = judged.getFirst().summary();
        List<FunctionScan.Line> above = new ArrayList<>();
        for (FunctionScan.Line line : judged) {
            worst = line.summary().rhat() > worst.summary().rhat() ? line : worst;
            least = ess(line.summary()) < ess(least) ? line.summary() : least;
            if (line.summary().rhat() >= rhatBound(line, judged.size())) {
                above.add(line);
            }
        }
        largestRhat = worst.summary().rhat();
        smallestEss = ess(least);
        String kind = network ? "R-hat of functions" : "R-hat";
        String name = worst.summary().name();
        if (above.isEmpty()) {
            findings.add(Finding.good(kind, "R-hat is at most " + Words.rhat(largestRhat) + " (" + name + "), "
                    + (largestRhat < RHAT ? "below " + RHAT + "."
                            : "within chance at its effective draws (bound " + Words.rhat(rhatBound(worst,
                                    judged.size())) + ").")));
        } else {
            differ = true;
            above.sort((a, b) -> Double.compare(b.summary().rhat(), a.summary().rhat()));
            findings.add(Finding.bad(kind, "R-hat reaches " + Words.rhat(largestRhat) + " (" + name + ") and is "
                    + RHAT + " or more, beyond chance, for "
                    + names(above.stream().map(line -> line.summary().name()).toList(), judged.size()) + "."));
            advise(Difficulty.DISAGREEMENT);
        }
        double fewest = fewestEffectiveDraws(health.chains());
        boolean enough = smallestEss >= fewest;
        findings.add(Finding.of(enough, "effective draws", "The smallest effective sample size is "
                + Words.whole(smallestEss) + " (" + least.name() + "), " + (enough ? "at least " : "below ")
                + Words.whole(fewest) + "."));
        if (!enough && above.isEmpty()) {
            advise(Difficulty.TOO_FEW_DRAWS);
            double factor = Math.ceil(1.2 * fewest / smallestEss);
            advice.add("About " + Words.whole(factor) + " times as many draws should do.");
        }
    }

    /**
     * Largest R-hat that chance explains: with half chains of e effective draws, R-hat^2 - 1 is F / e, where F has as many
     * degrees of freedom as half chains but one, and those with which the effective draws are known. e is counted within
     * chains, so that their disagreement is no excuse for itself.
     */
    private static double rhatBound(FunctionScan.Line line, int quantities) {
        double ess = 0;
        double freedom = 0;
        int chains = 0;
        for (double own : line.contrast().ess()) {
            if (!Double.isNaN(own)) {
                ess += own;
                freedom += Math.max(1, own / ChainContrast.DRAWS_PER_FREEDOM);
                chains++;
            }
        }
        if (chains == 0) {
            return RHAT;
        }
        double quantile = FDistribution.of(2.0 * chains - 1, freedom)
                .inverseSurvivalProbability(ChainBehaviour.LEVEL / (2.0 * quantities));
        return Math.clamp(Math.sqrt(1 + quantile / (ess / (2 * chains))), RHAT, LARGE_RHAT);
    }

    private void checkContrasts() {
        ContrastChecks contrasts = new ContrastChecks(scan, health.chains(), nouns());
        findings.addAll(contrasts.findings());
        if (contrasts.apart() && !differ) {
            advise(Difficulty.DISAGREEMENT);
        }
        differ |= contrasts.apart();
        if (contrasts.drifting()) {
            advise(Difficulty.NOT_ARRIVED);
        }
    }

    private void checkDivergences() {
        double all = (double) health.transitions();
        if (!health.divergences().isEmpty()) {
            int divergences = health.totalDivergences();
            List<Integer> many = new ArrayList<>();
            for (int chain = 0; chain < health.chains(); chain++) {
                if (health.divergences().get(chain) > Math.max(2, FEW_DIVERGENCES_OF_A_CHAIN * all / health.chains())) {
                    many.add(chain);
                }
            }
            boolean few = divergences <= Math.max(1, FEW_DIVERGENCES * all) && many.isEmpty();
            String sentence = divergences == 0 ? "No transition diverged."
                    : Counted.of(divergences, "transition") + " of " + Words.whole(all) + " diverged ("
                            + Words.percent(divergences / all) + (many.isEmpty() || many.size() == health.chains() ? ""
                                    : ", most in " + Words.chains(many))
                            + ")"
                            + (few ? "." : ": there are places that the sampler cannot enter, and it leaves them out.");
            findings.add(few && divergences > 0 ? Finding.caution("divergences", sentence)
                    : Finding.of(few, "divergences", sentence));
            if (!few) {
                advise(Difficulty.DIVERGENCES);
            }
        }
        double saturated = health.totalSaturations() / all;
        if (saturated > SATURATION) {
            findings.add(Finding.caution("tree depth", (saturated == 1 ? "All"
                    : Words.percent(saturated)
                            + " of the")
                    + " trajectories were cut at the largest tree depth: right, but slow."));
            advise(Difficulty.CUT_TRAJECTORIES);
        }
    }

    private void checkEnergy() {
        double bfmi = health.smallestBfmi();
        if (!Double.isNaN(bfmi)) {
            boolean enough = bfmi >= SamplerHealth.LOW_BFMI;
            findings.add(Finding.of(enough, "energy", "The smallest E-BFMI is " + Words.two(bfmi)
                    + (enough ? ", at least " : ", below ") + SamplerHealth.LOW_BFMI
                    + (enough ? "."
                            : ": the momenta reach too few energies, so the tails are explored slowly.")));
            if (!enough) {
                advise(Difficulty.LOW_ENERGY);
            }
        }
    }

    private void checkOneChain() {
        if (health.chains() != 1) {
            return;
        }
        String sentence = "There is one chain: nothing shows whether another would have found the same.";
        findings.add(
                network ? Finding.bad("number of chains", sentence) : Finding.caution("number of chains", sentence));
        if (network) {
            advise(Difficulty.FEW_CHAINS);
        }
    }

    private void advise(Difficulty difficulty) {
        advice.addAll(source.advice(difficulty));
    }

    private void breaks(String check, String sentence, Difficulty difficulty) {
        breaks(check, sentence);
        advise(difficulty);
    }

    private void breaks(String check, String sentence) {
        broken = true;
        findings.add(Finding.bad(check, sentence));
    }

    /** The smaller of bulk and tail ESS; the bulk alone where the tail has none, as in a quantity of few values. */
    private static double ess(VariableSummary line) {
        return Double.isNaN(line.essTail()) ? line.essBulk() : Math.min(line.essBulk(), line.essTail());
    }

    private static String names(List<String> names, int of) {
        String some = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
        return names.size() + " of " + of + " (" + some + (names.size() > NAMED ? ", ..." : "") + ")";
    }
}
