package ergodic.sampler.method;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a method found out before a run.
 *
 * @param settings
 *            the settings, completed
 * @param text
 *            what was found, in a sentence
 * @param facts
 *            the same as JSON: texts, numbers, truth values and lists of them by name
 */
public record Preparation(Settings settings, String text, Map<String, Object> facts) {

    /** Copies the facts. */
    public Preparation {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }
}
