package ergodic.diagnostics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One mode in function space.
 *
 * @param number
 *            from 0, in the order of the weights
 * @param weight
 *            its share of the mixture of all draws
 * @param error
 *            Monte Carlo error of the weight, by the spread between chains; NaN for a single chain
 * @param began
 *            chains that began in it, from 0; of populations, which have no order, those that have draws in it
 */
public record FunctionMode(int number, double weight, double error, List<Integer> began) {

    /** Copies the list. */
    public FunctionMode {
        began = List.copyOf(began);
    }

    /** The chains that began in it, counted from 1: "1, 4, 5"; a dash for none. */
    public String names() {
        return began.isEmpty() ? "-"
                : began.stream().map(chain -> String.valueOf(chain + 1)).collect(Collectors.joining(", "));
    }

    /** For JSON, counted from 1; null where a number is not finite. */
    public Map<String, @Nullable Object> columns() {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("mode", number + 1);
        columns.put("weight", weight);
        columns.put("error", Double.isFinite(error) ? error : null);
        columns.put("began", began.stream().map(chain -> chain + 1).toList());
        return columns;
    }
}
