package ergodic.study;

import ergodic.study.config.RunPlan;
import ergodic.study.config.SamplerConfig;
import ergodic.sampler.DrawKind;
import ergodic.sampler.run.PhaseTime;
import ergodic.sampler.words.Counted;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How long the run of a configuration will take, from what the transitions of a pilot took. The pilot's warm-up is short, so
 * its tuning is not that of the run: half to twice its gradients are said. The time of a gradient is the pilot's, with what
 * lies outside gradients.
 *
 * @param sampler
 *            method, chains, draws
 * @param pilot
 *            what it is forecast from
 * @param atOnce
 *            chains that run at the same time
 * @param secondsPerGradient
 *            time of a gradient and of what lies outside it
 */
public record RunEstimate(SamplerConfig sampler, Pilot pilot, int atOnce, double secondsPerGradient) {

    private static final double SPREAD = 2;

    /**
     * Runs the pilot.
     *
     * @param study
     *            data and network
     * @param config
     *            their configuration
     * @param medianMicros
     *            median time of a gradient, from which the pilot's length follows
     * @param threads
     *            threads of an evaluation
     * @param processors
     *            processors that chains share
     */
    public static RunEstimate of(Study study, RunPlan config, double medianMicros, int threads, int processors) {
        int atOnce = Math.clamp(processors / threads, 1, config.sampler().chains());
        Pilot pilot = Pilot.run(study, config, atOnce, threads, medianMicros / 1e6);
        PhaseTime time = pilot.time();
        return new RunEstimate(config.sampler(), pilot, atOnce, 1e-9 * time.nanos() / time.evaluations());
    }

    /** The pilot's mean, times a factor, but never beyond what a transition can take; at least a gradient. */
    private double gradients(double mean, boolean steady, double factor) {
        double most = sampler.type().mostGradients(sampler.settings());
        return steady ? mean : Math.clamp(mean * factor, 1, most);
    }

    private double perDraw(double factor) {
        return sampler.thin() * gradients(pilot.gradientsPerTransition(), pilot.steady(), factor);
    }

    private double perStep(double factor) {
        return gradients(pilot.warmupGradients(), pilot.steadyWarmup(), factor);
    }

    private double seconds(double factor) {
        double all = sampler.warmup() * perStep(factor)
                + sampler.draws() * perDraw(factor);
        double rounds = Math.ceil((double) sampler.chains() / atOnce);
        return rounds * (all * secondsPerGradient + pilot.startSeconds());
    }

    /** One sentence. */
    public String text() {
        DrawKind kind = sampler.type().kind();
        double low = kind == DrawKind.CHAIN ? perDraw(1 / SPREAD) : perStep(1 / SPREAD);
        double high = kind == DrawKind.CHAIN ? perDraw(SPREAD) : perStep(SPREAD);
        String gradients = low == high ? count(low) : number(low) + " to " + count(high);
        String time = low == high ? "about " + duration(seconds(1))
                : duration(seconds(1 / SPREAD)) + " to " + duration(seconds(SPREAD));
        return String.format(Locale.ROOT,
                "%s %s, %d at a time: %s, at %s a %s; forecast from a pilot of %s",
                kind.counted(sampler.chains(), sampler.draws()),
                kind == DrawKind.CHAIN ? "after " + sampler.warmup() + " of warm-up"
                        : "after " + (kind.fitted() ? "fits of " : "at most ") + Counted.of(sampler.warmup(), "step"),
                atOnce, time, gradients, kind == DrawKind.CHAIN ? "draw" : "step", pilot.text());
    }

    /** What a transition of the pilot cost, beside its gradients. */
    String transitionText() {
        PhaseTime time = pilot.time();
        return String.format(Locale.ROOT,
                "a transition of the run (%d at a time): %s us, for %s gradients of %s us; %.0f %% outside gradients",
                atOnce, TextTable.number(time.transitionMicros()),
                TextTable.number((double) time.evaluations() / time.transitions()),
                TextTable.number(time.evaluationMicros()), 100 * time.outsideShare());
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%,d", Math.round(value));
    }

    private static String count(double gradients) {
        return number(gradients) + " " + Counted.noun(Math.round(gradients), "gradient");
    }

    /** As JSON. */
    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("text", text());
        document.put("seconds_per_gradient", secondsPerGradient);
        document.put("seconds", List.of(seconds(1 / SPREAD), seconds(SPREAD)));
        document.put("gradients_per_draw", List.of(perDraw(1 / SPREAD), perDraw(SPREAD)));
        document.put("pilot", pilot.document());
        document.put("chains", sampler.chains());
        document.put("warmup", sampler.warmup());
        document.put("draws", sampler.draws());
        document.put("chains_at_once", atOnce);
        return document;
    }

    private static String duration(double seconds) {
        if (seconds < 0.95) {
            return "less than a second";
        }
        if (seconds < 90) {
            return plural(seconds, "second");
        }
        if (seconds < 90 * 60) {
            return plural(seconds / 60, "minute");
        }
        return seconds < 36 * 3600 ? plural(seconds / 3600, "hour") : plural(seconds / 86_400, "day");
    }

    private static String plural(double number, String unit) {
        return Counted.of(Math.max(1, Math.round(number)), unit);
    }
}
