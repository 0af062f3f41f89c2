package ergodic.study.tune;

import ergodic.sampler.words.Counted;
import ergodic.study.config.ConfigException;
import ergodic.study.config.ConfigFile;
import ergodic.study.config.RunConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What is tried: lists of settings that replace keys of a configuration. */
final class Candidates {

    /** Units of all hidden layers, whatever their number. */
    static final String WIDTH = "network.width";
    /** Number of hidden layers, all as wide as the first. */
    static final String DEPTH = "network.depth";

    private static final int MOST = 200;
    /** What rows and targets are, which all that is tried must have alike. */
    private static final Set<String> OF_DATA = Set.of("data.file", "data.kind", "data.target", "data.missing",
            "data.observed", "data.trials");

    private Candidates() {}

    /**
     * All combinations of the values that are to be tried; without any, the configuration itself, and it with half and twice the scale of the weights' prior and
     * half and twice as many hidden units.
     *
     * @param tries
     *            keys with their values, such as {@code prior.weights.scale=1,2}
     * @param base
     *            the configuration
     */
    static List<List<String>> of(List<String> tries, RunConfig base) {
        if (tries.isEmpty()) {
            return around(base);
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        long count = 1;
        for (String each : tries) {
            int equals = each.indexOf('=');
            List<String> found = equals < 1 ? List.of() : ConfigFile.alternatives(each.substring(equals + 1));
            String key = equals < 1 ? "" : each.substring(0, equals).strip();
            if (found.isEmpty()) {
                throw new ConfigException(
                        "--try " + each + " is not of the form key=value,value, such as prior.weights.scale=1,2");
            }
            if (key.startsWith("data.test")) {
                throw new ConfigException("--try " + each + ": which rows are held out is no choice of the model;"
                        + " change it in the configuration");
            }
            if (OF_DATA.contains(key)) {
                throw new ConfigException("--try " + each + ": densities of other targets or rows cannot be compared;"
                        + " change it in the configuration");
            }
            if (values.put(key, found) != null) {
                throw new ConfigException("--try names " + key + " twice; give all its values at once");
            }
            count *= found.size();
            if (count > MOST) {
                throw new ConfigException("--try asks for more than " + Counted.of(MOST, "configuration")
                        + "; name fewer values");
            }
        }
        List<Map<String, String>> all = List.of(Map.of());
        for (Map.Entry<String, List<String>> key : values.entrySet()) {
            List<Map<String, String>> more = new ArrayList<>();
            for (Map<String, String> before : all) {
                for (String value : key.getValue()) {
                    Map<String, String> longer = new LinkedHashMap<>(before);
                    longer.put(key.getKey(), value);
                    more.add(longer);
                }
            }
            all = more;
        }
        Set<List<String>> settings = new LinkedHashSet<>();
        all.forEach(each -> settings.add(settings(each, base)));
        return List.copyOf(settings);
    }

    private static List<String> settings(Map<String, String> values, RunConfig base) {
        List<String> settings = new ArrayList<>();
        Map<String, String> rest = new LinkedHashMap<>(values);
        String width = rest.remove(WIDTH);
        String depth = rest.remove(DEPTH);
        if (width != null || depth != null) {
            List<Integer> hidden = base.network().hidden();
            if (hidden == null || hidden.isEmpty() && (width == null || depth == null)) {
                throw new ConfigException("--try " + (width == null ? DEPTH : WIDTH)
                        + " is for networks with network.hidden; name the key of a layer instead, such as"
                        + " network.layers.1.units");
            }
            int units = width == null ? hidden.getFirst() : whole(WIDTH, width);
            int layers = depth == null ? hidden.size() : whole(DEPTH, depth);
            settings.add("network.hidden=" + Collections.nCopies(layers, units));
        }
        rest.forEach((key, value) -> settings.add(key + "=" + value));
        return settings;
    }

    private static int whole(String key, String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new ConfigException("--try " + key + " takes whole numbers of at least 1, not " + text);
    }

    private static List<List<String>> around(RunConfig base) {
        List<List<String>> all = new ArrayList<>();
        all.add(List.of());
        JsonNode prior = ConfigFile.toTree(base).path("prior");
        for (String role : List.of("weights", "outputs")) {
            JsonNode scale = prior.path(role).path("scale");
            if (scale.isNumber()) {
                all.add(List.of("prior." + role + ".scale=" + 0.5 * scale.doubleValue()));
                all.add(List.of("prior." + role + ".scale=" + 2 * scale.doubleValue()));
            }
        }
        List<Integer> hidden = base.network().hidden();
        if (hidden != null && !hidden.isEmpty()) {
            all.add(List.of("network.hidden=" + hidden.stream().map(units -> Math.max(1, units / 2)).toList()));
            all.add(List.of("network.hidden=" + hidden.stream().map(units -> 2 * units).toList()));
        }
        if (all.size() == 1) {
            throw new ConfigException("there is nothing that is tried of itself (no prior.weights.scale, no"
                    + " network.hidden); name keys by --try key=value,value");
        }
        return all;
    }
}
