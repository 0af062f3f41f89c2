package ergodic.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Folds part the rows that another split trains on, and leave out those that it holds back. */
class FoldTest {

    private static Split fold(SplitSpec of, int fold, int folds, int rows) {
        return Split.of(new SplitSpec.Fold(of, fold, folds), rows, "data");
    }

    @Test
    void eachTrainingRowIsHeldOutOnce() {
        SplitSpec outer = new SplitSpec.Fraction(0.3, 4);
        Split whole = Split.of(outer, 23, "data");
        Set<Integer> held = new TreeSet<>();
        for (int fold = 0; fold < 4; fold++) {
            Split part = fold(outer, fold, 4, 23);
            assertThat(part.test().length).isEqualTo(4);
            Set<Integer> both = new TreeSet<>();
            Arrays.stream(part.train()).forEach(both::add);
            Arrays.stream(part.test()).forEach(row -> {
                assertThat(both.add(row)).isTrue();
                assertThat(held.add(row)).isTrue();
            });
            assertThat(both.stream().mapToInt(Integer::intValue).toArray()).isEqualTo(whole.train());
            assertThat(part.test()).isSorted();
        }
        assertThat(held).hasSize(16);
    }

    /** In time: a fold trains on what comes before it, and knows nothing of what comes after. */
    @Test
    void inTheOrderOfTimeOnlyWhatCameBeforeTrains() {
        SplitSpec outer = new SplitSpec.Last(0.25);
        assertThat(fold(outer, 0, 2, 12).train()).containsExactly(0, 1, 2);
        assertThat(fold(outer, 0, 2, 12).test()).containsExactly(3, 4, 5);
        assertThat(fold(outer, 1, 2, 12).train()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(fold(outer, 1, 2, 12).test()).containsExactly(6, 7, 8);
    }

    /** Rows that calibrate are the same in every fold, and in no part of it. */
    @Test
    void whatCalibratesStaysAside() {
        for (SplitSpec outer : List.of(new SplitSpec.Fraction(0.3, 4), new SplitSpec.Last(0.3))) {
            SplitSpec some = new SplitSpec.Calibrated(outer, 0.25, 2);
            Split whole = Split.of(some, 23, "data");
            assertThat(whole.calibration()).hasSize(4);
            for (int fold = 0; fold < 3; fold++) {
                Split part = fold(some, fold, 3, 23);
                assertThat(part.calibration()).isEqualTo(whole.calibration());
                assertThat(part.train()).doesNotContain(whole.calibration());
                assertThat(part.test()).doesNotContain(whole.calibration());
                assertThat(part.notes(new SplitSpec.Fold(some, fold, 3)))
                        .hasSize(outer instanceof SplitSpec.Last ? 1 : 0);
            }
            assertThat(Split.of(outer, 23, "data").notes(outer)).isEmpty();
        }
        SplitSpec few = new SplitSpec.Calibrated(new SplitSpec.None(), 0.01, 2);
        assertThatThrownBy(() -> Split.of(few, 23, "data")).isInstanceOf(DataException.class)
                .hasMessageContaining("of 23 training rows is no row");
    }

    @Test
    void whatIsNoFoldIsRefused() {
        SplitSpec none = new SplitSpec.None();
        assertThatThrownBy(() -> new SplitSpec.Fold(none, 0, 1)).hasMessageContaining("at least 2");
        assertThatThrownBy(() -> new SplitSpec.Fold(none, 3, 3)).hasMessageContaining("below data.test.folds");
        assertThatThrownBy(() -> new SplitSpec.Fold(new SplitSpec.Fold(none, 0, 2), 0, 2))
                .hasMessageContaining("cannot be parted again");
        assertThatThrownBy(() -> fold(none, 0, 9, 5)).isInstanceOf(DataException.class)
                .hasMessageContaining("cannot be parted into 9");
    }
}
