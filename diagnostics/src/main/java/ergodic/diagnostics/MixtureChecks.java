package ergodic.diagnostics;

import ergodic.sampler.method.Difficulty;
import ergodic.sampler.words.Counted;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Whether chains that disagree can be used together as a mixture: the second level. Each chain must be stationary where
 * it is, they must not drift together, and what they predict together must be known well enough, judged by the variation
 * between them (they are independent, whatever happens within them).
 */
final class MixtureChecks {
    /**
     * Largest Monte Carlo error of the predictive mean, in predictive standard deviations. Added in quadrature it widens
     * the predictive distribution by 3 %: an interval meant to cover 90 % still covers 89 %.
     */
    static final double MEAN_ERROR = 0.25;
    /**
     * Largest Monte Carlo error of the mean log predictive density of held-out rows, in nats: the density of a held-out
     * value is known to 10 %. It is what a predictive standard deviation wrong by a third would cost.
     */
    static final double LOG_DENSITY_ERROR = 0.1;
    /** Share of divergent transitions above which too much may be left out, whatever the chains predict. */
    static final double MANY_DIVERGENCES = 0.02;
    /** Share of the transitions of one chain that may diverge: what is left out of one chain of many hides in the sum. */
    static final double MANY_DIVERGENCES_OF_A_CHAIN = 0.1;
    /** Share of chains whose effective draws may seem too few, */
    static final double SLOW_CHAINS = 0.1;
    /** if there are not fewer than so many: the estimate of ten is uncertain by half. */
    static final double FEWEST_OF_A_SLOW_CHAIN = 5;
    /**
     * Common change of the log density from the first half of the chains to the second, in standard deviations within
     * them, from which on it is a drift; if it is also beyond the chance of {@link #TREND_PROBABILITY}.
     */
    static final double TREND = 0.5;
    /** One-sided probability of the t statistic of the common change. */
    static final double TREND_PROBABILITY = 0.01;
    /** How far below the others' median a chain's mean log density is worth a word, in standard deviations within. */
    private static final double POOR_MODE = 10;
    /** How far below, in robust standard deviations of all chains' means, it stands out: then it fails. */
    private static final double POOR_AMONG_CHAINS = 5;
    /** More chains that the advice speaks of: four times as many halve the error. */
    private static final int MORE = 4;

    private final FunctionScan scan;
    private final SamplerHealth health;
    private final MixtureError error;
    private final FunctionEvidence evidence;
    private final AgreementChecks agreement;
    private final DrawSource source;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> advice = new ArrayList<>();

    MixtureChecks(FunctionScan scan, SamplerHealth health, MixtureError error, FunctionEvidence evidence,
            AgreementChecks agreement, DrawSource source) {
        this.scan = scan;
        this.health = health;
        this.error = error;
        this.evidence = evidence;
        this.agreement = agreement;
        this.source = source;
        checkChains();
        checkCommonTrend();
        checkDivergences();
        checkErrors();
        checkPoorModes();
        adviseMoreChains();
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

    /** The first reason against, as the end of a sentence. */
    String reason() {
        return findings.stream().filter(finding -> finding.severity() == Finding.Severity.BAD).findFirst()
                .map(finding -> Words.rest(finding.sentence())).orElse("");
    }

    /** What is said if nothing fails. */
    String headline() {
        String start = agreement.differ()
                ? "Several modes, usable as a mixture: the chains differ (R-hat of functions up to "
                        + Words.rhat(agreement.largestRhat()) + "), but each is stationary"
                : "Usable as a mixture: the chains do not differ (R-hat of functions up to "
                        + Words.rhat(agreement.largestRhat()) + ", effective sample sizes from "
                        + Words.whole(agreement.smallestEss()) + "), and each is stationary";
        return start + ", and all " + error.chains() + " together know the predictive mean to "
                + Words.two(error.meanError()) + " predictive standard deviations"
                + (Double.isNaN(error.logDensityError()) ? ""
                        : " and the " + evidence.rows().adjective() + " log density to "
                                + Words.two(error.logDensityError()) + " nats a row")
                + (agreement.differ() ? "." : ". Not explored, because " + agreement.reason());
    }

    /** The level in words: several modes are only spoken of where chains differ. */
    String words() {
        return (agreement.differ() ? "several modes, " : "") + VerdictLevel.MIXTURE.words();
    }

    private void checkChains() {
        int chains = error.chains();
        if (chains < Difficulty.FEWEST_CHAINS) {
            fail("number of chains", (chains == 1 ? "One chain shows" : Counted.of(chains, "chain") + " show")
                    + " too little of the variation between chains; it takes " + Difficulty.FEWEST_CHAINS + ".",
                    Difficulty.FEW_CHAINS);
        }
        boolean arrived = true;
        List<ChainBehaviour> slow = scan.chains.stream()
                .filter(chain -> chain.effectiveDraws() < ChainBehaviour.FEWEST_EFFECTIVE_DRAWS).toList();
        for (ChainBehaviour chain : scan.chains) {
            String name = "Chain " + (chain.chain() + 1);
            if (chain.drifting(chains)) {
                arrived = false;
                findings.add(Finding.bad("each chain by itself", name + " drifts: " + chain.rising()
                        + (chain.rise() > 0 ? " rises by " : " falls by ") + Words.two(Math.abs(chain.rise()))
                        + " standard deviations from its first draw to its last."));
            } else if (slow.contains(chain)) {
                boolean chance = slow.size() <= SLOW_CHAINS * chains
                        && chain.effectiveDraws() >= FEWEST_OF_A_SLOW_CHAIN;
                arrived &= chance;
                String sentence = name + " has some " + Words.whole(chain.effectiveDraws())
                        + " effective draws, too few to show whether it is stationary.";
                findings.add(chance ? Finding.caution("each chain by itself", sentence)
                        : Finding.bad("each chain by itself", sentence));
            }
        }
        if (arrived) {
            findings.add(Finding.good("each chain by itself",
                    "Every chain is stationary: no line fitted to a function or to "
                            + "the log density of one chain rises or falls by " + ChainBehaviour.DRIFTING_RISE
                            + " standard deviations beyond chance."));
        } else {
            advise(Difficulty.NOT_ARRIVED);
        }
    }

    private void checkCommonTrend() {
        int chains = scan.chains.size();
        if (!scan.hasLogDensity || chains < 2) {
            return;
        }
        double[] shifts = scan.chains.stream().mapToDouble(ChainBehaviour::logDensityShift).toArray();
        double mean = Descriptive.mean(shifts);
        double t = mean / (Descriptive.sd(shifts) / Math.sqrt(chains));
        double bound = TDistribution.of(chains - 1).inverseSurvivalProbability(TREND_PROBABILITY);
        if (Math.abs(mean) >= TREND && Math.abs(t) > bound) {
            fail("common drift", "The log density of all chains " + (mean > 0 ? "rises" : "falls") + " together, by "
                    + Words.two(Math.abs(mean))
                    + " standard deviations from their first half to their second: they have "
                    + "not arrived.", Difficulty.NOT_ARRIVED);
        } else if (!Double.isNaN(mean)) {
            findings.add(Finding.good("common drift", "The log density shows no common drift (" + Words.hundredths(mean)
                    + " standard deviations from first to second half)."));
        }
    }

    private void checkDivergences() {
        double share = health.totalDivergences() / (double) health.transitions();
        if (share > MANY_DIVERGENCES) {
            fail("many divergences",
                    Words.percent(share) + " of the transitions diverged: what the sampler cannot enter is "
                            + "left out of every chain, and no comparison between chains shows it.",
                    Difficulty.DIVERGENCES);
        }
        for (int chain = 0; chain < health.divergences().size(); chain++) {
            double own = (double) health.divergences().get(chain) * health.chains()
                    / (double) health.transitions();
            if (own > MANY_DIVERGENCES_OF_A_CHAIN) {
                fail("many divergences", Words.percent(own) + " of the transitions of chain " + (chain + 1)
                        + " diverged: it cannot enter the place that it has found.", Difficulty.DIVERGENCES);
            }
        }
    }

    private void checkErrors() {
        if (error.chains() < 2) {
            return;
        }
        double mean = error.meanError();
        boolean good = mean <= MEAN_ERROR;
        String worst = error.worstRow() >= 0 && !good
                ? "; worst for " + evidence.names().get(error.worstRow()) + " (" + Words.two(error.worstRowError())
                        + ")"
                : "";
        findings.add(Finding.of(good, "predictive mean",
                "The Monte Carlo error of the predictive mean, between chains, is "
                        + Words.two(mean) + " predictive standard deviations within chains"
                        + (good ? ", at most " : ", above ")
                        + MEAN_ERROR
                        + worst + "."));
        double density = error.logDensityError();
        if (evidence.chainLogDensity().length != 0) {
            boolean known = density <= LOG_DENSITY_ERROR;
            String rows = evidence.rows().adjective();
            findings.add(Finding.of(known, rows + " log density", "The " + rows + " log density is "
                    + Words.hundredths(error.logDensity()) + " nats a row, with a Monte Carlo error of "
                    + Words.two(density)
                    + (known ? ", at most " : ", above ") + LOG_DENSITY_ERROR + "."));
        }
    }

    private void checkPoorModes() {
        if (!scan.hasLogDensity || scan.chains.size() < 3) {
            return;
        }
        double[] means = scan.chains.stream().mapToDouble(ChainBehaviour::logDensityMean).toArray();
        double median = Descriptive.median(means);
        double spread = Descriptive.mad(means);
        for (ChainBehaviour chain : scan.chains) {
            double below = median - chain.logDensityMean();
            if (below > POOR_MODE * chain.logDensitySd()) {
                String sentence = "Chain " + (chain.chain() + 1) + " sits " + Words.two(below)
                        + " nats of log density below the median chain. The mixture gives every chain the same weight, "
                        + "whatever its posterior probability.";
                if (below > POOR_AMONG_CHAINS * spread) {
                    fail("poor mode", sentence, Difficulty.NOT_ARRIVED);
                } else {
                    findings.add(Finding.caution("poor mode", sentence));
                }
            }
        }
    }

    private void adviseMoreChains() {
        int more = MORE * error.chains();
        if (error.chains() < 2 || !(error.meanError() > 0)) {
            return;
        }
        String text = more + " chains would bring the error of the predictive mean from " + Words.two(error.meanError())
                + " to " + Words.two(error.meanErrorWith(more));
        if (!Double.isNaN(error.logDensityError())) {
            text += ", that of the log density from " + Words.two(error.logDensityError()) + " to "
                    + Words.two(error.logDensityErrorWith(more));
            double gain = error.logDensityGain() * (1 - (double) error.chains() / more);
            if (gain > 0) {
                text += ", and the log density up by about " + Words.two(gain);
            }
        }
        advice.add(text + ".");
    }

    private void fail(String check, String sentence, Difficulty difficulty) {
        findings.add(Finding.bad(check, sentence));
        advise(difficulty);
    }

    private void advise(Difficulty difficulty) {
        advice.addAll(source.advice(difficulty));
    }
}
