package ergodic.diagnostics;

import ergodic.sampler.DrawKind;
import ergodic.sampler.draws.Draws;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.method.Difficulty;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Judges Markov chains: do they agree, and if not, are they usable as a mixture? No other draws can be called explored. */
final class ChainJudgement {

    private ChainJudgement() {}

    static Assessment of(Draws draws, @Nullable FunctionEvidence evidence, Predicate<Variable> functions,
            DrawSource source, @Nullable WidthCheck widths) {
        FunctionScan scan = FunctionScan.of(draws, functions);
        SamplerHealth health = SamplerHealth.of(draws);
        MixtureError mixture = evidence == null ? null : MixtureError.of(evidence);
        AgreementChecks agreement = new AgreementChecks(scan, health, source, evidence != null);
        List<Finding> more = new ArrayList<>();
        more.addAll(source.findings());
        List<SuspectChain> suspects = SuspectChain.of(scan.chains, DivergenceConcentration.of(draws, health));
        more.addAll(SuspectChain.findings(suspects));
        FunctionModes modes = FunctionModes.of(draws, functions).orElse(null);
        if (modes != null) {
            more.add(modes.finding());
        }
        Finding width = widths == null ? null : widths.finding();
        if (width != null) {
            more.add(width);
        }
        Map<String, Double> numbers = numbers(agreement, health, mixture);
        numbers.putAll(source.numbers());
        if (modes != null) {
            numbers.putAll(modes.numbers());
        }
        Verdict verdict;
        if (width != null && width.severity() == Finding.Severity.BAD && !agreement.broken()) {
            more.addAll(agreement.findings());
            List<String> advice = new ArrayList<>(source.advice(Difficulty.WRONG_WIDTH));
            advice.addAll(agreement.advice());
            verdict = Verdict.notTrusted(Words.rest(width.sentence()), more, advice, numbers);
        } else if (agreement.passed()) {
            more.addAll(agreement.findings());
            verdict = passed(source, agreement, more, numbers);
        } else if (mixture == null || evidence == null || agreement.broken()) {
            more.addAll(agreement.findings());
            verdict = Verdict.notTrusted(agreement.reason(), more, agreement.advice(), numbers);
        } else {
            MixtureChecks checks = new MixtureChecks(scan, health, mixture, evidence, agreement, source);
            more.addAll(0, checks.findings());
            // What keeps the chains from the first level is no reason against the second: its own checks are.
            for (Finding finding : agreement.findings()) {
                more.add(finding.severity() == Finding.Severity.BAD
                        ? Finding.caution(finding.check(), finding.sentence())
                        : finding);
            }
            List<String> advice = new ArrayList<>(checks.advice());
            if (!agreement.differ() || !checks.passed()) {
                advice.addAll(agreement.advice());
            }
            verdict = checks.passed()
                    ? new Verdict(VerdictLevel.MIXTURE, checks.words() + also(source),
                            checks.headline() + (modes == null ? "" : modes.headline()) + source.headline(), more,
                            advice, numbers)
                    : Verdict.notTrusted(checks.reason(), more, advice, numbers);
        }
        return new Assessment(DrawKind.CHAIN, verdict, scan.summaries, health, scan.chains, List.of(), suspects,
                mixture, widths, modes);
    }

    private static Verdict passed(DrawSource source, AgreementChecks agreement, List<Finding> findings,
            Map<String, Double> numbers) {
        if (!source.exact()) {
            VerdictLevel level = VerdictLevel.APPROXIMATE;
            return new Verdict(level, level.words(), "Settled, but approximate: " + agreement.agreement()
                    + source.headline(), findings, agreement.advice(), numbers);
        }
        String start = numbers.getOrDefault("chains", 0.0) == 1 ? "Explored, as far as one chain can tell: "
                : "Explored: ";
        return new Verdict(VerdictLevel.EXPLORED, VerdictLevel.EXPLORED.words(),
                start + agreement.agreement() + source.headline(), findings, agreement.advice(), numbers);
    }

    private static String also(DrawSource source) {
        return source.exact() ? "" : ", but approximate";
    }

    private static Map<String, Double> numbers(AgreementChecks agreement, SamplerHealth health,
            @Nullable MixtureError mixture) {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("chains", (double) health.chains());
        numbers.put("draws", (double) health.draws());
        numbers.put("rhat_max", agreement.largestRhat());
        numbers.put("ess_min", agreement.smallestEss());
        if (!health.divergences().isEmpty()) {
            numbers.put("divergences", (double) health.totalDivergences());
        }
        if (!health.bfmi().isEmpty()) {
            numbers.put("bfmi_min", health.smallestBfmi());
        }
        if (mixture != null) {
            numbers.put("predictive_mean_error", mixture.meanError());
            if (!Double.isNaN(mixture.logDensity())) {
                numbers.put("log_density", mixture.logDensity());
                numbers.put("log_density_error", mixture.logDensityError());
                numbers.put("log_density_gain", mixture.logDensityGain());
            }
        }
        return numbers;
    }
}
