package ergodic.diagnostics.foreign;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names of columns, as Stan, R, pandas, ArviZ, PyMC, NumPyro, BlackJAX and Turing write them. */
final class ColumnNames {
    /** Columns that number the chains; capitals do not matter. */
    static final List<String> CHAIN = List.of("chain", ".chain", "chain__", "chain_id", "chain_idx");
    /** Columns that number the draws within a chain. */
    static final List<String> ITERATION = List.of("iteration", ".iteration", "iter__", "iter");
    /** Columns that number all draws, or those of a chain. */
    static final List<String> DRAW = List.of("draw", ".draw", "draw__");
    /** What programs call row numbers that they wrote without being asked: R, readr, pandas. */
    private static final List<String> ROW_NAMES = List.of("", "X", "...1", "index", "rownames", "row.names", "rowname");

    private static final Map<String, String> STATISTICS = Map.ofEntries(Map.entry("lp__", "lp"), Map.entry("lp", "lp"),
            Map.entry("log_density", "lp"), Map.entry("accept_stat__", "acceptance_rate"),
            Map.entry("acceptance_rate", "acceptance_rate"), Map.entry("accept_prob", "acceptance_rate"),
            Map.entry("mean_tree_accept", "acceptance_rate"), Map.entry("stepsize__", "step_size"),
            Map.entry("step_size", "step_size"), Map.entry("treedepth__", "tree_depth"),
            Map.entry("tree_depth", "tree_depth"), Map.entry("n_leapfrog__", "n_steps"),
            Map.entry("n_steps", "n_steps"),
            Map.entry("num_steps", "n_steps"), Map.entry("num_integration_steps", "n_steps"),
            Map.entry("divergent__", "diverging"), Map.entry("diverging", "diverging"),
            Map.entry("is_divergent", "diverging"), Map.entry("numerical_error", "diverging"),
            Map.entry("energy__", "energy"), Map.entry("energy", "energy"), Map.entry("hamiltonian_energy", "energy"),
            Map.entry("reached_max_treedepth", "reached_max_treedepth"), Map.entry("is_accept", "is_accept"),
            Map.entry("hamiltonian_energy_error", "energy_error"),
            Map.entry("max_hamiltonian_energy_error", "max_energy_error"),
            Map.entry("nom_step_size", "step_size_nom"));
    private static final Pattern UNNAMED = Pattern.compile("Unnamed: \\d+(_level_\\d+)?");
    private static final Pattern NUMBERED = Pattern.compile("(?i)(?:v|x|chain|column)?[ ._:\\[-]*(\\d+)[\\])]?");
    private static final Pattern ABOUT_CHAINS = Pattern.compile("(?i)(.*[^a-z])?chains?([^a-z].*)?");
    private static final Pattern CHAIN_PART = Pattern.compile("(?i)(?:^|(?<=[^a-z]))chains?[ ._:\\[-]*(\\d{1,9})\\]?");
    /** A pair or more of Python, such as {@code ('posterior', 'theta[0]', 0)}. */
    private static final Pattern TUPLE = Pattern
            .compile("\\((?:'([a-z_]+)', )?'([^']+)'(?:, .*|,)?\\)");
    private static final Pattern OTHER_GROUPS = Pattern
            .compile("(warmup_|log_likelihood|prior|observed_|constant_|posterior_predictive|predictions).*");

    private ColumnNames() {}

    /** The ArviZ name of a column with a sampler's statistic, or null if it is a quantity. */
    static @Nullable String statistic(String name) {
        String known = STATISTICS.get(name);
        return known == null && name.length() > 2 && name.endsWith("__")
                ? name.substring(0, name.length() - 2)
                : known;
    }

    /** Whether a column of this name may hold row numbers that nobody asked for. */
    static boolean rowName(String name) {
        return ROW_NAMES.contains(name) || UNNAMED.matcher(name).matches();
    }

    /** Whether the names only count, or say that each column is a chain: {@code 0,1,2}, {@code V1,V2}, {@code chain:1}. */
    static boolean chains(List<String> names) {
        if (names.stream().allMatch(name -> ABOUT_CHAINS.matcher(name).matches())) {
            return true;
        }
        return counting(names);
    }

    /** The number of the chain in a name such as {@code chain:1.mu} or {@code mu_chain1}; -1 if there is none. */
    static int chainNumber(String name) {
        Matcher chain = CHAIN_PART.matcher(name);
        return chain.find() ? Integer.parseInt(chain.group(1)) : -1;
    }

    /** What is left of such a name: {@code mu}; may be empty. */
    static String withoutChain(String name) {
        return CHAIN_PART.matcher(name).replaceFirst("").replaceAll("^[ ._:-]+|[ ._:-]+$", "");
    }

    /** The quantities of which names are chains, such as {@code chain:1.mu}, {@code chain:1.tau}; one if not all are such. */
    static List<String> quantities(List<String> names) {
        return names.isEmpty() || names.stream().anyMatch(name -> chainNumber(name) < 0) ? List.of("")
                : names.stream().map(ColumnNames::withoutChain).distinct().toList();
    }

    /** Whether the names count from 0 or 1: {@code 0,1,2}, {@code V1,V2}. */
    static boolean counting(List<String> names) {
        long expected = -1;
        for (String name : names) {
            Matcher numbered = NUMBERED.matcher(name);
            if (!numbered.matches() || numbered.group(1).length() > 9) {
                return false;
            }
            long number = Long.parseLong(numbered.group(1));
            if (expected < 0 ? number > 1 : number != expected) {
                return false;
            }
            expected = number + 1;
        }
        return !names.isEmpty();
    }

    /** The names of a header, put together again where a comma between indices has torn them: {@code Sigma[2,1]}. */
    static List<String> joined(List<String> fields) {
        List<String> names = new ArrayList<>();
        StringBuilder torn = new StringBuilder();
        for (String field : fields) {
            boolean whole = field.indexOf(']') >= 0 || torn.isEmpty() && field.indexOf('[') < 0;
            torn.append(torn.isEmpty() ? "" : ",").append(field.strip());
            if (whole) {
                names.add(torn.toString());
                torn.setLength(0);
            }
        }
        if (!torn.isEmpty()) {
            names.add(torn.toString());
        }
        return names;
    }

    /** The variable that one of ArviZ's tuples names; other names as they are; null for a group that holds no chain. */
    static @Nullable String plain(String name) {
        Matcher tuple = TUPLE.matcher(name);
        if (!tuple.matches()) {
            return name;
        }
        String variable = tuple.group(2);
        return switch (tuple.group(1)) {
            case null -> variable;
            case "posterior" -> variable;
            case "sample_stats" -> statistic(variable) == null ? variable + "__" : variable;
            case String group when OTHER_GROUPS.matcher(group).matches() -> null;
            default -> name;
        };
    }

    /** For a sentence: the first few names. */
    static String some(List<String> names) {
        List<String> quoted = names.stream().limit(4).map(ColumnNames::quoted).toList();
        return String.join(", ", quoted) + (names.size() > 4 ? " and " + (names.size() - 4) + " more" : "");
    }

    /** A piece of a file for a sentence: on one line, not longer than 40 characters, in quotation marks. */
    static String quoted(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return "\"" + (line.length() > 40 ? line.substring(0, 37) + "..." : line) + "\"";
    }

    /** Whether a name is one of these, capitals or not. */
    static boolean among(String name, List<String> names) {
        return names.contains(name.toLowerCase(Locale.ROOT));
    }
}
