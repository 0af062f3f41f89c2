package ergodic.nn.predict.calibrated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.nn.data.Rows;
import ergodic.nn.predict.GaussianMixture;
import ergodic.nn.predict.Prediction;
import ergodic.sampler.draws.DrawMoments;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Conformal sets and temperatures against what is known of them. */
class CalibratedStatisticalTest {

    @Test
    void theBoundIsAnOrderStatistic() {
        double[] scores = {5, 1, 4, 2, 3, 9, 8, 7, 6};
        // ceil(10 * 0.9) = 9th, ceil(10 * 0.5) = 5th, ceil(10 * 0.91) = 10th of 9.
        assertThat(SplitConformal.of(ConformalForm.SD, scores, 0.9).bound()).isEqualTo(9);
        assertThat(SplitConformal.of(ConformalForm.SD, scores, 0.5).bound()).isEqualTo(5);
        assertThat(SplitConformal.of(ConformalForm.SD, scores, 0.91).bound()).isInfinite();
        assertThat(SplitConformal.of(ConformalForm.SD, new double[0], 0.5).bound()).isInfinite();
        assertThat(SplitConformal.fewestRows(0.9)).isEqualTo(9);
        assertThat(SplitConformal.fewestRows(0.95)).isEqualTo(19);
        assertThat(SplitConformal.fewestRows(0.9999)).isEqualTo(9999);
        for (double level : new double[]{1e-12, 0.3, 0.5, 0.75, 0.9, 0.99, 0.999, 0.9999, 0.99999}) {
            int fewest = SplitConformal.fewestRows(level);
            assertThat(SplitConformal.of(ConformalForm.SD, new double[fewest], level).bound()).as("level %s", level)
                    .isFinite();
            assertThat(SplitConformal.of(ConformalForm.SD, new double[fewest - 1], level).bound()).isInfinite();
        }
    }

    /** What is no number fits no target, and an infinite bound holds everything: coverage and intervals agree. */
    @Test
    void intervalsAndScoresAgreeWhereThereIsNoNumber() {
        double[] means = {0, Double.NaN, 0, 1, 0, 2};
        double[] sds = {1, 1, Double.NaN, 0, 0, Double.POSITIVE_INFINITY};
        double[] targets = {0.5, 0, 0, 1, 1, 9};
        double[] moments = new double[12];
        for (int row = 0; row < 6; row++) {
            moments[2 * row] = means[row];
            moments[2 * row + 1] = sds[row] * sds[row];
        }
        Prediction prediction = Prediction.ofMoments(new GaussianMixture(), Rows.numbered(6, targets),
                List.of(new DrawMoments(1, moments, new double[12])), new double[1][6]);
        assertThat(IntStream.range(0, 6).mapToDouble(row -> ConformalForm.SD.score(prediction, row, 0.9)))
                .containsExactly(0.5, Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY, 0.0,
                        Double.POSITIVE_INFINITY, 0.0);
        for (double bound : new double[]{0, 0.4, 1, Double.POSITIVE_INFINITY}) {
            SplitConformal sets = new SplitConformal(ConformalForm.SD, 0.9, 9, bound);
            int held = 0;
            for (int row = 0; row < 6; row++) {
                double[] ends = sets.interval(prediction, row);
                assertThat(ends).as("row %s", row).doesNotContain(Double.NaN);
                held += ends[0] <= targets[row] && targets[row] <= ends[1] ? 1 : 0;
            }
            assertThat(sets.coverage(prediction)).as("bound %s", bound).isCloseTo(held / 6.0, within(1e-15));
            assertThat(sets.empty(prediction)).isEqualTo(Double.isInfinite(bound) ? 0 : 2);
        }
    }

    /** Classes as probable as each other enter an adaptive set together, however many: no order of their numbers decides. */
    @Test
    void equallyProbableClassesEnterTogether() {
        double[] even = {0.25, 0.25, 0.25, 0.25};
        for (int k = 0; k < 4; k++) {
            assertThat(ConformalForm.ADAPTIVE.score(even, k)).isZero();
        }
        assertThat(new SplitConformal(ConformalForm.ADAPTIVE, 0.9, 99, 0).set(even)).containsOnly(true);
        double[] tied = {0.2, 0.4, 0.2, 0.2};
        assertThat(new SplitConformal(ConformalForm.ADAPTIVE, 0.9, 99, 0.39).set(tied))
                .containsExactly(false, true, false, false);
        assertThat(new SplitConformal(ConformalForm.ADAPTIVE, 0.9, 99, 0.4).set(tied)).containsOnly(true);
    }

    /**
     * Given n = 99 calibration rows the coverage of exchangeable rows of continuous scores has the distribution Beta(k, n + 1 - k), k = 90 (Vovk 2012): mean 0.9,
     * variance 0.9 * 0.1 / 101. Scores uniform on (0, 1) have coverage equal to the bound. Over 20 000 repetitions the mean is within 5 standard errors and the
     * variance within 5 of 1 %: a false alarm in 1e-6 of the seeds. A bound one place off moves the mean by 0.01, 47 standard errors.
     */
    @Test
    void coverageHasItsBetaDistribution() {
        SplittableRandom random = new SplittableRandom(11);
        int repetitions = 20_000;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < repetitions; i++) {
            double[] scores = random.doubles(99).toArray();
            double coverage = SplitConformal.of(ConformalForm.SD, scores, 0.9).bound();
            sum += coverage;
            squares += (coverage - 0.9) * (coverage - 0.9);
        }
        double variance = 0.09 / 101;
        assertThat(sum / repetitions).isCloseTo(0.9, within(5 * Math.sqrt(variance / repetitions)));
        assertThat(squares / repetitions).isCloseTo(variance, within(0.05 * variance));
    }

    /**
     * Adaptive sets by their definition (Romano, Sesia and Candes 2020, equation 4 without the random number): the most probable classes, in their order, until their sum is
     * above tau. A class is in the set of each tau from its score on, and of none below.
     */
    @Test
    void adaptiveSetsAreTheMostProbableClassesUntilTheSumIsReached() {
        SplittableRandom random = new SplittableRandom(7);
        for (int repetition = 0; repetition < 200; repetition++) {
            double[] p = random.doubles(5, 0.01, 1).toArray();
            double sum = Arrays.stream(p).sum();
            for (int k = 0; k < 5; k++) {
                p[k] /= sum;
            }
            double tau = random.nextDouble();
            List<Integer> order = IntStream.range(0, 5).boxed()
                    .sorted(Comparator.comparingDouble((Integer k) -> -p[k])).toList();
            boolean[] expected = new boolean[5];
            double reached = 0;
            for (int k : order) {
                expected[k] = true;
                reached += p[k];
                if (reached > tau) {
                    break;
                }
            }
            assertThat(new SplitConformal(ConformalForm.ADAPTIVE, 0.9, 99, tau).set(p)).isEqualTo(expected);
        }
        assertThat(new SplitConformal(ConformalForm.ADAPTIVE, 0.9, 99, 0).set(new double[]{0.2, 0.5, 0.3}))
                .as("never none").containsExactly(false, true, false);
        assertThat(new SplitConformal(ConformalForm.PROBABILITY, 0.9, 99, 0.4).set(new double[]{0.2, 0.5, 0.3}))
                .as("may be none").containsOnly(false);
    }

    /**
     * Where probabilities are right, targets drawn from them are in adaptive sets with the probability that was asked for: 400 calibration rows and 400 others, 50 times. The
     * coverage has a standard deviation of 0.021 each time, so the mean 0.003; 5 of them, and 0.01 for classes whose sums come close together.
     */
    @Test
    void adaptiveSetsCoverAsOftenAsTheySay() {
        SplittableRandom random = new SplittableRandom(3);
        double covered = 0;
        for (int repetition = 0; repetition < 50; repetition++) {
            double[] scores = new double[400];
            for (int i = 0; i < 400; i++) {
                double[] p = simplex(random, 10);
                scores[i] = ConformalForm.ADAPTIVE.score(p, draw(random, p));
            }
            SplitConformal sets = SplitConformal.of(ConformalForm.ADAPTIVE, scores, 0.9);
            for (int i = 0; i < 400; i++) {
                double[] p = simplex(random, 10);
                covered += sets.set(p)[draw(random, p)] ? 1 / 20_000.0 : 0;
            }
        }
        assertThat(covered).isBetween(0.9 - 0.015, 0.9 + 0.025);
    }

    private static double[] simplex(SplittableRandom random, int classes) {
        double[] p = new double[classes];
        double sum = 0;
        for (int k = 0; k < classes; k++) {
            p[k] = -Math.log(random.nextDouble());
            sum += p[k];
        }
        for (int k = 0; k < classes; k++) {
            p[k] /= sum;
        }
        return p;
    }

    private static int draw(SplittableRandom random, double[] p) {
        double u = random.nextDouble();
        int k = 0;
        while (k < p.length - 1 && u >= p[k]) {
            u -= p[k];
            k++;
        }
        return k;
    }

    /**
     * Two classes, always predicted with the same odds: the best scaled probability is the share of rows that are right, so that
     * {@code 1/T = logit(share) / logit(p)}.
     */
    @Test
    void aTemperatureOfEqualRowsIsAQuotientOfLogits() {
        double[][] probabilities = new double[10][];
        double[] target = new double[10];
        for (int i = 0; i < 10; i++) {
            probabilities[i] = i % 2 == 0 ? new double[]{0.95, 0.05} : new double[]{0.05, 0.95};
            boolean right = i != 3 && i != 6 && i != 9;
            target[i] = (i % 2 == 0) == right ? 0 : 1;
        }
        TemperatureScaling scaling = TemperatureScaling.of(probabilities, target);
        double inverse = Math.log(0.7 / 0.3) / Math.log(0.95 / 0.05);
        assertThat(scaling.temperature()).isCloseTo(1 / inverse, within(1e-8));
        assertThat(scaling.apply(probabilities[0])[0]).isCloseTo(0.7, within(1e-9));
        assertThat(scaling.logLoss(probabilities, target))
                .isCloseTo(-0.7 * Math.log(0.7) - 0.3 * Math.log(0.3), within(1e-9));
        assertThat(scaling.calibrationError(probabilities, target, 15)).isCloseTo(0, within(1e-9));
        assertThat(new TemperatureScaling(1, 10).calibrationError(probabilities, target, 15))
                .isCloseTo(0.25, within(1e-12));
    }

    /** The loss of rows that are all told right falls to T = 0, and of those that are told wrong to T = infinity: no T is least. */
    @Test
    void whereNoTemperatureIsLeastItStaysOne() {
        double[][] probabilities = {{0.9, 0.1}, {0.4, 0.6}, {1, 0}};
        TemperatureScaling right = TemperatureScaling.of(probabilities, new double[]{0, 1, 0});
        assertThat(right).isEqualTo(new TemperatureScaling(1, 3, TemperatureScaling.Limit.ALL_RIGHT));
        TemperatureScaling wrong = TemperatureScaling.of(probabilities, new double[]{1, 0, 1});
        assertThat(wrong).isEqualTo(new TemperatureScaling(1, 3, TemperatureScaling.Limit.NO_BETTER_THAN_EQUAL));
        assertThat(TemperatureScaling.of(new double[][]{{0.5, 0.5}}, new double[]{0}).temperature()).isEqualTo(1);
    }

    /** A target of probability 0 counts alike at each temperature: its loss is 1/T times the logarithm of the smallest normal number. */
    @Test
    void theLossOfAnImpossibleTargetIsFinite() {
        double[][] certain = {{1, 0}};
        double[] target = {1};
        double floor = -Math.log(Double.MIN_NORMAL);
        assertThat(new TemperatureScaling(1, 1).logLoss(certain, target)).isCloseTo(floor, within(1e-9));
        assertThat(new TemperatureScaling(0.5, 1).logLoss(certain, target)).isCloseTo(2 * floor, within(1e-9));
    }

    /** Three classes of targets drawn from p^(1/2): no other temperature has less loss, and 2 is within the error of 4000 rows. */
    @Test
    void theTemperatureIsTheMinimum() {
        SplittableRandom random = new SplittableRandom(5);
        int rows = 4000;
        double[][] probabilities = new double[rows][3];
        double[] target = new double[rows];
        TemperatureScaling two = new TemperatureScaling(2, rows);
        for (int row = 0; row < rows; row++) {
            double sum = 0;
            for (int k = 0; k < 3; k++) {
                probabilities[row][k] = Math.exp(3 * random.nextGaussian());
                sum += probabilities[row][k];
            }
            for (int k = 0; k < 3; k++) {
                probabilities[row][k] /= sum;
            }
            double[] actual = two.apply(probabilities[row]);
            double uniform = random.nextDouble();
            target[row] = uniform < actual[0] ? 0 : uniform < actual[0] + actual[1] ? 1 : 2;
        }
        TemperatureScaling found = TemperatureScaling.of(probabilities, target);
        assertThat(found.temperature()).isCloseTo(2, within(0.25));
        for (double factor : new double[]{0.99, 1.01}) {
            assertThat(new TemperatureScaling(factor * found.temperature(), rows).logLoss(probabilities, target))
                    .isGreaterThan(found.logLoss(probabilities, target));
        }
    }
}
