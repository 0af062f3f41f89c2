package ergodic.diagnostics.stopping;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was seen when a run was looked at. A number that was not asked for is NaN.
 *
 * @param draws
 *            draws that each chain had
 * @param rHat
 *            largest R-hat of any function
 * @param rHatOf
 *            which function that is of; empty if none was looked at
 * @param ess
 *            smallest effective sample size of any function, of the bulk or the tails
 * @param essOf
 *            which function that is of
 * @param logDensity
 *            mean log predictive density of the held-out rows, in nats, by the mixture of all draws
 * @param logDensityError
 *            its standard error, from the differences between chains; NaN for one chain
 * @param logDensityMove
 *            by how much it moved since there were half as many draws; NaN while there were too few judgements
 * @param gradients
 *            gradients of all chains so far
 * @param seconds
 *            time that the run took so far
 * @param judgingSeconds
 *            how much of it went into judgements, this one included
 * @param endedBy
 *            what ended the run here, the names of the rules; empty if it went on
 */
public record Judgement(int draws, double rHat, String rHatOf, double ess, String essOf, double logDensity,
        double logDensityError, double logDensityMove, long gradients, double seconds, double judgingSeconds,
        List<String> endedBy) {

    /** A copy of the list. */
    public Judgement {
        endedBy = List.copyOf(endedBy);
    }

    /** Whether the run ended here. */
    public boolean ends() {
        return !endedBy.isEmpty();
    }

    /** All that is known by name, for files and tables; numbers that are NaN are left out. */
    public Map<String, Object> columns() {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("draws", draws);
        put(columns, "r_hat", rHat);
        if (!rHatOf.isEmpty()) {
            columns.put("r_hat_of", rHatOf);
        }
        put(columns, "ess", ess);
        if (!essOf.isEmpty()) {
            columns.put("ess_of", essOf);
        }
        put(columns, "log_density", logDensity);
        put(columns, "log_density_error", logDensityError);
        put(columns, "log_density_move", logDensityMove);
        columns.put("gradients", gradients);
        columns.put("seconds", seconds);
        columns.put("judging_seconds", judgingSeconds);
        if (ends()) {
            columns.put("ended_by", endedBy);
        }
        return columns;
    }

    /** What {@link #columns} gave. */
    public static Judgement of(Map<String, Object> columns) {
        return new Judgement((int) number(columns, "draws"), number(columns, "r_hat"), text(columns, "r_hat_of"),
                number(columns, "ess"), text(columns, "ess_of"), number(columns, "log_density"),
                number(columns, "log_density_error"), number(columns, "log_density_move"),
                columns.get("gradients") instanceof Number gradients ? gradients.longValue() : 0,
                number(columns, "seconds"), number(columns, "judging_seconds"),
                columns.get("ended_by") instanceof List<?> rules ? rules.stream().map(String::valueOf).toList()
                        : List.of());
    }

    private static void put(Map<String, Object> columns, String name, double value) {
        if (Double.isFinite(value)) {
            columns.put(name, value);
        }
    }

    private static double number(Map<String, Object> columns, String name) {
        return columns.get(name) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    private static String text(Map<String, Object> columns, String name) {
        return columns.get(name) instanceof String text ? text : "";
    }
}
