package ergodic.sampler.optimize;

import java.util.ArrayList;
import java.util.List;

/** The optimisers that a configuration can name. */
public enum OptimizerKind {
    /** Adam with decoupled weight decay: batches, a schedule. */
    ADAMW("adamw", false),
    /** Limited-memory BFGS with a line search: all rows in each gradient. */
    LBFGS("lbfgs", true);

    private final String key;
    private final boolean searchesLines;

    OptimizerKind(String key, boolean searchesLines) {
        this.key = key;
        this.searchesLines = searchesLines;
    }

    /** Its name in configurations. */
    public String key() {
        return key;
    }

    /** Whether it searches lines ({@link Optimizer#searchesLines}), and so takes no batches. */
    public boolean searchesLines() {
        return searchesLines;
    }

    /** Their names. */
    public static List<String> keys() {
        List<String> keys = new ArrayList<>();
        for (OptimizerKind kind : values()) {
            keys.add(kind.key);
        }
        return List.copyOf(keys);
    }

    /** The kind of this name. */
    public static OptimizerKind of(String key) {
        for (OptimizerKind kind : values()) {
            if (kind.key.equals(key)) {
                return kind;
            }
        }
        throw new IllegalArgumentException("there is no optimiser \"" + key + "\"; there are " + keys());
    }

    /**
     * An optimisation that begins.
     *
     * @param learningRate
     *            of AdamW; one that searches lines has none
     */
    public Optimizer create(int dimension, double learningRate) {
        return switch (this) {
            case ADAMW -> new AdamW(dimension, AdamWSettings.of(learningRate));
            case LBFGS -> new Lbfgs(dimension, LbfgsSettings.defaults());
        };
    }
}
