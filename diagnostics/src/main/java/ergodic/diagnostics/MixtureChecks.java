package ergodic.diagnostics;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * Whether chains that disagree can be used together as a mixture: the second level. Each chain must be stationary where
 * it is, they must not drift together, and what they predict together must be known well enough, judged by the variation
 * between them (they are independent, whatever happens within them).
 */
final class MixtureChecks {
    /** Fewest chains: the standard error from M chains is itself uncertain by 1 / sqrt(2 (M - 1)), 50 % for three. */
    static final int FEWEST_CHAINS = 4;
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
    /** Share of chains that may fail by chance: one in ten, so none of the usual four. */
    static final double CHAINS_THAT_MAY_FAIL = 0.1;
    /**
     * Common change of the log density from the first half of the chains to the second, in standard deviations within
     * them, from which on it is a drift; if it is also beyond the chance of {@link #TREND_PROBABILITY}.
     */
    static final double TREND = 0.5;
    /** One-sided probability of the t statistic of the common change. */
    static final double TREND_PROBABILITY = 0.01;
    /** Draws a chain below which a drift cannot be told from chance. */
    private static final int SHORT = (int) (4 * ChainBehaviour.FEWEST_EFFECTIVE_DRAWS);
    /** How far below the others' median a chain's mean log density is worth a word, in standard deviations within. */
    private static final double POOR_MODE = 10;
    /** More chains that the advice speaks of: four times as many halve the error. */
    private static final int MORE = 4;

    private final FunctionScan scan;
    private final SamplerHealth health;
    private final MixtureError error;
    private final FunctionEvidence evidence;
    private final AgreementChecks agreement;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> advice = new ArrayList<>();

    MixtureChecks(FunctionScan scan, SamplerHealth health, MixtureError error, FunctionEvidence evidence,
            AgreementChecks agreement) {
        this.scan = scan;
        this.health = health;
        this.error = error;
        this.evidence = evidence;
        this.agreement = agreement;
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

    String headline() {
        if (!passed()) {
            Finding reason = findings.stream().filter(finding -> finding.severity() == Finding.Severity.BAD).findFirst()
                    .orElseThrow();
            return "Not to be trusted: " + Words.rest(reason.sentence());
        }
        double rhat = agreement.largestRhat();
        String start = rhat >= 1.05
                ? "Several modes, usable as a mixture: the chains do not mix (R-hat of functions up to "
                        + Words.rhat(rhat) + "), but each is stationary"
                : "Usable as a mixture: the chains nearly agree (R-hat of functions up to " + Words.rhat(rhat)
                        + ", effective sample sizes from " + Words.whole(agreement.smallestEss())
                        + "), and each is stationary";
        return start + ", and all " + error.chains() + " together know the predictive mean to "
                + Words.two(error.meanError()) + " predictive standard deviations"
                + (Double.isNaN(error.logDensityError()) ? ""
                        : " and the " + evidence.rows().adjective() + " log density to "
                                + Words.two(error.logDensityError()) + " nats a row")
                + ".";
    }

    private void checkChains() {
        int chains = error.chains();
        if (chains < FEWEST_CHAINS) {
            fail("number of chains", (chains == 1 ? "One chain shows" : Words.count(chains, "chain") + " show")
                    + " too little of the variation between chains; it takes " + FEWEST_CHAINS + ".",
                    "Run at least " + FEWEST_CHAINS + " chains.");
        }
        List<ChainBehaviour> failing = scan.chains.stream().filter(chain -> !chain.stationary()).toList();
        if (failing.isEmpty()) {
            double worst = scan.chains.stream().mapToDouble(ChainBehaviour::worstRhat).max().orElse(Double.NaN);
            findings.add(Finding.good("each chain by itself",
                    "Every chain is stationary: split R-hat within a chain is at "
                            + "most " + Words.rhat(worst) + " (a drift of two standard deviations would make it "
                            + ChainBehaviour.DRIFTING_RHAT + ")."));
            return;
        }
        boolean few = failing.size() <= CHAINS_THAT_MAY_FAIL * chains;
        for (ChainBehaviour chain : failing) {
            String sentence = "Chain " + (chain.chain() + 1) + " " + why(chain) + ".";
            findings.add(few ? Finding.caution("each chain by itself", sentence)
                    : Finding.bad("each chain by itself", sentence));
        }
        if (!few) {
            advice.add("Chains are still on their way: give them a longer warm-up, or more draws each"
                    + (agreement.advice().stream().anyMatch(text -> text.contains("divergences")) ? ""
                            : " and a higher target acceptance")
                    + ".");
        }
    }

    private String why(ChainBehaviour chain) {
        if (!chain.drifting() || health.draws() < SHORT) {
            double ess = Double.isNaN(chain.medianEss()) ? chain.logDensityEss()
                    : Double.isNaN(chain.logDensityEss()) ? chain.medianEss()
                            : Math.min(chain.medianEss(), chain.logDensityEss());
            return "has some " + Words.whole(ess) + " effective draws, too few to show whether it is stationary";
        }
        if (chain.logDensityRhat() > ChainBehaviour.DRIFTING_RHAT) {
            return "drifts: its log density differs between its halves (split R-hat "
                    + Words.rhat(chain.logDensityRhat())
                    + ", " + (chain.logDensityShift() > 0 ? "rising" : "falling") + " by "
                    + Words.two(Math.abs(chain.logDensityShift())) + " standard deviations)";
        }
        return "drifts: " + chain.driftingFunctions() + " of its " + chain.functions()
                + " functions differ between its halves (split "
                + "R-hat up to " + Words.rhat(chain.worstRhat()) + ", " + chain.worstFunction() + ")";
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
                    + "not arrived.", "Give the chains a longer warm-up.");
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
                    "Raise the target acceptance (0.9, then 0.99), or write scales non-centred.");
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
                        + Words.two(mean) + " predictive standard deviations" + (good ? ", at most " : ", above ")
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
        double median = Descriptive.median(scan.chains.stream().mapToDouble(ChainBehaviour::logDensityMean).toArray());
        for (ChainBehaviour chain : scan.chains) {
            double below = (median - chain.logDensityMean()) / chain.logDensitySd();
            if (below > POOR_MODE) {
                findings.add(Finding.caution("poor mode", "Chain " + (chain.chain() + 1) + " sits "
                        + Words.two(median - chain.logDensityMean())
                        + " nats of log density below the median chain. The "
                        + "mixture gives every chain the same weight, whatever its posterior probability."));
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

    private void fail(String check, String sentence, String tryThis) {
        findings.add(Finding.bad(check, sentence));
        advice.add(tryThis);
    }
}
