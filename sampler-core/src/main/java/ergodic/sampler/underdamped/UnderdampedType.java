package ergodic.sampler.underdamped;

import ergodic.sampler.draws.Draws;
import ergodic.sampler.energy.EnergyAdvice;
import ergodic.sampler.energy.EnergyErrors;
import ergodic.sampler.energy.EnergyVariance;
import ergodic.sampler.hmc.HamiltonianKeys;
import ergodic.sampler.method.Advice;
import ergodic.sampler.method.BiasTest;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.Measurement;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import ergodic.sampler.warmup.WindowSchedule;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code underdamped}. */
public final class UnderdampedType implements MethodType {

    /** Energy variance that the step is adapted to. */
    public static final Key<Double> ENERGY_VARIANCE = Key.real("energy_variance", UnderdampedSettings.ENERGY_VARIANCE,
            Key.between(1e-12, 1.0),
            "mean squared energy error of a step and unknown that the step is adapted to: 3e-4 makes"
                    + " variances of a Gaussian 1.04 times too large, 1e-3 1.07 times");
    /** Time over which the momentum is forgotten. */
    public static final Key<Double> DECOHERENCE = Key.real("decoherence", UnderdampedSettings.DECOHERENCE,
            Key.positive(),
            "time over which the momentum is forgotten, where the metric makes the posterior's widths 1");
    /** A step that is not adapted. */
    public static final Key<Double> STEP_SIZE = Key.found("step_size", "adapted", Key.positive(),
            "step of the integrator, in the same units");

    @Override
    public String name() {
        return "underdamped";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(HamiltonianKeys.METRIC, ENERGY_VARIANCE, DECOHERENCE, STEP_SIZE, BiasTest.TOLERANCE,
                BiasTest.CHECK);
    }

    @Override
    public SamplingMethod method(Settings settings, int warmup) {
        return new UnderdampedMethod(new UnderdampedSettings(WindowSchedule.of(warmup),
                HamiltonianKeys.metric(settings),
                settings.get(ENERGY_VARIANCE), settings.get(DECOHERENCE), settings.find(STEP_SIZE).orElse(0.0)));
    }

    @Override
    public boolean exact() {
        return false;
    }

    @Override
    public List<String> caveats(Settings settings) {
        return List
                .of("The draws are by underdamped Langevin dynamics without an acceptance test, which is biased by its"
                        + " step size: agreement of the chains does not show the bias.");
    }

    /** The bias that the energy errors of the draws imply. */
    @Override
    public List<Measurement> measured(Settings settings, Draws draws) {
        double tolerance = settings.get(BiasTest.TOLERANCE);
        return EnergyErrors.of(draws).stream().map(errors -> {
            double bias = EnergyVariance.bias(errors.mean());
            boolean doubtful = !(bias <= tolerance);
            String sentence = String.format(Locale.ROOT,
                    "Its energy errors (mean square %.2g a step and unknown, median %.2g) say that variances are about %.3g times"
                            + " too large: exactly so for a Gaussian posterior of one width, more in its narrowest"
                            + " directions%s.",
                    errors.mean(), errors.median(), 1.0 + bias, doubtful ? String.format(Locale.ROOT,
                            ", an error above %s = %s", BiasTest.TOLERANCE.path(), tolerance) : "");
            return new Measurement("bias of variances", sentence, Map.of("energy_variance", errors.mean(),
                    "energy_variance_median", errors.median(), "variance_bias", bias), doubtful);
        }).toList();
    }

    @Override
    public Optional<BiasTest> biasTest(Settings settings) {
        return BiasTest.of(settings);
    }

    @Override
    public void advise(Settings settings, Advice advice) {
        String shorter = settings.find(STEP_SIZE)
                .map(step -> STEP_SIZE.change(step / 2, step) + ": the bias falls with the step's square.")
                .orElseGet(() -> ENERGY_VARIANCE.change(settings.get(ENERGY_VARIANCE) / 10,
                        settings.get(ENERGY_VARIANCE)) + ": the bias falls with it.");
        EnergyAdvice.fill(advice, shorter);
    }

    @Override
    public String againstDivergences(Settings settings) {
        return settings.find(STEP_SIZE).map(step -> "lower " + STEP_SIZE.path() + " (it is " + step + ")")
                .orElseGet(() -> "lower " + ENERGY_VARIANCE.path() + " (it is " + settings.get(ENERGY_VARIANCE) + ")")
                + "; check the scales of the data and the priors";
    }

    @Override
    public double mostGradients(Settings settings) {
        return 1;
    }
}
