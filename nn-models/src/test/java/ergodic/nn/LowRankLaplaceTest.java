package ergodic.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.nn.data.Dataset;
import ergodic.nn.likelihood.GaussianLikelihood;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.laplace.LaplaceFit;
import ergodic.sampler.laplace.LaplaceType;
import ergodic.sampler.method.Measurement;
import ergodic.sampler.method.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LowRankLaplaceTest {

    /** Directions that are left out count as not determined, so that scales chosen with them would be wrong. */
    @ParameterizedTest
    @CsvSource({"global, kronecker", "layer, kronecker", "weight, diagonal"})
    void noScalesOfThePriorAreChosenByIt(String priorScale, String instead) {
        LaplaceType type = new LaplaceType();
        Settings settings = LaplaceTest.settings(LaplaceType.STRUCTURE, "low_rank", LaplaceType.PRIOR_SCALE,
                priorScale);
        assertThat(type.complaint(settings, 10)).hasValue("sampler.prior_scale = \"" + priorScale
                + "\" needs another structure than sampler.structure = \"low_rank\", which counts no more weights as"
                + " determined than it has directions; set sampler.structure = \"" + instead + "\"");
        assertThat(type.complaint(LaplaceTest.settings(LaplaceType.STRUCTURE, instead, LaplaceType.PRIOR_SCALE,
                priorScale), 10)).isEmpty();
        assertThat(type.complaint(LaplaceTest.settings(LaplaceType.STRUCTURE, "low_rank"), 10)).isEmpty();
    }

    /** What a low rank leaves out is said: of too few directions the evidence is too high, and by no more than it says; nothing is said where all are kept. */
    @Test
    void aLowRankSaysWhatItLeavesOut() {
        Dataset data = LaplaceTest.curve(30, 5, false);
        BayesianNetwork network = LaplaceTest.linear(data)
                .likelihood(new GaussianLikelihood(new GaussianLikelihood.Fixed(LaplaceTest.NOISE))).build();
        RealMatrix x = LaplaceTest.design(data.train().inputs(), 5);
        double signal = LaplaceTest.PRIOR / LaplaceTest.NOISE;
        double[] curvatures = new EigenDecomposition(x.transpose().multiply(x).scalarMultiply(signal * signal))
                .getRealEigenvalues();
        Arrays.sort(curvatures);
        double leastKept = curvatures[4];
        Settings two = LaplaceTest.settings(LaplaceType.STRUCTURE, "low_rank", LaplaceType.RANK, 2);
        MemoryDraws draws = LaplaceTest.run(network, 1, two);
        List<Measurement> said = new LaplaceType().measured(two, draws);
        assertThat(draws.statistic(LaplaceFit.LEFT_OUT.name())[0]).containsOnly(4);
        assertThat(draws.statistic(LaplaceFit.LEAST_KEPT.name())[0][0]).isCloseTo(leastKept, within(1e-5 * leastKept));
        double most = 2 * Math.log1p(leastKept);
        assertThat(LaplaceTest.evidence(draws) - LaplaceTest.evidence(x, data.train().target())).isBetween(0.1, most);
        assertThat(said.getFirst().sentence()).contains(String.format(Locale.ROOT,
                "it is an upper value, too high by up to %.1f, as 4 directions are left out and the smallest curvature kept, %.3g of the prior's,",
                most, leastKept));
        assertThat(said).extracting(Measurement::sentence)
                .contains(String.format(Locale.ROOT,
                        "Along the other 4 directions the draws are as wide as the prior, though the likelihood may curve there up to %.3g times as much: keep more directions by sampler.rank.",
                        leastKept));

        Settings all = LaplaceTest.settings(LaplaceType.STRUCTURE, "low_rank", LaplaceType.RANK, 20);
        MemoryDraws whole = LaplaceTest.run(network, 1, all);
        assertThat(new LaplaceType().measured(all, whole)).extracting(Measurement::sentence)
                .noneMatch(sentence -> sentence.contains("upper") || sentence.contains("as wide as the prior"));
        assertThat(new LaplaceType().caveats(all))
                .contains("The data narrow no more than 20 directions (sampler.structure = \"low_rank\").")
                .noneMatch(caveat -> caveat.contains("as wide as the prior"));
    }

    /** Left to itself a low rank keeps what matters, more directions than it begins with: the evidence is that of the whole matrix, and the draws are as wide. */
    @Test
    void aLowRankTakesAsManyDirectionsAsMatter() {
        BayesianNetwork network = BayesianNetwork.on(LaplaceTest.curve(60, 2, false)).hidden(12)
                .likelihood(new GaussianLikelihood(new GaussianLikelihood.Fixed(LaplaceTest.NOISE))).build();
        Settings own = LaplaceTest.settings(LaplaceType.STRUCTURE, "low_rank");
        MemoryDraws draws = LaplaceTest.run(network, 1, own);
        double full = LaplaceTest.evidence(LaplaceTest.run(network, 1, LaplaceTest.settings()));
        double leftOut = draws.statistic(LaplaceFit.LEFT_OUT.name())[0][0];
        assertThat(leftOut).as("of 49 weights; doubling 20 directions").isLessThanOrEqualTo(9);
        assertThat(LaplaceTest.evidence(draws)).isBetween(full - 1e-6, full + 0.005 * leftOut + 1e-6);
        MemoryDraws twenty = LaplaceTest.run(network, 1,
                LaplaceTest.settings(LaplaceType.STRUCTURE, "low_rank", LaplaceType.RANK, 20));
        assertThat(twenty.statistic(LaplaceFit.LEAST_KEPT.name())[0][0]).as("20 are too few here").isGreaterThan(0.01);
        assertThat(LaplaceTest.evidence(twenty)).isGreaterThan(full + 0.05);
        assertThat(new LaplaceType().caveats(own)).contains(
                "The data narrow the directions alone in which the likelihood curves most (sampler.structure = \"low_rank\").");
    }
}
