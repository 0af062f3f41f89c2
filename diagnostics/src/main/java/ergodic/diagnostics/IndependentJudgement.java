package ergodic.diagnostics;

import ergodic.sampler.DrawKind;
import ergodic.sampler.draws.Draws;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.method.Difficulty;
import ergodic.sampler.words.Counted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Judges independent draws: no test of convergence means anything, and how near the distribution that they are drawn from is to
 * the posterior the draws cannot tell, unless the method measured it. So their number, their values and what several fits have in common are looked at, and
 * the rest is said to be missing.
 */
final class IndependentJudgement {
    /** Draws below which means and quantiles are too rough: the mean is known to a tenth of its standard deviation. */
    private static final int FEWEST_DRAWS = 100;

    private IndependentJudgement() {}

    static Assessment of(Draws draws, @Nullable FunctionEvidence evidence, Predicate<Variable> functions,
            DrawSource source) {
        List<VariableSummary> summaries = Summaries.judged(draws, functions);
        MixtureError error = evidence == null || evidence.chains() < 2 ? null : MixtureError.of(evidence);
        List<Finding> findings = new ArrayList<>();
        Map<String, Double> numbers = new LinkedHashMap<>();
        int count = draws.chains() * draws.draws();
        int failed = failed(draws);
        int sound = (draws.chains() - failed) * draws.draws();
        numbers.put("fits", (double) draws.chains());
        numbers.put("draws", (double) draws.draws());
        findings.add(source.exact()
                ? Finding.good("convergence", "No convergence test applies: these are independent draws.")
                : Finding.caution("convergence",
                        "No convergence test applies: these are independent draws of an approximation."
                                + (source.measured().isEmpty() ? " Its distance from the posterior was not measured."
                                        : "")));
        findings.addAll(source.findings());
        numbers.putAll(source.numbers());
        boolean some = failed < draws.chains();
        if (failed > 0 && some) {
            findings.add(Finding.caution("failed fits", failed + " of " + Counted.of(draws.chains(), "fit")
                    + " failed: every draw there is marked as diverging, and stands for no distribution."));
        }
        if (some) {
            checkDraws(sound, failed > 0 ? " of the other fits" : "", findings);
            checkFits(draws.chains(), error, findings, numbers);
        }
        List<String> advice = new ArrayList<>();
        if (failed > 0) {
            advice.addAll(source.advice(Difficulty.BROKEN_FIT));
        }
        if (some && sound < FEWEST_DRAWS) {
            advice.addAll(source.advice(Difficulty.TOO_FEW_DRAWS));
        }
        return new Assessment(DrawKind.INDEPENDENT,
                verdict(count, draws.chains(), failed, summaries, source, findings, advice, numbers),
                summaries, SamplerHealth.of(draws), List.of(), List.of(), List.of(), error,
                null, null);
    }

    /** Fits that failed: every one of their draws is marked. The draws may all be one point, so they count for none. */
    private static int failed(Draws draws) {
        return (int) Arrays.stream(SamplerHealth.statistic(draws, SamplerHealth.DIVERGING))
                .filter(fit -> fit.length > 0 && Arrays.stream(fit).allMatch(mark -> mark != 0)).count();
    }

    private static void checkDraws(int count, String whose, List<Finding> findings) {
        String sentence = "There " + Counted.is(count) + " " + Counted.of(count, "independent draw")
                + whose + ": a mean is known to " + Words.two(1 / Math.sqrt(Math.max(1, count)))
                + " of its standard deviation.";
        findings.add(count >= FEWEST_DRAWS ? Finding.good("number of draws", sentence)
                : Finding.caution("number of draws", sentence));
    }

    private static void checkFits(int fits, @Nullable MixtureError error, List<Finding> findings,
            Map<String, Double> numbers) {
        if (fits == 1) {
            findings.add(Finding.caution("number of fits",
                    "There is one fit: nothing shows whether another start would have ended elsewhere."));
        } else if (error != null && Double.isFinite(error.meanError())) {
            double between = error.meanError() * Math.sqrt(error.chains());
            numbers.put("between_fits", between);
            boolean same = between <= MixtureChecks.MEAN_ERROR;
            String sentence = "Between the " + fits + " fits the predictive mean varies by " + Words.two(between)
                    + " predictive standard deviations" + (same ? "." : ": they are not one distribution.");
            findings.add(same ? Finding.good("agreement of fits", sentence)
                    : Finding.caution("agreement of fits", sentence));
        }
    }

    private static Verdict verdict(int count, int fits, int failed, List<VariableSummary> summaries, DrawSource source,
            List<Finding> findings, List<String> advice, Map<String, Double> numbers) {
        List<String> infinite = summaries.stream().filter(line -> !Double.isFinite(line.mean()))
                .map(VariableSummary::name).toList();
        if (count == 0 || !infinite.isEmpty()) {
            String sentence = count == 0 ? "There are no draws."
                    : "There are values that are not finite in " + infinite.getFirst()
                            + (infinite.size() > 1 ? " and " + (infinite.size() - 1) + " more" : "") + ".";
            findings.add(Finding.bad("values", sentence));
            if (failed == 0) {
                advice.addAll(source.advice(Difficulty.BROKEN_FIT));
            }
            return Verdict.notTrusted(Words.rest(sentence), findings, advice, numbers);
        }
        if (failed > 0 && failed == fits) {
            String sentence = "Every fit failed, so that the draws stand for no distribution.";
            findings.add(Finding.bad("failed fits", sentence));
            return Verdict.notTrusted(Words.rest(sentence), findings, advice, numbers);
        }
        if (source.exact()) {
            return new Verdict(VerdictLevel.INDEPENDENT, VerdictLevel.INDEPENDENT.words(),
                    "Independent draws: of the posterior itself, so that nothing has to converge.", findings, advice,
                    numbers);
        }
        return new Verdict(VerdictLevel.APPROXIMATION, VerdictLevel.APPROXIMATION.words(),
                "Independent draws of an approximation: no convergence test applies to them"
                        + (source.measured().isEmpty()
                                ? ", and the distance of the approximation from the posterior was not measured."
                                : ".")
                        + source.headline(),
                findings, advice, numbers);
    }
}
