package ergodic.sampler.langevin;

import ergodic.sampler.StartingPoint;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.batches.BatchKeys;
import ergodic.sampler.batches.BatchOrder;
import ergodic.sampler.batches.BatchRule;
import ergodic.sampler.cycles.CosineCycle;
import ergodic.sampler.method.Advice;
import ergodic.sampler.method.BiasTest;
import ergodic.sampler.method.Difficulty;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.Preparation;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/** {@code sgld}. */
public final class SgldType implements MethodType {

    /** The (first) step. */
    public static final Key<Double> STEP_SIZE = Key.found("step_size", "chosen", Key.positive(),
            "the step a of theta += a/2 gradient + N(0, a); chosen for the data where it is left out"
                    + " ([how](samplers.md#the-step-of-sgld))");
    /** What the step is scaled by in each direction. */
    public static final Key<String> PRECONDITIONER = Key.choice("preconditioner", List.of("none", "rms"), "none",
            "rms: steps in inverse proportion to the root mean square of gradients, learned in the warm-up and then held"
                    + " ([psgld](samplers.md#a-preconditioner))");
    /** Exponent of falling steps. */
    public static final Key<Double> STEP_DECAY = Key.real("step_decay", 0.0, SgldType::decay,
            "gamma of the steps a (1 + t/b)^-gamma: 0 for a constant step, or above 0.5 and at most 1");
    /** Where steps begin to fall. */
    public static final Key<Double> STEP_DECAY_START = Key.real("step_decay_start", 1000.0, Key.positive(),
            "b of the steps");

    private static @Nullable String decay(double value) {
        return value == 0 || value > 0.5 && value <= 1 ? null
                : "must be 0, for a constant step, or above 0.5 and at most 1, not " + value;
    }

    @Override
    public String name() {
        return "sgld";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(STEP_SIZE, BatchKeys.BATCH_SIZE, BatchKeys.CONTROL_VARIATE, PRECONDITIONER, STEP_DECAY,
                STEP_DECAY_START, CosineCycle.CYCLE, CosineCycle.EXPLORATION, BiasTest.TOLERANCE, BiasTest.CHECK);
    }

    @Override
    public SamplingMethod method(Settings settings, int warmup) {
        return new SgldMethod(rule(settings), settings.get(STEP_SIZE), preconditioned(settings),
                settings.get(STEP_DECAY), settings.get(STEP_DECAY_START),
                CosineCycle.of(settings));
    }

    private static BatchRule rule(Settings settings) {
        return BatchKeys.rule(settings, BatchOrder.INDEPENDENT);
    }

    private static boolean preconditioned(Settings settings) {
        return settings.get(PRECONDITIONER).equals("rms");
    }

    @Override
    public boolean exact() {
        return false;
    }

    @Override
    public List<String> caveats(Settings settings) {
        List<String> caveats = new ArrayList<>();
        caveats.add("The draws are by stochastic-gradient Langevin dynamics, which is biased by its step size and its"
                + " batches: agreement of the chains does not show the bias.");
        double decay = settings.get(STEP_DECAY);
        if (decay > 0) {
            caveats.add("The steps fall (" + STEP_DECAY.path() + " = " + decay
                    + "), but all draws weigh alike in summaries and"
                    + " predictions, not by their steps as Welling and Teh (2011) weight them: the early draws, of the longest"
                    + " steps, count as much as the late ones, which lie closer together.");
        }
        return caveats;
    }

    /** By full gradients, whatever the batches. */
    @Override
    public Optional<BiasTest> biasTest(Settings settings) {
        return BiasTest.of(settings);
    }

    @Override
    public void advise(Settings settings, Advice advice) {
        double step = settings.get(STEP_SIZE);
        int batchSize = settings.get(BatchKeys.BATCH_SIZE);
        String shorter = STEP_SIZE.change(step / 4, step) + ": the bias falls with the step.";
        String batch = "Or " + BatchKeys.BATCH_SIZE.path() + " = " + 4 * batchSize + " (now " + batchSize
                + "): noisier gradients widen the draws.";
        String exact = advice.other(", whose draws have no such bias");
        List<String> thin = List.of(advice.thin());
        List<String> warmup = List.of(advice.warmup());
        advice.put(Difficulty.TOO_FEW_DRAWS, thin);
        advice.put(Difficulty.DISAGREEMENT, warmup, thin);
        advice.put(Difficulty.NOT_ARRIVED, warmup, thin);
        advice.put(Difficulty.STANDSTILL, List.of(shorter, batch));
        advice.put(Difficulty.DIVERGENCES, List.of(shorter, batch));
        advice.put(Difficulty.WRONG_WIDTH, List.of(shorter, batch, exact));
        advice.put(Difficulty.FEW_CHAINS, List.of(advice.chains()));
    }

    @Override
    public String againstDivergences(Settings settings) {
        return "lower " + STEP_SIZE.path() + " (it is " + settings.get(STEP_SIZE)
                + "), or leave it out to have it chosen for the data";
    }

    @Override
    public Optional<String> complaint(Settings settings, int rows) {
        if (preconditioned(settings) && settings.get(STEP_DECAY) > 0) {
            return Optional.of(PRECONDITIONER.path() + " = \"rms\" holds its steps constant: it cannot be had with "
                    + STEP_DECAY.path() + "; take one of them out");
        }
        if (CosineCycle.of(settings).cyclical() && (preconditioned(settings) || settings.get(STEP_DECAY) > 0)) {
            return Optional.of(CosineCycle.CYCLE.path() + " says how steps fall: it cannot be had with "
                    + PRECONDITIONER.path() + " or " + STEP_DECAY.path() + "; take them out");
        }
        return BatchKeys.complaint(settings, rows);
    }

    @Override
    public Optional<Key<Integer>> batchKey() {
        return Optional.of(BatchKeys.BATCH_SIZE);
    }

    @Override
    public double mostGradients(Settings settings) {
        return (double) BatchKeys.gradients(settings) * CosineCycle.of(settings).mostSteps();
    }

    @Override
    public double rowsToPrepare(Settings settings, int rows) {
        return StepPilot.mostRows(rule(settings), preconditioned(settings), rows);
    }

    /** Chooses the step where it is left out; in either case says what bias it is predicted to have. */
    @Override
    public Optional<Preparation> prepare(Settings settings, Supplier<? extends StochasticLogDensity> densities,
            StartingPoint start,
            UniformRandomProvider rng) {
        StepGuide guide = StepPilot.measure(name(), densities.get(), start, rule(settings), preconditioned(settings),
                rng);
        return Optional.of(StepChoice.of(settings, guide).preparation());
    }
}
