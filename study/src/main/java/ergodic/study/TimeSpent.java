package ergodic.study;

import ergodic.sampler.DrawKind;
import ergodic.sampler.run.PhaseTime;
import ergodic.sampler.run.RunResult;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the time of a run's threads went: in gradients, or outside them (integrator, trees, tuning, storing draws).
 *
 * @param kind
 *            what the run ends in
 * @param warmup
 *            the warm-up, or the steps of fits
 * @param sampling
 *            the transitions after it
 */
public record TimeSpent(DrawKind kind, PhaseTime warmup, PhaseTime sampling) {

    /** Of a run, or of its resumption. */
    public static TimeSpent of(RunResult result) {
        return new TimeSpent(result.kind(), result.warmupTime(), result.samplingTime());
    }

    private PhaseTime all() {
        return warmup.plus(sampling);
    }

    /** One sentence; null where no gradient was timed. */
    public @Nullable String text() {
        if (all().evaluationNanos() == 0) {
            return null;
        }
        String parts = kind != DrawKind.CHAIN || warmup.transitions() == 0 || sampling.transitions() == 0 ? ""
                : String.format(Locale.ROOT, " (warm-up %.0f %%, after it %.0f %%)", 100 * warmup.outsideShare(),
                        100 * sampling.outsideShare());
        return String.format(Locale.ROOT,
                "a gradient took %s us; %.0f %% of the threads' time was spent outside gradients%s",
                TextTable.number(all().evaluationMicros()), 100 * all().outsideShare(), parts);
    }

    /** As JSON: microseconds, and shares from 0 to 1; what is not known is left out. */
    public Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>(part(all()));
        if (warmup.transitions() > 0 && sampling.transitions() > 0) {
            document.put("warmup", part(warmup));
            document.put("sampling", part(sampling));
        }
        return document;
    }

    static Map<String, Object> part(PhaseTime time) {
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("transitions", time.transitions());
        part.put("gradients", time.evaluations());
        put(part, "transition_us", time.transitionMicros());
        put(part, "gradient_us", time.evaluationMicros());
        put(part, "outside_gradients", time.outsideShare());
        return part;
    }

    private static void put(Map<String, Object> part, String name, double value) {
        if (Double.isFinite(value)) {
            part.put(name, value);
        }
    }
}
