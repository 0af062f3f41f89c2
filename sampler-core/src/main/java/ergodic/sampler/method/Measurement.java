package ergodic.sampler.method;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the statistics of draws tell of their method, such as how large its bias is: a finding of the verdict, and numbers.
 *
 * @param check
 *            what was measured, in two or three words, such as {@code bias of variances}
 * @param sentence
 *            what was found, with its numbers
 * @param numbers
 *            the same by name, such as {@code log_evidence}, for the verdict's numbers in JSON; names are unique among a method's measurements
 * @param doubtful
 *            whether it passes what the settings tolerate: the verdict's headline then says it
 */
public record Measurement(String check, String sentence, Map<String, Double> numbers, boolean doubtful) {

    /** Copies the numbers. */
    public Measurement {
        numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
    }
}
