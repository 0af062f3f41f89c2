package ergodic.sampler.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.ChainState;
import ergodic.sampler.Transition;
import ergodic.sampler.UniformStart;
import ergodic.sampler.method.Settings;
import ergodic.sampler.optimize.OptimizerKind;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Members of an anchored ensemble of a linear regression: known by linear algebra, each and all together. */
class AnchoredEnsembleTest {

    private static final int MEMBERS = 2000;
    private static final RegressionWithPriors DENSITY = new RegressionWithPriors(true);

    /** A fitted member, and what its draw says of density and gradient. */
    private record Fitted(double[] theta, double logDensity, double norm, double[] anchor) {

        static Fitted of(MapSettings settings, UniformRandomProvider rng) {
            MapFit fit = new MapFit(DENSITY, settings);
            ChainState state = new ChainState(3);
            new UniformStart().findInto(state, DENSITY, rng);
            Transition transition = new Transition(fit.statistics());
            fit.begin(state, rng);
            // The gradient that it begins with is that of what it climbs.
            double[] gradient = new double[3];
            DENSITY.evaluate(state.theta(), gradient);
            double[] anchor = RegressionWithPriors.CENTRE.clone();
            for (int i = 0; i < 3; i++) {
                anchor[i] += (state.gradient()[i] - gradient[i]) * RegressionWithPriors.SCALE[i]
                        * RegressionWithPriors.SCALE[i];
            }
            for (int step = 0; step < settings.steps(); step++) {
                fit.step(state, rng, transition);
            }
            fit.finish(state);
            fit.draw(state, rng, transition);
            return new Fitted(state.theta().clone(), transition.logDensity(),
                    transition.value(ergodic.sampler.Statistic.GRADIENT_NORM), anchor);
        }
    }

    private static MapSettings climb(OptimizerKind kind) {
        return new MapSettings(kind == OptimizerKind.LBFGS ? 60 : 4000, 0.05, 1e-9, 0).withOptimizer(kind)
                .withAnchors();
    }

    /** Each member is the mode with the prior's centre at its anchor; the coordinate whose prior is not told has none. */
    @ParameterizedTest
    @ValueSource(strings = {"adamw", "lbfgs"})
    void aMemberIsTheModeAroundItsAnchor(String optimizer) {
        Fitted fitted = Fitted.of(climb(OptimizerKind.of(optimizer)), RandomSource.XO_SHI_RO_256_PP.create(5L));
        assertThat(fitted.anchor[0]).isNotCloseTo(RegressionWithPriors.CENTRE[0], within(1e-3));
        assertThat(fitted.anchor[2]).isCloseTo(RegressionWithPriors.CENTRE[2], within(1e-9));
        assertThat(fitted.theta).containsExactly(RegressionWithPriors.mode(fitted.anchor), within(1e-8));
        // What is said is the density itself, and the gradient of what was climbed.
        assertThat(fitted.logDensity).isEqualTo(DENSITY.evaluate(fitted.theta, new double[3]));
        assertThat(fitted.norm).isLessThan(1e-8);
    }

    /**
     * Their mean is the posterior's, their covariance {@code S P S} of the coordinates with anchors (S the posterior's covariance): less than S. Each of
     * nine numbers is 5.5 standard errors wide: a right program fails once in three million seeds.
     */
    @Test
    void theEnsembleHasTheMeanOfThePosteriorAndTheCovarianceOfTheory() {
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(6L);
        double[][] thetas = new double[MEMBERS][];
        for (int m = 0; m < MEMBERS; m++) {
            thetas[m] = Fitted.of(climb(OptimizerKind.LBFGS), rng).theta;
        }
        DMatrixRMaj s = RegressionWithPriors.covariance();
        DMatrixRMaj p = new DMatrixRMaj(3, 3);
        for (int i = 0; i < 2; i++) {
            p.set(i, i, 1 / (RegressionWithPriors.SCALE[i] * RegressionWithPriors.SCALE[i]));
        }
        DMatrixRMaj sp = new DMatrixRMaj(3, 3);
        DMatrixRMaj expected = new DMatrixRMaj(3, 3);
        CommonOps_DDRM.mult(s, p, sp);
        CommonOps_DDRM.mult(sp, s, expected);
        double[] posterior = RegressionWithPriors.mode(RegressionWithPriors.CENTRE);
        for (int i = 0; i < 3; i++) {
            double mean = 0;
            for (double[] theta : thetas) {
                mean += theta[i] / MEMBERS;
            }
            assertThat(mean).isCloseTo(posterior[i], within(5.5 * Math.sqrt(expected.get(i, i) / MEMBERS)));
            assertThat(expected.get(i, i)).isLessThan(s.get(i, i));
            for (int j = 0; j <= i; j++) {
                double covariance = 0;
                for (double[] theta : thetas) {
                    covariance += (theta[i] - posterior[i]) * (theta[j] - posterior[j]) / MEMBERS;
                }
                double error = Math.sqrt((expected.get(i, i) * expected.get(j, j)
                        + expected.get(i, j) * expected.get(i, j)) / MEMBERS);
                assertThat(covariance).isCloseTo(expected.get(i, j), within(5.5 * error));
            }
        }
    }

    @Test
    void priorsThatAreNotNormalAreRefused() {
        assertThatThrownBy(() -> new MapFit(new RegressionWithPriors(false), climb(OptimizerKind.ADAMW)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("sampler.anchored = false");
    }

    @Test
    void anchorsAreSaidInTheCaveats() {
        MapType type = new MapType();
        assertThat(type.caveats(Settings.of(type.keys(), Map.of()))).hasSize(1);
        assertThat(type.caveats(Settings.of(type.keys(), Map.of("anchored", true)))).hasSize(2)
                .anyMatch(sentence -> sentence.contains("spread too small"));
    }
}
