package ergodic.posteriordb;

import com.sun.management.OperatingSystemMXBean;
import ergodic.autodiff.compile.RowData;
import ergodic.model.Posterior;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.Settings;
import ergodic.sampler.methods.Methods;
import ergodic.sampler.run.RunResult;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a method makes of posteriordb, for {@code jmh-benchmarks/peers/posteriordb_peers.py}; a program of its own. It
 * writes the draws of the published quantities and prints a line of JSON a run, with the processor time of the whole
 * virtual machine, its compiler and collector included, from the start of four chains, one after the other, to their
 * last draw: the first run of a posterior and method, in which the virtual machine still compiles, and those counted,
 * after at least one more, and more until those of this posterior and method have taken {@value #WARM_SECONDS}
 * processor seconds. Arguments: the data's folder, a folder for the draws, transitions of the warm-up, draws, seeds,
 * posteriors joined by commas, and methods such as {@code nuts,warmup_schedule=gradients}.
 */
final class PosteriorDbRates {

    private static final int CHAINS = 4;
    private static final double WARM_SECONDS = 5;

    private PosteriorDbRates() {}

    /** Runs all methods on all posteriors. */
    public static void main(String[] arguments) throws IOException {
        Path data = Path.of(arguments[0]);
        Path out = Files.createDirectories(Path.of(arguments[1]));
        int warmup = Integer.parseInt(arguments[2]);
        int draws = Integer.parseInt(arguments[3]);
        int seeds = Integer.parseInt(arguments[4]);
        for (String posterior : arguments[5].split(",")) {
            for (String method : Arrays.asList(arguments).subList(6, arguments.length)) {
                double spent = 0;
                Path folder = data.resolve(posterior);
                double began = processorSeconds();
                ReferenceModel reference = Catalogue.of(posterior, new PosteriorData(folder.resolve("data.json")));
                Posterior density = reference.model().compile(RowData.of(reference.rows(), reference.columns()));
                double compiled = processorSeconds() - began;
                for (int run = 0; run <= seeds; run++) {
                    int seed = 1000 + run;
                    Run made = run(density, method, warmup, draws, seed);
                    if (run == 0) {
                        say(posterior, method, "first", seed, made, compiled, "");
                        spent += made.seconds;
                        do {
                            spent += run(density, method, warmup, draws, 2000).seconds;
                        } while (spent < WARM_SECONDS);
                    } else {
                        Path file = out
                                .resolve(posterior + "-" + method.replaceAll("[^a-z0-9_]", "-") + "-" + run + ".f64");
                        write(file, made.draws, Reference.read(folder.resolve("summary.csv")));
                        say(posterior, method, "warm", seed, made, compiled, file.toString());
                    }
                }
            }
        }
    }

    private record Run(double seconds, RunResult result, MemoryDraws draws) {}

    private static Run run(Posterior density, String method, int warmup, int draws, long seed) {
        String[] parts = method.split(",");
        MethodType type = Methods.ALL.stream().filter(m -> m.name().equals(parts[0])).findFirst().orElseThrow();
        Map<String, Object> given = new HashMap<>();
        for (String pair : List.of(parts).subList(1, parts.length)) {
            String[] sides = pair.split("=");
            Key<?> key = type.keys().stream().filter(k -> k.name().equals(sides[0])).findFirst().orElseThrow();
            given.put(sides[0], key.type() == Double.class
                    ? (Object) Double.valueOf(sides[1])
                    : key.type() == Integer.class ? (Object) Integer.valueOf(sides[1]) : sides[1]);
        }
        Settings settings = Settings.of(type.keys(), given);
        MemoryDraws memory = new MemoryDraws(CHAINS, density.transform().variables());
        double began = processorSeconds();
        RunResult result = Sampling.run(new RunSettings(CHAINS, warmup, draws, 1, seed, 1),
                density.chains(type.method(settings, warmup)), memory);
        return new Run(processorSeconds() - began, result, memory);
    }

    /** Quantities x chains x draws. */
    private static void write(Path file, MemoryDraws draws, List<Reference> quantities) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(quantities.size() * CHAINS * draws.draws() * Double.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        for (Reference quantity : quantities) {
            for (double[] chain : draws.series(quantity.variable(), quantity.element())) {
                for (double value : chain) {
                    bytes.putDouble(value);
                }
            }
        }
        Files.write(file, bytes.array());
    }

    private static void say(String posterior, String method, String which, int seed, Run run, double compiled,
            String file) {
        System.out.println(String.format(Locale.ROOT,
                "{\"posterior\": \"%s\", \"method\": \"%s\", \"run\": \"%s\", \"seed\": %d, \"seconds\": %.4f, \"chains\": %.4f,"
                        + " \"compile\": %.4f, \"gradients\": %d, \"tuning\": %d, \"divergences\": %d, \"file\": \"%s\"}",
                posterior, method, which, seed, run.seconds, run.result.elapsed().toNanos() * 1e-9, compiled,
                run.result.gradients(), run.result.gradients() - run.result.samplingGradients(),
                run.result.divergences(), file));
    }

    private static double processorSeconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() * 1e-9;
    }
}
