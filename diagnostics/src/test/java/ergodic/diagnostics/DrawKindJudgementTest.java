package ergodic.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.diagnostics.report.HtmlReport;
import ergodic.diagnostics.report.ReportData;
import ergodic.sampler.DrawKind;
import ergodic.sampler.method.Difficulty;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is asked of draws depends on what they are. */
class DrawKindJudgementTest {

    /** What may be said of Markov chains alone. */
    private static final List<String> OF_CHAINS_ALONE = List.of("xplored", "r-hat", "rhat", "effective", "ess_",
            "ess bulk",
            "stationary", "settled", "mixed");

    /** Of these, what may be said of populations too. */
    private static final List<String> OF_SEVERAL = List.of("r-hat", "rhat", "effective", "ess_");

    private static final double[][] FOUR_POINTS = {{1.0}, {1.0 + 1e-5}, {-2.0}, {1.0 - 1e-5}};

    private static Map<String, double[][]> statistics(double[][] lp, double[][] norm, double[][] cut) {
        return Map.of("lp", lp, "gradient_norm", norm, "reached_max_treedepth", cut, "diverging",
                new double[lp.length][1]);
    }

    private static OfKind four() {
        return OfKind.of(DrawKind.MEMBERS, Map.of("x", FOUR_POINTS),
                statistics(new double[][]{{-3.0}, {-3.0 - 1e-9}, {-3.0 - 1e-9}, {-3.0}}, new double[4][1],
                        new double[4][1]));
    }

    private static OfKind good(DrawKind kind) {
        double[][] x = SpecialCasesTest.normal(4, 1000, 41);
        return kind == DrawKind.MEMBERS ? four() : OfKind.of(kind, Map.of("x", x), Map.of("lp", x));
    }

    /** The best draws of each kind: only chains are called explored, and only of them is convergence spoken. */
    @ParameterizedTest
    @EnumSource(DrawKind.class)
    void nothingButAChainIsExplored(DrawKind kind) {
        for (DrawSource source : List.of(DrawSource.unknown(kind),
                new DrawSource(true, List.of(), Map.of(), List.of()))) {
            OfKind draws = good(kind);
            Assessment assessment = Judge.assess(draws, null, variable -> true, source, null);
            Verdict verdict = assessment.verdict();
            assertThat(verdict.level() == VerdictLevel.EXPLORED).isEqualTo(kind == DrawKind.CHAIN);
            assertThat(assessment.kind()).isEqualTo(kind);
            String page = HtmlReport.render(ReportData.of("title", "subtitle", draws, assessment));
            String said = verdict.columns() + " " + assessment.members() + " "
                    + Summaries.of(draws).stream().map(line -> line.columns(kind)).toList() + " "
                    + page.substring(page.indexOf("<body"), page.indexOf("<script"));
            for (String word : OF_CHAINS_ALONE) {
                if (kind == DrawKind.CHAIN || kind == DrawKind.POPULATION && OF_SEVERAL.contains(word)) {
                    continue;
                }
                assertThat(said.toLowerCase(Locale.ROOT)).doesNotContain(word);
            }
        }
        assertThat(Judge.assess(good(DrawKind.CHAIN)).verdict().columns().toString()).contains("R-hat", "Explored");
    }

    @Test
    void independentDrawsSayThatTheDistanceIsMissing() {
        Verdict verdict = Judge.assess(good(DrawKind.INDEPENDENT)).verdict();
        assertThat(verdict.level()).isEqualTo(VerdictLevel.APPROXIMATION);
        assertThat(verdict.words()).isEqualTo("independent draws of an approximation");
        assertThat(verdict.headline()).contains("no convergence test applies", "was not measured");
        assertThat(verdict.exitStatus()).isEqualTo(4);
        DrawSource exact = new DrawSource(true, List.of(), Map.of(), List.of());
        Verdict own = Judge.assess(good(DrawKind.INDEPENDENT), null, variable -> true, exact, null).verdict();
        assertThat(own.level()).isEqualTo(VerdictLevel.INDEPENDENT);
        assertThat(own.exitStatus()).isZero();
        double[][] infinite = {{1, Double.NaN, 2}};
        assertThat(Judge.assess(OfKind.of(DrawKind.INDEPENDENT, Map.of("x", infinite), Map.of())).verdict().level())
                .isEqualTo(VerdictLevel.NOT_TRUSTED);
    }

    /** Draws of a fit that marks all of them are no more than one point over and over: more of them help nothing. One mark alone is a draw that was tried again. */
    @Test
    void drawsOfFailedFitsAreNotCounted() {
        DrawSource source = new DrawSource(false, List.of(), Map.of(Difficulty.TOO_FEW_DRAWS, List.of("Draw 60."),
                Difficulty.BROKEN_FIT, List.of("Mend it.")), List.of());
        double[] marked = new double[30];
        Arrays.fill(marked, 1);
        double[] once = new double[30];
        once[3] = 1;
        double[][] point = new double[2][30];
        Verdict all = ofFits(point, source, marked, marked);
        assertThat(all.advice()).containsExactly("Mend it.");
        assertThat(all.cautions()).extracting(Finding::check).doesNotContain("number of draws");
        assertThat(all.level()).isEqualTo(VerdictLevel.NOT_TRUSTED);
        assertThat(all.headline())
                .isEqualTo("Not to be trusted: every fit failed, so that the draws stand for no distribution.");
        Verdict one = ofFits(point, source, once, marked);
        assertThat(one.level()).isEqualTo(VerdictLevel.APPROXIMATION);
        assertThat(one.advice()).containsExactly("Mend it.", "Draw 60.");
        assertThat(one.cautions()).extracting(Finding::sentence)
                .anyMatch(text -> text.startsWith("There are 30 independent draws of the other fits: "))
                .anyMatch(text -> text.startsWith("1 of 2 fits failed"));
        Verdict none = ofFits(point, source, once, once);
        assertThat(none.advice()).containsExactly("Draw 60.");
        assertThat(none.cautions()).extracting(Finding::sentence)
                .anyMatch(text -> text.startsWith("There are 60 independent draws: "));
    }

    private static Verdict ofFits(double[][] x, DrawSource source, double[]... diverging) {
        return Judge.assess(OfKind.of(DrawKind.INDEPENDENT, Map.of("x", x), Map.of("diverging", diverging)), null,
                variable -> true, source, null).verdict();
    }

    /** Of 4000 independent draws the error of the mean is sd / sqrt(4000), whatever their order says. */
    @Test
    void errorsOfIndependentDrawsAreThoseOfTheirNumber() {
        double[][] sorted = SpecialCasesTest.normal(4, 1000, 43);
        for (double[] fit : sorted) {
            Arrays.sort(fit);
        }
        VariableSummary line = Summaries.of(OfKind.of(DrawKind.INDEPENDENT, Map.of("x", sorted), Map.of())).getFirst();
        assertThat(line.mcseMean()).isEqualTo(line.sd() / Math.sqrt(4000));
        assertThat(line.mcseMedian()).isBetween(0.01, 0.03);
        assertThat(line.columns(DrawKind.INDEPENDENT)).containsKey("mcse_q95").doesNotContainKey("rhat")
                .doesNotContainKey("ess_tail");
        assertThat(Summaries.of(four()).getFirst().columns(DrawKind.MEMBERS).keySet())
                .containsExactly("name", "mean", "median", "sd", "mad", "q5", "q95");
    }

    @Test
    void membersAreFittedAndSayWhatIsMissing() {
        Assessment assessment = Judge.assess(four());
        Verdict verdict = assessment.verdict();
        assertThat(verdict.level()).isEqualTo(VerdictLevel.FITTED);
        assertThat(verdict.words()).isEqualTo("fitted, not sampled");
        assertThat(verdict.exitStatus()).isEqualTo(4);
        assertThat(verdict.headline()).contains("4 members at 2 distinct modes", "missing");
        assertThat(verdict.numbers()).containsEntry("distinct_modes", 2.0).containsEntry("members", 4.0);
        assertThat(assessment.members()).extracting(Member::mode).containsExactly(0, 0, 1, 0);
        assertThat(verdict.cautions()).extracting(Finding::check).contains("what is missing", "distinct modes");
    }

    /** Members with equal functions and other log densities are apart, and a chain of small differences is one mode. */
    @Test
    void modesAreToldApartByLogDensityAndFunctions() {
        double[][] x = {{1.0}, {1.008}, {1.016}, {1.0}};
        double[][] lp = {{-3}, {-3.001}, {-3.002}, {-3.5}};
        Assessment assessment = Judge.assess(OfKind.of(DrawKind.MEMBERS, Map.of("x", x),
                statistics(lp, new double[4][1], new double[4][1])));
        assertThat(assessment.members()).extracting(Member::mode).containsExactly(0, 0, 0, 1);
        double[][] nearZero = {{1e-9}, {-1e-9}};
        assertThat(Judge.assess(OfKind.of(DrawKind.MEMBERS, Map.of("x", nearZero), Map.of())).verdict().numbers())
                .containsEntry("distinct_modes", 1.0);
    }

    @Test
    void fitsThatDidNotArriveAreFlagged() {
        double[][] lp = {{-3}, {-30}};
        double[][] norm = {{0}, {2.5}};
        Verdict unfinished = Judge.assess(OfKind.of(DrawKind.MEMBERS, Map.of("x", new double[][]{{1}, {2}}),
                statistics(lp, norm, new double[][]{{0}, {1}}))).verdict();
        assertThat(unfinished.level()).isEqualTo(VerdictLevel.FITTED);
        assertThat(unfinished.headline()).contains("1 of which did not arrive");
        assertThat(unfinished.cautions()).extracting(Finding::sentence)
                .anyMatch(text -> text.contains("Member 2 ended for want of steps") && text.contains("2.5"))
                .anyMatch(text -> text.contains("27 nats apart"));
        assertThat(unfinished.advice()).contains("Give the fits more steps, or another learning rate.");
        Map<String, double[][]> broken = Map.of("lp", lp, "diverging", new double[][]{{0}, {1}});
        Verdict bad = Judge.assess(OfKind.of(DrawKind.MEMBERS, Map.of("x", new double[][]{{1}, {2}}), broken))
                .verdict();
        assertThat(bad.level()).isEqualTo(VerdictLevel.NOT_TRUSTED);
        assertThat(bad.headline()).contains("member 2 met values that are not finite");
        assertThat(Judge.assess(OfKind.of(DrawKind.MEMBERS, Map.of("x", new double[][]{{1}, {Double.NaN}}), Map.of()))
                .verdict().level()).isEqualTo(VerdictLevel.NOT_TRUSTED);
        Verdict one = Judge.assess(OfKind.of(DrawKind.MEMBERS, Map.of("x", new double[][]{{1}}), Map.of())).verdict();
        assertThat(one.cautions()).extracting(Finding::check).contains("number of fits");
        assertThat(one.headline()).contains("1 member.");
    }

    /** Equal noise about means 0 and 2: they differ by sqrt(2) predictive standard deviations of one member. */
    @Test
    void spreadBetweenMembersIsInUnitsOfOne() {
        FunctionEvidence evidence = new FunctionEvidence(List.of("row 0"), new double[][]{{0}, {2}},
                new double[]{Math.sqrt(2)}, new double[0][]);
        OfKind draws = OfKind.of(DrawKind.MEMBERS, Map.of("x", new double[][]{{0}, {2}}), Map.of());
        Assessment assessment = Judge.assess(draws, evidence);
        assertThat(assessment.verdict().numbers().get("between_members")).isCloseTo(Math.sqrt(2),
                org.assertj.core.data.Offset.offset(1e-12));
        Verdict fits = Judge.assess(OfKind.of(DrawKind.INDEPENDENT, Map.of("x", new double[][]{{0, 1}, {2, 3}}),
                Map.of()), evidence).verdict();
        assertThat(fits.cautions()).extracting(Finding::sentence)
                .anyMatch(text -> text.contains("they are not one distribution"));
    }

    private static double[][] shifted(double... shifts) {
        double[][] x = SpecialCasesTest.normal(shifts.length, 1000, 42);
        for (int population = 0; population < shifts.length; population++) {
            for (int draw = 0; draw < 1000; draw++) {
                x[population][draw] += shifts[population];
            }
        }
        return x;
    }

    private static Verdict ofPopulations(double[][] x) {
        return Judge.assess(OfKind.of(DrawKind.POPULATION, Map.of("x", x), Map.of("lp", x))).verdict();
    }

    /** By the spread between them: R-hat and Monte Carlo errors are those of four values, whatever the number of particles. */
    @Test
    void populationsAreJudgedByWhatTheyHaveInCommon() {
        assertThat(ofPopulations(shifted(0, 0, 0, 0)).level()).isEqualTo(VerdictLevel.AGREED);
        double[][] apart = shifted(-0.3, -0.1, 0.1, 0.3);
        Verdict verdict = ofPopulations(apart);
        assertThat(verdict.level()).isEqualTo(VerdictLevel.NOT_TRUSTED);
        assertThat(verdict.headline()).contains("between populations R-hat reaches");
        VariableSummary line = VariableSummary.of("x", apart, DrawKind.POPULATION);
        double[] means = Arrays.stream(apart).mapToDouble(Descriptive::mean).toArray();
        double between = Descriptive.sd(means) * Descriptive.sd(means);
        double within = Arrays.stream(apart).mapToDouble(values -> Descriptive.sd(values) * Descriptive.sd(values))
                .average()
                .orElseThrow();
        assertThat(line.rhat()).isEqualTo(Math.sqrt(1 + between / within));
        assertThat(line.mcseMean()).isEqualTo(Math.sqrt(between) / 2);
        assertThat(line.essMean()).isBetween(40.0, 90.0);
        assertThat(line.columns(DrawKind.POPULATION)).containsKeys("rhat", "ess_mean", "mcse_q95")
                .doesNotContainKeys("ess_bulk", "ess_tail");
        assertThat(ofPopulations(shifted(0, 0, 0)).level()).as("three tell too little")
                .isEqualTo(VerdictLevel.NOT_TRUSTED);
        double[][] sorted = shifted(0, 0, 0, 0);
        for (double[] values : sorted) {
            Arrays.sort(values);
        }
        assertThat(ofPopulations(sorted).level()).as("their order means nothing").isEqualTo(VerdictLevel.AGREED);
        double[][] cut = new double[4][1000];
        Arrays.fill(cut[2], 1);
        Verdict stopped = Judge.assess(OfKind.of(DrawKind.POPULATION, Map.of("x", shifted(0, 0, 0, 0)),
                Map.of("reached_max_treedepth", cut))).verdict();
        assertThat(stopped.level()).isEqualTo(VerdictLevel.NOT_TRUSTED);
        assertThat(stopped.headline()).contains("did not reach the posterior");
    }

    /** That populations of an approximation agree shows nothing of its distance from the posterior. */
    @Test
    void populationsOfAnApproximationAreNoMoreThanSettled() {
        DrawSource approximate = new DrawSource(false, List.of("It is too narrow."), Map.of(), List.of());
        double[][] x = shifted(0, 0, 0, 0);
        Verdict verdict = Judge
                .assess(OfKind.of(DrawKind.POPULATION, Map.of("x", x), Map.of("lp", x)), null, variable -> true,
                        approximate, null)
                .verdict();
        assertThat(verdict.level()).isEqualTo(VerdictLevel.APPROXIMATE);
        assertThat(verdict.headline()).startsWith("Settled, but approximate: 4 populations")
                .contains("It is too narrow.");
    }

    /** Populations in two places: a mixture where together they predict well enough, by stored predictions. */
    @Test
    void populationsThatDifferMayBeAMixture() {
        double[] shifts = new double[40];
        for (int i = 0; i < shifts.length; i++) {
            shifts[i] = i % 2;
        }
        double[][] x = shifted(shifts);
        OfKind draws = OfKind.of(DrawKind.POPULATION, Map.of("x", x), Map.of());
        FunctionEvidence evidence = FunctionEvidence.ofDraws(draws, "x");
        Verdict verdict = Judge.assess(draws, evidence, variable -> true).verdict();
        assertThat(verdict.level()).as(verdict.headline()).isEqualTo(VerdictLevel.MIXTURE);
        assertThat(verdict.numbers()).containsKeys("rhat_max", "predictive_mean_error");
    }

    /** Forty populations know the mean of their mixture, but far apart the weights of the two places are chance. */
    @Test
    void populationsFarApartAreNoMixture() {
        double[] shifts = new double[40];
        for (int i = 0; i < shifts.length; i++) {
            shifts[i] = i % 2 == 0 ? 0 : 2.6;
        }
        OfKind draws = OfKind.of(DrawKind.POPULATION, Map.of("x", shifted(shifts)), Map.of());
        Verdict verdict = Judge.assess(draws, FunctionEvidence.ofDraws(draws, "x"), variable -> true).verdict();
        assertThat(verdict.numbers().get("predictive_mean_error")).isLessThan(MixtureChecks.MEAN_ERROR);
        assertThat(verdict.level()).as(verdict.headline()).isEqualTo(VerdictLevel.NOT_TRUSTED);
        assertThat(verdict.headline()).contains("whose weights are chance");
    }
}
