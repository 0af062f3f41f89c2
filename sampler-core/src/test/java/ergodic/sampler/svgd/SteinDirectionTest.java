package ergodic.sampler.svgd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The direction of particles against the sums that define it. */
class SteinDirectionTest {

    private static final int DIMENSION = 3;

    private static double[] numbers(int count, long seed) {
        Random random = new Random(seed);
        return random.doubles(count, -2, 2).toArray();
    }

    private static double square(double[] x, int i, double[] y, int j) {
        double sum = 0;
        for (int k = 0; k < DIMENSION; k++) {
            sum += Math.pow(x[i * DIMENSION + k] - y[j * DIMENSION + k], 2);
        }
        return sum;
    }

    private static double bandwidth(double[] positions, int particles) {
        double[] all = new double[particles * (particles - 1) / 2];
        int pair = 0;
        for (int i = 0; i < particles; i++) {
            for (int j = i + 1; j < particles; j++) {
                all[pair++] = square(positions, i, positions, j);
            }
        }
        Arrays.sort(all);
        int middle = all.length / 2;
        double median = all.length % 2 == 1 ? all[middle] : (all[middle] + all[middle - 1]) / 2;
        return median / Math.log(particles);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 11})
    void theDirectionIsTheDoubleSum(int particles) {
        double[] positions = numbers(particles * DIMENSION, 3);
        double[] scores = numbers(particles * DIMENSION, 4);
        SteinDirection stein = new SteinDirection(particles, DIMENSION);
        double[] direction = new double[positions.length];
        stein.into(positions, scores, direction);
        double h = particles == 1 ? 1 : bandwidth(positions, particles);
        assertThat(stein.bandwidth()).isCloseTo(h, within(1e-12));
        for (int i = 0; i < particles; i++) {
            for (int k = 0; k < DIMENSION; k++) {
                double sum = 0;
                for (int j = 0; j < particles; j++) {
                    // The kernel's derivative in the place of particle j.
                    double[] up = positions.clone();
                    double[] down = positions.clone();
                    up[j * DIMENSION + k] += 1e-5;
                    down[j * DIMENSION + k] -= 1e-5;
                    double slope = (Math.exp(-square(up, j, positions, i) / h)
                            - Math.exp(-square(down, j, positions, i) / h)) / 2e-5;
                    sum += Math.exp(-square(positions, j, positions, i) / h) * scores[j * DIMENSION + k] + slope;
                }
                assertThat(direction[i * DIMENSION + k]).isCloseTo(sum / particles, within(1e-8));
            }
        }
    }

    /** Without a gradient particles go apart. */
    @Test
    void particlesPushEachOtherApart() {
        double[] positions = {0, 0, 0, 1, 0, 0};
        double[] direction = new double[6];
        new SteinDirection(2, DIMENSION).into(positions, new double[6], direction);
        assertThat(direction[0]).isNegative();
        assertThat(direction[3]).isEqualTo(-direction[0]);
    }

    @Test
    void mediansAreThoseOfSortedNumbers() {
        for (int count = 1; count < 60; count++) {
            double[] values = numbers(count, count);
            // Some of them the same.
            for (int i = 0; i < count; i += 4) {
                values[i] = values[count / 2];
            }
            double[] sorted = values.clone();
            Arrays.sort(sorted);
            double expected = count % 2 == 1 ? sorted[count / 2] : 0.5 * (sorted[count / 2 - 1] + sorted[count / 2]);
            assertThat(SteinDirection.median(values)).isEqualTo(expected);
        }
    }
}
