package ergodic.study;

import ergodic.diagnostics.report.PageTable;
import ergodic.nn.WarmStartSettings;
import ergodic.sampler.DrawKind;
import ergodic.sampler.words.Counted;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Where the chains of a run began, and what was spent on each: as the run says it, beside its draws.
 *
 * @param kind
 *            what the draws are
 * @param sentence
 *            how starts were found
 * @param chains
 *            one entry each
 */
public record Starts(DrawKind kind, String sentence, List<Chain> chains) {

    /**
     * One chain.
     *
     * @param logDensity
     *            at its start; NaN where an earlier version ran it
     * @param start
     *            gradients before the first transition
     * @param tuning
     *            those of the warm-up, or of the steps of a fit
     * @param sampling
     *            those of the draws
     */
    public record Chain(double logDensity, long start, long tuning, long sampling) {}

    /** Copies the list. */
    public Starts {
        chains = List.copyOf(chains);
    }

    /** Of a run; nothing where it was killed before it could say it. */
    public static Optional<Starts> of(FinishedRun run) throws IOException {
        List<JsonNode> found = Provenance.chains(run.folder().provenance());
        if (found.isEmpty()) {
            return Optional.empty();
        }
        List<Chain> chains = new ArrayList<>();
        for (JsonNode chain : found) {
            JsonNode log = chain.path("startLogDensity");
            chains.add(new Chain(log.isNumber() ? log.asDouble() : Double.NaN, chain.path("startGradients").asLong(0),
                    chain.path("warmupGradients").asLong(0), chain.path("gradients").asLong(0)));
        }
        DrawKind kind = run.draws().kind();
        String part = run.study().remarks().conditional().isEmpty() ? ""
                : " One such search, the same for all chains, went before and found where the unknowns are held that are not sampled;"
                        + " its gradients are counted with each.";
        return Optional.of(new Starts(kind, sentence(kind, run.study().warmStart()) + part, chains));
    }

    private static String sentence(DrawKind kind, WarmStartSettings settings) {
        if (kind == DrawKind.POPULATION) {
            return "Particles began at draws of the prior.";
        }
        String weights = settings.candidates() == 1 ? "random weights of its own"
                : "the best of " + settings.candidates() + " random weights of its own";
        String noun = "Each " + kind.noun();
        if (!settings.enabled()) {
            return noun + " began at " + weights + ".";
        }
        String steps = Counted.of(settings.steps(), "step") + " at most";
        String how = switch (settings.method()) {
            case ADAMW -> "by AdamW, " + steps + (settings.batchSize() > 0
                    ? ", of " + Counted.of(settings.batchSize(), "row")
                    : ", of all rows")
                    + (settings.heldBack() > 0
                            ? String.format(Locale.ROOT, ", stopped early by %.0f %% of the rows",
                                    100 * settings.heldBack())
                            : "");
            case LBFGS -> "by L-BFGS, " + steps;
            case PATHFINDER -> "by a path of Pathfinder, " + steps;
        };
        return noun + " began where the optimiser ended that climbed the log density " + how + ", from " + weights
                + ".";
    }

    /** As a table of the report. */
    PageTable table() {
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < chains.size(); i++) {
            Chain chain = chains.get(i);
            rows.add(List.of(Integer.toString(i + 1), TextTable.number(chain.logDensity), whole(chain.start),
                    whole(chain.tuning), whole(chain.sampling)));
        }
        String noun = kind.noun();
        return new PageTable("Starts and gradients", sentence,
                List.of(noun.substring(0, 1).toUpperCase(Locale.ROOT) + noun.substring(1), "Log density at the start",
                        "Gradients: start", kind == DrawKind.CHAIN ? "tuning" : kind.firstPhase(),
                        kind == DrawKind.CHAIN ? "sampling" : "draws"),
                rows);
    }

    private static String whole(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** As JSON. */
    public Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("how", sentence);
        List<Map<String, Object>> all = new ArrayList<>();
        for (Chain chain : chains) {
            Map<String, Object> one = new LinkedHashMap<>();
            if (Double.isFinite(chain.logDensity)) {
                one.put("log_density", chain.logDensity);
            }
            one.put("start_gradients", chain.start);
            one.put("tuning_gradients", chain.tuning);
            one.put("sampling_gradients", chain.sampling);
            all.add(one);
        }
        document.put("chains", all);
        return document;
    }

    /** How starts were found, and where they ended, in one line. */
    public String line() {
        double[] logs = chains.stream().mapToDouble(Chain::logDensity).filter(Double::isFinite).sorted().toArray();
        return logs.length == 0 ? sentence
                : sentence + String.format(Locale.ROOT, " Log density there: %.1f to %.1f.", logs[0],
                        logs[logs.length - 1]);
    }
}
