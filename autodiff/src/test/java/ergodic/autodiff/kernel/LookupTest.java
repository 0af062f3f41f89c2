package ergodic.autodiff.kernel;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** Two indices in each of three lanes, entries of two numbers: numbers of a lane stand three apart. The table is of doubles. */
    @ParameterizedTest
    @ValueSource(ints = {8, 4})
    void entriesOfSeveralNumbersGoByLane(int bytes) {
        put(0, 10, 11, 20, 21, 30, 31);
        putAll(bytes, 64, 2, 0, -1, 1, 3, NAN);
        Lookup.gatherEntries(m, 128, 0, 3, 2, 64, 2, 3, bytes);
        assertThat(getAll(bytes, 128, 12)).containsExactly(30, 10, NAN, 31, 11, NAN, 20, NAN, NAN, 21, NAN, NAN);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 4})
    void entriesReceiveWhatTheLanesThatCountHold(int bytes) {
        put(0, 10, 11, 20, 21, 30, 31);
        putAll(bytes, 64, 2, 0, 1, 2, 7, 1);
        putAll(bytes, 128, 1, 2, 4, 100, 200, 400, 8, 16, 32, 800, 1600, 3200);
        Lookup.scatterAddEntries(m, 0, 3, 2, 128, 64, 2, 3, 2, bytes);
        assertThat(get(0, 6)).containsExactly(12, 211, 20, 21, 39, 931);
        assertThatThrownBy(() -> Lookup.scatterAddEntries(m, 0, 3, 2, 224, 64, 2, 3, 2, bytes))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Lookup.gatherEntries(m, 128, 0, 130, 2, 64, 2, 3, bytes))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void stretchesOutsideTheSegmentAreRefused() {
        assertThatThrownBy(() -> Lookup.gather(m, 8 * 31, 0, 3, 64, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Lookup.gather(m, 128, 8 * 30, 3, 64, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Lookup.scatterAdd(m, 0, 3, 128, -8, 2)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Lookup.scatterAdd(m, 0, 33, 128, 64, 2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private void putAll(int bytes, long at, double... numbers) {
        for (int i = 0; i < numbers.length; i++) {
            if (bytes == Double.BYTES) {
                m.set(JAVA_DOUBLE, at + 8L * i, numbers[i]);
            } else {
                m.set(JAVA_FLOAT, at + 4L * i, (float) numbers[i]);
            }
        }
    }

    private double[] getAll(int bytes, long at, int n) {
        double[] numbers = new double[n];
        for (int i = 0; i < n; i++) {
            numbers[i] = bytes == Double.BYTES ? m.get(JAVA_DOUBLE, at + 8L * i) : m.get(JAVA_FLOAT, at + 4L * i);
        }
        return numbers;
    }

    private void put(long at, double... numbers) {
        MemorySegment.copy(numbers, 0, m, JAVA_DOUBLE, at, numbers.length);
    }

    private double[] get(long at, int n) {
        return m.asSlice(at, 8L * n).toArray(JAVA_DOUBLE);
    }
}
