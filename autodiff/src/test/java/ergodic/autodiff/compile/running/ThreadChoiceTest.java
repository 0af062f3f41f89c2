package ergodic.autodiff.compile.running;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class ThreadChoiceTest {

    /** Lets evaluations take a time that depends on the number of threads, and returns the number chosen in the end. */
    private static int settles(ThreadChoice choice, int evaluations, IntToDoubleFunction nanos) {
        for (int i = 0; i < evaluations; i++) {
            choice.took(nanos.applyAsDouble(choice.next()));
        }
        while (choice.measures()) {
            choice.took(nanos.applyAsDouble(choice.next()));
        }
        return choice.next();
    }

    @Test
    void asManyThreadsAsHelpAreUsed() {
        assertThat(settles(new ThreadChoice(8), 200, n -> 100.0 / n)).isEqualTo(8);
        assertThat(settles(new ThreadChoice(6), 200, n -> 100.0 / n)).isEqualTo(6);
        assertThat(settles(new ThreadChoice(8), 200, n -> 100.0 / Math.min(n, 2))).isEqualTo(2);
        assertThat(settles(new ThreadChoice(8), 200, n -> 100.0 + n)).isEqualTo(1);
        assertThat(settles(new ThreadChoice(8), 200, n -> n == 1 ? 100 : 95)).isEqualTo(1);
    }

    @Test
    void theChoiceFollowsTheMachine() {
        ThreadChoice choice = new ThreadChoice(2);
        assertThat(settles(choice, 200, n -> 100.0 / n)).isEqualTo(2);
        // The other core is taken: two threads are slower than one.
        assertThat(settles(choice, 5000, n -> n == 1 ? 100 : 130)).isEqualTo(1);
        assertThat(settles(choice, 5000, n -> 100.0 / n)).isEqualTo(2);
    }

    @Test
    void aSmallDifferenceDoesNotChangeTheChoice() {
        ThreadChoice choice = new ThreadChoice(2);
        assertThat(settles(choice, 200, n -> n == 1 ? 100 : 80)).isEqualTo(2);
        assertThat(settles(choice, 200_000, n -> n == 1 ? 100 : 98)).isEqualTo(2);
        ThreadChoice single = new ThreadChoice(2);
        assertThat(settles(single, 200_000, n -> n == 1 ? 100 : 98)).isEqualTo(1);
    }
}
