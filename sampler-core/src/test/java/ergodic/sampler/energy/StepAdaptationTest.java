package ergodic.sampler.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

/** On energy variances that are exactly the sixth power of the step, in units of the one that meets the target. */
class StepAdaptationTest {

    private static final double TARGET = 1e-3;

    private static void steps(StepAdaptation adaptation, int count, double target) {
        for (int i = 0; i < count; i++) {
            adaptation.update(target * Math.pow(adaptation.stepSize() / 0.5, 6), false);
        }
    }

    @Test
    void itFindsTheStepThatMeetsTheTarget() {
        StepAdaptation adaptation = new StepAdaptation(TARGET);
        adaptation.restart(0.01);
        steps(adaptation, 100, TARGET);
        assertThat(adaptation.stepSize()).isCloseTo(0.5, within(0.01));
        adaptation.settle();
        steps(adaptation, 10, TARGET);
        assertThat(adaptation.averaged()).isCloseTo(0.5, within(0.01));
    }

    /** Errors that were met before count towards another target: the step goes there at the next update. */
    @Test
    void anotherTargetIsMetAtOnce() {
        StepAdaptation adaptation = new StepAdaptation(64 * TARGET);
        adaptation.restart(0.9);
        steps(adaptation, 300, TARGET);
        assertThat(adaptation.stepSize()).isCloseTo(1.0, within(0.01));
        adaptation.aimAt(TARGET);
        steps(adaptation, 1, TARGET);
        assertThat(adaptation.stepSize()).isCloseTo(0.5, within(0.01));
    }

    /** Divergences that lay in the place, and not in the step, lower a cap that grows again. */
    @Test
    void theCapRecovers() {
        StepAdaptation adaptation = new StepAdaptation(TARGET);
        adaptation.restart(0.5);
        for (int i = 0; i < 20; i++) {
            adaptation.update(Double.NaN, true);
        }
        assertThat(adaptation.stepSize()).isCloseTo(0.5 * Math.pow(0.8, 20), within(1e-12));
        steps(adaptation, 1, TARGET);
        assertThat(adaptation.stepSize()).as("no faster than by 1.02 a step").isLessThan(0.5 * Math.pow(0.8, 19));
        steps(adaptation, 400, TARGET);
        assertThat(adaptation.stepSize()).isCloseTo(0.5, within(0.05));
    }
}
