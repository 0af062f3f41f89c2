package ergodic.sampler.method;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the statistics of draws tell of their method, such as how large its bias is: a finding of the verdict, and numbers.
 *
 * @param check
 *            what was measured, in two or three words, such as {@code bias of variances}
 * @param sentence
 *            what was found, with its numbers
 * @param numbers
 *            the same by name, such as {@code log_evidence}, for the verdict's numbers in JSON; names are unique among a method's measurements. Those of
 *            the evidence of what was sampled, of its bounds and its estimates begin with {@code log_evidence}, {@code elbo},
 *            {@code importance_bound} or {@code wbic}
 * @param doubtful
 *            whether it passes what the settings tolerate: the verdict's headline then says it
 */
public record Measurement(String check, String sentence, Map<String, Double> numbers, boolean doubtful) {

    private static final List<String> OF_EVIDENCE = List.of("log_evidence", "elbo", "importance_bound", "wbic");

    /** Copies the numbers. */
    public Measurement {
        numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
    }

    /**
     * The same of a likelihood that is not the model's. What is of its evidence says so, and has {@code tempered_} before the names of those numbers, so that it is not taken for the
     * model's; another measurement stays as it is.
     *
     * @param how
     *            by which settings it differs, such as {@code likelihood.temperature = 0.5}
     */
    public Measurement tempered(String how) {
        Map<String, Double> named = new LinkedHashMap<>();
        numbers.forEach((name, number) -> named
                .put(OF_EVIDENCE.stream().anyMatch(name::startsWith) ? "tempered_" + name : name, number));
        return named.keySet().equals(numbers.keySet()) ? this
                : new Measurement(check,
                        sentence + " It is of the tempered likelihood (" + how + "): no evidence of the model.", named,
                        doubtful);
    }
}
