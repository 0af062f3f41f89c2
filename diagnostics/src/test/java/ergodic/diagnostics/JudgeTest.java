package ergodic.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.diagnostics.foreign.ArrayDraws;
import ergodic.diagnostics.foreign.ForeignDraws;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.method.Difficulty;
import ergodic.sampler.method.Measurement;
import ergodic.testing.SharedData;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The verdict on runs whose truth is known. */
class JudgeTest {

    @Test
    void independentDrawsAreExplored() {
        Assessment plain = new SyntheticRun(4, 1000, 1).assessPlain();
        assertLevel(plain, VerdictLevel.EXPLORED, "4 chains agree");
        assertThat(plain.verdict().exitStatus()).isZero();
        assertThat(plain.verdict().advice()).isEmpty();
        assertThat(plain.functions().getFirst().name()).isEqualTo("lp");
        assertThat(plain.functions()).hasSize(SyntheticRun.PROBES + 1);
    }

    /** Weights that agree nowhere do not matter, as long as the functions agree. */
    @Test
    void weightsDoNotJudgeANetwork() {
        Assessment network = new SyntheticRun(4, 1000, 2).assessNetwork();
        assertLevel(network, VerdictLevel.EXPLORED, "agree");
        assertThat(network.functions()).extracting(VariableSummary::name).doesNotContain("layer1.weight");
    }

    @Test
    void stationaryChainsInTheirOwnModesAreAMixture() {
        Assessment mixture = new SyntheticRun(4, 1000, 3).modes(1).noise(3).assessNetwork();
        assertLevel(mixture, VerdictLevel.MIXTURE, "Several modes, usable as a mixture");
        Verdict verdict = mixture.verdict();
        assertThat(verdict.exitStatus()).isZero();
        assertThat(verdict.numbers().get("rhat_max")).isGreaterThan(1.1);
        assertThat(verdict.numbers().get("predictive_mean_error")).isBetween(0.02, 0.25);
        assertThat(verdict.numbers().get("log_density_error")).isBetween(0.0, 0.1);
        assertThat(verdict.headline()).contains("predictive standard deviations").contains("nats a row");
        assertThat(verdict.advice()).singleElement().asString().startsWith("16 chains would bring");
    }

    /** Modes as wide apart as the predictive spread take more chains than four, and sixteen are enough. */
    @Test
    void modesFarApartTakeMoreChains() {
        Assessment four = new SyntheticRun(4, 500, 4).modes(5).noise(0.3).assessNetwork();
        assertLevel(four, VerdictLevel.NOT_TRUSTED, "predictive mean");
        assertThat(four.verdict().advice()).anyMatch(text -> text.startsWith("16 chains would bring"));
        assertThat(four.verdict().exitStatus()).isEqualTo(3);
        Assessment many = new SyntheticRun(24, 500, 4).modes(5).noise(4).assessNetwork();
        assertThat(many.verdict().level()).as(many.verdict().headline()).isEqualTo(VerdictLevel.MIXTURE);
    }

    @Test
    void oneChainThatStandsStillIsNotTrusted() {
        for (double from : new double[]{0, 0.5, 0.7}) {
            assertLevel(new SyntheticRun(4, 1000, 5).modes(0.3).noise(3).stuck(2, from).assessNetwork(),
                    VerdictLevel.NOT_TRUSTED, "chain 3 stands still");
            assertLevel(new SyntheticRun(4, 1000, 5).stuck(2, from).assessPlain(), VerdictLevel.NOT_TRUSTED,
                    "chain 3 stands still");
        }
    }

    @Test
    void chainThatDriftsIsNotTrusted() {
        assertLevel(new SyntheticRun(4, 1000, 6).modes(1).noise(3).drift(1, 4).assessNetwork(),
                VerdictLevel.NOT_TRUSTED, "chain 2 drifts");
        assertLevel(new SyntheticRun(4, 1000, 6).drift(1, 4).assessPlain(), VerdictLevel.NOT_TRUSTED, "");
    }

    /** What no single chain shows, all show together. */
    @Test
    void commonDriftOfTheLogDensityIsNotTrusted() {
        Assessment rising = new SyntheticRun(6, 1000, 7).modes(1).noise(3).logDensityRise(1.25).assessNetwork();
        assertLevel(rising, VerdictLevel.NOT_TRUSTED, "rises together");
        assertThat(rising.chains()).noneMatch(chain -> chain.drifting(6));
        assertThat(rising.verdict().advice()).anyMatch(text -> text.contains("longer warm-up"));
    }

    @Test
    void fewDrawsAreNotTrusted() {
        assertLevel(new SyntheticRun(4, 3, 8).assessPlain(), VerdictLevel.NOT_TRUSTED, "3 draws a chain");
        assertLevel(new SyntheticRun(4, 11, 8).assessPlain(), VerdictLevel.NOT_TRUSTED, "11 draws a chain");
        assertLevel(new SyntheticRun(4, 20, 8).assessPlain(), VerdictLevel.NOT_TRUSTED, "");
        assertLevel(new SyntheticRun(4, 12, 8).autocorrelation(0.9).modes(1).noise(3).assessNetwork(),
                VerdictLevel.NOT_TRUSTED,
                "effective draws, too few");
    }

    @Test
    void divergencesCount() {
        assertLevel(new SyntheticRun(4, 1000, 9).divergent(0.01).assessPlain(), VerdictLevel.NOT_TRUSTED, "diverged");
        assertLevel(new SyntheticRun(4, 1000, 9).divergent(0.05).assessNetwork(), VerdictLevel.NOT_TRUSTED,
                "diverged");
        assertLevel(new SyntheticRun(4, 1000, 9).divergent(0.005).assessNetwork(), VerdictLevel.MIXTURE,
                "Not explored, because 2");
    }

    @Test
    void heavyTailsAloneAreNoFault() {
        double[][] cauchy = SpecialCasesTest.normal(4, 1000, 10);
        double[][] denominator = SpecialCasesTest.normal(4, 1000, 11);
        for (int chain = 0; chain < 4; chain++) {
            for (int i = 0; i < 1000; i++) {
                cauchy[chain][i] /= denominator[chain][i];
            }
        }
        assertLevel(Judge.assess(new ArrayDraws(Map.of("x", cauchy), Map.of())), VerdictLevel.EXPLORED, "agree");
    }

    @Test
    void oneChainIsEnoughOnlyWhereModesAreNotTheRule() {
        assertLevel(new SyntheticRun(1, 2000, 12).assessPlain(), VerdictLevel.EXPLORED, "as far as one chain can tell");
        assertLevel(new SyntheticRun(1, 2000, 12).assessNetwork(), VerdictLevel.NOT_TRUSTED, "one chain");
        assertLevel(new SyntheticRun(2, 2000, 12).modes(1).noise(3).assessNetwork(), VerdictLevel.NOT_TRUSTED,
                "2 chains show too little");
    }

    @Test
    void valuesThatAreNotFiniteAreNamed() {
        double[][] bad = SpecialCasesTest.normal(4, 200, 13);
        bad[3][7] = Double.NaN;
        assertLevel(Judge.assess(new ArrayDraws(Map.of("tau", bad), Map.of())), VerdictLevel.NOT_TRUSTED,
                "not finite in 1 of 1 (tau)");
    }

    @Test
    void constantAmongOthersIsNoFault() {
        double[][] one = new double[4][1000];
        for (double[] chain : one) {
            Arrays.fill(chain, 1);
        }
        ArrayDraws draws = new ArrayDraws(Map.of("L[1,1]", one, "x", SpecialCasesTest.normal(4, 1000, 14)), Map.of());
        assertLevel(Judge.assess(draws), VerdictLevel.EXPLORED, "agree");
        assertLevel(Judge.assess(new ArrayDraws(Map.of("L[1,1]", one), Map.of())), VerdictLevel.NOT_TRUSTED,
                "nothing ever changes");
    }

    /**
     * Four chains in four places 5e-18 apart, of standard deviation 1e-18: R-hat and ESS know no units (ArviZ 0.23 gives 2.845
     * and 4.66 for such draws), whatever the scale.
     */
    @Test
    void scaleOfAQuantityDoesNotMatter() {
        for (double scale : new double[]{1, 1e-18, 1e-170, 1e200}) {
            double[][] apart = SpecialCasesTest.normal(4, 500, 21);
            for (int chain = 0; chain < 4; chain++) {
                for (int i = 0; i < 500; i++) {
                    apart[chain][i] = scale * (apart[chain][i] + 5 * chain);
                }
            }
            Assessment assessment = Judge.assess(new ArrayDraws(
                    Map.of("mu", SpecialCasesTest.normal(4, 500, 22), "q", apart), Map.of()));
            assertLevel(assessment, VerdictLevel.NOT_TRUSTED, "R-hat reaches");
            assertThat(assessment.verdict().numbers().get("rhat_max")).as("scale %s", scale).isBetween(2.6, 3.1);
            assertThat(assessment.verdict().numbers().get("ess_min")).isBetween(4.0, 6.0);
        }
    }

    /** 0 in some chains and 1 in the others: there is no worse disagreement, and R-hat is infinite, not undefined. */
    @Test
    void constantWithinChainsButNotBetweenThemIsTheWorstDisagreement() {
        double[][] indicator = new double[4][1000];
        Arrays.fill(indicator[2], 1);
        Arrays.fill(indicator[3], 1);
        Assessment assessment = Judge.assess(new ArrayDraws(
                Map.of("mu", SpecialCasesTest.normal(4, 1000, 23), "side", indicator), Map.of()));
        assertLevel(assessment, VerdictLevel.NOT_TRUSTED, "R-hat reaches infinite (side)");
        assertThat(assessment.verdict().words()).isEqualTo("not to be trusted");
    }

    @Test
    void constantsAreNamed() {
        double[][] one = new double[4][1000];
        for (double[] chain : one) {
            Arrays.fill(chain, 1);
        }
        Verdict verdict = Judge.assess(new ArrayDraws(
                Map.of("L[1,1]", one, "x", SpecialCasesTest.normal(4, 1000, 14)), Map.of())).verdict();
        assertThat(verdict.cautions()).extracting(Finding::sentence)
                .containsExactly("Not judged, since they are the same in all draws: 1 of 2 (L[1,1]).");
    }

    /** One bad chain of 32 is named, and fails the run: each by the check that is for it. */
    @Test
    void oneBadChainOfManyIsNamed() {
        assertNamed(new SyntheticRun(32, 500, 31).shift(20, 0.6).assessPlain(), "location of each chain", "Chain 21 ");
        assertNamed(new SyntheticRun(32, 500, 32).scale(20, 1.6).assessPlain(), "spread of each chain", "Chain 21 ");
        assertNamed(new SyntheticRun(32, 500, 33).drift(20, 1.5).assessPlain(), "drift of each chain", "Chain 21 ");
        assertNamed(new SyntheticRun(32, 500, 34).stuck(20, 0.4, 0.6).assessPlain(), "movement", "Chain 21 ");
        SyntheticRun modes = new SyntheticRun(32, 500, 35).modes(0.5).noise(2);
        assertNamed(modes.logDensityBelow(20, 1000).assessNetwork(), "poor mode", "Chain 21 ");
    }

    /**
     * One chain of four, or of five, is shifted by 0.5 or scaled by 1.5: it alone is blamed, though the mean of the others
     * leaves each of the others behind as well. Right chains are blamed in fewer than 1 of 500 of such runs.
     */
    @Test
    void theOthersAreNotBlamedForOneBadChain() {
        for (int chains = 4; chains <= 5; chains++) {
            for (int kind = 0; kind < 2; kind++) {
                Random random = new Random(11);
                double[][] draws = new double[chains][1000];
                for (int chain = 0; chain < chains; chain++) {
                    for (int draw = 0; draw < 1000; draw++) {
                        double z = random.nextGaussian();
                        draws[chain][draw] = chain != 2 ? z : kind == 0 ? z + 0.5 : 1.5 * z;
                    }
                }
                List<String> blamed = Judge.assess(new ArrayDraws(Map.of("x", draws), Map.of())).verdict().findings()
                        .stream().filter(finding -> finding.check().equals("location of each chain")
                                || finding.check().equals("spread of each chain"))
                        .filter(finding -> finding.severity() == Finding.Severity.BAD).map(Finding::sentence).toList();
                assertThat(blamed).singleElement().asString().startsWith("Chain 3 is ");
            }
        }
    }

    /** A chain that stands still is no yardstick for the width of the last that varies. */
    @Test
    void widthsAreNotComparedWithAChainThatStandsStillAlone() {
        Random random = new Random(13);
        double[][] draws = new double[4][1000];
        for (int chain = 0; chain < 4; chain++) {
            int number = chain;
            Arrays.setAll(draws[chain], draw -> number == 2 ? 0.1 : random.nextGaussian());
        }
        assertThat(Judge.assess(new ArrayDraws(Map.of("x", draws), Map.of())).verdict().findings())
                .extracting(Finding::sentence).noneMatch(text -> text.contains("Infinity"))
                .anyMatch(text -> text.startsWith("Chain 3 stands still"));
    }

    @Test
    void oneValueThatIsNotFiniteMakesNoConstant() {
        for (double bad : new double[]{Double.NaN, Double.POSITIVE_INFINITY}) {
            double[][] draws = new double[4][100];
            Random random = new Random(12);
            for (double[] chain : draws) {
                Arrays.setAll(chain, draw -> random.nextGaussian());
            }
            draws[1][50] = bad;
            assertThat(Judge.assess(new ArrayDraws(Map.of("x", draws), Map.of())).verdict().findings())
                    .extracting(Finding::sentence).anyMatch(text -> text.contains("not finite in 1 of 1 (x)"))
                    .noneMatch(text -> text.contains("same in all draws"));
        }
    }

    /** "Several modes" is said only where chains differ. */
    @Test
    void divergencesAloneAreNoModes() {
        Verdict same = new SyntheticRun(4, 1000, 9).divergent(0.005).assessNetwork().verdict();
        assertThat(same.words()).isEqualTo("usable as a mixture");
        assertThat(same.headline()).doesNotContain("modes").contains("diverged");
        Verdict apart = new SyntheticRun(4, 1000, 3).modes(1).noise(3).assessNetwork().verdict();
        assertThat(apart.words()).isEqualTo("several modes, usable as a mixture");
    }

    /** What a method says of its draws stands in the verdict, and "explored" is not said of an approximation. */
    @Test
    void approximateChainsAreNotExplored() {
        DrawSource source = new DrawSource(false, List.of("The draws are biased."),
                Map.of(Difficulty.DISAGREEMENT, List.of("Set sampler.step_size = 0.5.")),
                List.of(new Measurement("bias", "Its bias is 0.1.", Map.of("variance_bias", 0.1), false),
                        new Measurement("rate", "Its rate is 3.", Map.of("rate", 3.0), true)));
        ArrayDraws good = new ArrayDraws(Map.of("x", SpecialCasesTest.normal(4, 1000, 41)), Map.of());
        Verdict verdict = Judge.assess(good, null, variable -> true, source, null).verdict();
        assertThat(verdict.level()).isEqualTo(VerdictLevel.APPROXIMATE);
        assertThat(verdict.headline()).doesNotContain("xplored").contains("approximate").contains("biased");
        assertThat(verdict.cautions()).extracting(Finding::sentence).contains("The draws are biased.",
                "Its bias is 0.1.",
                "Its rate is 3.");
        assertThat(verdict.headline()).as("only what is doubtful").contains("Its rate is 3.")
                .doesNotContain("Its bias");
        assertThat(verdict.numbers()).containsEntry("variance_bias", 0.1).containsEntry("rate", 3.0);
        double[][] apart = SpecialCasesTest.normal(4, 1000, 42);
        Arrays.setAll(apart[1], i -> apart[1][i] + 1);
        Verdict bad = Judge.assess(new ArrayDraws(Map.of("x", apart), Map.of()), null, variable -> true, source, null)
                .verdict();
        assertThat(bad.level()).isEqualTo(VerdictLevel.NOT_TRUSTED);
        assertThat(bad.advice()).contains("Set sampler.step_size = 0.5.");
    }

    /** Known from the literature: the centred parameterisation does not explore (R-hat 1.06, standstills), the other one does. */
    @Test
    void eightSchoolsCentredAndNot() {
        Assessment centred = Judge.assess(
                ForeignDraws.read(List.of(SharedData.require("diagnostics/arviz_centered_eight.csv.gz"))));
        assertLevel(centred, VerdictLevel.NOT_TRUSTED, "chains 2 and 4 stand still");
        assertThat(centred.verdict().findings()).extracting(Finding::sentence)
                .anyMatch(text -> text.startsWith("R-hat reaches 1.06"));
        assertThat(centred.health().totalDivergences()).isPositive();
        assertThat(centred.verdict().advice()).anyMatch(text -> text.contains("non-centred"));
        Assessment not = Judge.assess(
                ForeignDraws.read(List.of(SharedData.require("diagnostics/arviz_non_centered_eight.csv.gz"))));
        assertThat(not.verdict().numbers().get("rhat_max")).isLessThan(1.01);
    }

    @Test
    void evidenceOfAnotherNumberOfChainsIsRefused() {
        FunctionEvidence evidence = new FunctionEvidence(List.of("row 0"), new double[3][1], new double[]{1},
                new double[0][]);
        ArrayDraws draws = new ArrayDraws(Map.of("x", SpecialCasesTest.normal(4, 100, 15)), Map.of());
        assertThatThrownBy(() -> Judge.assess(draws, evidence)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 chains, the draws have 4");
    }

    @Test
    void columnsAreFitForJson() {
        Map<String, ?> columns = new SyntheticRun(4, 1000, 3).modes(1).noise(3).assessNetwork().verdict().columns();
        assertThat(columns.get("level")).isEqualTo("mixture");
        assertThat(columns.keySet()).containsExactly("level", "words", "headline", "findings", "advice", "numbers");
    }

    private static void assertNamed(Assessment assessment, String check, String start) {
        assertThat(assessment.verdict().level()).isEqualTo(VerdictLevel.NOT_TRUSTED);
        assertThat(assessment.verdict().findings())
                .filteredOn(finding -> finding.check().equals(check) && finding.severity() == Finding.Severity.BAD)
                .singleElement().extracting(Finding::sentence).asString().startsWith(start);
    }

    private static void assertLevel(Assessment assessment, VerdictLevel level, String words) {
        Verdict verdict = assessment.verdict();
        assertThat(verdict.level()).as(verdict.headline()).isEqualTo(level);
        assertThat(verdict.headline()).containsIgnoringCase(words);
        assertThat(verdict.findings()).isNotEmpty();
    }
}
