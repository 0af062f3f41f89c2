package ergodic.sampler.methods;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.Offer;
import ergodic.sampler.method.Task;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What methods offer for tasks of many sizes. */
class OfferTest {

    private static final List<Task.Trial> TRIALS = List.of(new Task.Trial(4, 100, 50, 15, 1.01),
            new Task.Trial(4, 100, 50, 60, 1.2), new Task.Trial(4, 100, 50, 126, 1.01),
            new Task.Trial(4, 100, 50, 15, 2.3), new Task.Trial(4, 100, 50, 15, Double.NaN));

    private static void assertSound(MethodType type, Offer offer, Task task) {
        assertThat(offer.settings().values()).as(type.name())
                .containsOnlyKeys(offer.settings().values().keySet());
        assertThat(offer.chains()).isBetween(4, 20);
        assertThat(offer.warmup()).isPositive();
        assertThat(offer.draws()).isPositive();
        assertThat(offer.thin()).isPositive();
        assertThat(offer.gradients()).isPositive().isFinite();
        assertThat(type.complaint(offer.settings(), task.rows())).isEmpty();
        if (offer.trial().isEmpty()) {
            assertThat(offer.reason()).isNotBlank().doesNotEndWith(".");
        }
    }

    @Test
    void everyOfferIsOneThatRuns() {
        int offers = 0;
        int late = 0;
        for (MethodType type : Methods.ALL) {
            for (int unknowns : new int[]{2, 60, 900, 5000, 1_000_000}) {
                for (int rows : new int[]{10, 300, 1200, 50_000, 10_000_000}) {
                    for (long gradients : new long[]{1, 1000, 30_000, 200_000, 2_000_000, 1L << 40}) {
                        Task task = Task.of(unknowns, rows, gradients);
                        Offer offer = type.offer(task).orElse(null);
                        if (offer == null) {
                            continue;
                        }
                        offers++;
                        assertSound(type, offer, task);
                        for (Task.Trial trial : offer.trial().isPresent() ? TRIALS : List.<Task.Trial>of()) {
                            Offer after = type.offer(task.after(trial)).orElse(null);
                            if (after != null) {
                                late++;
                                assertThat(after.trial()).as("one trial is enough").isEmpty();
                                assertSound(type, after, task);
                                // What a transition takes was tried: it is in the account.
                                assertThat(after.gradients()).isEqualTo(trial.gradients() * after.chains()
                                        * (after.warmup() + (double) after.draws() * after.thin()));
                                assertThat(after.gradients()).isLessThanOrEqualTo((double) gradients);
                            }
                        }
                    }
                }
            }
        }
        assertThat(offers).isGreaterThan(150);
        assertThat(late).isGreaterThan(10);
    }

    /** Someone offers to do each task, and of the first of them that do not need a trial there is always one. */
    @ParameterizedTest
    @CsvSource({"2, 10, 1", "1000000, 10, 1", "5000, 10000000, 1", "60, 1200, 1000000"})
    void noTaskIsLeft(int unknowns, int rows, long gradients) {
        assertThat(Methods.ALL).anyMatch(type -> type.offer(Task.of(unknowns, rows, gradients))
                .filter(offer -> offer.trial().isEmpty()).isPresent());
    }

    /** An exact method of trajectories withdraws where they are cut, where there is no time, where chains differ. */
    @ParameterizedTest
    @CsvSource({"15, 1.01, 1000000, true", "15, 1.29, 1000000, true", "15, 1.31, 1000000, false",
            "15, NaN, 1000000, false", "90, 1.01, 1000000, true", "100, 1.01, 1000000, false",
            "60, 1.01, 200000, false", "15, 1.01, 149999, false"})
    void trajectoriesAreOfferedWhereTheyAreShortAndAgree(double each, double disagreement, long gradients,
            boolean offered) {
        Task task = Task.of(60, 1200, gradients).after(new Task.Trial(4, 100, 50, each, disagreement));
        assertThat(Methods.named("nuts").orElseThrow().offer(task).isPresent()).isEqualTo(offered);
    }
}
