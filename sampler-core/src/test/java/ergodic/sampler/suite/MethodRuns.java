package ergodic.sampler.suite;

import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.UniformStart;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import ergodic.sampler.run.RandomStreams;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import ergodic.sampler.suite.KnownTarget.Known;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Runs of a method with its defaults, and what it finds out for itself. */
final class MethodRuns {

    /** What is stored of a draw: the values of functions. */
    static final String VALUES = "values";

    private MethodRuns() {}

    /** The keys that are left out filled in from the density. */
    static Settings settings(MethodType type, Supplier<? extends StochasticLogDensity> density) {
        Settings settings = Settings.of(type.keys(), Map.of());
        return type.prepare(settings, density, new UniformStart(), RandomStreams.ofChain(1L, 0))
                .map(found -> found.settings()).orElse(settings);
    }

    /** The method with those settings. */
    static SamplingMethod method(MethodType type, Supplier<? extends StochasticLogDensity> density, int warmup) {
        return type.method(settings(type, density), warmup);
    }

    /** The values of functions of the draws. */
    static MemoryDraws run(SamplingMethod method, Supplier<? extends StochasticLogDensity> density,
            List<Known> functions, RunSettings settings) {
        MemoryDraws draws = new MemoryDraws(settings.chains(), List.of(Variable.of(VALUES, functions.size())));
        Sampling.run(settings, chain -> method.kit(density.get(), new UniformStart(), new Functions(functions)), draws);
        return draws;
    }

    /** Functions as what is stored. */
    record Functions(List<Known> functions) implements DrawTransform {

        @Override
        public List<Variable> variables() {
            return List.of(Variable.of(VALUES, functions.size()));
        }

        @Override
        public void applyInto(double[] theta, double[] values) {
            for (int i = 0; i < values.length; i++) {
                values[i] = functions.get(i).of().applyAsDouble(theta);
            }
        }
    }
}
