package ergodic.diagnostics;

import ergodic.sampler.words.Counted;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether the chains agree and there are draws enough: the first level. The bounds are those that Vehtari et al. (2021)
 * and Betancourt (2016) recommend.
 */
final class AgreementChecks {
    /** Largest R-hat of any function. */
    static final double RHAT = 1.01;
    /**
     * Smallest bulk and tail ESS of any function, all chains together. Not a number a chain: an R-hat below 1.01 by
     * itself takes some 50 effective draws in each half chain, since it is about 1 + 1 / (2 x that number).
     */
    static final double ESS = 400;
    /** Share of divergent transitions that is few: one in a thousand, and one at least. */
    static final double FEW_DIVERGENCES = 0.001;
    /** Smallest energy fraction. */
    static final double BFMI = 0.3;
    /** Share of trajectories cut at the largest tree depth above which it is worth a word. */
    static final double SATURATION = 0.01;
    /** Draws a chain below which no effective sample size exists: three in each half. */
    static final int FEWEST_DRAWS = 6;
    /** Functions named in a sentence. */
    private static final int NAMED = 3;

    private final FunctionScan scan;
    private final SamplerHealth health;
    private final boolean network;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> advice = new ArrayList<>();
    private double largestRhat = Double.NaN;
    private double smallestEss = Double.NaN;
    private boolean broken;

    /**
     * Makes all checks.
     *
     * @param network
     *            whether the model predicts, so that several modes are the rule
     */
    AgreementChecks(FunctionScan scan, SamplerHealth health, boolean network) {
        this.scan = scan;
        this.health = health;
        this.network = network;
        checkSubstance();
        checkAgreement();
        checkDivergences();
        checkEnergy();
        checkOneChain();
        if (!passed() && advice.isEmpty()) {
            advice.add("Run longer: more warm-up, then more draws.");
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

    double largestRhat() {
        return largestRhat;
    }

    double smallestEss() {
        return smallestEss;
    }

    String headline() {
        String of = network ? Words.count(scan.summaries.size(), "function")
                : Counted.of(scan.summaries.size(), "quantity");
        if (health.chains() == 1) {
            return "Explored, as far as one chain can tell: its halves agree (split R-hat of " + of + " at most "
                    + Words.rhat(largestRhat) + ", effective sample sizes from " + Words.whole(smallestEss) + ").";
        }
        return "Explored: the " + health.chains() + " chains agree (R-hat of " + of + " at most "
                + Words.rhat(largestRhat) + "), and there are draws enough (effective sample sizes from "
                + Words.whole(smallestEss) + ").";
    }

    /** The first reason against, as the end of a sentence. */
    String reason() {
        return findings.stream().filter(finding -> finding.severity() == Finding.Severity.BAD).findFirst()
                .map(finding -> Words.rest(finding.sentence())).orElse("");
    }

    private void checkSubstance() {
        if (health.chains() == 0 || health.draws() < FEWEST_DRAWS) {
            breaks("draws", "There are " + Words.count(health.draws(), "draw") + " a chain, too few to say anything; "
                    + "it takes " + FEWEST_DRAWS + " to compute and hundreds to judge.", "Draw more.");
            return;
        }
        List<String> infinite = scan.summaries.stream().filter(line -> !Double.isFinite(line.mean()))
                .map(VariableSummary::name).toList();
        if (!infinite.isEmpty()) {
            breaks("finite values",
                    "There are values that are not finite in " + names(infinite, scan.summaries.size()) + ".",
                    "Look for an overflow in the model: a scale that can reach 0 or infinity, a log of 0.");
        }
        if (scan.summaries.stream().allMatch(line -> line.sd() == 0)) {
            breaks("movement", "Nothing ever changes: every quantity is the same in all draws.",
                    "The step size may be far too large, so that every proposal is rejected: try a higher target "
                            + "acceptance or a longer warm-up.");
            return;
        }
        List<Integer> stuck = scan.chains.stream().filter(ChainBehaviour::stuck).map(ChainBehaviour::chain).toList();
        if (!stuck.isEmpty()) {
            double still = stuck.stream().mapToDouble(chain -> scan.chains.get(chain).stillShare()).max().orElse(0);
            breaks("movement", Words.sentence(Words.chains(stuck)) + (stuck.size() == 1 ? " stands" : " stand")
                    + " still, up to " + Words.percent(still) + " of the draws on end.",
                    "Start the chains anew with a longer warm-up and a higher target acceptance; "
                            + "a chain that stands still has found a place that its step size cannot leave.");
        } else {
            findings.add(Finding.good("movement", "Every chain moves."));
        }
    }

    private void checkAgreement() {
        List<VariableSummary> judged = scan.summaries.stream().filter(line -> !Double.isNaN(line.rhat())).toList();
        if (judged.isEmpty()) {
            if (!broken) {
                breaks("R-hat", "R-hat is not defined for any quantity.", "Draw more.");
            }
            return;
        }
        VariableSummary worst = judged.getFirst();
        VariableSummary least = judged.getFirst();
        for (VariableSummary line : judged) {
            worst = line.rhat() > worst.rhat() ? line : worst;
            least = ess(line) < ess(least) ? line : least;
        }
        largestRhat = worst.rhat();
        smallestEss = ess(least);
        List<String> above = judged.stream().filter(line -> line.rhat() >= RHAT)
                .sorted((a, b) -> Double.compare(b.rhat(), a.rhat())).map(VariableSummary::name).toList();
        String kind = network ? "R-hat of functions" : "R-hat";
        if (above.isEmpty()) {
            findings.add(Finding.good(kind, "R-hat is at most " + Words.rhat(largestRhat) + " (" + worst.name()
                    + "), below " + RHAT + "."));
        } else {
            findings.add(
                    Finding.bad(kind, "R-hat reaches " + Words.rhat(largestRhat) + " (" + worst.name() + ") and is "
                            + RHAT + " or more for " + names(above, judged.size()) + "."));
            advice.add(largestRhat < 1.05
                    ? "The chains nearly agree: run them longer, two to four times as many draws."
                    : "The chains disagree: give them a longer warm-up, a higher target acceptance, or a "
                            + "parameterisation with less dependence (non-centred scales), and run them longer.");
        }
        findings.add(Finding.of(smallestEss >= ESS, "effective draws", "The smallest effective sample size is "
                + Words.whole(smallestEss) + " (" + least.name() + "), " + (smallestEss >= ESS ? "at least " : "below ")
                + Words.whole(ESS) + "."));
        if (smallestEss < ESS && above.isEmpty()) {
            double factor = Math.ceil(1.2 * ESS / smallestEss);
            advice.add("Draw more: about " + Words.whole(factor) + " times as many should do.");
        }
    }

    private void checkDivergences() {
        if (health.divergences().isEmpty()) {
            return;
        }
        int divergences = health.totalDivergences();
        double all = (double) health.transitions();
        boolean few = divergences <= Math.max(1, FEW_DIVERGENCES * all);
        String sentence = divergences == 0 ? "No transition diverged."
                : Words.count(divergences, "transition") + " of " + Words.whole(all) + " diverged ("
                        + Words.percent(divergences / all) + ")"
                        + (few ? "." : ": there are places that the sampler cannot enter, and it leaves them out.");
        findings.add(Finding.of(few, "divergences", sentence));
        if (!few) {
            advice.add(
                    "Against divergences: raise the target acceptance (0.9, then 0.99), or write scales non-centred.");
        }
        double saturated = health.totalSaturations() / all;
        if (saturated > SATURATION) {
            findings.add(Finding.caution("tree depth", Words.percent(saturated)
                    + " of the trajectories were cut at the "
                    + "largest tree depth: right, but slow. A deeper tree or a better metric would move farther."));
        }
    }

    private void checkEnergy() {
        double bfmi = health.smallestBfmi();
        if (!Double.isNaN(bfmi)) {
            findings.add(Finding.of(bfmi >= BFMI, "energy", "The smallest E-BFMI is " + Words.two(bfmi)
                    + (bfmi >= BFMI ? ", at least " : ", below ") + BFMI
                    + (bfmi >= BFMI ? "."
                            : ": the momenta reach too few energies, so the tails are explored slowly.")));
            if (bfmi < BFMI) {
                advice.add("Against a low E-BFMI: priors with lighter tails, non-centred scales, more draws.");
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
            advice.add(
                    "Run at least " + MixtureChecks.FEWEST_CHAINS + " chains: posteriors of networks have many modes.");
        }
    }

    private void breaks(String check, String sentence, String tryThis) {
        broken = true;
        findings.add(Finding.bad(check, sentence));
        advice.add(tryThis);
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
