package ergodic.sampler.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunSettingsTest {

    @ParameterizedTest
    @CsvSource({"0,1,1,1,1,'chains must be at least 1, not 0'", "1,-1,1,1,1,'warmup must be at least 0, not -1'",
            "1,1,0,1,1,'draws must be at least 1, not 0'", "1,1,1,0,1,'thin must be at least 1, not 0'",
            "1,1,1,1,0,'threads must be at least 1, not 0'",
            "1,1,1000000,3000,1,'draws times thin is 3000000000 transitions a chain; the most is 2147483647'"})
    void refusesWhatCannotBeRun(int chains, int warmup, int draws, int thin, int threads, String message) {
        assertThatThrownBy(() -> new RunSettings(chains, warmup, draws, thin, 1L, threads))
                .isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void usesNoMoreThreadsThanChains() {
        assertThat(RunSettings.of(1, 10, 10, 1L).threads()).isEqualTo(1);
    }
}
