package ergodic.study;

import ergodic.nn.data.RowRole;
import ergodic.nn.data.RowShape;
import ergodic.sampler.part.Part;
import ergodic.sampler.words.Counted;
import ergodic.study.config.RunConfig;
import ergodic.study.config.SamplerConfig;
import ergodic.study.config.StoreConfig;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is to be said of a study before there are draws: what it is, what its draws are not of, and what will not be kept of them.
 *
 * @param study
 *            the study
 */
public record StudyRemarks(Study study) {

    /** What cannot be said because weights were not kept, a sentence each; nothing where they were. */
    public List<String> notKept() {
        StoreConfig store = study.plan().store();
        if (store.keepsWeights()) {
            return List.of();
        }
        List<String> sentences = new ArrayList<>();
        sentences.add(store.weightsEvery() > 0
                ? "Of one draw in " + store.weightsEvery() + " weights were kept; predictions of the "
                        + (study.dataset().test().count() > 0 ? "held-out" : "training")
                        + " rows are of all draws, of other rows of those."
                : "Weights were not kept (store.keep = \"" + store.keep() + "\"): only the "
                        + (study.dataset().test().count() > 0 ? "held-out" : "training")
                        + " rows can be predicted" + (study.sumsOod() ? ", and those of data.ood, and" : ", and")
                        + " the width of the draws was not compared with gradients;"
                        + " store.weights_every = N keeps those of every N-th draw.");
        if (store.keep().equals(StoreConfig.MOMENTS) && study.dataset().target().classes().isEmpty()) {
            sentences
                    .add("Predictions were summed up as the run went, so that they have no quantiles, coverage or CRPS;"
                            + " store.keep = \"" + StoreConfig.PREDICTIONS + "\" keeps them draw by draw.");
        }
        return sentences;
    }

    /** What is to be said where the likelihood has a temperature: that draws are not of the posterior of the model; nothing where it has none. */
    public Optional<String> cold() {
        double temperature = study.network().temperature();
        return temperature == 1 ? Optional.empty()
                : Optional.of(String.format(Locale.ROOT,
                        "These are draws of a %s posterior, not of the posterior of the"
                                + " model: the likelihood is raised to the power %s (temperature %s), the prior is not.",
                        temperature < 1 ? "cold" : "warm", brief(1 / temperature), brief(temperature)));
    }

    /** By which settings the likelihood differs from the model's, so that its evidence is not that of the model; empty where it does not. */
    String tempering() {
        List<String> settings = new ArrayList<>();
        if (study.network().temperature() != 1) {
            settings.add("likelihood.temperature = " + brief(study.network().temperature()));
        }
        if (study.dataset().train().beside().has(RowRole.WEIGHT)) {
            settings.add("rows count by data.weight");
        }
        return String.join(", ", settings);
    }

    /**
     * What is to be said where a part of the weights is sampled and the others are held: that draws are of the posterior given those; nothing where all are
     * sampled.
     */
    public Optional<String> conditional() {
        SamplerConfig sampler = study.plan().sampler();
        return !sampler.partial() ? Optional.empty()
                : Optional.of("These are draws of a part of the unknowns given the others (" + Part.KEY + " = \""
                        + sampler.part() + "\": " + study.free().length + " of " + study.unknowns()
                        + "), not of the posterior of the model: the others are held at one point for all chains, "
                        + (study.warmStart().enabled() ? "where the warm start ended"
                                : "a random one, since warm_start.enabled = false")
                        + ", and their uncertainty is missing.");
    }

    /** Why draws are not of the posterior of the model, whatever the method: a sentence each. */
    public List<String> notOfModel() {
        return Stream.concat(cold().stream(), conditional().stream()).toList();
    }

    private static String brief(double value) {
        return new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros().toPlainString();
    }

    private String inputs() {
        return study.dataset().shape() instanceof RowShape.Numbers numbers ? Counted.of(numbers.count(), "input")
                : study.dataset().shape().toString();
    }

    /** One line: rows, network, likelihood, method. */
    public String describe() {
        SamplerConfig sampler = study.plan().sampler();
        return String.format(Locale.ROOT,
                "%s: %s and %s, %s; network%s, %s; %s%s in %s, %s",
                study.dataset().source(), Counted.of(study.dataset().train().count(), "training row"),
                Counted.of(study.dataset().test().count(), "test row"), inputs(),
                study.plan() instanceof RunConfig config ? " " + Specs.network(config.network()) : "",
                Counted.of(study.network().model().dimension(), "unknown")
                        + (sampler.partial() ? ", " + study.free().length + " of them sampled and the others held"
                                : ""),
                study.network().temperature() == 1 ? ""
                        : "temperature " + brief(study.network().temperature()) + " (not the posterior of the model), ",
                sampler.method(),
                sampler.precision(), sampler.isOpen() ? "method to be chosen" : switch (sampler.type().kind()) {
                    case CHAIN -> Counted.of(sampler.chains(), "chain") + " of " + sampler.warmup() + " + "
                            + sampler.draws();
                    case INDEPENDENT ->
                        Counted.of(sampler.chains(), "fit") + " of " + Counted.of(sampler.warmup(), "step")
                                + ", " + Counted.of(sampler.draws(), "draw") + " each";
                    case POPULATION ->
                        Counted.of(sampler.chains(), "population") + ", moved to the posterior in up to "
                                + Counted.of(sampler.warmup(), "sweep") + ", " + Counted.of(sampler.draws(), "draw")
                                + " each";
                    case MEMBERS -> Counted.of(sampler.chains(), "member") + ", fits of up to "
                            + Counted.of(sampler.warmup(), "step");
                });
    }
}
