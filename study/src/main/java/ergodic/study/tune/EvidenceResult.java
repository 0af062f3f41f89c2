package ergodic.study.tune;

import ergodic.sampler.words.Counted;
import ergodic.study.RunFolderException;
import ergodic.study.TextTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Each configuration's log evidence: all training rows at once, and no other. */
final class EvidenceResult implements TuningResult {

    /**
     * A configuration with its evidence.
     *
     * @param settings
     *            what replaces keys of the configuration that was given; empty for itself
     * @param score
     *            its evidence
     */
    record Tried(List<String> settings, EvidenceScore score) {

        /** Copies the list. */
        Tried {
            settings = List.copyOf(settings);
        }

        String name() {
            return settings.isEmpty() ? "as configured" : String.join(" ", settings);
        }
    }

    private final List<Tried> tried;
    private final int rows;
    private final int best;
    private final int smallest;

    /**
     * Of all configurations.
     *
     * @param rows
     *            training rows
     */
    EvidenceResult(List<Tried> tried, int rows) {
        this.tried = List.copyOf(tried);
        this.rows = rows;
        this.best = IntStream.range(0, tried.size()).filter(i -> tried.get(i).score().failure().isEmpty()).boxed()
                .max(Comparator.comparingDouble((Integer i) -> score(i).logEvidence())
                        .thenComparingInt(i -> -score(i).unknowns()).thenComparingInt(i -> -i))
                .orElseThrow(() -> new RunFolderException("no configuration has an evidence: "
                        + tried.getFirst().score().failure()));
        this.smallest = IntStream.range(0, tried.size()).filter(this::isWithinOneError).boxed()
                .min(Comparator.comparingInt((Integer i) -> score(i).unknowns())
                        .thenComparingDouble(i -> -score(i).logEvidence()))
                .orElse(best);
    }

    private EvidenceScore score(int i) {
        return tried.get(i).score();
    }

    /** Monte Carlo error of the difference to the best; NaN where a method states none. */
    private double error(int i) {
        return Math.hypot(score(i).error(), score(best).error());
    }

    private boolean isWithinOneError(int i) {
        return i == best || score(i).failure().isEmpty()
                && score(i).logEvidence() + error(i) >= score(best).logEvidence();
    }

    @Override
    public List<String> best() {
        return tried.get(best).settings();
    }

    @Override
    public List<String> smallest() {
        return tried.get(smallest).settings();
    }

    @Override
    public long gradients() {
        return tried.stream().mapToLong(each -> each.score().gradients()).sum();
    }

    @Override
    public List<String> lines() {
        TextTable table = new TextTable(List.of("configuration", "log evidence", "error", "to the best", "unknowns",
                "divergences", "gradients", "time"));
        List<String> said = new ArrayList<>();
        for (int i = 0; i < tried.size(); i++) {
            EvidenceScore each = score(i);
            boolean failed = !each.failure().isEmpty();
            table.add(List.of(tried.get(i).name(), failed ? "failed" : number(each.logEvidence()),
                    failed || Double.isNaN(each.error()) ? "-" : number(each.error()),
                    failed ? "-" : number(each.logEvidence() - score(best).logEvidence()),
                    String.valueOf(each.unknowns()), String.valueOf(each.divergences()),
                    String.format(Locale.ROOT, "%,d", each.gradients()),
                    String.format(Locale.ROOT, "%.1f s", each.seconds())));
            if (failed || each.doubtful()) {
                said.add("  ! " + tried.get(i).name() + ": "
                        + (failed ? each.failure() : "the method doubts its draws. " + each.sentence()));
            }
        }
        List<String> lines = new ArrayList<>();
        lines.add("Log evidence of " + Counted.of(rows, "training row")
                + ", all of them in each run, in the units of the data, and the difference to the best in nats");
        lines.addAll(table.lines());
        lines.addAll(said);
        lines.add("");
        lines.add("Best: " + tried.get(best).name());
        lines.add("Its method says, in standardised units: " + score(best).sentence());
        caveats().forEach((caveat, names) -> lines.add("  ? " + caveat
                + (names.size() == tried.size() ? "" : " (" + String.join("; ", names) + ")")));
        lines.add(smallest == best ? noSmaller()
                : "Smallest within one Monte Carlo error of it: " + tried.get(smallest).name() + " ("
                        + score(smallest).unknowns() + " unknowns in place of " + score(best).unknowns() + ")");
        lines.add(String.format(Locale.ROOT, "%,d gradients in all.", gradients()));
        return lines;
    }

    /** What methods say of all their draws, each once, with the configurations that it is said of. */
    private Map<String, List<String>> caveats() {
        Map<String, List<String>> found = new LinkedHashMap<>();
        for (Tried each : tried) {
            for (String caveat : each.score().caveats()) {
                found.computeIfAbsent(caveat, _ -> new ArrayList<>()).add(each.name());
            }
        }
        return found;
    }

    private String noSmaller() {
        if (Double.isNaN(score(best).error())) {
            return "Its method states no Monte Carlo error, so no smaller one is called as good.";
        }
        return "No smaller one " + (tried.stream().map(Tried::score)
                .anyMatch(each -> each.failure().isEmpty() && Double.isNaN(each.error()))
                        ? "whose method states a Monte Carlo error is within one of it."
                        : "is within one Monte Carlo error of it.");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    @Override
    public Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("by", "evidence");
        document.put("rows", rows);
        List<Map<String, Object>> lines = new ArrayList<>();
        for (Tried each : tried) {
            EvidenceScore score = each.score();
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("settings", each.settings());
            line.put("log_evidence", finite(score.logEvidence()));
            line.put("error", finite(score.error()));
            line.put("difference", finite(score.logEvidence() - score(best).logEvidence()));
            line.put("doubtful", score.doubtful());
            line.put("sentence", score.sentence());
            line.put("caveats", score.caveats());
            line.put("unknowns", score.unknowns());
            line.put("divergences", score.divergences());
            line.put("gradients", score.gradients());
            line.put("seconds", score.seconds());
            line.put("failure", score.failure());
            lines.add(line);
        }
        document.put("configurations", lines);
        document.put("best", best());
        document.put("smallest_within_one_error", smallest());
        document.put("gradients", gradients());
        return document;
    }

    /** Nothing of what is no number. */
    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
