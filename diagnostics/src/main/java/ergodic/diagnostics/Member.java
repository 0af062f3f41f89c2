package ergodic.diagnostics;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One member of a mixture of fitted points.
 *
 * @param number
 *            member from 0
 * @param logDensity
 *            log density there, up to the constant that all members share; NaN where it was not stored
 * @param gradientNorm
 *            Euclidean norm of the gradient of the log density there: 0 at a mode; NaN where it was not stored
 * @param mode
 *            number, from 0 in the order of their best log densities, of the mode that it belongs to
 * @param broken
 *            whether the fit met values that are not finite and did not recover
 * @param unfinished
 *            whether the fit ended for want of steps, before it was where it should end
 */
public record Member(int number, double logDensity, double gradientNorm, int mode, boolean broken,
        boolean unfinished) {

    /** What became of the fit, in two or three words. */
    public String state() {
        return broken ? "not finite on its way" : unfinished ? "ended for want of steps" : "arrived";
    }

    /** For JSON, counted from 1; null where a number is not finite. */
    public Map<String, @Nullable Object> columns() {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("member", number + 1);
        columns.put("log_density", Double.isFinite(logDensity) ? logDensity : null);
        columns.put("gradient_norm", Double.isFinite(gradientNorm) ? gradientNorm : null);
        columns.put("mode", mode + 1);
        columns.put("broken", broken);
        columns.put("unfinished", unfinished);
        return columns;
    }
}
