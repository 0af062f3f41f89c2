package ergodic.autodiff.kernel;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class LookupTest {

    private static final double NAN = Double.NaN;
    private static final double[] TABLE = {10, 20, 30};
    private static final double[] INDEX = {2, -1, 3, NAN, 0, 0.5, 1e300};

    private final MemorySegment m = Arena.ofAuto().allocate(8 * 32, 64);

    @Test
    void gathersEntriesAndNaNWhereThereIsNone() {
        put(0, TABLE);
        put(64, INDEX);
        Lookup.gather(m, 128, 0, TABLE.length, 64, INDEX.length);
        assertThat(get(128, INDEX.length)).containsExactly(30, NAN, NAN, NAN, 10, 10, NAN);
    }

    @Test
    void addsToEntriesOneAfterAnotherAndLeavesOutWhereThereIsNone() {
        put(0, TABLE);
        put(64, INDEX);
        put(128, 1, 2, 4, 8, 16, 32, 64);
        Lookup.scatterAdd(m, 0, TABLE.length, 128, 64, INDEX.length);
        assertThat(get(0, TABLE.length)).containsExactly(58, 20, 31);
    }

    @Test
    void stretchesOutsideTheSegmentAreRefused() {
        assertThatThrownBy(() -> Lookup.gather(m, 8 * 31, 0, 3, 64, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Lookup.gather(m, 128, 8 * 30, 3, 64, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Lookup.scatterAdd(m, 0, 3, 128, -8, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Lookup.scatterAdd(m, 0, 33, 128, 64, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private void put(long at, double... numbers) {
        MemorySegment.copy(numbers, 0, m, JAVA_DOUBLE, at, numbers.length);
    }

    private double[] get(long at, int n) {
        return m.asSlice(at, 8L * n).toArray(JAVA_DOUBLE);
    }
}
