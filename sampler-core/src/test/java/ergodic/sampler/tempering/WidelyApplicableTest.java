package ergodic.sampler.tempering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.UniformStart;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.method.Measurement;
import ergodic.sampler.method.Settings;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import ergodic.sampler.smc.ConjugateRegression;
import ergodic.testing.WholePosition;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** WBIC of a regression of normal noise, whose tempered posteriors are normal: what it must be is linear algebra. */
class WidelyApplicableTest {

    private static final int ROWS = 200;
    private static final int UNKNOWNS = 5;
    private static final ConjugateRegression TARGET = new ConjugateRegression(UNKNOWNS, ROWS, 3);
    private static final double POWER = WidelyApplicable.power(ROWS);

    /** Log likelihoods of independent draws at a power. */
    private static double[] draws(double power, int count, Random random) {
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = ONE.draw(power, random);
        }
        return values;
    }

    /** One unknown: log likelihood {@code a - b (theta - c)^2 / 2}, theta ~ N(0, 1) before. */
    private record Quadratic(double a, double b, double c) {

        double variance(double power) {
            return 1 / (1 + power * b);
        }

        double middle(double power) {
            return power * b * c * variance(power);
        }

        double draw(double power, Random random) {
            double theta = middle(power) + Math.sqrt(variance(power)) * random.nextGaussian();
            return a - 0.5 * b * (theta - c) * (theta - c);
        }

        double mean(double power) {
            double off = middle(power) - c;
            return a - 0.5 * b * (off * off + variance(power));
        }

        double square(double power) {
            double off = middle(power) - c;
            double v = variance(power);
            return 0.5 * b * b * v * v + b * b * off * off * v;
        }
    }

    private static final Quadratic ONE = new Quadratic(-50, 40, 1.3);

    /** Rungs that are nowhere near the power: weights do what an interpolation could not. 30 seeds: means within 4.5 errors. */
    @Test
    void aPowerBetweenTwoRungsIsWeighedNotInterpolated() {
        double[] betas = {0, 0.05, 0.5, 1};
        double exact = ONE.mean(0.2);
        double[] sum = new double[2];
        double[] squares = new double[2];
        int seeds = 30;
        for (int seed = 0; seed < seeds; seed++) {
            Random random = new Random(seed);
            double[][] values = new double[betas.length][];
            for (int k = 0; k < betas.length; k++) {
                values[k] = draws(betas[k], 2000, random);
            }
            PowerMean found = PowerMean.of(0.2, betas, values);
            assertThat(found.effective()).isBetween(500.0, 4000.0);
            double[] off = {found.mean() - exact, found.variance() - ONE.square(0.2)};
            for (int i = 0; i < 2; i++) {
                sum[i] += off[i] / seeds;
                squares[i] += off[i] * off[i] / seeds;
            }
        }
        for (int i = 0; i < 2; i++) {
            assertThat(sum[i] / Math.sqrt((squares[i] - sum[i] * sum[i]) / (seeds - 1))).isBetween(-4.5, 4.5);
        }
        double straight = ONE.mean(0.05) + (ONE.mean(0.5) - ONE.mean(0.05)) / 3;
        assertThat(Math.abs(straight - exact)).as("an interpolation").isGreaterThan(20 * Math.sqrt(squares[0]));
    }

    @Test
    void drawsWithoutALikelihoodWeighNothing() {
        Random random = new Random(1);
        double[][] values = {draws(0, 4000, random), draws(1, 4000, random)};
        PowerMean before = PowerMean.of(0.4, new double[]{0, 1}, values);
        values[0][7] = Double.NEGATIVE_INFINITY;
        PowerMean after = PowerMean.of(0.4, new double[]{0, 1}, values);
        assertThat(after.mean()).isCloseTo(before.mean(), within(0.05));
        assertThat(after.variance()).isFinite();
    }

    private static double number(Map<String, Double> numbers, String name) {
        return Objects.requireNonNull(numbers.get(name), name);
    }

    /** Errors are those of the estimates: over 60 made runs the distances from the truth are about one of them. */
    @Test
    void errorsAreHonest() {
        double[] betas = {0, 0.1, 0.4, 1};
        double[] squares = new double[2];
        int runs = 60;
        for (int run = 0; run < runs; run++) {
            Random random = new Random(1000 + run);
            double[][] values = new double[betas.length][];
            for (int k = 0; k < betas.length; k++) {
                values[k] = draws(betas[k], 1000, random);
            }
            Map<String, Double> numbers = WidelyApplicable.of(ROWS, List.of(betas), List.<double[][]>of(values))
                    .numbers();
            double off = (number(numbers, "wbic") + ONE.mean(POWER)) / number(numbers, "wbic_error");
            double other = (number(numbers, "learning_coefficient") - POWER * POWER * ONE.square(POWER))
                    / number(numbers, "learning_coefficient_error");
            squares[0] += off * off / runs;
            squares[1] += other * other / runs;
        }
        // Of 60 squared t of 9 degrees of freedom the mean is 1.29 with an error of 0.3.
        assertThat(squares[0]).isBetween(0.5, 2.8);
        assertThat(squares[1]).isBetween(0.5, 2.8);
    }

    /** The whole way, by tempering of a regression: within 4.5 of its errors (four chains: t of 3 degrees, but the larger error of two) or 0.5. */
    @Test
    void temperingTellsTheExactOne() {
        MemoryDraws draws = new MemoryDraws(4, new WholePosition(UNKNOWNS).variables());
        TemperingSettings settings = TemperingSettings.of(400).withRungs(8);
        Sampling.run(new RunSettings(4, 400, 800, 1, 5L, 2), chain -> new TemperingMethod(settings)
                .kit(new ConjugateRegression(UNKNOWNS, ROWS, 3), new UniformStart(),
                        new WholePosition(UNKNOWNS)),
                draws);
        TemperingType type = new TemperingType();
        List<Measurement> measured = type.measured(Settings.of(type.keys(), Map.of("rungs", 8)), draws, ROWS);
        Measurement wbic = measured.stream().filter(each -> each.check().equals("WBIC")).findFirst().orElseThrow();
        double[] exact = TARGET.logLikelihood(POWER);
        double error = number(wbic.numbers(), "wbic_error");
        assertThat(error).isBetween(0.005, 0.3);
        assertThat(number(wbic.numbers(), "wbic")).isCloseTo(-exact[0], within(4.5 * error));
        double coefficient = number(wbic.numbers(), "learning_coefficient");
        assertThat(coefficient).isCloseTo(POWER * POWER * exact[1],
                within(4.5 * number(wbic.numbers(), "learning_coefficient_error")));
        // Half the number of unknowns, but for what the prior says.
        assertThat(POWER * POWER * exact[1]).isCloseTo(0.5 * UNKNOWNS, within(0.2));
        assertThat(wbic.sentence()).contains("1 / log 200");
        assertThat(type.measured(Settings.of(type.keys(), Map.of("rungs", 8)), draws)).extracting(Measurement::check)
                .doesNotContain("WBIC");
    }

    @Test
    void twoRowsHaveNoPower() {
        assertThat(WidelyApplicable.power(2)).isNaN();
        assertThat(WidelyApplicable.power(3)).isCloseTo(0.910, within(0.001));
    }
}
