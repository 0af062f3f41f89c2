package ergodic.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.sampler.Statistic;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.draws.Phase;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.draws.VariableRole;
import ergodic.testing.OneStep;
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
        return draws(List.of(Variable.of("w"), Variable.of("curve", 2), Variable.of("sigma")));
    }

    private static MemoryDraws draws(List<Variable> variables) {
        MemoryDraws draws = new MemoryDraws(CHAINS, variables);
        UniformRandomProvider rng = RandomSource.SPLIT_MIX_64.create(20261128);
        ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(rng);
        for (int chain = 0; chain < CHAINS; chain++) {
            for (int draw = 0; draw < DRAWS; draw++) {
                double z = gaussian.sample();
                double w = (chain % 2 == 0 ? 3 : -3) + 0.1 * z;
                double sigma = 1 + 0.1 * gaussian.sample();
                double energy = gaussian.sample();
                draws.accept(chain, Phase.SAMPLING, draw, new double[]{w, w * w, gaussian.sample(), sigma},
                        OneStep.made(-0.5 * z * z, List.of(Statistic.ENERGY), energy));
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

    /** Where there are predictions, what is not identifiable is left aside by its role, whatever its name. */
    @Test
    void rolesDecideAndNamesDoNot() {
        List<Variable> roles = List.of(Variable.of("w").as(VariableRole.WEIGHT),
                Variable.of("curve", 2).as(VariableRole.PREDICTION), Variable.of("sigma").as(VariableRole.SCALE));
        Assessment network = Judge.assess(draws(roles));
        assertThat(network.functions()).extracting(VariableSummary::name).containsExactly("lp", "curve[0]", "curve[1]",
                "sigma");
        assertThat(network.mixture()).isNotNull();
        List<Variable> names = List.of(Variable.of("layer1.weight"), Variable.of("prediction", 2),
                Variable.of("sigma"));
        Assessment plain = Judge.assess(draws(names));
        assertThat(plain.functions()).extracting(VariableSummary::name).contains("layer1.weight");
        assertThat(plain.mixture()).isNull();
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
