package ergodic.sampler.smc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.method.Measurement;
import org.junit.jupiter.api.Test;

/** The error of the evidence is that between populations, and says so where their mean rests on one. */
class SmcFindingsTest {

    @Test
    void populationsThatAgreeShareTheError() {
        Measurement said = SmcFindings.evidence(new double[]{-10.1, -10.0, -9.9, -10.0});
        assertThat(said.doubtful()).isFalse();
        assertThat(said.numbers().get("log_evidence_error")).isCloseTo(Math.sqrt(0.02 / 3) / 2, within(1e-3));
        assertThat(said.sentence()).doesNotContain("not to be trusted");
    }

    @Test
    void populationsThatDifferHaveTheErrorOfOne() {
        Measurement said = SmcFindings.evidence(new double[]{300, 310, 320, 330});
        assertThat(said.doubtful()).isTrue();
        assertThat(said.numbers().get("log_evidence_error")).isCloseTo(Math.sqrt(500.0 / 3), within(0.01));
        assertThat(said.sentence()).contains("rests on the highest of them: the evidence is not to be trusted");
    }
}
