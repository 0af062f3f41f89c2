package ergodic.diagnostics;

import ergodic.sampler.DrawKind;
import ergodic.sampler.draws.Draws;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.method.Difficulty;
import ergodic.sampler.words.Counted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Judges populations of particles by what they have in common: each was brought from the prior to the posterior by itself, so where they
 * agree in every function, neither chance nor a mode that one of them missed is large. Their particles share ancestors, so a population is
 * one value, whatever its number of particles. Where they differ they may still be usable as a mixture, on the grounds of
 * {@link MixtureChecks}.
 */
final class PopulationJudgement {

    private static final double RHAT = AgreementChecks.RHAT;
    /**
     * R-hat from which on populations are no mixture: the variance between them is above that within, so each holds a mode of its own, and
     * the weights of the modes are the chance of where each ended.
     */
    private static final double APART = 1.5;

    private final Draws draws;
    private final DrawSource source;
    private final SamplerHealth health;
    private final List<VariableSummary> summaries;
    private final @Nullable MixtureError error;
    private final @Nullable FunctionModes modes;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> advice = new ArrayList<>();
    private final Map<String, Double> numbers = new LinkedHashMap<>();

    private PopulationJudgement(Draws draws, @Nullable FunctionEvidence evidence, Predicate<Variable> functions,
            DrawSource source) {
        this.draws = draws;
        this.source = source;
        this.health = SamplerHealth.of(draws);
        this.summaries = Summaries.judged(draws, functions);
        this.modes = FunctionModes.of(draws, functions).orElse(null);
        this.error = evidence == null || evidence.chains() < 2 ? null : MixtureError.of(evidence);
    }

    static Assessment of(Draws draws, @Nullable FunctionEvidence evidence, Predicate<Variable> functions,
            DrawSource source) {
        PopulationJudgement judgement = new PopulationJudgement(draws, evidence, functions, source);
        Verdict verdict = judgement.verdict();
        return new Assessment(DrawKind.POPULATION, verdict, judgement.summaries, judgement.health, List.of(), List.of(),
                List.of(), judgement.error, null, judgement.modes);
    }

    private Verdict verdict() {
        numbers.put("populations", (double) draws.chains());
        numbers.put("draws", (double) draws.draws());
        findings.addAll(source.findings());
        numbers.putAll(source.numbers());
        if (modes != null) {
            findings.add(modes.finding());
            numbers.putAll(modes.numbers());
        }
        checkValues();
        checkArrival();
        boolean agree = checkAgreement();
        boolean known = checkPredictions();
        for (Finding finding : findings) {
            if (finding.severity() == Finding.Severity.BAD) {
                return Verdict.notTrusted(Words.rest(finding.sentence()) + source.headline(), findings, advice,
                        numbers);
            }
        }
        if (agree && !source.exact()) {
            return new Verdict(VerdictLevel.APPROXIMATE, VerdictLevel.APPROXIMATE.words(),
                    "Settled, but approximate: " + Counted.of(draws.chains(), "population")
                            + " differ in no quantity by more than an R-hat of " + Words.rhat(largestRhat())
                            + ", which shows nothing of how far the approximation is from the posterior."
                            + source.headline(),
                    findings, advice, numbers);
        }
        if (agree) {
            return new Verdict(VerdictLevel.AGREED, VerdictLevel.AGREED.words(), "Populations agree: "
                    + Counted.of(draws.chains(), "population")
                    + ", each brought from the prior to the posterior by itself, differ in no"
                    + " quantity by more than an R-hat of " + Words.rhat(largestRhat()) + "." + source.headline(),
                    findings, advice,
                    numbers);
        }
        if (known && error != null) {
            return new Verdict(VerdictLevel.MIXTURE,
                    VerdictLevel.MIXTURE.words() + (source.exact() ? "" : ", but approximate"),
                    "Usable as a mixture: populations differ (R-hat up to "
                            + Words.rhat(largestRhat()) + "), but together they predict with a Monte Carlo error of "
                            + Words.two(error.meanError()) + " predictive standard deviations within populations."
                            + source.headline(),
                    findings, advice, numbers);
        }
        String sentence = findings.stream().filter(finding -> finding.check().equals("agreement of populations"))
                .map(Finding::sentence).findFirst().orElse("nothing shows that the populations agree.");
        return Verdict.notTrusted(Words.rest(sentence) + source.headline(), findings, advice, numbers);
    }

    private void checkValues() {
        List<String> infinite = summaries.stream().filter(line -> !Double.isFinite(line.mean()))
                .map(VariableSummary::name).toList();
        if (draws.draws() == 0 || !infinite.isEmpty()) {
            findings.add(Finding.bad("values", draws.draws() == 0 ? "There are no draws."
                    : "There are values that are not finite in " + infinite.getFirst() + "."));
            advice.addAll(source.advice(Difficulty.BROKEN_FIT));
        }
    }

    private void checkArrival() {
        if (health.totalSaturations() > 0) {
            findings.add(Finding.bad("arrival",
                    "A population did not reach the posterior: its particles are draws of something else."));
            advice.addAll(source.advice(Difficulty.UNFINISHED_FIT));
        }
    }

    private double largestRhat() {
        return summaries.stream().mapToDouble(VariableSummary::rhat).filter(rhat -> !Double.isNaN(rhat)).max()
                .orElse(Double.NaN);
    }

    private boolean checkAgreement() {
        int populations = draws.chains();
        double ess = summaries.stream().mapToDouble(VariableSummary::essMean).filter(value -> !Double.isNaN(value))
                .min()
                .orElse(Double.NaN);
        double rhat = largestRhat();
        numbers.put("rhat_max", rhat);
        numbers.put("ess_min", ess);
        if (populations < Difficulty.FEWEST_CHAINS) {
            findings.add(Finding.caution("number of populations", "There " + Counted.is(populations) + " "
                    + Counted.of(populations, "population")
                    + ": too few to show whether another would have ended elsewhere."));
            advice.addAll(source.advice(Difficulty.FEW_FITS));
        }
        boolean agree = rhat <= RHAT;
        String sentence = Double.isNaN(rhat) ? "Nothing compares the populations."
                : "Between populations R-hat reaches " + Words.rhat(rhat) + (agree ? ", at most " : ", above ") + RHAT
                        + ": for a mean they are worth " + Words.whole(ess)
                        + " independent draws where they differ most, by the spread between them, which "
                        + Counted.of(populations, "population") + " tell to about "
                        + Words.percent(1 / Math.sqrt(2.0 * Math.max(1, populations - 1))) + ".";
        if (rhat > APART) {
            findings.add(Finding.bad("agreement of populations", sentence
                    + " Above " + APART + " each holds modes of its own, whose weights are chance."));
        } else {
            findings.add(agree ? Finding.good("agreement of populations", sentence)
                    : Finding.caution("agreement of populations", sentence));
        }
        if (!agree) {
            advice.addAll(source.advice(Difficulty.DISAGREEMENT));
        }
        return agree && populations >= Difficulty.FEWEST_CHAINS;
    }

    /** Whether the mixture of the populations predicts well enough. */
    private boolean checkPredictions() {
        if (error == null || !Double.isFinite(error.meanError())) {
            return false;
        }
        numbers.put("predictive_mean_error", error.meanError());
        boolean good = error.meanError() <= MixtureChecks.MEAN_ERROR;
        String sentence = "The Monte Carlo error of the predictive mean, between populations, is "
                + Words.two(error.meanError()) + " predictive standard deviations within them"
                + (good ? ", at most " : ", above ") + MixtureChecks.MEAN_ERROR + ".";
        findings.add(Finding.of(good, "predictive mean", sentence));
        double density = error.logDensityError();
        if (!Double.isNaN(density)) {
            boolean known = density <= MixtureChecks.LOG_DENSITY_ERROR;
            numbers.put("log_density", error.logDensity());
            numbers.put("log_density_error", density);
            findings.add(Finding.of(known, "log density", "The log density of the rows is "
                    + Words.hundredths(error.logDensity()) + " nats a row, with a Monte Carlo error of "
                    + Words.two(density)
                    + (known ? ", at most " : ", above ") + MixtureChecks.LOG_DENSITY_ERROR + "."));
            good &= known;
        }
        return good && draws.chains() >= Difficulty.FEWEST_CHAINS;
    }
}
