package ergodic.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.sampler.DrawKind;
import ergodic.sampler.Transition;
import ergodic.sampler.run.RunPhase;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a line of progress says of log densities: of a fit where it stands, of draws of it that they are such. */
class ChainProgressTest {

    private static ChainProgress at(DrawKind kind, RunPhase phase) {
        ChainProgress progress = new ChainProgress();
        progress.begin(kind);
        progress.phase(phase == RunPhase.FINISHED ? RunPhase.SAMPLING : phase, 0, 10, 0);
        Transition transition = new Transition(List.of());
        transition.report(-1000.45, 1, false, true, false);
        progress.transition(1, transition, 1, 1_000_000);
        if (phase == RunPhase.FINISHED) {
            progress.phase(RunPhase.FINISHED, 10, 10, 2_000_000);
        }
        return progress;
    }

    @Test
    void aDrawIsNotTakenForTheFit() {
        assertThat(at(DrawKind.INDEPENDENT, RunPhase.FINISHED).line(1, false))
                .contains("log density of the last draw -1000.45");
        assertThat(at(DrawKind.INDEPENDENT, RunPhase.SAMPLING).line(1, false)).contains("of the last draw");
        assertThat(at(DrawKind.INDEPENDENT, RunPhase.WARMUP).line(1, false)).contains(" log density -1000.45");
        assertThat(at(DrawKind.MEMBERS, RunPhase.FINISHED).line(1, false)).contains(" log density -1000.45");
    }
}
