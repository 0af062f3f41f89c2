package ergodic.sampler.laplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.ChainState;
import ergodic.sampler.DrawKind;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.draws.Phase;
import ergodic.sampler.map.MapSettings;
import ergodic.sampler.map.MapType;
import ergodic.sampler.method.Measurement;
import ergodic.sampler.method.Settings;
import ergodic.sampler.optimize.OptimizerKind;
import ergodic.sampler.part.Part;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When a point whose gradient is above the tolerance is called a mode. */
class DistanceToModeTest {

    private static final double TOLERANCE = 1e-7;

    /** The log density {@code -(a x^2 + 2 b x y + a y^2) / 2}, whose curvatures are a + b along (1, 1) and a - b along (1, -1). */
    private record Quadratic(double a, double b) implements StochasticLogDensity {
        @Override
        public int rowCount() {
            return 1;
        }

        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            gradient[0] = -a * theta[0] - b * theta[1];
            gradient[1] = -b * theta[0] - a * theta[1];
            return 0.5 * (theta[0] * gradient[0] + theta[1] * gradient[1]);
        }

        @Override
        public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
            return evaluate(theta, gradient);
        }
    }

    /** A fit that hardly moves from a point, and what its only draw says. */
    private static Transition fit(Quadratic density, LaplaceStructure structure, double... point) {
        LaplaceFit fit = new LaplaceFit(density,
                new LaplaceSettings(new MapSettings(1, 1e-12, TOLERANCE, 0, OptimizerKind.ADAMW), structure, 0,
                        LaplaceCurvature.HESSIAN, Part.of(Part.ALL), PriorScale.GIVEN, LaplacePredictions.NETWORK),
                null);
        Transition transition = new Transition(LaplaceFit.STATISTICS);
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(5L);
        ChainState state = new ChainState(2);
        System.arraycopy(point, 0, state.theta(), 0, 2);
        state.refresh(density);
        fit.begin(state, rng);
        fit.step(state, rng, transition);
        fit.step(state, rng, transition);
        fit.finish(state);
        fit.draw(state, rng, transition);
        return transition;
    }

    private static Transition said(double norm, double gain) {
        Transition transition = new Transition(LaplaceFit.STATISTICS);
        transition.report(-1, 1, false, true, false);
        transition.set(LaplaceFit.STATISTICS.indexOf(Statistic.GRADIENT_NORM), norm);
        transition.set(LaplaceFit.STATISTICS.indexOf(LaplaceFit.REPLACED), 0);
        transition.set(LaplaceFit.STATISTICS.indexOf(LaplaceFit.GAIN), gain);
        return transition;
    }

    private static Optional<Measurement> mode(LaplaceStructure structure, Transition... fits) {
        MemoryDraws draws = new MemoryDraws(fits.length, List.of());
        for (int fit = 0; fit < fits.length; fit++) {
            draws.begin(fit, DrawKind.INDEPENDENT, fits[fit].statistics());
            draws.accept(fit, Phase.SAMPLING, 0, new double[0], fits[fit]);
        }
        LaplaceType type = new LaplaceType();
        Settings settings = Settings.of(type.keys(), Map.of(LaplaceType.STRUCTURE.name(), structure.key(),
                MapType.TOLERANCE.name(), TOLERANCE));
        return type.measured(settings, draws).stream().filter(found -> found.check().equals("mode")).findFirst();
    }

    /** At 37 (1, -1) of correlation 0.999 a mode is 1.369 nats higher; the diagonal, which knows of no valley, says a thousandth of it. */
    @Test
    void aDiagonalDoesNotSeeThatAValleyIsLong() {
        Quadratic valley = new Quadratic(1, 0.999);
        Transition diagonal = fit(valley, LaplaceStructure.DIAGONAL, 37, -37);
        Measurement found = mode(LaplaceStructure.DIAGONAL, diagonal).orElseThrow();
        assertThat(found.numbers().get("gain_to_mode")).isCloseTo(0.001369, within(1e-8));
        assertThat(found.doubtful()).isTrue();
        assertThat(found.sentence()).endsWith("; by the diagonal of the curvature there a mode is within 0.0014 nats,"
                + " which the rest of the curvature may contradict: the approximation may not be at a mode.");
        assertThat(diagonal.cut()).isTrue();

        Transition full = fit(valley, LaplaceStructure.FULL, 37, -37);
        found = mode(LaplaceStructure.FULL, full).orElseThrow();
        assertThat(found.numbers().get("gain_to_mode")).isCloseTo(1.369, within(1e-5));
        assertThat(found.doubtful()).isTrue();
        assertThat(full.cut()).isTrue();
    }

    @Test
    void allOfTheCurvatureSaysThatAPointIsAMode() {
        Transition full = fit(new Quadratic(1, 0.999), LaplaceStructure.FULL, 1, -1);
        Measurement found = mode(LaplaceStructure.FULL, full).orElseThrow();
        assertThat(found.doubtful()).isFalse();
        assertThat(found.sentence()).endsWith(", but by the curvature there a mode is within 0.0010 nats.");
        assertThat(full.cut()).isFalse();
    }

    /** Along (1, -1) the density rises, however far; the prior's curvature stands for that. */
    @Test
    void aSaddleIsNoMode() {
        Transition full = fit(new Quadratic(1, 2), LaplaceStructure.FULL, 0.01, 0.01);
        Measurement found = mode(LaplaceStructure.FULL, full).orElseThrow();
        assertThat(found.numbers().get("gain_to_mode")).isPositive().isLessThan(LaplaceStructure.NEAR);
        assertThat(found.doubtful()).isTrue();
        assertThat(found.sentence()).contains("which directions without positive curvature may contradict");
        assertThat(full.cut()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(LaplaceStructure.class)
    void onlyTheWholeCurvatureAbsolves(LaplaceStructure structure) {
        Measurement found = mode(structure, said(3, 0.001)).orElseThrow();
        assertThat(found.doubtful()).isEqualTo(structure != LaplaceStructure.FULL);
        assertThat(mode(structure, said(3, 5)).orElseThrow().sentence())
                .endsWith("a mode is some 5.0 nats higher: the approximation is not at a mode.");
    }

    /** The norm and the nats are of the same fits: one of which nothing is known is not near because another is. */
    @Test
    void ofSeveralFitsTheFurthestSpeaks() {
        Measurement unknown = mode(LaplaceStructure.FULL, said(3, 0.004), said(1800, Double.NaN)).orElseThrow();
        assertThat(unknown.doubtful()).isTrue();
        assertThat(unknown.sentence()).contains("has norm 1.80e+03,")
                .endsWith(": the approximation is not at a mode.").doesNotContain("nats");
        assertThat(unknown.numbers()).containsOnlyKeys("gradient_norm");
        assertThat(mode(LaplaceStructure.FULL, said(1800, Double.NaN), said(3, 0.004)).orElseThrow().doubtful())
                .isTrue();
        assertThat(mode(LaplaceStructure.FULL, said(3, 0.004), said(2, 7)).orElseThrow().sentence())
                .contains("some 7.0 nats");
        assertThat(mode(LaplaceStructure.FULL, said(3, 0.004), said(2, 0.002)).orElseThrow().doubtful()).isFalse();
        assertThat(mode(LaplaceStructure.FULL, said(3, 0.004), said(0, 0)).orElseThrow().doubtful()).isFalse();
        assertThat(mode(LaplaceStructure.FULL, said(0, 0), said(0, 0))).isEmpty();
    }
}
