package ergodic.study.prior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.nn.BayesianNetwork;
import ergodic.nn.data.ArraySpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.SplitSpec;
import ergodic.nn.data.TargetKind;
import ergodic.nn.likelihood.GammaLikelihood;
import ergodic.nn.likelihood.GaussianLikelihood;
import ergodic.nn.prior.HorseshoePrior;
import ergodic.nn.prior.Grouping;
import ergodic.nn.prior.NormalPrior;
import ergodic.nn.prior.Scaling;
import ergodic.study.Study;
import java.util.Arrays;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

/**
 * What is said of the prior of a linear model, whose functions are normal with variance {@code b^2 + w^2 |x|^2} at an input x: shares and
 * variances against their exact values, within five of the standard errors of 4000 draws (false failure 6e-7 each).
 */
class PriorCheckStatisticalTest {

    private static final int ROWS = 60;
    private static final int DRAWS = 4_000;
    private static final double WEIGHT = 0.7;
    private static final double BIAS = 0.5;
    private static final double NOISE = 0.4;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /** Inputs of three columns; targets by a seed of their own, then a multiple of them. */
    private static Dataset data(TargetKind kind, long targets, double factor, boolean held) {
        UniformRandomProvider rng = RandomSource.SPLIT_MIX_64.create(3);
        UniformRandomProvider other = RandomSource.SPLIT_MIX_64.create(targets);
        double[][] inputs = new double[ROWS][3];
        double[] target = new double[ROWS];
        for (int row = 0; row < ROWS; row++) {
            for (int i = 0; i < 3; i++) {
                inputs[row][i] = 10 * rng.nextDouble();
            }
            // As many of each class or count, whatever the seed: the mean is the same.
            target[row] = kind == TargetKind.NUMBER ? factor * other.nextDouble() : 1 + row % 2;
        }
        if (kind != TargetKind.NUMBER) {
            for (int row = ROWS - 1; row > 0; row--) {
                int with = other.nextInt(row + 1);
                double kept = target[row];
                target[row] = target[with];
                target[with] = kept;
            }
        }
        ArraySpec spec = ArraySpec.of(inputs, target);
        return Dataset.of(held ? spec.withTest(new SplitSpec.Fraction(0.25, 1)) : spec, kind);
    }

    private static PriorCheck check(Dataset data, double weight, double bias, int draws) {
        BayesianNetwork.Builder network = BayesianNetwork.on(data).hidden()
                .weights(new NormalPrior(weight, Scaling.NONE)).biases(new NormalPrior(bias, Scaling.NONE));
        if (data.target().kind() == TargetKind.NUMBER) {
            network.likelihood(new GaussianLikelihood(new GaussianLikelihood.Fixed(NOISE)));
        }
        return PriorCheck.of(Study.of(network.build()), draws, 7);
    }

    private static double number(PriorCheck check, String key) {
        return check.numbers().stream().filter(number -> number.key().equals(key)).findFirst().orElseThrow()
                .training();
    }

    /** Variance of the functions at each training row. */
    private static double[] variances(Dataset data, double weight, double bias) {
        double[] variances = new double[data.train().count()];
        Arrays.setAll(variances,
                row -> bias * bias + weight * weight * Arrays.stream(data.train().row(row)).map(x -> x * x).sum());
        return variances;
    }

    @Test
    void numbersOfALinearModel() {
        Dataset data = data(TargetKind.NUMBER, 4, 1, false);
        PriorCheck check = check(data, WEIGHT, BIAS, DRAWS);
        assertThat(check.trainingRows()).isEqualTo(ROWS);
        double variance = BIAS * BIAS + 3 * WEIGHT * WEIGHT;
        // At worst all rows' variances are one and the same chi-square.
        double error = 5 * Math.sqrt(2.0 / DRAWS);
        assertThat(Math.pow(number(check, "function_sd"), 2)).isCloseTo(variance, within(error * variance));
        assertThat(number(check, "constant_share")).isCloseTo(BIAS * BIAS / variance, within(error));
        assertThat(number(check, "noise_sd_median")).isCloseTo(NOISE, within(1e-12));
        double[] variances = variances(data, WEIGHT, BIAS);
        double beyond = Arrays.stream(variances)
                .map(v -> 2 * NORMAL.survivalProbability(3 / Math.sqrt(v + NOISE * NOISE))).average().orElseThrow();
        assertThat(number(check, "beyond3_share")).isCloseTo(beyond, within(5 * Math.sqrt(beyond / DRAWS)));
        // Where the mixture over rows has 5 % below: its distribution function there, and the errors of 4000 draws.
        double low = data.target().toStandardised(number(check, "interval90_low"));
        double below = Arrays.stream(variances)
                .map(v -> NORMAL.cumulativeProbability(low / Math.sqrt(v + NOISE * NOISE)))
                .average().orElseThrow();
        assertThat(below).isCloseTo(0.05, within(5 * Math.sqrt(0.05 * 0.95 / DRAWS)));
        assertThat(check.warnings()).isEmpty();
    }

    /** Along an input the variance is that of the base row with the place in its stead. */
    @Test
    void sweepsOfALinearModel() {
        Dataset data = data(TargetKind.NUMBER, 4, 1, false);
        PriorSweep sweep = check(data, WEIGHT, BIAS, DRAWS).sweeps().get(1);
        assertThat(sweep.input()).isEqualTo("x1");
        double[] base = new double[]{Double.MAX_VALUE, Double.MAX_VALUE, 0};
        for (int row = 0; row < ROWS; row++) {
            double[] x = data.train().row(row);
            base = x[0] * x[0] + x[1] * x[1] + x[2] * x[2] < base[0] * base[0] + base[1] * base[1] + base[2] * base[2]
                    ? x
                    : base;
        }
        for (int place : new int[]{0, 20, 40}) {
            double z = -2 + 4.0 * place / 40;
            double sd = Math.sqrt(
                    BIAS * BIAS + WEIGHT * WEIGHT * (base[0] * base[0] + z * z + base[2] * base[2]));
            double high = data.target().toStandardised(sweep.quantiles()[4][place]);
            assertThat(NORMAL.cumulativeProbability(high / sd)).isCloseTo(0.95,
                    within(5 * Math.sqrt(0.05 * 0.95 / DRAWS)));
        }
        // The middle is the column's mean, the ends 2 standard deviations from it.
        double[] encoded = data.row(5, sweep.places()[0], 5).row(0);
        assertThat(encoded[1]).isCloseTo(-2, within(1e-9));
        assertThat(data.row(5, sweep.places()[20], 5).row(0)[1]).isCloseTo(0, within(1e-9));
    }

    /** Of two classes: the logit is normal. */
    @Test
    void classesOfALogisticModel() {
        Dataset data = data(TargetKind.BINARY, 4, 1, false);
        PriorCheck check = check(data, 2, 1, DRAWS);
        double bound = Math.log(0.99 / 0.01);
        double saturated = Arrays.stream(variances(data, 2, 1))
                .map(v -> 2 * NORMAL.survivalProbability(bound / Math.sqrt(v))).average().orElseThrow();
        assertThat(number(check, "saturated_share")).isCloseTo(saturated, within(5 * Math.sqrt(saturated / DRAWS)));
        assertThat(check.numbers().stream().filter(number -> number.key().startsWith("most_probable_"))
                .mapToDouble(PriorNumber::training).toArray()).hasSize(2)
                .satisfies(shares -> assertThat(shares[0] + shares[1]).isCloseTo(1, within(1e-9)));
        assertThat(check(data, 30, 1, 200).warnings()).singleElement().asString().contains("classes are saturated");
        assertThat(check(data, 0.02, 0.01, 200).warnings()).singleElement().asString().contains("equal probabilities");
        assertThat(check(data, 0.1, 3, 200).warnings()).singleElement().asString().contains("hardly depend");
    }

    /** Of counts: the log of the mean, in means of the target, is normal. */
    @Test
    void countsOfALogLinearModel() {
        Dataset data = data(TargetKind.COUNT, 4, 1, false);
        PriorCheck check = check(data, WEIGHT, BIAS, DRAWS);
        double high = Math.log(number(check, "mean_ratio_q95"));
        double below = Arrays.stream(variances(data, WEIGHT, BIAS))
                .map(v -> NORMAL.cumulativeProbability(high / Math.sqrt(v))).average().orElseThrow();
        assertThat(below).isCloseTo(0.95, within(5 * Math.sqrt(0.05 * 0.95 / DRAWS)));
        assertThat(check(data, 5, 1, 200).warnings()).singleElement().asString().contains("no data look like that");
        assertThat(check(data, 0.01, 0.01, 200).warnings()).singleElement().asString().contains("near one value");
    }

    /** Of positive numbers the logarithms are looked at: those of a gamma model's means are normal. */
    @Test
    void positiveNumbersAreLookedAtByTheirLogarithms() {
        Dataset data = data(TargetKind.POSITIVE, 4, 1, false);
        PriorCheck check = PriorCheck.of(Study.of(BayesianNetwork.on(data).hidden().weights(new NormalPrior(WEIGHT,
                Scaling.NONE)).biases(new NormalPrior(BIAS, Scaling.NONE)).likelihood(new GammaLikelihood()).build()),
                1000, 7);
        double found = number(check, "function_sd");
        double variance = Arrays.stream(variances(data, WEIGHT, BIAS)).average().orElseThrow();
        // Up to what the link makes of it: the network's output is the log of the mean in geometric means of the target, in sds of the logs.
        assertThat(found * found).isCloseTo(variance, within(5 * Math.sqrt(2.0 / 1000) * variance));
        assertThat(number(check, "interval99_low")).isPositive();
    }

    /** What targets are changes nothing but the units of what is said: no target of any row, and none of held-out rows. */
    @Test
    void targetsAreNotSeen() {
        PriorCheck one = check(data(TargetKind.NUMBER, 4, 1, true), WEIGHT, BIAS, 100);
        PriorCheck other = check(data(TargetKind.NUMBER, 5, 1000, true), WEIGHT, BIAS, 100);
        for (PriorNumber number : one.numbers()) {
            if (!number.key().startsWith("interval")) {
                assertThat(other.numbers()).contains(number);
            }
        }
        assertThat(one.curves().get(1).lines().getFirst().values())
                .isEqualTo(other.curves().get(1).lines().getFirst().values());
        Map<String, Object> classes = PriorWords.document(check(data(TargetKind.COUNT, 4, 1, false), 1, 1, 100));
        Map<String, Object> shuffled = PriorWords.document(check(data(TargetKind.COUNT, 9, 1, false), 1, 1, 100));
        assertThat(classes.get("training")).isEqualTo(shuffled.get("training"));
        assertThat(classes.get("probes")).isEqualTo(shuffled.get("probes"));
    }

    @Test
    void absurdPriorsAreWarnedOf() {
        Dataset data = data(TargetKind.NUMBER, 4, 1, false);
        assertThat(check(data, 50, 1, 200).warnings()).singleElement().asString()
                .contains("times as wide as the targets", "no data look like that");
        assertThat(check(data, 0.02, 0.02, 200).warnings()).singleElement().asString().contains("data must fight it");
        assertThat(check(data, 0.05, 2, 200).warnings()).singleElement().asString()
                .contains("one level for all inputs");
        BayesianNetwork heavy = BayesianNetwork.on(data).hidden()
                .weights(new HorseshoePrior(Grouping.WEIGHT, 0.05, Scaling.NONE))
                .biases(new NormalPrior(0.5, Scaling.NONE)).build();
        assertThat(PriorCheck.of(Study.of(heavy), 1000, 1).warnings()).anySatisfy(warning -> assertThat(warning)
                .contains("heavy tails"));
    }
}
