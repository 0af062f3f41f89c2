package ergodic.sampler.stochastic;

import ergodic.sampler.FixedStart;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.Settings;
import ergodic.sampler.methods.Methods;
import ergodic.sampler.run.ChainKit;
import ergodic.sampler.run.RandomStreams;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A method with stochastic gradients as its bias is measured.
 *
 * @param title
 *            its name with what is special
 * @param type
 *            the method
 * @param given
 *            settings beside step, friction and batch
 */
record BiasCase(String title, MethodType type, Map<String, Object> given) {

    private static BiasCase of(String title, String method, Map<String, Object> given) {
        return new BiasCase(title, Methods.named(method).orElseThrow(), given);
    }

    /** All of them; cycles of twenty transitions, and as many steps before that explore. */
    static List<BiasCase> all() {
        return List.of(of("sgld", "sgld", Map.of()),
                of("sgld, preconditioned", "sgld", Map.of("preconditioner", "rms")),
                of("sgld, control variates", "sgld", Map.of("control_variate", true)),
                of("sgld in cycles", "sgld", Map.of("cycle", 20)),
                of("sghmc", "sghmc", Map.of()),
                of("sghmc in cycles", "sghmc", Map.of("cycle", 20)),
                of("sgnht", "sgnht", Map.of()),
                of("ubu", "ubu", Map.of()),
                of("smile", "smile", Map.of()));
    }

    /** Whether its step is of the first order in time. */
    boolean overdamped() {
        return type.keys().stream().noneMatch(key -> key.equals(KineticType.FRICTION));
    }

    private Settings settings(Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(given);
        all.putAll(more);
        return Settings.of(type.keys(), all);
    }

    /** Largest curvature at a mode, in the units in which the method steps. */
    double stiffness(Supplier<? extends StochasticLogDensity> density, double[] mode, int batch) {
        return (Double) Objects
                .requireNonNull(type.prepare(settings(Map.of("batch_size", batch)), density, new FixedStart(mode),
                        RandomStreams.ofChain(1L, 0)).orElseThrow().facts().get("largest_curvature"));
    }

    /** A step of {@code relative} times what the stiffest direction allows. */
    double step(double relative, double stiffness) {
        return overdamped() ? relative / stiffness : relative / Math.sqrt(stiffness);
    }

    ChainKit<?> kit(StochasticLogDensity density, double[] mode, int batch, double relative, double stiffness,
            int warmup) {
        Map<String, Object> numbers = new HashMap<>(Map.of("batch_size", batch, "step_size",
                step(relative, stiffness)));
        if (!overdamped()) {
            numbers.put("friction", Math.sqrt(stiffness));
        }
        return (ChainKit<?>) type.method(settings(numbers), warmup).kit(density, new FixedStart(mode), new Nothing());
    }

    /** Draws are read from the chain. */
    private record Nothing() implements DrawTransform {

        @Override
        public List<Variable> variables() {
            return List.of();
        }

        @Override
        public void applyInto(double[] theta, double[] values) {
            // Nothing is stored.
        }
    }
}
