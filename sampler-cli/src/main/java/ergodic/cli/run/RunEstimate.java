package ergodic.cli.run;

import ergodic.cli.config.SamplerConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * How long the run of a configuration will take, from the time of a gradient and a range of gradients for each draw. How many a
 * draw takes is known only when it runs (the depth of the trajectory tree, the adapted step size), so the range is said.
 *
 * @param sampler
 *            method, chains, draws
 * @param fewest
 *            gradients of a draw
 * @param most
 *            gradients of a draw
 * @param range
 *            where they come from, in words
 * @param atOnce
 *            chains that run at the same time
 * @param secondsPerGradient
 *            time of a gradient
 */
public record RunEstimate(SamplerConfig sampler, int fewest, int most, String range, int atOnce,
        double secondsPerGradient) {

    private static final int SHALLOW = 3;
    private static final int DEEP = 7;
    private static final int SHORT = 5;
    private static final int LONG = 100;

    /**
     * An estimate.
     *
     * @param sampler
     *            method, chains, draws
     * @param medianMicros
     *            median time of a gradient
     * @param threads
     *            threads of an evaluation
     * @param processors
     *            processors that chains share
     */
    public static RunEstimate of(SamplerConfig sampler, double medianMicros, int threads, int processors) {
        int atOnce = Math.clamp(processors / threads, 1, sampler.chains());
        double seconds = medianMicros / 1e6;
        return switch (sampler.method()) {
            case "nuts" -> {
                int deepest = Objects.requireNonNull(sampler.maxTreeDepth());
                int deep = Math.min(DEEP, deepest);
                int shallow = Math.min(SHALLOW, deepest);
                yield new RunEstimate(sampler, (1 << shallow) - 1, (1 << deep) - 1,
                        shallow == deep ? "trees of depth " + deep : "trees of depth " + shallow + " to " + deep,
                        atOnce, seconds);
            }
            case "hmc" -> {
                Double step = sampler.stepSize();
                double time = Objects.requireNonNull(sampler.integrationTime());
                int steps = step == null ? 0 : (int) Math.clamp(Math.ceil(time / step), 1, 1_000_000);
                yield step == null
                        ? new RunEstimate(sampler, SHORT, LONG, SHORT + " to " + LONG + " leapfrog steps", atOnce,
                                seconds)
                        : new RunEstimate(sampler, (steps + 1) / 2, 2 * steps,
                                "half to twice the leapfrog steps that the initial step size takes", atOnce, seconds);
            }
            default -> new RunEstimate(sampler, 1, 1, "one for each step", atOnce, seconds);
        };
    }

    /** Seconds if each draw takes so many gradients. */
    private double seconds(int gradients) {
        double transitions = sampler.warmup() + (double) sampler.draws() * sampler.thin();
        double rounds = Math.ceil((double) sampler.chains() / atOnce);
        return rounds * transitions * gradients * secondsPerGradient;
    }

    /** One sentence. */
    public String text() {
        double low = seconds(fewest);
        double high = seconds(most);
        String time = fewest == most ? "about " + duration(low) : duration(low) + " to " + duration(high);
        return String.format(Locale.ROOT,
                "%d chain%s of %d draws after %d of warm-up, %d at a time: %s, at %s (%s); the warm start not counted",
                sampler.chains(), sampler.chains() == 1 ? "" : "s", sampler.draws(), sampler.warmup(), atOnce, time,
                fewest == most ? fewest + " gradient" + (fewest == 1 ? "" : "s") + " a draw"
                        : fewest + " to " + most + " gradients a draw",
                range);
    }

    /** As JSON. */
    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("text", text());
        document.put("seconds", List.of(seconds(fewest), seconds(most)));
        document.put("gradients_per_draw", List.of(fewest, most));
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
        long rounded = Math.max(1, Math.round(number));
        return rounded + " " + unit + (rounded == 1 ? "" : "s");
    }
}
