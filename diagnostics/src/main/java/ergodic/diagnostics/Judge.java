package ergodic.diagnostics;

import ergodic.sampler.draws.Draws;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.draws.VariableRole;
import ergodic.sampler.words.Counted;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether draws can be trusted: on functions first, because the weights of a network are not identifiable (units
 * permute, signs flip), so that chains that agree in every prediction may disagree in every weight. The rules, their
 * bounds and the reasons are in {@link AgreementChecks} (the first level) and {@link MixtureChecks} (the second).
 */
public final class Judge {
    private Judge() {}

    /**
     * Judges draws by their variables: by all of them, or, where there are stored predictions at probe inputs
     * ({@link VariableRole#PREDICTION}), by those and everything else that is identifiable.
     */
    public static Assessment assess(Draws draws) {
        return assess(draws, null);
    }

    /**
     * Judges draws of a model by quantities that are named: of a model written by hand, {@code model.functions()}. They must
     * agree between chains, and are what is looked at where chains lie in several modes; nothing else is judged but the log
     * density.
     *
     * @param functions
     *            names of stored variables, at least one
     * @throws IllegalArgumentException
     *             if there is no such variable
     */
    public static Assessment assessFunctions(Draws draws, Collection<String> functions) {
        Set<String> names = new LinkedHashSet<>(functions);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("no variables are named to judge the draws by; there are "
                    + draws.variables().stream().map(Variable::name).toList());
        }
        return assess(draws, FunctionEvidence.ofDraws(draws, names), variable -> names.contains(variable.name()));
    }

    /**
     * Judges draws by their functions and by what the chains predict.
     *
     * @param evidence
     *            predictions chain by chain, best on held-out rows; null to use the stored predictions at probe inputs,
     *            if there are any
     */
    public static Assessment assess(Draws draws, @Nullable FunctionEvidence evidence) {
        List<String> predictions = draws.variables().stream()
                .filter(variable -> variable.role() == VariableRole.PREDICTION).map(Variable::name).toList();
        Predicate<Variable> functions = !predictions.isEmpty() || evidence != null
                ? variable -> variable.role().identifiable()
                : variable -> true;
        FunctionEvidence given = evidence == null && !predictions.isEmpty()
                ? FunctionEvidence.ofDraws(draws, predictions)
                : evidence;
        return assess(draws, given, functions);
    }

    /**
     * As {@link #assess(Draws, FunctionEvidence)}, with a choice of the variables that are judged.
     *
     * @param evidence
     *            predictions chain by chain; null for a model that predicts nothing
     * @param functions
     *            the variables that must agree between chains
     */
    public static Assessment assess(Draws draws, @Nullable FunctionEvidence evidence, Predicate<Variable> functions) {
        return assess(draws, evidence, functions, DrawSource.unknown(), null);
    }

    /**
     * As {@link #assess(Draws, FunctionEvidence, Predicate)}, with what is known of where the draws come from.
     *
     * @param source
     *            what the method says of its draws; its caveats become findings, its advice that of the verdict
     * @param widths
     *            whether the draws are as wide as the gradients say; null if there were no gradients
     */
    public static Assessment assess(Draws draws, @Nullable FunctionEvidence evidence, Predicate<Variable> functions,
            DrawSource source, @Nullable WidthCheck widths) {
        if (evidence != null && evidence.chains() != draws.chains()) {
            throw new IllegalArgumentException("the evidence has " + Counted.of(evidence.chains(), "chain")
                    + ", the draws have " + draws.chains());
        }
        FunctionScan scan = FunctionScan.of(draws, functions);
        SamplerHealth health = SamplerHealth.of(draws);
        MixtureError mixture = evidence == null ? null : MixtureError.of(evidence);
        AgreementChecks agreement = new AgreementChecks(scan, health, source, evidence != null);
        List<Finding> more = new ArrayList<>();
        source.caveats().forEach(caveat -> more.add(Finding.caution("method", caveat)));
        Finding width = widths == null ? null : widths.finding();
        if (width != null) {
            more.add(width);
        }
        Map<String, Double> numbers = numbers(agreement, health, mixture);
        Verdict verdict;
        if (width != null && width.severity() == Finding.Severity.BAD && !agreement.broken()) {
            more.addAll(agreement.findings());
            List<String> advice = new ArrayList<>(source.advice(Difficulty.WRONG_WIDTH));
            advice.addAll(agreement.advice());
            verdict = notTrusted(Words.rest(width.sentence()), more, advice, numbers);
        } else if (agreement.passed()) {
            more.addAll(agreement.findings());
            verdict = passed(source, agreement, more, numbers);
        } else if (mixture == null || evidence == null || agreement.broken()) {
            more.addAll(agreement.findings());
            verdict = notTrusted(agreement.reason(), more, agreement.advice(), numbers);
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
                            checks.headline() + caveats(source), sorted(more), advice, numbers)
                    : notTrusted(checks.reason(), more, advice, numbers);
        }
        return new Assessment(verdict, scan.summaries, health, scan.chains, mixture, widths);
    }

    private static Verdict passed(DrawSource source, AgreementChecks agreement, List<Finding> findings,
            Map<String, Double> numbers) {
        if (source.approximate()) {
            VerdictLevel level = VerdictLevel.APPROXIMATE;
            return new Verdict(level, level.words(), "Settled, but approximate: " + agreement.agreement()
                    + caveats(source), sorted(findings), agreement.advice(), numbers);
        }
        String start = numbers.getOrDefault("chains", 0.0) == 1 ? "Explored, as far as one chain can tell: "
                : "Explored: ";
        return new Verdict(VerdictLevel.EXPLORED, VerdictLevel.EXPLORED.words(), start + agreement.agreement(),
                sorted(findings), agreement.advice(), numbers);
    }

    private static Verdict notTrusted(String reason, List<Finding> findings, List<String> advice,
            Map<String, Double> numbers) {
        VerdictLevel level = VerdictLevel.NOT_TRUSTED;
        return new Verdict(level, level.words(), "Not to be trusted: " + reason, sorted(findings), advice, numbers);
    }

    private static String also(DrawSource source) {
        return source.approximate() ? ", but approximate" : "";
    }

    private static String caveats(DrawSource source) {
        return source.approximate() && !source.caveats().isEmpty() ? " " + source.caveats().getFirst() : "";
    }

    private static List<Finding> sorted(List<Finding> findings) {
        List<Finding> sorted = new ArrayList<>(findings);
        sorted.sort((a, b) -> b.severity().compareTo(a.severity()));
        return sorted;
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
