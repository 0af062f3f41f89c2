package ergodic.sampler.tempering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.UniformStart;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.hmc.HamiltonianTuning;
import ergodic.sampler.metric.UnitMetric;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemperingTest {

    private static Rung rung(double beta) {
        return new Rung(beta, new HamiltonianTuning(0.1, new UnitMetric(1)));
    }

    @Test
    void aSwapIsWeighedByBothLikelihoods() {
        Ensemble ensemble = new Ensemble(3, 1);
        ensemble.at(0).logLikelihood = -1;
        ensemble.at(1).logLikelihood = 2;
        ensemble.at(2).logLikelihood = 1;
        ensemble.weighSwaps(List.of(rung(0), rung(0.25), rung(1)));
        assertThat(ensemble.swap(0)).isCloseTo(Math.exp(-0.75), within(1e-15));
        assertThat(ensemble.swap(1)).as("the better of the two goes up for certain").isEqualTo(1.0);
        ensemble.at(0).logLikelihood = Double.NEGATIVE_INFINITY;
        ensemble.weighSwaps(List.of(rung(0), rung(0.25), rung(1)));
        assertThat(ensemble.swap(0)).as("a draw of the prior that cannot be used stays").isZero();
    }

    @Test
    void aRoundTripIsUpAndDown() {
        Ensemble ensemble = new Ensemble(2, 1);
        ensemble.follow();
        ensemble.exchange(0);
        ensemble.follow();
        assertThat(ensemble.roundTrips()).isZero();
        ensemble.exchange(0);
        ensemble.follow();
        assertThat(ensemble.roundTrips()).isEqualTo(1);
        ensemble.follow();
        assertThat(ensemble.roundTrips()).as("it stays where it is").isEqualTo(1);
        ensemble.forgetWays();
        ensemble.exchange(0);
        ensemble.follow();
        assertThat(ensemble.roundTrips()).isZero();
    }

    /** Rejections that are proportional to the distance of the square roots: the schedule is that of equal square roots. */
    @Test
    void schedulesBecomeEqual() {
        double[] betas = Schedules.even(10);
        for (int round = 0; round < 6; round++) {
            double[] rejections = new double[9];
            for (int k = 0; k < 9; k++) {
                rejections[k] = Math.sqrt(betas[k + 1]) - Math.sqrt(betas[k]);
            }
            betas = Schedules.equalised(betas, rejections);
        }
        for (int k = 0; k < 10; k++) {
            assertThat(Math.sqrt(betas[k])).isCloseTo(k / 9.0, within(1e-3));
        }
        assertThat(Schedules.equalised(Schedules.even(5), new double[4])).as("nothing rejected")
                .containsExactly(Schedules.even(5), within(1e-12));
    }

    @Test
    void theCurveRisesAndIsExactWhereItShould() {
        MonotoneCubic line = new MonotoneCubic(new double[]{0, 1, 3}, new double[]{0, 2, 6});
        assertThat(line.at(2.5)).isCloseTo(5, within(1e-14));
        MonotoneCubic steep = new MonotoneCubic(new double[]{0, 1, 1.01, 2}, new double[]{0, 0.01, 0.99, 1});
        double before = 0;
        for (int i = 1; i <= 200; i++) {
            double value = steep.at(i / 100.0);
            assertThat(value).isBetween(before, 1.0 + 1e-15);
            before = value;
        }
    }

    /** A likelihood that is exp(l) with l of two values: all three estimates are known. */
    @Test
    void steppingStonesOfAFewDraws() {
        SteppingStone stone = SteppingStone.of(new double[]{0, 1}, new double[][]{{0, Math.log(3)}, {0, Math.log(3)}});
        assertThat(stone.forward()).isCloseTo(Math.log(2), within(1e-14));
        assertThat(stone.backward()).isCloseTo(-Math.log(2.0 / 3), within(1e-14));
        assertThat(stone.bridged()).isCloseTo(0.5 * Math.log(3), within(1e-12));
        assertThat(stone.barrier()).isZero();
        assertThat(stone.rate()).isEqualTo(0.5);
    }

    /** Means 1 and 2, variances 4 and 1, half a power apart: 0.5 * 3 / 2 - 0.25 / 12 * (1 - 4). */
    @Test
    void thermodynamicIntegrationKnowsTheSlopes() {
        SteppingStone stone = SteppingStone.of(new double[]{0, 0.5, 1}, new double[][]{{-1, 3}, {1, 3}, {1, 3}});
        assertThat(stone.integrated()).isCloseTo(0.75 + 0.0625 + 1.0, within(1e-14));
        assertThat(stone.trapezium()).isCloseTo(0.75 + 1.0, within(1e-14));
        SteppingStone none = SteppingStone.of(new double[]{0, 1},
                new double[][]{{Double.NEGATIVE_INFINITY, 0}, {0, 1}});
        assertThat(none.integrated()).isNaN();
        assertThat(none.integral()).isNaN();
        assertThat(stone.integral()).isEqualTo(stone.integrated());
        SteppingStone wild = SteppingStone.of(new double[]{0, 1}, new double[][]{{-1e9, -1e3}, {0, 1}});
        assertThat(wild.integrated()).isFinite();
        assertThat(wild.integral()).isNaN();
    }

    @Test
    void aDensityWhosePriorIsNotKnownIsRefused() {
        StochasticLogDensity plain = new StochasticLogDensity() {
            @Override
            public int rowCount() {
                return 1;
            }

            @Override
            public int dimension() {
                return 1;
            }

            @Override
            public double evaluate(double[] theta, double[] gradient) {
                return 0;
            }

            @Override
            public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
                return 0;
            }
        };
        DrawTransform whole = new DrawTransform() {
            @Override
            public List<Variable> variables() {
                return List.of(Variable.of("theta"));
            }

            @Override
            public void applyInto(double[] theta, double[] values) {
                values[0] = theta[0];
            }
        };
        TemperingMethod method = new TemperingMethod(TemperingSettings.of(100));
        assertThatThrownBy(() -> method.kit(plain, new UniformStart(), whole))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("prior apart");
    }
}
