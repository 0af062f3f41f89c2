package ergodic.diagnostics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether the draws can be trusted, in words.
 *
 * @param level
 *            the answer; which ones there are depends on what the draws are
 * @param words
 *            the level in words, with what it is by: "several modes" only where chains differ
 * @param headline
 *            one or two sentences that say it all, with the numbers that decided
 * @param findings
 *            everything that was looked at, reasons against the draws first
 * @param advice
 *            what to try, or what more would buy; may be empty
 * @param numbers
 *            the deciding numbers by name, such as {@code rhat_max}; only those that exist
 */
public record Verdict(VerdictLevel level, String words, String headline, List<Finding> findings, List<String> advice,
        Map<String, Double> numbers) {

    /** Copies the collections; findings in order of their severity. */
    public Verdict {
        findings = findings.stream().sorted(Comparator.comparing(Finding::severity).reversed()).toList();
        advice = advice.stream().distinct().toList();
        numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
    }

    static Verdict notTrusted(String reason, List<Finding> findings, List<String> advice, Map<String, Double> numbers) {
        VerdictLevel level = VerdictLevel.NOT_TRUSTED;
        return new Verdict(level, level.words(), "Not to be trusted: " + reason, findings, advice, numbers);
    }

    /** Exit status of a command that ends with this verdict. */
    public int exitStatus() {
        return level.exitStatus();
    }

    /** The findings that speak against the draws, or should be known: everything but what is as it should be. */
    public List<Finding> cautions() {
        return findings.stream().filter(finding -> finding.severity() != Finding.Severity.GOOD).toList();
    }

    /** For JSON: level, words, headline, findings, advice, numbers; null where a number is not finite. */
    public Map<String, @Nullable Object> columns() {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("level", level.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        columns.put("words", words);
        columns.put("headline", headline);
        List<Map<String, String>> lines = new ArrayList<>();
        for (Finding finding : findings) {
            Map<String, String> line = new LinkedHashMap<>();
            line.put("severity", finding.severity().name().toLowerCase(Locale.ROOT));
            line.put("check", finding.check());
            line.put("sentence", finding.sentence());
            lines.add(line);
        }
        columns.put("findings", lines);
        columns.put("advice", advice);
        Map<String, @Nullable Double> finite = new LinkedHashMap<>();
        numbers.forEach((name, value) -> finite.put(name, Double.isFinite(value) ? value : null));
        columns.put("numbers", finite);
        return columns;
    }
}
