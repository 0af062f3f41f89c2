package ergodic.study;

import ergodic.sampler.DrawKind;
import ergodic.sampler.run.RunResult;
import ergodic.sampler.words.Counted;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the gradients of a run were spent on, over all of it (resumptions included). A gradient of some of the rows counts as one.
 *
 * @param kind
 *            what the draws are
 * @param start
 *            those before the first transition: of starting points and of searches for a first step size
 * @param tuning
 *            those of the warm-up, or of the steps of fits
 * @param sampling
 *            those of the transitions that are kept, or of the draws of fits
 */
public record GradientsSpent(DrawKind kind, long start, long tuning, long sampling) {

    /** Names under which {@link #document} has all of them, and each part. */
    static final List<String> NAMES = List.of("gradients", "start_gradients", "tuning_gradients", "sampling_gradients");

    /** Of a run, or of its resumption. */
    public static GradientsSpent of(RunResult result) {
        return new GradientsSpent(result.kind(), result.startGradients(), result.tuningGradients(),
                result.samplingGradients());
    }

    private long all() {
        return start + tuning + sampling;
    }

    /** Such as {@code 1,500 gradients: start 300, tuning 700, sampling 500}. */
    public String text() {
        return String.format(Locale.ROOT, "%,d %s: start %,d, %s %,d, %s %,d", all(), Counted.noun(all(), "gradient"),
                start, kind == DrawKind.CHAIN ? "tuning" : kind.firstPhase(), tuning,
                kind == DrawKind.CHAIN ? "sampling" : "draws", sampling);
    }

    /** As JSON: the sum and the parts. */
    public Map<String, Long> document() {
        Map<String, Long> document = new LinkedHashMap<>();
        document.put(NAMES.get(0), all());
        document.put(NAMES.get(1), start);
        document.put(NAMES.get(2), tuning);
        document.put(NAMES.get(3), sampling);
        return document;
    }
}
