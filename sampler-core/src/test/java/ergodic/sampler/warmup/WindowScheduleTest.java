package ergodic.sampler.warmup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The expected lengths were worked out by hand from the rules of Stan's windowed adaptation. */
class WindowScheduleTest {

    @ParameterizedTest
    @CsvSource({"1000, 75, 25 50 100 200 500, 50", "2000, 75, 25 50 100 200 400 1100, 50", "150, 75, 25, 50",
            "160, 75, 25 10, 50", "200, 75, 25 50, 50", "299, 75, 25 149, 50", "300, 75, 25 50 100, 50",
            "350, 75, 25 50 150, 50", "149, 22, 113, 14", "100, 15, 75, 10", "20, 3, 15, 2", "19, 19, '', 0",
            "0, 0, '', 0"})
    void hasStansWindows(int warmup, int initialBuffer, String windows, int finalBuffer) {
        WindowSchedule schedule = WindowSchedule.of(warmup);
        assertThat(schedule.initialBuffer()).isEqualTo(initialBuffer);
        StringBuilder lengths = new StringBuilder();
        for (int length : schedule.windows()) {
            lengths.append(lengths.isEmpty() ? "" : " ").append(length);
        }
        assertThat(lengths.toString()).isEqualTo(windows);
        assertThat(schedule.finalBuffer()).isEqualTo(finalBuffer);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 19, 20, 149, 150, 151, 174, 175, 176, 224, 225, 226, 299, 300, 301, 500, 1000, 1234, 2000,
            10_000})
    void followsTheCountersOfTheSource(int warmup) {
        WindowSchedule schedule = WindowSchedule.of(warmup);
        StanCounters stan = new StanCounters(warmup);
        for (int i = 0; i < warmup; i++) {
            assertThat(schedule.inWindow(i)).as("transition %d in a window", i).isEqualTo(stan.inWindow());
            assertThat(schedule.endsWindow(i)).as("transition %d ends a window", i).isEqualTo(stan.endsWindow());
            stan.advance();
        }
    }

    @Test
    void refusesNegativeLengths() {
        assertThatThrownBy(() -> WindowSchedule.of(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WindowSchedule.of(100, 10, 0, 10)).isInstanceOf(IllegalArgumentException.class);
    }

    /** The same rules told as Stan tells them, by a counter and the index of the next end. */
    private static final class StanCounters {

        private final int warmup;
        private final int initial;
        private final int last;
        private int size;
        private int nextEnd;
        private int counter;

        StanCounters(int warmup) {
            this.warmup = warmup;
            boolean fits = warmup >= 150;
            this.initial = fits ? 75 : (int) (0.15 * warmup);
            int finalBuffer = fits ? 50 : (int) (0.1 * warmup);
            this.size = fits ? 25 : warmup - initial - finalBuffer;
            this.last = warmup - finalBuffer - 1;
            this.nextEnd = initial + size - 1;
        }

        boolean inWindow() {
            return warmup >= 20 && counter >= initial && counter <= last;
        }

        boolean endsWindow() {
            return warmup >= 20 && counter == nextEnd;
        }

        void advance() {
            if (endsWindow() && nextEnd != last) {
                size *= 2;
                nextEnd = counter + size;
                if (nextEnd != last && nextEnd + 2 * size >= last + 1) {
                    nextEnd = last;
                }
            }
            counter++;
        }
    }
}
