package ergodic.benchmarks.sampler;

import ergodic.model.Posterior;
import ergodic.sampler.ChainState;
import ergodic.sampler.Transition;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.run.Inference;
import ergodic.sampler.run.RandomStreams;
import ergodic.study.Study;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Times the first phase of a method alone (the steps of a fit, or a warm-up): {@code FitTime REPEATS CONFIG [KEY=VALUE]...}. One chain after the other on one thread in
 * one JVM, each with its own random numbers; prints the processor seconds of that thread for each, of which the first has the code that is not compiled yet. Compiling, start, draws and storing are not in
 * it.
 */
public final class FitTime {

    private FitTime() {}

    /** Prints a line a chain. */
    public static void main(String[] args) {
        if (args.length < 2) {
            throw new IllegalArgumentException("usage: FitTime REPEATS CONFIG [KEY=VALUE]...");
        }
        Study study = Study.read(Path.of(args[1]), Arrays.copyOfRange(args, 2, args.length));
        int steps = study.plan().sampler().warmup();
        SamplingMethod method = study.plan().sampler().toMethod();
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (int chain = 0; chain < Integer.parseInt(args[0]); chain++) {
            Posterior posterior = study.network().posterior().fork();
            Inference fit = method.kit(posterior, study.network().start(), posterior.transform(method));
            ChainState state = new ChainState(posterior.dimension());
            UniformRandomProvider random = RandomStreams.ofChain(study.plan().sampler().seed(), chain);
            fit.start().findInto(state, posterior, random);
            fit.begin(state, random);
            Transition transition = new Transition(fit.statistics());
            long began = threads.getCurrentThreadCpuTime();
            for (int step = 0; step < steps; step++) {
                fit.firstStep(state, random, transition);
            }
            long took = threads.getCurrentThreadCpuTime() - began;
            System.out.printf(Locale.ROOT, "%s: %d steps, %.3f s%n", study.plan().sampler().method(), steps,
                    took / 1e9);
        }
    }
}
