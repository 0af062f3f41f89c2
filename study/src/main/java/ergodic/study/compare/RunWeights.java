package ergodic.study.compare;

import ergodic.diagnostics.PseudoBmaWeights;
import ergodic.diagnostics.StackingWeights;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.simple.RandomSource;

/**
 * How runs would be weighed by the log densities of rows.
 *
 * @param by
 *            the rows, such as {@code held-out rows}
 * @param stacking
 *            by stacking
 * @param crossFitted
 *            mean log density of a row under stacking weights that were found without it
 * @param pseudoBma
 *            by their sums
 * @param pseudoBmaPlus
 *            by their sums, with the Bayesian bootstrap
 */
record RunWeights(String by, StackingWeights stacking, double crossFitted, PseudoBmaWeights pseudoBma,
        PseudoBmaWeights pseudoBmaPlus) {

    private static final long SEED = 1;

    /**
     * Of runs.
     *
     * @param logDensity
     *            {@code [run][row]}
     * @throws IllegalArgumentException
     *             if the densities weigh nothing
     */
    static RunWeights of(String by, double[][] logDensity) {
        return new RunWeights(by, StackingWeights.of(logDensity), StackingWeights.crossFitted(logDensity),
                PseudoBmaWeights.of(logDensity), PseudoBmaWeights.bootstrapped(logDensity,
                        PseudoBmaWeights.REPLICATIONS, RandomSource.XO_SHI_RO_256_PP.create(SEED)));
    }

    /** For JSON. */
    Map<String, Object> columns() {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("stacking", stacking.weights());
        columns.put("pseudo_bma", pseudoBma.weights());
        columns.put("pseudo_bma_plus", pseudoBmaPlus.weights());
        columns.put("log_density_equal", stacking.equal());
        if (Double.isFinite(crossFitted)) {
            columns.put("log_density_stacked", crossFitted);
        }
        return columns;
    }

    /** The three weights of a run. */
    List<Double> of(int run) {
        return List.of(stacking.weights().get(run), pseudoBma.weights().get(run), pseudoBmaPlus.weights().get(run));
    }
}
