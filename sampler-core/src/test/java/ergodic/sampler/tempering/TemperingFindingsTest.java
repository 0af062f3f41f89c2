package ergodic.sampler.tempering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.method.Measurement;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The evidence has an error only where replicas joined the rungs, and then the larger of that within chains and between. */
class TemperingFindingsTest {

    private static SteppingStone stone(double bridged, double apart) {
        return new SteppingStone(bridged - apart / 2, bridged + apart / 2, bridged, bridged, bridged, 3, 0.1, 0.3);
    }

    @Test
    void chainsThatAgreeHaveTheLargerError() {
        Measurement said = TemperingFindings.evidence(List.of(stone(-10, 0.2), stone(-10.1, 0.2)), 4);
        assertThat(said.doubtful()).isFalse();
        assertThat(said.numbers().get("log_evidence_error")).isCloseTo(0.2, within(1e-9));
        assertThat(said.sentence()).contains("to about 0.2").doesNotContain("not to be trusted", "Chains differ");
    }

    @Test
    void chainsThatDifferHaveTheSpreadOfOne() {
        Measurement said = TemperingFindings.evidence(List.of(stone(238, 4), stone(393, 5)), 40);
        assertThat(said.doubtful()).isTrue();
        assertThat(said.numbers().get("log_evidence_error")).isCloseTo(155 / Math.sqrt(2), within(1e-9));
        assertThat(said.sentence()).contains("Chains differ by more than their own errors");
    }

    @Test
    void withoutRoundTripsThereIsNoError() {
        List<SteppingStone> stones = List.of(stone(-10, 0.2), stone(-10.1, 0.2));
        Measurement none = TemperingFindings.evidence(stones, 0);
        assertThat(none.doubtful()).isTrue();
        assertThat(none.numbers().get("log_evidence_error")).isNaN();
        assertThat(none.sentence()).contains("with no error that holds",
                "No replica came from the prior to the posterior and back: the evidence is not to be trusted.");
        Measurement few = TemperingFindings.evidence(stones, 3);
        assertThat(few.doubtful()).isTrue();
        assertThat(few.sentence()).contains("less than twice a chain");
    }
}
