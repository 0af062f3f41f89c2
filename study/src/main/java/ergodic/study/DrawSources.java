package ergodic.study;

import ergodic.study.config.PriorConfig;
import ergodic.study.config.RunConfig;
import ergodic.study.config.RunPlan;
import ergodic.study.config.SamplerConfig;
import ergodic.study.config.WeightPriorConfig;
import ergodic.diagnostics.Difficulty;
import ergodic.diagnostics.DrawSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the method of a configuration says of its draws: what they are, and which key helps against which difficulty. */
final class DrawSources {

    /** Most unknowns for which a dense metric is proposed: its products take as long as the gradient of a small network. */
    private static final int DENSE = 200;
    private static final List<Double> ACCEPTANCES = List.of(0.8, 0.9, 0.95, 0.99);
    private static final int DEEPEST = 12;

    private final SamplerConfig sampler;
    /** Null for priors made in Java, on which no key of a configuration has a say. */
    private final @Nullable PriorConfig prior;
    private final int unknowns;
    private final Map<Difficulty, List<String>> advice = new EnumMap<>(Difficulty.class);

    private DrawSources(RunPlan plan, int unknowns) {
        this.sampler = plan.sampler();
        this.prior = plan instanceof RunConfig config ? config.prior() : null;
        this.unknowns = unknowns;
    }

    /**
     * What is known of the draws of a run.
     *
     * @param unknowns
     *            dimension of its posterior
     */
    static DrawSource of(RunPlan plan, int unknowns) {
        DrawSources sources = new DrawSources(plan, unknowns);
        return plan.sampler().method().equals("sgld") ? sources.langevin() : sources.hamiltonian();
    }

    private DrawSource hamiltonian() {
        String shorter = acceptance();
        List<String> metric = new ArrayList<>();
        if (!"dense".equals(sampler.metric())) {
            if (unknowns <= DENSE) {
                metric.add("Set sampler.metric = \"dense\" (" + unknowns + " unknowns are few enough).");
            } else if ("unit".equals(sampler.metric())) {
                metric.add("Set sampler.metric = \"diagonal\".");
            }
        }
        List<String> centred = centred();
        put(Difficulty.TOO_FEW_DRAWS, List.of(draws()));
        put(Difficulty.DISAGREEMENT, List.of(warmup() + " and " + rest(draws())), metric, centred);
        put(Difficulty.NOT_ARRIVED, List.of(warmup()), metric, centred);
        put(Difficulty.STANDSTILL, List.of(warmup()), List.of(shorter));
        put(Difficulty.DIVERGENCES, List.of(shorter), centred);
        List<String> deeper = new ArrayList<>();
        Integer depth = sampler.maxTreeDepth();
        if (depth != null && depth < DEEPEST) {
            deeper.add("Set sampler.max_tree_depth = " + Math.min(DEEPEST, depth + 2) + " (now " + depth
                    + "), which costs more gradients a draw.");
        }
        put(Difficulty.CUT_TRAJECTORIES, metric, scaling(), deeper);
        put(Difficulty.LOW_ENERGY, centred, tails(), List.of(draws()));
        put(Difficulty.FEW_CHAINS, List.of(chains()));
        put(Difficulty.WRONG_WIDTH, List.of(warmup() + " and " + rest(draws())));
        return new DrawSource(true, List.of(), advice);
    }

    private DrawSource langevin() {
        double step = given(sampler.stepSize());
        String shorter = String.format(Locale.ROOT,
                "Set sampler.step_size = %.2g (now %.2g): the bias falls with the step.",
                step / 4, step);
        String batch = "Or sampler.batch_size = " + 4 * given(sampler.batchSize()) + " (now " + sampler.batchSize()
                + "): noisier gradients widen the draws.";
        String exact = "Or sampler.method = \"nuts\", whose draws have no such bias.";
        String thin = "Set sampler.thin = " + 10 * sampler.thin() + " (now " + sampler.thin()
                + "): steps are short, so chains "
                + "need many of them.";
        put(Difficulty.TOO_FEW_DRAWS, List.of(thin));
        put(Difficulty.DISAGREEMENT, List.of(warmup()), List.of(thin));
        put(Difficulty.NOT_ARRIVED, List.of(warmup()), List.of(thin));
        put(Difficulty.STANDSTILL, List.of(shorter, batch));
        put(Difficulty.DIVERGENCES, List.of(shorter, batch));
        put(Difficulty.WRONG_WIDTH, List.of(shorter, batch, exact));
        put(Difficulty.FEW_CHAINS, List.of(chains()));
        List<String> caveats = new ArrayList<>();
        caveats.add("The draws are by stochastic-gradient Langevin dynamics, which is biased by its step size and its"
                + " batches: agreement of the chains does not show the bias.");
        double decay = given(sampler.stepDecay());
        if (decay > 0) {
            caveats.add("The steps fall (sampler.step_decay = " + decay
                    + "), but all draws weigh alike in summaries and"
                    + " predictions, not by their steps as Welling and Teh (2011) weight them: the early draws, of the longest"
                    + " steps, count as much as the late ones, which lie closer together.");
        }
        return new DrawSource(false, caveats, advice);
    }

    private String acceptance() {
        double now = given(sampler.targetAcceptance());
        for (double higher : ACCEPTANCES) {
            if (higher > now + 1e-9) {
                return "Set sampler.target_acceptance = " + higher + " (now " + now
                        + "), which makes the steps shorter.";
            }
        }
        return "The target acceptance is as high as it helps: change the prior or the network, or set sampler.warmup = "
                + 2 * Math.max(sampler.warmup(), 500) + ".";
    }

    private List<String> centred() {
        List<String> keys = new ArrayList<>();
        if (prior == null) {
            return keys;
        }
        if (Boolean.TRUE.equals(prior.weights().centred())) {
            keys.add("Set prior.weights.centred = false: the scales of centred hierarchical weights make funnels.");
        }
        if (Boolean.TRUE.equals(prior.biases().centred())) {
            keys.add("Set prior.biases.centred = false.");
        }
        return keys;
    }

    private List<String> scaling() {
        if (prior == null) {
            return List.of();
        }
        WeightPriorConfig weights = prior.weights();
        return weights.scaling().equals("none")
                ? List.of(
                        "Set prior.weights.scaling = \"fan_in\": weights of layers with many inputs then have a smaller scale.")
                : List.of();
    }

    private List<String> tails() {
        List<String> keys = new ArrayList<>();
        if (prior == null) {
            return keys;
        }
        if ("half_cauchy".equals(prior.weights().hyper())) {
            keys.add("Set prior.weights.hyper = \"half_normal\", whose tails are lighter.");
        }
        if (prior.weights().family().equals("student_t")) {
            keys.add("Set prior.weights.family = \"normal\", or more prior.weights.degrees.");
        }
        return keys;
    }

    private String warmup() {
        return "Set sampler.warmup = " + 2 * Math.max(sampler.warmup(), 500) + " (now " + sampler.warmup() + ")";
    }

    private String draws() {
        return "Set sampler.draws = " + 2 * sampler.draws() + " (now " + sampler.draws()
                + "), or add draws by ergodic extend.";
    }

    private String chains() {
        return "Set sampler.chains = " + Math.max(4, 2 * sampler.chains()) + " (now " + sampler.chains() + ").";
    }

    private static String rest(String sentence) {
        return sentence.substring("Set ".length());
    }

    @SafeVarargs
    private void put(Difficulty difficulty, List<String>... parts) {
        List<String> all = new ArrayList<>();
        for (List<String> part : parts) {
            for (String sentence : part) {
                all.add(sentence.endsWith(".") ? sentence : sentence + ".");
            }
        }
        if (!all.isEmpty()) {
            advice.put(difficulty, all);
        }
    }

    private static <T> T given(@Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
