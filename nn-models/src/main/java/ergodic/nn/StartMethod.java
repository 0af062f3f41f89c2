package ergodic.nn;

import java.util.ArrayList;
import java.util.List;

/** What takes a chain of a network from random weights to its start. */
public enum StartMethod {
    /** AdamW: batches, early stopping. */
    ADAMW("adamw"),
    /** L-BFGS over all rows. */
    LBFGS("lbfgs"),
    /** A path of L-BFGS, and a draw of the best normal approximation along it. */
    PATHFINDER("pathfinder");

    private final String key;

    StartMethod(String key) {
        this.key = key;
    }

    /** Its name in configurations. */
    public String key() {
        return key;
    }

    /** Their names. */
    public static List<String> keys() {
        List<String> keys = new ArrayList<>();
        for (StartMethod method : values()) {
            keys.add(method.key);
        }
        return List.copyOf(keys);
    }

    /** The one of this name. */
    public static StartMethod of(String key) {
        for (StartMethod method : values()) {
            if (method.key.equals(key)) {
                return method;
            }
        }
        throw new IllegalArgumentException("there is no start by \"" + key + "\"; there are " + keys());
    }
}
