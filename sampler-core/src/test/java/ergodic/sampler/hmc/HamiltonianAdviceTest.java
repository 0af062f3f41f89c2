package ergodic.sampler.hmc;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.sampler.method.Advice;
import ergodic.sampler.method.Difficulty;
import ergodic.sampler.method.Settings;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The metric that is proposed where trajectories are cut: a better one than the run has, that its size allows. */
class HamiltonianAdviceTest {

    @ParameterizedTest
    @CsvSource({"unit, 50, dense", "diagonal, 50, dense", "low_rank, 50, dense", "dense, 50, ",
            "unit, 2000, low_rank", "diagonal, 2000, low_rank", "low_rank, 2000, ", "dense, 2000, "})
    void theNextBetterMetricIsProposed(String metric, int unknowns, @Nullable String proposed) {
        HmcType type = new HmcType();
        Advice advice = new Advice(new Advice.Run(4, 1000, 1000, 1000, 1, unknowns), Map.of(), "another");
        type.advise(Settings.of(type.keys(), Map.of(HamiltonianKeys.METRIC.name(), metric)), advice);
        List<String> sentences = advice.toMap().getOrDefault(Difficulty.CUT_TRAJECTORIES, List.of());
        if (proposed == null) {
            assertThat(sentences).noneMatch(sentence -> sentence.contains("metric"));
        } else {
            assertThat(sentences).anyMatch(sentence -> sentence.startsWith(
                    "Set sampler.metric = \"" + proposed + "\""));
        }
    }
}
