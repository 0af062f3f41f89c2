package ergodic.benchmarks.sampler;

import ergodic.model.Posterior;
import ergodic.sampler.UniformStart;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.Settings;
import ergodic.sampler.methods.Methods;
import ergodic.sampler.run.RandomStreams;
import ergodic.sampler.run.RunResult;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How many gradients does a chain take until the squared bias of its second moments stays below 0.01? As in the benchmarks of
 * microcanonical samplers (Robnik et al., arXiv 2212.08549; arXiv 2503.01707): the bias of each chain is averaged, or its
 * largest is taken, over the elements of a draw, scales as scales; the median over the chains, its last crossing, times the
 * gradients of a draw. Gradients of tuning stand beside it; published figures leave them out. Run from the root of the checkout:
 *
 * <pre>
 * java --add-modules jdk.incubator.vector -cp jmh-benchmarks/target/benchmarks.jar \
 *     ergodic.benchmarks.sampler.GradientsToBias GERMAN_CREDIT 32 10000 10000 mclmc mclmc,integrator=leapfrog nuts,draws=4000
 * </pre>
 *
 * with a target, chains, warm-up and draws, and methods with keys of theirs, and with a warmup or draws of their own. The moments that the bias is taken from are those of
 * 40,000 draws by NUTS, whose own error is far below the bound.
 */
public final class GradientsToBias {

    private static final double BOUND = 0.01;
    private static final List<String> COUNTS = List.of("warmup", "draws");
    private static final int REFERENCE_CHAINS = 4;
    private static final int REFERENCE_DRAWS = 10_000;

    private GradientsToBias() {}

    /** Prints a table with a row for each method. */
    public static void main(String[] args) {
        BiasTarget target = BiasTarget.valueOf(args[0]);
        int chains = Integer.parseInt(args[1]);
        int warmup = Integer.parseInt(args[2]);
        int draws = Integer.parseInt(args[3]);
        int elements = target.posterior().dimension();
        RunningBias reference = run(target, "nuts", REFERENCE_CHAINS, 1000, REFERENCE_DRAWS, new double[elements],
                new double[elements]).sink;
        double[] square = reference.moments().get(1);
        double[] variance = reference.moments().get(2).clone();
        for (int i = 0; i < elements; i++) {
            variance[i] -= square[i] * square[i];
        }
        System.out.println("| target | method | average | worst element | tuning | gradients a draw |");
        System.out.println("|---|---|---:|---:|---:|---:|");
        for (String method : Arrays.asList(args).subList(4, args.length)) {
            int kept = own(method, "draws", draws);
            Outcome outcome = run(target, method, chains, own(method, "warmup", warmup), kept, square, variance);
            double perDraw = (double) outcome.result.samplingGradients() / chains / kept;
            double tuning = (double) (outcome.result.tuningGradients() + outcome.result.startGradients()) / chains;
            System.out.println(String.format(Locale.ROOT, "| %s | %s | %,.0f | %,.0f | %,.0f | %.1f |", target, method,
                    RunningBias.drawsUntil(outcome.sink.average(), BOUND) * perDraw,
                    RunningBias.drawsUntil(outcome.sink.worst(), BOUND) * perDraw, tuning, perDraw));
        }
    }

    /** What a method says of its own, or what holds for all. */
    private static int own(String method, String count, int otherwise) {
        for (String word : method.split(",")) {
            if (word.startsWith(count + "=")) {
                return Integer.parseInt(word.substring(count.length() + 1));
            }
        }
        return otherwise;
    }

    private record Outcome(RunResult result, RunningBias sink) {}

    private static Outcome run(BiasTarget target, String method, int chains, int warmup, int draws, double[] square,
            double[] variance) {
        List<String> words = List.of(method.split(","));
        MethodType type = Methods.ALL.stream().filter(m -> m.name().equals(words.get(0))).findFirst().orElseThrow();
        Map<String, Object> values = new LinkedHashMap<>();
        for (String pair : words.subList(1, words.size())) {
            String name = pair.substring(0, pair.indexOf('='));
            if (COUNTS.contains(name)) {
                continue;
            }
            Key<?> key = type.keys().stream().filter(k -> k.name().equals(name)).findFirst().orElseThrow();
            values.put(name, parsed(key, pair.substring(pair.indexOf('=') + 1)));
        }
        Posterior posterior = target.posterior();
        Settings settings = Settings.of(type.keys(), values);
        Settings complete = type.prepare(settings, posterior::fork, new UniformStart(), RandomStreams.ofChain(1L, 0))
                .map(found -> found.settings()).orElse(settings);
        RunningBias sink = new RunningBias(chains, draws, square, variance);
        RunResult result = Sampling.run(RunSettings.of(chains, warmup, draws, 1L),
                posterior.chains(type.method(complete, warmup)), sink);
        return new Outcome(result, sink);
    }

    private static Object parsed(Key<?> key, String text) {
        Class<?> type = key.type();
        if (type == Double.class) {
            return Double.valueOf(text);
        }
        return type == Integer.class ? Integer.valueOf(text) : type == Boolean.class ? Boolean.valueOf(text) : text;
    }
}
