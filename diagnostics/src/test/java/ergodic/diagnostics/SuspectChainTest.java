package ergodic.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.diagnostics.SuspectChain.Trouble;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuspectChainTest {

    @Test
    void aRightRunNamesNobody() {
        for (long seed = 0; seed < 20; seed++) {
            Assessment assessment = new SyntheticRun(8, 500, seed).autocorrelation(0.3).divergent(0.002)
                    .assessNetwork();
            assertThat(assessment.suspects()).isEmpty();
        }
    }

    @Test
    void aStuckChainIsNamedWithItsWeight() {
        Assessment assessment = new SyntheticRun(8, 500, 1).stuck(2, 0.6).assessNetwork();
        assertThat(assessment.suspects()).first().satisfies(suspect -> {
            assertThat(suspect.chain()).isEqualTo(2);
            assertThat(suspect.trouble()).isEqualTo(Trouble.STUCK);
            assertThat(suspect.sentence()).startsWith("Chain 3, 13 % of the mixture, is stuck: 200 draws on end");
            assertThat(suspect.columns()).containsEntry("chain", 3).containsEntry("weight", 0.125);
        });
        assertThat(assessment.verdict().findings()).anySatisfy(finding -> assertThat(finding.sentence())
                .contains("--without-chain 3 shows the others"));
    }

    @Test
    void aDriftingChainIsNamed() {
        Assessment assessment = new SyntheticRun(6, 500, 4).drift(4, 3.0).assessNetwork();
        assertThat(assessment.suspects()).extracting(SuspectChain::chain).containsOnly(4);
        assertThat(assessment.suspects()).extracting(SuspectChain::trouble).contains(Trouble.DRIFTING);
        assertThat(assessment.suspects().getFirst().evidence()).contains(" rises by ");
    }

    /** The log density of a synthetic run has a standard deviation of 1, so that of a mode of two directions. */
    @Test
    void aChainThatNoWidthBringsUpToTheOthersIsNamed() {
        assertThat(new SyntheticRun(8, 500, 3).logDensityBelow(6, 5.4).assessNetwork().suspects()).isEmpty();
        Assessment assessment = new SyntheticRun(8, 500, 3).logDensityBelow(6, 40).assessNetwork();
        assertThat(assessment.suspects()).singleElement().satisfies(suspect -> {
            assertThat(suspect.chain()).isEqualTo(6);
            assertThat(suspect.trouble()).isEqualTo(Trouble.LOW);
            assertThat(suspect.sentence())
                    .startsWith("Chain 7, 13 % of the mixture, lies low: its mean log density is 40"
                            + " below the median of the other chains', more than the width of its mode can make up for (")
                    .contains(" for each of some 2.");
        });
    }

    /** The whole gap counts where two chains are all, or half of the chains lie low. One alone above the others is no measure: the neck of a funnel is such a place. */
    @Test
    void upToHalfOfTheChainsCanLieLow() {
        assertThat(low(new SyntheticRun(2, 500, 3).logDensityBelow(0, 8))).containsExactly(0);
        assertThat(low(new SyntheticRun(4, 500, 3).logDensityBelow(1, 8).logDensityBelow(2, 8))).containsExactly(1, 2);
        assertThat(
                low(new SyntheticRun(4, 500, 3).logDensityBelow(0, 90).logDensityBelow(1, 90).logDensityBelow(2, 90)))
                .isEmpty();
        assertThat(low(new SyntheticRun(1, 500, 3))).isEmpty();
    }

    private static List<Integer> low(SyntheticRun run) {
        return run.assessNetwork().suspects().stream().filter(suspect -> suspect.trouble() == Trouble.LOW)
                .map(SuspectChain::chain).toList();
    }

    @Test
    void divergencesOfAMinorityAreConcentrated() {
        Assessment assessment = new SyntheticRun(8, 500, 5).divergent(1, 0.2).assessNetwork();
        assertThat(assessment.suspects()).singleElement().satisfies(suspect -> {
            assertThat(suspect.chain()).isEqualTo(1);
            assertThat(suspect.trouble()).isEqualTo(Trouble.DIVERGING);
            assertThat(suspect.evidence()).contains("of its transitions (first quarter", "of other chains at most 0 %");
        });
    }

    /** What diverges everywhere is the geometry, and no chain's own trouble. */
    @Test
    void divergencesOfAllAreNot() {
        assertThat(new SyntheticRun(8, 500, 6).divergent(0.2).assessNetwork().suspects()).isEmpty();
        SyntheticRun half = new SyntheticRun(8, 500, 7);
        for (int chain = 0; chain < 3; chain++) {
            half.divergent(chain, 0.2);
        }
        assertThat(half.assessNetwork().suspects()).isEmpty();
    }
}
