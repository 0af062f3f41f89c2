package ergodic.sampler.mclmc;

import ergodic.sampler.draws.Draws;
import ergodic.sampler.energy.EnergyAdvice;
import ergodic.sampler.energy.EnergyErrors;
import ergodic.sampler.hmc.HamiltonianKeys;
import ergodic.sampler.isokinetic.SplittingBias;
import ergodic.sampler.isokinetic.SplittingScheme;
import ergodic.sampler.method.Advice;
import ergodic.sampler.method.BiasTest;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.Measurement;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.Offer;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import ergodic.sampler.method.Task;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** {@code mclmc}. */
public final class MclmcType implements MethodType {

    /** Share of the warm-up that explores. */
    public static final Key<Double> EXPLORATION = Key.real("exploration", MclmcSettings.EXPLORATION, Key.share(),
            "share of the warm-up in long steps (energy variance 0.5, falling to 0.1), which leave bad modes");
    /** Energy variance that the step is adapted to. */
    public static final Key<Double> ENERGY_VARIANCE = Key.real("energy_variance", MclmcSettings.ENERGY_VARIANCE,
            Key.between(1e-12, 1.0),
            "mean squared energy error of a step and unknown that the step is adapted to after the exploration: 5e-4 makes"
                    + " variances of a Gaussian 2 % too small, 5e-3 7 %");
    /** Time over which the velocity is forgotten. */
    public static final Key<Double> DECOHERENCE = Key.found("decoherence", "found", Key.positive(),
            "time over which the velocity is forgotten, in those in which the posterior is crossed; from the"
                    + " autocorrelations where it is left out");
    /** Composition of a step. */
    public static final Key<String> INTEGRATOR = Key.choice("integrator",
            List.of("minimal_norm", "leapfrog", "omelyan"),
            "minimal_norm", "`minimal_norm` (2 gradients a step), `leapfrog` (1) or `omelyan` (5, fourth order)");
    /** Bias that the verdict does not mention as a doubt. */
    public static final Key<Double> BIAS_TOLERANCE = BiasTest.TOLERANCE;

    /** Transitions of the exact chains that tell the bias of each variable. */
    public static final Key<Integer> BIAS_CHECK = BiasTest.CHECK;

    /** Chains of an offer, and fewer where there is no time for them. */
    private static final int CHAINS = 10;
    private static final int FEWEST_CHAINS = 4;
    private static final int FEWEST_TRANSITIONS = 2000;
    private static final double WARMUP_SHARE = 0.7;
    private static final int FEWEST_WARMUP = 1000;
    private static final int MOST_WARMUP = 10_000;
    private static final int DRAWS = 100;
    private static final int FEWEST_THIN = 5;
    private static final int MOST_THIN = 40;

    @Override
    public String name() {
        return "mclmc";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(EXPLORATION, HamiltonianKeys.METRIC, INTEGRATOR, ENERGY_VARIANCE, DECOHERENCE, BIAS_TOLERANCE,
                BIAS_CHECK);
    }

    @Override
    public SamplingMethod method(Settings settings, int warmup) {
        return new MclmcMethod(new MclmcSettings(warmup, settings.get(EXPLORATION),
                HamiltonianKeys.metric(settings), scheme(settings),
                settings.get(ENERGY_VARIANCE), settings.find(DECOHERENCE).orElse(0.0)));
    }

    private static SplittingScheme scheme(Settings settings) {
        return SplittingScheme.valueOf(settings.get(INTEGRATOR).toUpperCase(Locale.ROOT));
    }

    @Override
    public boolean exact() {
        return false;
    }

    /** A few gradients a transition, whatever the number of unknowns: many chains, each long enough to leave a bad start. */
    @Override
    public Optional<Offer> offer(Task task) {
        Settings settings = Settings.of(keys(), Map.of());
        int each = scheme(settings).gradients();
        int chains = task.gradients() >= (long) CHAINS * each * FEWEST_TRANSITIONS ? CHAINS : FEWEST_CHAINS;
        double transitions = (double) task.gradients() / (chains * each);
        int warmup = (int) Math.clamp(WARMUP_SHARE * transitions, FEWEST_WARMUP, MOST_WARMUP) / 100 * 100;
        int thin = (int) Math.clamp((transitions - warmup) / DRAWS, FEWEST_THIN, MOST_THIN);
        return Optional.of(Offer.of(settings, chains, warmup, DRAWS, thin,
                (double) chains * each * (warmup + (double) DRAWS * thin),
                "its transitions take " + each + " gradients each, so that there is time for " + chains
                        + " chains, whose mixture predicts also where they lie in several modes; its bias is measured after the run"));
    }

    @Override
    public List<String> caveats(Settings settings) {
        return List.of(
                "The draws are by microcanonical Langevin dynamics without an acceptance test, which is biased by its"
                        + " step size: agreement of the chains does not show the bias.");
    }

    /** The bias that the energy errors of the draws imply. */
    @Override
    public List<Measurement> measured(Settings settings, Draws draws) {
        double tolerance = settings.get(BIAS_TOLERANCE);
        return EnergyErrors.of(draws).stream().map(errors -> {
            double bias = SplittingBias.bias(scheme(settings), errors.mean());
            boolean doubtful = !(Math.abs(bias) <= tolerance);
            String sentence = String.format(Locale.ROOT,
                    "Its energy errors (%s) say that variances are about %.3g times"
                            + " those of the posterior%s: so it is for a Gaussian of one width; the error is several"
                            + " times that in directions that are narrow after the metric.",
                    errors.words(settings.get(ENERGY_VARIANCE)), 1.0 + bias, doubtful ? String.format(Locale.ROOT,
                            ", an error above sampler.bias_tolerance = %s", tolerance) : "");
            return new Measurement("bias of variances", sentence,
                    numbers(errors, bias), doubtful);
        }).toList();
    }

    private static Map<String, Double> numbers(EnergyErrors errors, double bias) {
        return Map.of("energy_variance", errors.mean(), "energy_variance_median", errors.median(), "steps_in_pieces",
                errors.inPieces(), "variance_bias", bias);
    }

    @Override
    public Optional<BiasTest> biasTest(Settings settings) {
        return BiasTest.of(settings);
    }

    @Override
    public void advise(Settings settings, Advice advice) {
        String shorter = ENERGY_VARIANCE.change(settings.get(ENERGY_VARIANCE) / 10, settings.get(ENERGY_VARIANCE));
        EnergyAdvice.fill(advice, shorter + ": the bias falls with it.");
    }

    @Override
    public String againstDivergences(Settings settings) {
        return "lower " + ENERGY_VARIANCE.path() + " (it is " + settings.get(ENERGY_VARIANCE)
                + "); check the scales of the data and the priors";
    }

    @Override
    public double mostGradients(Settings settings) {
        return scheme(settings).gradients() * (2.0 * Mclmc.MOST_PIECES - 1.0);
    }
}
