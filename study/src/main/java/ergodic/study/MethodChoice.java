package ergodic.study;

import ergodic.diagnostics.Descriptive;
import ergodic.diagnostics.RHat;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.Offer;
import ergodic.sampler.method.Settings;
import ergodic.sampler.method.Task;
import ergodic.sampler.methods.Methods;
import ergodic.sampler.run.Cancellation;
import ergodic.sampler.run.Checkpoints;
import ergodic.sampler.run.RunResult;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import ergodic.study.config.SamplerConfig;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The method of a study: as configured, or, with {@code method = "auto"}, chosen among those that offer themselves for the size of its
 * posterior. Exact ones are asked first, then those of all rows, then those of mini-batches; the first whose offer fits the budget is taken. One
 * that must try before it knows what it would take makes a short run. All that decides is counted, nothing timed: the same study has
 * the same method on any machine.
 *
 * @param study
 *            the study with its method
 * @param text
 *            what was chosen and why, in a sentence; empty if nothing was to be chosen
 * @param gradients
 *            gradients that trials took
 */
public record MethodChoice(Study study, String text, long gradients) {

    /** Operations of a run: what two cores do in about two minutes, at the rate of networks of some hundred weights. */
    private static final double OPERATIONS = 2e12;
    /** Operations that each row of a gradient is reckoned at beside those that are counted: functions, and what does not grow with the network. */
    private static final double BESIDES = 1200;

    private static final int CHAINS = 4;
    private static final int WARMUP = 100;
    private static final int DRAWS = 50;

    /** One method and what it offers. */
    private record Bid(MethodType type, Offer offer) {}

    /** What a trial found, and what it took. */
    private record Tried(Task.Trial trial, long gradients) {}

    /** Chooses, if a method is to be chosen. */
    public static MethodChoice of(Study study) {
        return of(study, TrialWatch.NONE);
    }

    /**
     * The same, with somebody who hears of the trials.
     *
     * @param watch
     *            hears of them
     */
    public static MethodChoice of(Study study, TrialWatch watch) {
        return study.plan().sampler().isOpen() ? choose(study, watch) : new MethodChoice(study, "", 0);
    }

    private static MethodChoice choose(Study study, TrialWatch watch) {
        int rows = study.dataset().train().count();
        Task task = Task.of(study.unknowns(), rows, budget(study.operations(), rows));
        List<Bid> bids = bids(task);
        List<String> tried = new ArrayList<>();
        long spent = 0;
        Bid best = null;
        for (Bid bid : bids) {
            Bid asked = bid;
            Optional<Settings> trial = bid.offer.trial();
            if (trial.isPresent()) {
                Tried done = attempt(study, bid.type, bid.offer, trial.get(), watch);
                spent += done.gradients;
                tried.add(words(bid.type, done.trial));
                Optional<Offer> offer = bid.type.offer(task.after(done.trial));
                if (offer.isEmpty()) {
                    continue;
                }
                asked = new Bid(bid.type, offer.get());
            }
            if (asked.offer.gradients() <= task.gradients()) {
                return chosen(study, asked, tried, task, spent);
            }
            best = best == null || asked.offer.gradients() < best.offer.gradients() ? asked : best;
        }
        if (best == null) {
            throw new IllegalStateException("no method offers itself for " + task);
        }
        return chosen(study, best, tried, task, spent);
    }

    /** Gradients over all rows, each of so many counted operations. */
    static long budget(long operations, int rows) {
        return (long) (OPERATIONS / (operations + BESIDES * Math.max(1, rows)));
    }

    /** In the order in which they are asked. */
    private static List<Bid> bids(Task task) {
        List<Bid> bids = new ArrayList<>();
        for (MethodType type : Methods.ALL) {
            type.offer(task).ifPresent(offer -> bids.add(new Bid(type, offer)));
        }
        bids.sort(Comparator.comparing((Bid bid) -> !bid.type.exact())
                .thenComparing(bid -> bid.type.rowsOfGradient(bid.offer.settings()).isPresent()));
        return bids;
    }

    private static MethodChoice chosen(Study study, Bid bid, List<String> tried, Task task, long spent) {
        String text = String.format(Locale.ROOT, "Method \"%s\", chosen for %,d unknowns and %,d rows: %s%s.",
                bid.type.name(), task.unknowns(), task.rows(), bid.offer.reason(),
                tried.isEmpty() ? "" : " (" + String.join("; ", tried) + ")");
        SamplerConfig sampler = study.plan().sampler().chosen(bid.type, bid.offer, text);
        return new MethodChoice(study.with(study.plan().withSampler(sampler)), text, spent);
    }

    private static String words(MethodType type, Task.Trial trial) {
        return String.format(Locale.ROOT,
                "%s was tried, by %d chains of %d + %d transitions: %.0f gradients each, median R-hat %s", type.name(),
                trial.chains(), trial.warmup(), trial.draws(), trial.gradients(),
                TextTable.number(trial.disagreement()));
    }

    private static Tried attempt(Study study, MethodType type, Offer offer, Settings settings,
            TrialWatch watch) {
        SamplerConfig sampler = study.plan().sampler().chosen(type, offer, "").withSettings(settings)
                .withChains(CHAINS).withWarmup(WARMUP).withDraws(DRAWS);
        Study trial = study.with(study.plan().withSampler(sampler));
        int threads = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, CHAINS);
        MemoryDraws draws = new MemoryDraws(CHAINS, trial.transform().variables());
        RunSettings length = new RunSettings(CHAINS, WARMUP, DRAWS, 1, sampler.seed(), threads);
        RunResult run = watch.during(
                String.format(Locale.ROOT, "Method \"auto\": %s is tried, by %d chains of %d + %d transitions.",
                        type.name(), CHAINS, WARMUP, DRAWS),
                CHAINS, progress -> Sampling.run(length, chain -> trial.kit(sampler, 1, 0), draws, progress,
                        new Cancellation(), Checkpoints.none()));
        List<Double> rHats = new ArrayList<>();
        for (Variable variable : draws.variables()) {
            for (int i = 0; variable.role().identifiable() && i < variable.size(); i++) {
                double rHat = RHat.of(draws.series(variable.name(), i));
                if (Double.isFinite(rHat)) {
                    rHats.add(rHat);
                }
            }
        }
        double median = rHats.isEmpty() ? Double.NaN
                : Descriptive.median(rHats.stream().mapToDouble(Double::doubleValue).toArray());
        return new Tried(new Task.Trial(CHAINS, WARMUP, DRAWS, (double) run.samplingGradients() / (CHAINS * DRAWS),
                median), run.gradients());
    }
}
