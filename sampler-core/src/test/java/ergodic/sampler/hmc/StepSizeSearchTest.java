package ergodic.sampler.hmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.Targets;
import ergodic.sampler.metric.UnitMetric;
import java.util.Arrays;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class StepSizeSearchTest {

    private static double find(LogDensity density, double guess) {
        int d = density.dimension();
        ChainState state = new ChainState(d);
        Arrays.fill(state.theta(), 0.5);
        state.refresh(density);
        double[] theta = state.theta().clone();
        double found = new StepSizeSearch(density).find(state, new UnitMetric(d), guess,
                RandomSource.XO_SHI_RO_256_PP.create(8L));
        assertThat(state.theta()).as("the state is not changed").isEqualTo(theta);
        return found;
    }

    private static LogDensity constant(double value, double slope) {
        return new LogDensity() {
            @Override
            public int dimension() {
                return 2;
            }

            @Override
            public double evaluate(double[] theta, double[] gradient) {
                Arrays.fill(gradient, slope);
                return theta[0] == 0.5 && theta[1] == 0.5 ? 0.0 : value;
            }
        };
    }

    @Test
    void findsTheScaleFromBelowAndFromAbove() {
        double[] scales = new double[50];
        for (double scale : new double[]{1e-4, 1.0, 300.0}) {
            Arrays.fill(scales, scale);
            LogDensity density = Targets.normal(scales);
            ChainState state = new ChainState(50);
            Arrays.fill(state.theta(), 0.5 * scale);
            state.refresh(density);
            for (double guess : new double[]{1e-6, 1.0, 1e6}) {
                double found = new StepSizeSearch(density).find(state, new UnitMetric(50), guess,
                        RandomSource.XO_SHI_RO_256_PP.create(8L));
                assertThat(found / scale).isBetween(0.2, 4.0);
            }
        }
    }

    @Test
    void saysThatAFlatDensityIsImproper() {
        assertThatThrownBy(() -> find(constant(0.0, 0.0), 1.0)).isInstanceOf(StepSizeException.class)
                .hasMessageContaining("improper").hasMessageContaining("prior");
    }

    @Test
    void saysThatNoStepIsSmallEnough() {
        assertThatThrownBy(() -> find(constant(Double.NaN, 1e300), 1.0)).isInstanceOf(StepSizeException.class)
                .hasMessageContaining("no acceptably small step size");
    }

    @Test
    void leavesAGuessOutOfRangeAlone() {
        assertThat(find(Targets.normal(1.0), 1e8)).isEqualTo(1e8);
        assertThat(find(Targets.normal(1.0), Double.NaN)).isNaN();
    }
}
