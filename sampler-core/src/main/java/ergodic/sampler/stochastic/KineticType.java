package ergodic.sampler.stochastic;

import ergodic.sampler.StartingPoint;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.batches.BatchKeys;
import ergodic.sampler.batches.BatchRule;
import ergodic.sampler.cycles.CosineCycle;
import ergodic.sampler.langevin.StepGuide;
import ergodic.sampler.langevin.StepPilot;
import ergodic.sampler.method.Advice;
import ergodic.sampler.method.BiasTest;
import ergodic.sampler.method.Difficulty;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.Preparation;
import ergodic.sampler.method.Settings;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.commons.rng.UniformRandomProvider;

/** What the kinetic methods with stochastic gradients have in common: step, friction and batches, and what is said of them. */
public abstract class KineticType implements MethodType {

    /** Step of the integrator. */
    public static final Key<Double> STEP_SIZE = Key.found("step_size", "chosen", Key.positive(),
            "step of the integrator; chosen for the data where it is left out"
                    + " ([how](samplers.md#kinetic-methods-with-stochastic-gradients))");
    /** Rate at which the momentum is forgotten. */
    public static final Key<Double> FRICTION = Key.found("friction", "chosen", Key.positive(),
            "rate at which the momentum is forgotten; the root of the largest curvature where it is left out");

    /** For a method of its own package. */
    protected KineticType() {}

    @Override
    public List<Key<?>> keys() {
        return List.of(STEP_SIZE, FRICTION, BatchKeys.BATCH_SIZE, BatchKeys.CONTROL_VARIATE, CosineCycle.CYCLE,
                CosineCycle.EXPLORATION, BiasTest.TOLERANCE, BiasTest.CHECK);
    }

    /** How it steps. */
    protected abstract KineticScheme scheme();

    /** How gradients are estimated. */
    protected BatchRule rule(Settings settings) {
        return BatchKeys.rule(settings, scheme().order());
    }

    /** How steps fall and begin anew. */
    protected CosineCycle cycle(Settings settings) {
        return CosineCycle.of(settings);
    }

    /** What a step depends on, measured where the first chain begins. */
    protected StepGuide measure(Settings settings, StochasticLogDensity density, StartingPoint start,
            UniformRandomProvider rng) {
        return StepPilot.measure(name(), density, start, rule(settings), false, rng);
    }

    /** Batches, step and friction. */
    final KineticSettings chosen(Settings settings) {
        return new KineticSettings(rule(settings), settings.get(STEP_SIZE), settings.get(FRICTION),
                cycle(settings));
    }

    @Override
    public double mostGradients(Settings settings) {
        return (double) BatchKeys.gradients(settings) * CosineCycle.of(settings).mostSteps();
    }

    @Override
    public final boolean exact() {
        return false;
    }

    /** By full gradients, whatever the batches. */
    @Override
    public final Optional<BiasTest> biasTest(Settings settings) {
        return BiasTest.of(settings);
    }

    @Override
    public final void advise(Settings settings, Advice advice) {
        double step = settings.get(STEP_SIZE);
        int batchSize = settings.get(BatchKeys.BATCH_SIZE);
        List<String> thin = List.of(advice.thin());
        List<String> warmup = List.of(advice.warmup());
        List<String> shorter = List.of(
                STEP_SIZE.change(step / 4, step) + ": the bias falls with the step.",
                "Or " + BatchKeys.BATCH_SIZE.path() + " = " + 4 * batchSize + " (now " + batchSize
                        + "): noisier gradients widen the draws.");
        advice.put(Difficulty.TOO_FEW_DRAWS, thin);
        advice.put(Difficulty.DISAGREEMENT, warmup, thin);
        advice.put(Difficulty.NOT_ARRIVED, warmup, thin);
        advice.put(Difficulty.STANDSTILL, shorter);
        advice.put(Difficulty.DIVERGENCES, shorter);
        advice.put(Difficulty.WRONG_WIDTH, shorter,
                List.of(advice.other(", whose draws have no such bias")));
        advice.put(Difficulty.FEW_CHAINS, List.of(advice.chains()));
    }

    @Override
    public final String againstDivergences(Settings settings) {
        return "lower " + STEP_SIZE.path() + " (it is " + settings.get(STEP_SIZE)
                + "), or leave it out to have it chosen for the data";
    }

    @Override
    public final Optional<String> complaint(Settings settings, int rows) {
        return BatchKeys.complaint(settings, rows);
    }

    @Override
    public final Optional<Key<Integer>> batchKey() {
        return Optional.of(BatchKeys.BATCH_SIZE);
    }

    @Override
    public final double rowsToPrepare(Settings settings, int rows) {
        return StepPilot.mostRows(rule(settings), false, rows);
    }

    /** Chooses step and friction where they are left out; in any case says what bias they are predicted to have. */
    @Override
    public final Optional<Preparation> prepare(Settings settings, Supplier<? extends StochasticLogDensity> densities,
            StartingPoint start, UniformRandomProvider rng) {
        StochasticLogDensity density = densities.get();
        StepGuide measured = measure(settings, density, start, rng);
        KineticGuide guide = new KineticGuide(measured, (double) density.rowCount() / rule(settings).size(), scheme(),
                cycle(settings).stretch());
        return Optional.of(KineticChoice.of(settings, guide).preparation());
    }
}
