package ergodic.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.sampler.Transition;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.draws.Phase;
import ergodic.sampler.draws.Variable;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

/** Draws of a model by hand whose weights flip signs from chain to chain: its functions agree, and are what is judged. */
class NamedFunctionsTest {

    private static final int CHAINS = 4;
    private static final int DRAWS = 500;

    /** {@code w} lies near 3 or -3 by chain, its square near 9 in all of them, {@code sigma} near 1. */
    private static MemoryDraws draws() {
        MemoryDraws draws = new MemoryDraws(CHAINS,
                List.of(Variable.of("w"), Variable.of("curve", 2), Variable.of("sigma")));
        UniformRandomProvider rng = RandomSource.SPLIT_MIX_64.create(20261128);
        ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(rng);
        for (int chain = 0; chain < CHAINS; chain++) {
            for (int draw = 0; draw < DRAWS; draw++) {
                double z = gaussian.sample();
                double w = (chain % 2 == 0 ? 3 : -3) + 0.1 * z;
                double sigma = 1 + 0.1 * gaussian.sample();
                double energy = gaussian.sample();
                draws.accept(chain, Phase.SAMPLING, draw, new double[]{w, w * w, gaussian.sample(), sigma},
                        new Transition(-0.5 * z * z, 0.8, 1, 2, 3, false, false, true, energy, 0, 0, 1));
            }
        }
        return draws;
    }

    /**
     * By all variables the chains disagree. A right program fails with probability below 1e-3: independent draws of two
     * functions have an R-hat above 1.01 hardly ever.
     */
    @Test
    void onlyWhatIsNamedIsJudged() {
        MemoryDraws draws = draws();
        assertThat(Judge.assess(draws).verdict().level()).isEqualTo(VerdictLevel.NOT_TRUSTED);
        Assessment named = Judge.assessFunctions(draws, List.of("sigma"));
        assertThat(named.verdict().level()).as(named.verdict().headline()).isEqualTo(VerdictLevel.EXPLORED);
        assertThat(named.functions()).extracting(VariableSummary::name).containsExactly("lp", "sigma");
    }

    @Test
    void evidenceOfSeveralVariablesStandsSideBySide() {
        FunctionEvidence both = FunctionEvidence.ofDraws(draws(), List.of("curve", "sigma"));
        FunctionEvidence curve = FunctionEvidence.ofDraws(draws(), "curve");
        assertThat(both.names()).containsExactly("curve[0]", "curve[1]", "sigma");
        assertThat(both.chainMeans()[3]).startsWith(curve.chainMeans()[3]).hasSize(3);
        assertThat(both.predictiveSd()).startsWith(curve.predictiveSd()).hasSize(3);
    }

    /** By name: weights, and what is declared with them; not their scales. */
    @Test
    void weightsAreKnownByTheirNames() {
        assertThat(List.of("layer1.weight", "layer1.weight_raw", "layer2.bias", "layer1.weight_local", "gru.weight_ih",
                "weights", "bias[2]")).allMatch(name -> Judge.isWeight(Variable.of(name)));
        assertThat(List.of("layer1.scale", "layer1.bias_scale", "noise_scale", "prediction", "weighting"))
                .noneMatch(name -> Judge.isWeight(Variable.of(name)));
    }

    @Test
    void namesThatAreNotThereAreSaid() {
        MemoryDraws draws = draws();
        assertThatThrownBy(() -> Judge.assessFunctions(draws, List.of("prediction")))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("[w, curve, sigma]");
        assertThatThrownBy(() -> Judge.assessFunctions(draws, List.of()))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("[w, curve, sigma]");
    }
}
