package ergodic.sampler.lastlayer;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.sampler.DrawKind;
import ergodic.sampler.Transition;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.draws.Phase;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.draws.VariableRole;
import ergodic.sampler.method.Measurement;
import ergodic.sampler.method.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LastLayerTypeTest {

    private static List<Measurement> measured(double... evidence) {
        LastLayerType type = new LastLayerType();
        MemoryDraws draws = new MemoryDraws(evidence.length,
                List.of(new Variable("w", List.of(), VariableRole.WEIGHT)));
        for (int fit = 0; fit < evidence.length; fit++) {
            draws.begin(fit, DrawKind.INDEPENDENT, LastLayerFit.STATISTICS);
            Transition transition = new Transition(LastLayerFit.STATISTICS);
            transition.report(-1, 1, false, true, false);
            transition.set(1, evidence[fit]);
            draws.accept(fit, Phase.SAMPLING, 0, new double[1], transition);
        }
        return type.measured(Settings.of(type.keys(), Map.of()), draws);
    }

    @Test
    void fitsThatCouldNotBeIntegratedAreDoubtful() {
        assertThat(measured(-3, -4)).singleElement().satisfies(one -> {
            assertThat(one.doubtful()).isFalse();
            assertThat(one.sentence()).contains("-3.00 (-4.00 to -3.00, by the fit)");
        });
        assertThat(measured(-3, Double.NaN)).hasSize(2).first().satisfies(one -> {
            assertThat(one.doubtful()).isTrue();
            assertThat(one.sentence()).contains("Of 2 fits 1 could not be integrated");
        });
        assertThat(measured(Double.NaN)).singleElement().satisfies(one -> {
            assertThat(one.doubtful()).isTrue();
            assertThat(one.sentence()).contains("Of 1 fit 1 could not be integrated");
        });
    }
}
