package ergodic.sampler.run;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.sampler.StartingPoint;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.smc.ConjugateRegression;
import ergodic.sampler.tempering.TemperingMethod;
import ergodic.sampler.tempering.TemperingSettings;
import ergodic.testing.WholePosition;
import org.junit.jupiter.api.Test;

/** The log density at which each chain began is that of its starting point, not of its first draw. */
class StartLogDensityTest {

    @Test
    void itIsThatOfTheStartingPoint() {
        ConjugateRegression density = new ConjugateRegression(2, 10, 1);
        RunResult result = Sampling.run(new RunSettings(2, 20, 5, 1, 5L, 1), chain -> {
            StartingPoint start = (state, log, rng) -> {
                state.theta()[0] = chain;
                state.theta()[1] = 0.5;
                state.refresh(log);
            };
            return new TemperingMethod(TemperingSettings.of(20).withRungs(3))
                    .kit(new ConjugateRegression(2, 10, 1), start, new WholePosition(2));
        }, new MemoryDraws(2, new WholePosition(2).variables()));
        for (int chain = 0; chain < 2; chain++) {
            assertThat(result.chains().get(chain).startLogDensity())
                    .isEqualTo(density.evaluate(new double[]{chain, 0.5}, new double[2]));
        }
    }
}
