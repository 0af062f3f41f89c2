package ergodic.benchmarks.sampler;

import com.sun.management.OperatingSystemMXBean;
import ergodic.nn.BayesianNetwork;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.run.RunResult;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import ergodic.study.Study;
import ergodic.study.config.SamplerConfig;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/**
 * The chains of a configuration, sampled again and again in one virtual machine, for {@code
 * jmh-benchmarks/peers/predictions.py}: what the sampler takes apart from the machine's start, its compiler, the store
 * and the report. Arguments: the configuration, a folder for the draws of the last run, the number of runs, and
 * overrides such as {@code sampler.method=nuts}. Prints a line of JSON a run: processor seconds of the whole virtual
 * machine, from the starts to the last draw, on one thread, and gradients.
 */
public final class NetworkRates {

    private NetworkRates() {}

    /** Samples. */
    public static void main(String[] args) throws IOException {
        Study study = Study.read(Path.of(args[0]), Arrays.copyOfRange(args, 3, args.length));
        SamplerConfig sampler = study.plan().sampler();
        BayesianNetwork network = study.network();
        int runs = Integer.parseInt(args[2]);
        for (int run = 0; run < runs; run++) {
            MemoryDraws draws = new MemoryDraws(sampler.chains(), network.model().variables());
            double began = processorSeconds();
            RunSettings settings = new RunSettings(sampler.chains(), sampler.warmup(), sampler.draws(), sampler.thin(),
                    sampler.seed() + run, 1);
            RunResult result = Sampling.run(settings, network.chains(sampler.toMethod()), draws);
            System.out.println(String.format(Locale.ROOT,
                    "{\"run\": %d, \"seconds\": %.3f, \"gradients\": %d, \"sampling\": %d}", run,
                    processorSeconds() - began, result.gradients(), result.samplingGradients()));
            if (run == runs - 1) {
                for (Variable variable : draws.variables()) {
                    write(Path.of(args[1]).resolve(variable.name() + ".f64"), draws, variable);
                }
            }
        }
    }

    /** Chains x draws x elements. */
    private static void write(Path file, MemoryDraws draws, Variable variable) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(draws.chains() * draws.draws() * variable.size() * Double.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN);
        double[] values = new double[variable.size()];
        for (int chain = 0; chain < draws.chains(); chain++) {
            for (int draw = 0; draw < draws.draws(); draw++) {
                draws.readInto(variable.name(), chain, draw, values);
                for (double value : values) {
                    bytes.putDouble(value);
                }
            }
        }
        Files.write(file, bytes.array());
    }

    private static double processorSeconds() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() * 1e-9;
    }
}
