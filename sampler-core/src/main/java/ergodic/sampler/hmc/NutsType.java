package ergodic.sampler.hmc;

import ergodic.sampler.method.Advice;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.Offer;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import ergodic.sampler.method.Task;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code nuts}. */
public final class NutsType implements MethodType {

    private static final String GRADIENTS = "gradients";

    /** Largest depth of the trajectory tree. */
    public static final Key<Integer> MAX_TREE_DEPTH = Key.whole("max_tree_depth", 10,
            Key.within(1, NutsSettings.DEEPEST), "a trajectory has at most 2^depth - 1 steps");

    /** The same for the warm-up. */
    public static final Key<Integer> WARMUP_MAX_TREE_DEPTH = new Key<>("warmup_max_tree_depth", Integer.class, null,
            "`max_tree_depth`", Key.within(1, NutsSettings.DEEPEST),
            "`max_tree_depth` of the warm-up, where less may do");
    /** Which warm-up. */
    public static final Key<String> WARMUP_SCHEDULE = Key.choice("warmup_schedule", List.of("stan", GRADIENTS), "stan",
            "`stan`: metric from the draws of doubling windows; `gradients`: from draws and gradients, anew every 20 draws");

    /** How much the step varies after a warm-up from gradients. */
    private static final double JITTER = 0.1;
    /** Deepest tree that is proposed. */
    private static final int DEEPEST = 12;

    private static final int CHAINS = 4;
    /** Transitions of a chain, warm-up included, in an offer. */
    private static final int MOST_TRANSITIONS = 2000;
    private static final int FEWEST_TRANSITIONS = 1000;
    /** Unknowns above which, and gradients below which, no trial is worth while. */
    private static final int MOST_UNKNOWNS = 1000;
    private static final long FEWEST_GRADIENTS = 150_000;
    /** Depth of the trees of a trial, which bounds what it can take. */
    private static final int TRIAL_DEPTH = 7;
    /** Median R-hat of a trial from which its chains are in modes of their own. */
    private static final double DISAGREEMENT = 1.3;
    /** Mean gradients of its transitions, as a share of their bound, from which what they would take is not known. */
    private static final double CUT = 0.75;

    @Override
    public String name() {
        return "nuts";
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(HamiltonianKeys.TARGET_ACCEPTANCE, HamiltonianKeys.METRIC, MAX_TREE_DEPTH,
                HamiltonianKeys.STEP_SIZE, WARMUP_SCHEDULE, WARMUP_MAX_TREE_DEPTH);
    }

    @Override
    public SamplingMethod method(Settings settings, int warmup) {
        boolean gradients = gradients(settings);
        return new NutsMethod(
                HamiltonianKeys.warmup(settings, HamiltonianKeys.TARGET_ACCEPTANCE, warmup).withGradients(gradients),
                NutsSettings.defaults().withMaxTreeDepth(settings.get(MAX_TREE_DEPTH))
                        .withWarmupMaxTreeDepth(warmupDepth(settings)).withStepSizeJitter(gradients ? JITTER : 0.0));
    }

    private static boolean gradients(Settings settings) {
        return settings.get(WARMUP_SCHEDULE).equals(GRADIENTS);
    }

    private static int warmupDepth(Settings settings) {
        return settings.find(WARMUP_MAX_TREE_DEPTH).orElse(settings.get(MAX_TREE_DEPTH));
    }

    /** Exact, and so the first choice where its trajectories are short enough and its chains find one another. */
    @Override
    public Optional<Offer> offer(Task task) {
        Settings settings = Settings.of(keys(), Map.of());
        if (task.unknowns() > MOST_UNKNOWNS || task.gradients() < FEWEST_GRADIENTS) {
            return Optional.empty();
        }
        if (task.trial().isEmpty()) {
            return Optional.of(new Offer(settings, CHAINS, MOST_TRANSITIONS / 2, MOST_TRANSITIONS / 2, 1,
                    task.gradients(), Optional.of(settings.with(MAX_TREE_DEPTH, TRIAL_DEPTH)), ""));
        }
        Task.Trial trial = task.trial().get();
        int transitions = (int) Math.min(MOST_TRANSITIONS, task.gradients() / (CHAINS * trial.gradients()));
        boolean cut = trial.gradients() > CUT * (Math.pow(2, TRIAL_DEPTH) - 1);
        if (cut || transitions < FEWEST_TRANSITIONS || !(trial.disagreement() < DISAGREEMENT)) {
            return Optional.empty();
        }
        int half = transitions / 200 * 100;
        return Optional.of(Offer.of(settings, CHAINS, half, half, 1, 2.0 * CHAINS * half * trial.gradients(),
                "it is exact, and in its trial its chains agreed well enough"));
    }

    @Override
    public Optional<String> complaint(Settings settings, int rows) {
        return gradients(settings) && settings.get(HamiltonianKeys.METRIC).equals("dense")
                ? Optional.of(WARMUP_SCHEDULE.path() + " = \"gradients\" makes no dense metric: set "
                        + HamiltonianKeys.METRIC.path() + " to \"low_rank\" or \"diagonal\"")
                : Optional.empty();
    }

    @Override
    public boolean exact() {
        return true;
    }

    @Override
    public void advise(Settings settings, Advice advice) {
        HamiltonianAdvice.fill(advice, settings, HamiltonianKeys.TARGET_ACCEPTANCE, deeper(settings));
    }

    /** Proposes deeper trees, unless they are as deep as it helps. */
    public static List<String> deeper(Settings settings) {
        int depth = settings.get(MAX_TREE_DEPTH);
        return depth >= DEEPEST ? List.of()
                : List.of(MAX_TREE_DEPTH.change(Math.min(DEEPEST, depth + 2), depth)
                        + ", which costs more gradients a draw.");
    }

    @Override
    public String againstDivergences(Settings settings) {
        return HamiltonianKeys.againstDivergences(settings, HamiltonianKeys.TARGET_ACCEPTANCE)
                + "; check the scales of the data and the priors";
    }

    @Override
    public double mostGradients(Settings settings) {
        return Math.pow(2, Math.max(settings.get(MAX_TREE_DEPTH), warmupDepth(settings))) - 1;
    }
}
