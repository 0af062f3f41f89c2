package ergodic.sampler.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.testing.Saved;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.apache.commons.rng.RestorableUniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

class ShuffledBatchesTest {

    private static final int[] ROWS = {3, 5, 7, 11, 13, 17, 19};

    @Test
    void anEpochHasNoRowTwiceAndTheNextIsInAnotherOrder() {
        RestorableUniformRandomProvider rng = RandomSource.SPLIT_MIX_64.create(1);
        ShuffledBatches batches = new ShuffledBatches(ROWS, 3);
        Set<String> orders = new HashSet<>();
        for (int epoch = 0; epoch < 20; epoch++) {
            int[] both = new int[6];
            System.arraycopy(batches.next(rng), 0, both, 0, 3);
            System.arraycopy(batches.next(rng), 0, both, 3, 3);
            assertThat(Arrays.stream(both).distinct().count()).isEqualTo(6);
            assertThat(ROWS).contains(both);
            orders.add(Arrays.toString(both));
        }
        assertThat(orders).hasSizeGreaterThan(15);
    }

    @Test
    void goesOnInItsOrder() throws IOException {
        RestorableUniformRandomProvider rng = RandomSource.SPLIT_MIX_64.create(2);
        ShuffledBatches one = new ShuffledBatches(ROWS, 2);
        one.next(rng);
        ShuffledBatches other = new ShuffledBatches(ROWS, 2);
        Saved.move(one::save, other::load);
        var state = rng.saveState();
        int[][] expected = new int[9][];
        for (int i = 0; i < 9; i++) {
            expected[i] = one.next(rng).clone();
        }
        rng.restoreState(state);
        for (int[] batch : expected) {
            assertThat(other.next(rng)).containsExactly(batch);
        }
    }

    @Test
    void moreRowsThanThereAreAreRefused() {
        assertThatThrownBy(() -> new ShuffledBatches(ROWS, 8)).hasMessage("there are no batches of 8 among 7 rows");
    }
}
