package ergodic.study;

import ergodic.diagnostics.stopping.Judgement;
import ergodic.diagnostics.stopping.StopRules;
import ergodic.sampler.support.WholeFile;
import ergodic.sampler.words.Counted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * How a run was judged by its rules as it went on, and which of them ended it. It is kept in the run's folder before any chain goes on
 * from a judgement, so that a run that is resumed ends where it would have ended.
 *
 * @param rules
 *            the rules
 * @param most
 *            draws that the run was to make at most
 * @param judgements
 *            in their order
 */
public record Stopping(StopRules rules, int most, List<Judgement> judgements) {

    /** Copies the list. */
    public Stopping {
        judgements = List.copyOf(judgements);
    }

    /** The judgement that ended the run. */
    public Optional<Judgement> end() {
        return judgements.stream().filter(Judgement::ends).findFirst();
    }

    /** Draws of each chain after which a rule ended the run. */
    OptionalInt endedAt() {
        return end().map(judgement -> OptionalInt.of(judgement.draws())).orElse(OptionalInt.empty());
    }

    /** Which rule ended the run where, with its value; or that none did. */
    public String sentence() {
        Optional<Judgement> end = end();
        if (end.isEmpty()) {
            return "No rule of [stop] ended the run at any of " + Counted.of(judgements.size(), "judgement")
                    + ", one every " + Counted.of(rules.every(), "draw") + ", before its "
                    + Counted.of(most, "draw") + "." + judging();
        }
        List<String> rulesHeld = end.get().endedBy().stream().map(rule -> held(rule, end.get())).toList();
        return String.format(Locale.ROOT, "Ended by [stop] after %s of each chain, of at most %,d: %s.%s",
                Counted.of(end.get().draws(), "draw"), most, String.join(", ", rulesHeld), judging());
    }

    private String judging() {
        if (judgements.isEmpty()) {
            return "";
        }
        Judgement last = judgements.getLast();
        return String.format(Locale.ROOT, " Judging took %.1f %% of the time.",
                last.seconds() > 0 ? 100 * last.judgingSeconds() / last.seconds() : 0);
    }

    private String held(String rule, Judgement at) {
        return switch (rule) {
            case "r_hat" -> String.format(Locale.ROOT, "R-hat of every function below %s (largest %.4f, of %s)",
                    rules.rHat(), at.rHat(), at.rHatOf());
            case "ess" -> String.format(Locale.ROOT, "ESS of every function above %s (smallest %.0f, of %s)",
                    TextTable.number(rules.ess()), at.ess(), at.essOf());
            case "settled" -> String.format(Locale.ROOT,
                    "log predictive density of the held-out rows settled (it moved by %.4f nats a row, less than %s, since"
                            + " half as many draws; it is %.4f with a Monte Carlo error of %s)",
                    at.logDensityMove(), rules.settled(), at.logDensity(), TextTable.number(at.logDensityError()));
            case "gradients" -> String.format(Locale.ROOT, "the budget of %,d gradients is spent (%,d)",
                    rules.gradients(), at.gradients());
            default -> String.format(Locale.ROOT,
                    "the budget of %s minutes is spent (%.2f; another run may end elsewhere)",
                    TextTable.number(rules.minutes()), at.seconds() / 60);
        };
    }

    /** The sentence, and the judgements as a table. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(sentence());
        if (!judgements.isEmpty()) {
            TextTable table = new TextTable(
                    List.of("draws", "largest R-hat", "smallest ESS", "log density", "MC error", "move", "gradients"));
            for (Judgement judgement : judgements) {
                table.add(List.of(String.valueOf(judgement.draws()), TextTable.number(judgement.rHat()),
                        TextTable.number(judgement.ess()), TextTable.number(judgement.logDensity()),
                        TextTable.number(judgement.logDensityError()), TextTable.number(judgement.logDensityMove()),
                        String.format(Locale.ROOT, "%,d", judgement.gradients())));
            }
            lines.addAll(table.lines());
        }
        return lines;
    }

    /** The judgements as words by their draws, for the report. */
    Map<String, String> table() {
        Map<String, String> table = new LinkedHashMap<>();
        for (Judgement judgement : judgements) {
            List<String> words = new ArrayList<>();
            judgement.columns().forEach((name, value) -> words.add(name.replace('_', ' ') + " "
                    + (value instanceof Double number ? TextTable.number(number) : value)));
            table.put(String.valueOf(judgement.draws()), String.join(", ", words.subList(1, words.size())));
        }
        return table;
    }

    /** As attributes of a store. */
    Map<String, Object> attributes() {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("stopping", sentence());
        end().ifPresent(judgement -> {
            attributes.put("stopped_by", String.join(", ", judgement.endedBy()));
            attributes.put("stopped_at_draw", judgement.draws());
        });
        attributes.put("stopping_judgements", json().writeValueAsString(
                judgements.stream().map(Judgement::columns).toList()));
        return attributes;
    }

    /** For JSON. */
    Map<String, Object> document() {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("text", sentence());
        document.put("most_draws", most);
        document.put("every", rules.every());
        end().ifPresent(judgement -> {
            document.put("ended_by", judgement.endedBy());
            document.put("ended_at_draw", judgement.draws());
        });
        document.put("judgements", judgements.stream().map(Judgement::columns).toList());
        return document;
    }

    void write(Path file) throws IOException {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("rules", rules);
        document.put("most_draws", most);
        document.put("judgements", judgements.stream().map(Judgement::columns).toList());
        String text = json().writeValueAsString(document);
        WholeFile.write(file, beside -> Files.writeString(beside, text));
    }

    /** What a file tells; nothing if there is none, as of a run without rules or before the first judgement. */
    static Optional<Stopping> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            var document = new JsonMapper().readTree(Files.readString(file));
            List<Map<String, Object>> rows = json().convertValue(document.get("judgements"), new TypeReference<>() {});
            return Optional.of(new Stopping(json().treeToValue(document.get("rules"), StopRules.class),
                    document.get("most_draws").asInt(), rows.stream().map(Judgement::of).toList()));
        } catch (IOException | JacksonException | NullPointerException | IllegalArgumentException e) {
            throw new RunFolderException(
                    file + " is damaged: it does not hold what the run was judged by; put back a copy"
                            + " of it, or remove it, and the run is judged anew from where it stands");
        }
    }

    private static JsonMapper json() {
        return JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    }
}
