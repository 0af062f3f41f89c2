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
 * Judges members: points that were fitted. They are no sample of anything, so nothing that asks how chains converge is asked.
 * What is asked: did each fit arrive, which modes did they find, how good are those, and how far do the members differ in what
 * they predict. What is missing is said in every case.
 */
final class MemberJudgement {
    /** How far below the best a member's log density is worth a word, in nats: its weight would be below 1 in 20 000. */
    private static final double POOR = 10;
    /** Members named in a sentence. */
    private static final int NAMED = 5;

    private final List<Member> members;
    private final DrawSource source;
    private final List<Finding> findings = new ArrayList<>();
    private final List<String> advice = new ArrayList<>();
    private final Map<String, Double> numbers = new LinkedHashMap<>();

    private MemberJudgement(List<Member> members, DrawSource source) {
        this.members = members;
        this.source = source;
    }

    static Assessment of(Draws draws, @Nullable FunctionEvidence evidence, Predicate<Variable> functions,
            DrawSource source) {
        List<VariableSummary> summaries = Summaries.judged(draws, functions);
        MixtureError error = evidence == null || evidence.chains() < 2 ? null : MixtureError.of(evidence);
        MemberJudgement judgement = new MemberJudgement(Members.of(draws, functions), source);
        Verdict verdict = judgement.verdict(summaries, error, evidence);
        return new Assessment(DrawKind.MEMBERS, verdict, summaries, SamplerHealth.of(draws), List.of(),
                judgement.members, List.of(), error, null, null);
    }

    private Verdict verdict(List<VariableSummary> summaries, @Nullable MixtureError error,
            @Nullable FunctionEvidence evidence) {
        numbers.put("members", (double) members.size());
        if (members.isEmpty()) {
            return Verdict.notTrusted("there are no members.", findings, source.advice(Difficulty.FEW_FITS), numbers);
        }
        checkValues(summaries);
        checkFits();
        checkModes();
        checkLogDensities();
        checkSpread(error, evidence);
        findings.add(Finding.caution("what is missing", "No convergence test applies: fitted points are no sample."
                + " The spread of the posterior about each mode is missing, so intervals hold the noise and the"
                + " differences between members alone; and members have equal weights, whatever the mass of their modes."));
        findings.addAll(source.findings());
        numbers.putAll(source.numbers());
        for (Finding finding : findings) {
            if (finding.severity() == Finding.Severity.BAD) {
                return Verdict.notTrusted(Words.rest(finding.sentence()), findings, advice, numbers);
            }
        }
        return new Verdict(VerdictLevel.FITTED, VerdictLevel.FITTED.words(), headline(), findings, advice, numbers);
    }

    private String headline() {
        int modes = modes();
        StringBuilder text = new StringBuilder("Fitted, not sampled: ").append(Counted.of(members.size(), "member"));
        if (members.size() > 1) {
            text.append(" at ").append(modes == 1 ? "one mode" : Counted.of(modes, "distinct mode"));
        }
        long unfinished = members.stream().filter(Member::unfinished).count();
        if (unfinished > 0) {
            text.append(", ").append(unfinished == members.size() ? "none" : Long.toString(unfinished))
                    .append(unfinished == members.size() ? " of which arrived" : " of which did not arrive");
        }
        return text.append(". What is missing is the spread of the posterior about them, and the weights of the modes.")
                .toString();
    }

    private int modes() {
        return (int) members.stream().mapToInt(Member::mode).distinct().count();
    }

    private void checkValues(List<VariableSummary> summaries) {
        List<String> infinite = summaries.stream().filter(line -> !Double.isFinite(line.mean()))
                .map(VariableSummary::name).toList();
        if (!infinite.isEmpty()) {
            fail("finite values", "There are values that are not finite in " + infinite.getFirst()
                    + (infinite.size() > 1 ? " and " + (infinite.size() - 1) + " more" : "") + ".",
                    Difficulty.BROKEN_FIT);
        }
    }

    private void checkFits() {
        List<Member> broken = members.stream().filter(Member::broken).toList();
        if (!broken.isEmpty()) {
            fail("fits", Words.sentence(named(broken)) + " met values that are not finite and did not recover.",
                    Difficulty.BROKEN_FIT);
        }
        List<Member> unfinished = members.stream().filter(member -> member.unfinished() && !member.broken()).toList();
        double largest = members.stream().mapToDouble(Member::gradientNorm).max().orElse(Double.NaN);
        String norm = Double.isNaN(largest) ? ""
                : " (norm of the gradient of the log density at most "
                        + Words.two(largest) + ")";
        if (!unfinished.isEmpty()) {
            findings.add(Finding.caution("fits", Words.sentence(named(unfinished))
                    + " ended for want of steps: near a mode perhaps, but not at one" + norm + "."));
            advice.addAll(source.advice(Difficulty.UNFINISHED_FIT));
        } else if (broken.isEmpty()) {
            findings.add(Finding.good("fits", (members.size() == 1 ? "The fit ended" : "Every fit ended")
                    + " where it should" + norm + "."));
        }
        if (!Double.isNaN(largest)) {
            numbers.put("gradient_norm_max", largest);
        }
    }

    private void checkModes() {
        if (members.size() == 1) {
            findings.add(Finding.caution("number of fits",
                    "There is one member: nothing shows whether another start would have ended elsewhere."));
            advice.addAll(source.advice(Difficulty.FEW_FITS));
            return;
        }
        int modes = modes();
        numbers.put("distinct_modes", (double) modes);
        String rule = " (members of one mode have log densities within " + Members.NATS
                + " nats and functions within " + Words.percent(Members.DIFFERENCE) + ").";
        findings.add(modes == 1
                ? Finding.good("distinct modes", "All " + members.size() + " members are at one mode" + rule)
                : Finding.caution("distinct modes",
                        "There are " + modes + " distinct modes among " + members.size() + " members" + rule
                                + (modes == members.size() ? " Every fit found another one, so there are more." : "")));
    }

    private void checkLogDensities() {
        Member best = members.getFirst();
        Member worst = members.getFirst();
        for (Member member : members) {
            best = member.logDensity() > best.logDensity() ? member : best;
            worst = member.logDensity() < worst.logDensity() ? member : worst;
        }
        if (!Double.isFinite(best.logDensity()) || !Double.isFinite(worst.logDensity())) {
            return;
        }
        numbers.put("log_density_best", best.logDensity());
        numbers.put("log_density_worst", worst.logDensity());
        double gap = best.logDensity() - worst.logDensity();
        String sentence = "The log density is " + Words.hundredths(best.logDensity())
                + (members.size() == 1 ? ""
                        : " at best (" + name(best) + ") and " + Words.hundredths(worst.logDensity())
                                + " at worst (" + name(worst) + ")")
                + ", up to a constant";
        findings.add(gap > POOR
                ? Finding.caution("log density", sentence + ": " + Words.two(gap)
                        + " nats apart, and all weigh the same.")
                : Finding.good("log density", sentence + "."));
    }

    private void checkSpread(@Nullable MixtureError error, @Nullable FunctionEvidence evidence) {
        // Without noise in what was predicted there is nothing to measure differences by.
        if (error == null || evidence == null || !Double.isFinite(error.meanError())) {
            return;
        }
        double between = error.meanError() * Math.sqrt(error.chains());
        numbers.put("between_members", between);
        String rows = evidence.rows().adjective();
        StringBuilder sentence = new StringBuilder("Between members the predictive mean varies by ")
                .append(Words.two(between))
                .append(" predictive standard deviations of one member (root mean square over ")
                .append(rows).append(" rows)");
        if (!Double.isNaN(error.logDensityError())) {
            numbers.put("log_density", error.logDensity());
            numbers.put("log_density_error", error.logDensityError());
            sentence.append("; the ").append(rows).append(" log density is ")
                    .append(Words.hundredths(error.logDensity())).append(" nats a row, known to ")
                    .append(Words.two(error.logDensityError()))
                    .append(" as that of very many such members, not of the posterior");
        }
        findings.add(Finding.good("differences between members", sentence.append('.').toString()));
    }

    private static String name(Member member) {
        return "member " + (member.number() + 1);
    }

    private String named(List<Member> some) {
        if (some.size() == members.size()) {
            return some.size() == 1 ? "the fit" : "all " + some.size() + " fits";
        }
        StringBuilder text = new StringBuilder(Counted.noun(some.size(), "member")).append(' ');
        int shown = Math.min(NAMED, some.size());
        for (int i = 0; i < shown; i++) {
            text.append(i == 0 ? "" : i == some.size() - 1 ? " and " : ", ").append(some.get(i).number() + 1);
        }
        return text.append(some.size() > shown ? " and " + (some.size() - shown) + " more" : "").toString();
    }

    private void fail(String check, String sentence, Difficulty difficulty) {
        findings.add(Finding.bad(check, sentence));
        advice.addAll(source.advice(difficulty));
    }
}
