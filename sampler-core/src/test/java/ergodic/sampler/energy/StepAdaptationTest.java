package ergodic.sampler.energy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThat(adaptation.settled()).isCloseTo(0.5, within(0.01));
    }

    /**
     * One error in fifty is 2500 times the others, or they come in bursts: the step that is kept has the target as its mean error, though
     * the adapted steps went up and down with the bursts.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theMeanMeetsTheTargetWhereFewErrorsCarryIt(boolean bursts) {
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(3L);
        StepAdaptation adaptation = new StepAdaptation(TARGET);
        adaptation.restart(0.1);
        for (int i = 0; i < 40_000; i++) {
            if (i == 2000) {
                adaptation.settle();
            }
            boolean large = bursts ? i % 5000 >= 4900 : rng.nextInt(50) == 0;
            adaptation.update((large ? 50.0 : 0.02) * Math.pow(adaptation.stepSize(), 6) * TARGET, false);
        }
        double mean = (0.02 * 50.0 + 0.98 * 0.02) * Math.pow(adaptation.settled(), 6);
        assertThat(mean).isBetween(0.8, 1.25);
    }

    /** Steps that are taken back, whenever they are too long, count: no more than one in 25 with the step that is kept would be. */
    @Test
    void stepsTakenBackShortenTheOneThatIsKept() {
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(4L);
        StepAdaptation adaptation = new StepAdaptation(TARGET);
        adaptation.restart(0.5);
        double[] sizes = new double[10_000];
        for (int i = 0; i < sizes.length; i++) {
            // No step above this one is good.
            sizes[i] = 0.3 * Math.pow(0.5 + rng.nextDouble(), -0.5);
            adaptation.observe(0.01 * TARGET * Math.pow(adaptation.settled(), 6), adaptation.settled() > sizes[i],
                    adaptation.settled());
        }
        assertThat(Arrays.stream(sizes).filter(size -> adaptation.settled() > size).count()).isLessThan(450L);
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
        assertThat(adaptation.settled()).isCloseTo(0.5, within(0.01));
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
