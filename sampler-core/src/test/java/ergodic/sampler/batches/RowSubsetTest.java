package ergodic.sampler.batches;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class RowSubsetTest {

    private final UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(12L);

    @Test
    void drawsDistinctRowsInRange() {
        for (int size : new int[]{1, 5, 20}) {
            RowSubset subset = new RowSubset(20, size);
            for (int draw = 0; draw < 200; draw++) {
                boolean[] seen = new boolean[20];
                for (int row : subset.next(rng)) {
                    assertThat(seen[row]).isFalse();
                    seen[row] = true;
                }
            }
        }
    }

    /**
     * Ordered pairs from 5 rows, 20 of them, 100 000 draws: the chi-squared statistic has 19 degrees of freedom and exceeds 75
     * with probability 1.3e-8.
     */
    @Test
    void drawsEveryOrderedPairWithTheSameChance() {
        RowSubset subset = new RowSubset(5, 2);
        int[] count = new int[25];
        for (int draw = 0; draw < 100_000; draw++) {
            int[] rows = subset.next(rng);
            count[5 * rows[0] + rows[1]]++;
        }
        double chiSquared = 0.0;
        for (int pair = 0; pair < 25; pair++) {
            if (pair / 5 != pair % 5) {
                chiSquared += (count[pair] - 5000.0) * (count[pair] - 5000.0) / 5000.0;
            }
        }
        assertThat(chiSquared).isLessThan(75.0);
    }

    /** What was drawn before must not matter: a restored chain has a new array. */
    @Test
    void remembersNothing() {
        RowSubset used = new RowSubset(50, 20);
        for (int draw = 0; draw < 100; draw++) {
            used.next(rng);
        }
        RowSubset fresh = new RowSubset(50, 20);
        UniformRandomProvider one = RandomSource.XO_SHI_RO_256_PP.create(9L);
        UniformRandomProvider other = RandomSource.XO_SHI_RO_256_PP.create(9L);
        for (int draw = 0; draw < 10; draw++) {
            assertThat(used.next(one)).isEqualTo(fresh.next(other));
        }
    }
}
