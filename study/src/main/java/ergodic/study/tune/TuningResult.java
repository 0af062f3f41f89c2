package ergodic.study.tune;

import java.util.List;
import java.util.Map;

/** What a search has found: of each configuration a score, the best of them, and the smallest that is not told from it. */
public sealed interface TuningResult permits FoldedResult, EvidenceResult {

    /** Settings of the configuration with the largest score. */
    List<String> best();

    /** Settings of the configuration with the fewest unknowns among those within one standard error of the best. */
    List<String> smallest();

    /** Gradients of all runs. */
    long gradients();

    /** The table, as text. */
    List<String> lines();

    /** For JSON. */
    Map<String, Object> document();
}
