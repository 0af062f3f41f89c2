package ergodic.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.autodiff.Tensor;
import ergodic.autodiff.compile.RowData;
import ergodic.model.distribution.Normal;
import ergodic.model.distribution.StudentT;
import ergodic.sampler.PriorDensity;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

/** The prior apart, which tempering begins at. */
class ModelPriorStatisticalTest {

    private static final RowData DATA = RowData.of(2, Map.of("y", new double[]{0.5, -1.5}));

    /** The mean has a scale that is itself unknown, and positive: its transform has a Jacobian. */
    private static Posterior posterior(boolean whole) {
        return posterior(whole, true);
    }

    private static Posterior posterior(boolean whole, boolean scaleFirst) {
        ModelBuilder model = new ModelBuilder();
        Tensor before = scaleFirst ? model.parameter("scale", Support.positive()) : null;
        Tensor mean = model.parameter("mean", Support.real());
        Tensor scale = before == null ? model.parameter("scale", Support.positive()) : before;
        if (whole) {
            model.prior(scale, Normal.of(0, 1));
        }
        model.prior(mean, Normal.of(0, scale));
        model.observe(model.rowInput("y"), Normal.of(mean, 1));
        return model.build().compile(DATA);
    }

    @Test
    void priorAndLikelihoodAddUp() {
        Posterior posterior = posterior(true);
        double[] theta = {0.3, -0.7};
        double[] gradient = new double[2];
        double prior = posterior.prior().evaluate(theta, gradient);
        assertThat(posterior.evaluate(theta, new double[2])).isCloseTo(prior + posterior.logLikelihood(theta),
                within(1e-12));
        assertThat(prior).isCloseTo(posterior.logPrior(theta), within(1e-12));
        for (int i = 0; i < 2; i++) {
            double[] up = theta.clone();
            double[] down = theta.clone();
            up[i] += 1e-5;
            down[i] -= 1e-5;
            assertThat(gradient[i]).isCloseTo((posterior.logPrior(up) - posterior.logPrior(down)) / 2e-5,
                    within(1e-7));
        }
    }

    /**
     * Draws have the density that is evaluated, Jacobian included: by Stein's identity the mean of the gradient is 0, and that of
     * {@code theta gradient} -1 in each coordinate. 40 000 draws, within six standard errors: false failures below 1e-6.
     */
    @Test
    void drawsFollowTheDensity() {
        PriorDensity prior = posterior(true).prior();
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(5L);
        int draws = 40_000;
        double[] theta = new double[2];
        double[] gradient = new double[2];
        double[] sums = new double[4];
        double[] squares = new double[4];
        for (int draw = 0; draw < draws; draw++) {
            prior.drawInto(theta, rng);
            prior.evaluate(theta, gradient);
            // Of the mean in units of its scale: as it is, its slope has no variance.
            double unit = Math.exp(theta[0]);
            double[] values = {gradient[0], 1 + theta[0] * gradient[0], gradient[1] * unit, 1 + theta[1] * gradient[1]};
            for (int i = 0; i < 4; i++) {
                sums[i] += values[i];
                squares[i] += values[i] * values[i];
            }
        }
        for (int i = 0; i < 4; i++) {
            double mean = sums[i] / draws;
            double error = Math.sqrt((squares[i] / draws - mean * mean) / draws);
            assertThat(mean).as("identity %d", i).isCloseTo(0, within(6 * error));
        }
    }

    @Test
    void aParameterWithoutAPriorIsNamed() {
        assertThatThrownBy(posterior(false)::prior).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("\"scale\" has no prior");
    }

    /** Only what is stated as normal with given numbers, of an unbounded parameter, and about which nothing else is said. */
    @Test
    void normalsAreTold() {
        ModelBuilder model = new ModelBuilder();
        Tensor weights = model.parameter("weights", Support.real(), 2);
        Tensor scale = model.parameter("scale", Support.positive());
        Tensor mean = model.parameter("mean", Support.real());
        Tensor heavy = model.parameter("heavy", Support.real());
        Tensor tilted = model.parameter("tilted", Support.real());
        model.prior(weights, Normal.of(-1, 0.5));
        model.prior(scale, Normal.of(0, 1));
        model.prior(mean, Normal.of(0, scale));
        model.prior(heavy, StudentT.of(4, 0, 1));
        model.prior(tilted, Normal.of(0, 2));
        model.addLogPrior(tilted.square().square().times(-1e-3));
        model.observe(model.rowInput("y"), Normal.of(mean.plus(weights.sum()), 1));
        PriorDensity prior = model.build().compile(DATA).prior();
        double[] means = new double[6];
        double[] scales = new double[6];
        prior.normalsInto(means, scales);
        double no = Double.NaN;
        assertThat(means).containsExactly(new double[]{-1, -1, no, no, no, no});
        assertThat(scales).containsExactly(new double[]{0.5, 0.5, no, no, no, no});
    }

    /** The density alone is that of the gradients. */
    @Test
    void theDensityAloneIsTheSame() {
        Posterior posterior = posterior(true);
        double[] theta = {0.3, -0.7};
        assertThat(posterior.value(theta, new double[2])).isCloseTo(posterior.evaluate(theta, new double[2]),
                within(1e-12));
    }

    /** A parameter is drawn after those that its prior depends on, in whatever order they were declared. */
    @Test
    void theOrderOfDeclarationDoesNotMatter() {
        PriorDensity prior = posterior(true, false).prior();
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(6L);
        double[] theta = new double[2];
        double sum = 0;
        int draws = 20_000;
        for (int draw = 0; draw < draws; draw++) {
            prior.drawInto(theta, rng);
            double unit = theta[0] / Math.exp(theta[1]);
            sum += unit * unit;
        }
        // A chi-square of so many degrees of freedom, within six standard deviations.
        assertThat(sum / draws).isCloseTo(1, within(6 * Math.sqrt(2.0 / draws)));
    }

    @Test
    void priorsInACircleAreRefused() {
        ModelBuilder model = new ModelBuilder();
        Tensor a = model.parameter("a", Support.real());
        Tensor b = model.parameter("b", Support.real());
        Tensor c = model.parameter("c", Support.real());
        model.prior(a, Normal.of(b, 1)).prior(b, Normal.of(a, 1)).prior(c, Normal.of(0, 1));
        Posterior posterior = model.build().compile(RowData.none());
        assertThatThrownBy(posterior::prior).hasMessageStartingWith("the priors of [a, b] depend on each other");
        assertThatThrownBy(() -> new Simulator(posterior.model())
                .priorInto(RandomSource.XO_SHI_RO_256_PP.create(7L), new double[3]))
                .hasMessage("the priors of [a, b] depend on each other in a circle");
    }
}
