package ergodic.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.diagnostics.foreign.ArrayDraws;
import ergodic.diagnostics.foreign.ForeignDraws;
import ergodic.sampler.draws.Variable;
import ergodic.testing.SharedData;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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
        assertLevel(new SyntheticRun(4, 1000, 6).drift(1, 4).assessPlain(), VerdictLevel.NOT_TRUSTED, "R-hat");
    }

    /** What no single chain shows, all show together. */
    @Test
    void commonDriftOfTheLogDensityIsNotTrusted() {
        Assessment rising = new SyntheticRun(6, 1000, 7).modes(1).noise(3).logDensityRise(1.4).assessNetwork();
        assertLevel(rising, VerdictLevel.NOT_TRUSTED, "rises together");
        assertThat(rising.chains()).noneMatch(ChainBehaviour::drifting);
        assertThat(rising.verdict().advice()).contains("Give the chains a longer warm-up.");
    }

    @Test
    void fewDrawsAreNotTrusted() {
        assertLevel(new SyntheticRun(4, 3, 8).assessPlain(), VerdictLevel.NOT_TRUSTED, "3 draws a chain");
        assertLevel(new SyntheticRun(4, 20, 8).assessPlain(), VerdictLevel.NOT_TRUSTED, "R-hat");
        assertLevel(new SyntheticRun(4, 8, 8).modes(1).noise(3).assessNetwork(), VerdictLevel.NOT_TRUSTED,
                "effective draws, too few");
    }

    @Test
    void divergencesCount() {
        assertLevel(new SyntheticRun(4, 1000, 9).divergent(0.01).assessPlain(), VerdictLevel.NOT_TRUSTED, "diverged");
        assertLevel(new SyntheticRun(4, 1000, 9).divergent(0.05).assessNetwork(), VerdictLevel.NOT_TRUSTED,
                "diverged");
        assertLevel(new SyntheticRun(4, 1000, 9).divergent(0.005).assessNetwork(), VerdictLevel.MIXTURE,
                "nearly agree");
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

    /** Known from the literature: the centred parameterisation does not explore, the other one does. */
    @Test
    void eightSchoolsCentredAndNot() {
        Assessment centred = Judge.assess(
                ForeignDraws.read(List.of(SharedData.require("diagnostics/arviz_centered_eight.csv.gz"))));
        assertLevel(centred, VerdictLevel.NOT_TRUSTED, ": R-hat reaches 1.06");
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
    void weightsAreKnownByTheirNames() {
        assertThat(List.of("layer1.weight", "layer2.bias", "weight", "out.weights", "net.weight.raw",
                "layer1.weight_raw", "layer1.weight[3,2]"))
                .allMatch(name -> Judge.isWeight(Variable.of(name, 3)));
        assertThat(List.of("prediction", "layer1.scale", "layer1.bias_scale", "noise", "weighting", "biases_sd"))
                .noneMatch(name -> Judge.isWeight(Variable.of(name)));
    }

    @Test
    void columnsAreFitForJson() {
        Map<String, ?> columns = new SyntheticRun(4, 1000, 3).modes(1).noise(3).assessNetwork().verdict().columns();
        assertThat(columns.get("level")).isEqualTo("mixture");
        assertThat(columns.keySet()).containsExactly("level", "words", "headline", "findings", "advice", "numbers");
    }

    private static void assertLevel(Assessment assessment, VerdictLevel level, String words) {
        Verdict verdict = assessment.verdict();
        assertThat(verdict.level()).as(verdict.headline()).isEqualTo(level);
        assertThat(verdict.headline()).containsIgnoringCase(words);
        assertThat(verdict.findings()).isNotEmpty();
    }
}
