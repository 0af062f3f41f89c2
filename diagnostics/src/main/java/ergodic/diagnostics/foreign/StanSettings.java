package ergodic.diagnostics.foreign;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the comments of a Stan CSV file say of the method. CmdStan writes {@code num_samples = 1000 (Default)}, with truth
 * values as 0 and 1 before 2.33 and as words since; RStan writes {@code iter=2000} and counts the warm-up in it.
 */
final class StanSettings {
    private static final Pattern SETTING = Pattern.compile("\\s*(\\w+)\\s*=\\s*(.*?)\\s*(?:\\(Default\\)\\s*)?");
    private static final Pattern COUNT = Pattern.compile("\\d{1,9}");

    /** What is not a Markov chain, by the method's name, in words. */
    private static final Map<String, String> NO_CHAIN = Map.of("optimize",
            "the steps of an optimiser on its way to a mode (method = optimize)", "variational",
            "independent draws of a variational approximation (method = variational)", "pathfinder",
            "independent draws of Pathfinder's approximation (method = pathfinder)", "laplace",
            "independent draws of a Laplace approximation (method = laplace)", "log_prob",
            "log densities and gradients at given points (method = log_prob)", "diagnose",
            "a test of gradients (method = diagnose)", "fixed_param",
            "independent simulations with parameters that stay as they are (algorithm = fixed_param)");

    private final Map<String, String> settings = new HashMap<>();

    private StanSettings(List<RawTable.Comment> comments) {
        for (RawTable.Comment comment : comments) {
            Matcher setting = SETTING.matcher(comment.text());
            if (setting.matches()) {
                settings.putIfAbsent(setting.group(1), setting.group(2));
            }
        }
    }

    static StanSettings of(RawTable file) {
        return new StanSettings(file.comments());
    }

    /** Whether the comments are those of one of Stan's programs. */
    boolean byStan() {
        return settings.containsKey("stan_version_major");
    }

    /** What the rows are if they are not a Markov chain; null if they are, as far as the file says. */
    @Nullable
    String noChain(RawTable file) {
        String method = settings.getOrDefault("method", "");
        if (settings.getOrDefault("algorithm", "").equals("fixed_param")
                || settings.getOrDefault("sampler_t", "").equalsIgnoreCase("fixed_param")) {
            method = "fixed_param";
        }
        List<String> header = file.header();
        if (header.contains("lp_approx__")) {
            method = "pathfinder";
        } else if (header.contains("log_p__")) {
            method = header.contains("log_q__") ? "laplace" : "variational";
        } else if (simulates(file)) {
            method = "fixed_param";
        }
        return NO_CHAIN.get(method);
    }

    /** Without parameters CmdStan simulates whatever the settings say: no step size, and all log densities are 0. */
    private static boolean simulates(RawTable file) {
        int acceptance = file.header().indexOf("accept_stat__");
        int logDensity = file.header().indexOf(StanCsv.LOG_DENSITY);
        if (acceptance < 0 || logDensity < 0 || file.header().contains("stepsize__")) {
            return false;
        }
        for (int row = 0; row < file.rows(); row++) {
            if (file.columns().get(acceptance).get(row) != 0 || file.columns().get(logDensity).get(row) != 0) {
                return false;
            }
        }
        return true;
    }

    boolean savesWarmup() {
        String saved = settings.getOrDefault("save_warmup", "0");
        return saved.equals("1") || saved.equalsIgnoreCase("true");
    }

    /** Rows that the warm-up takes if it is saved; -1 if the comments do not say. */
    int warmupRows() {
        return rows(count("num_warmup") >= 0 ? count("num_warmup") : count("warmup"));
    }

    /** Rows that the draws take; -1 if the comments do not say. */
    int samplingRows() {
        int iterations = count("iter");
        int warmup = count("warmup");
        return rows(count("num_samples") >= 0 || iterations < warmup || warmup < 0
                ? count("num_samples")
                : iterations - warmup);
    }

    /** The largest tree depth; {@link Integer#MAX_VALUE} if the comments do not say. */
    int largestDepth() {
        int depth = Math.max(count("max_depth"), count("max_treedepth"));
        return depth < 0 ? Integer.MAX_VALUE : depth;
    }

    /** Every thin-th iteration is a row, the first of each phase among them. */
    private int rows(int iterations) {
        int thin = Math.max(1, count("thin"));
        return iterations < 0 ? -1 : Math.ceilDiv(iterations, thin);
    }

    private int count(String name) {
        String value = settings.getOrDefault(name, "");
        return COUNT.matcher(value).matches() ? Integer.parseInt(value) : -1;
    }
}
