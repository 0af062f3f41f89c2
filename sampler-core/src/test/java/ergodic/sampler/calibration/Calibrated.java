package ergodic.sampler.calibration;

import ergodic.sampler.DrawKind;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.methods.Methods;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A method as it is calibrated.
 *
 * @param given
 *            settings; the others are the method's defaults, or what it chooses for itself
 * @param thin
 *            transitions a draw, many enough that draws are nearly independent
 * @param what
 *            the settings in words
 */
record Calibrated(MethodType type, Map<String, Object> given, int thin, String what) {

    /** Those that jump, those that walk, and those of fits and populations. */
    private static final Map<String, Integer> THIN = Map.of("nuts", 4, "hmc", 8, "gist", 8, "walnuts", 4, "mams", 4,
            "chees", 4, "tempering", 4);
    private static final int WALK = 100;

    private static Calibrated of(String name, Map<String, Object> given, String what) {
        MethodType type = Methods.named(name).orElseThrow();
        Map<String, Object> all = new HashMap<>(given);
        for (Key<?> key : type.keys()) {
            if (key.name().equals("batch_size") && !all.containsKey("batch_size")) {
                all.put("batch_size", SmallNetwork.ROWS);
            }
            if (key.name().equals("particles")) {
                all.put("particles", 100);
            }
        }
        return new Calibrated(type, Map.copyOf(all),
                type.kind() == DrawKind.CHAIN ? THIN.getOrDefault(name, WALK) : 1, what);
    }

    /** The exact methods, each by its defaults. */
    static List<Calibrated> exact() {
        return Methods.ALL.stream().filter(MethodType::exact).map(type -> of(type.name(), Map.of(), "")).toList();
    }

    /** The others, at settings between which the bias should change. */
    static List<Calibrated> others() {
        List<Calibrated> all = new ArrayList<>();
        for (String name : List.of("mclmc", "underdamped")) {
            all.add(of(name, Map.of("energy_variance", 0.001), "energy variance 0.001"));
            all.add(of(name, Map.of("energy_variance", 0.1), "energy variance 0.1"));
        }
        for (String name : List.of("sgld", "sghmc", "sgnht", "ubu", "smile")) {
            boolean first = name.equals("sgld");
            double small = first ? 0.005 : 0.05;
            double large = first ? 0.04 : 0.2;
            all.add(of(name, step(small, SmallNetwork.ROWS), "step " + small + ", all rows"));
            all.add(of(name, step(large, SmallNetwork.ROWS), "step " + large + ", all rows"));
            all.add(of(name, step(small, 3), "step " + small + ", 3 rows"));
        }
        all.add(of("pathfinder", Map.of(), ""));
        all.add(of("vi", Map.of("family", "full_rank", "steps", 2000), "full rank"));
        all.add(of("laplace", Map.of(), ""));
        all.add(of("swag", Map.of("steps", 2000), ""));
        all.add(of("dropout", Map.of("steps", 2000), ""));
        all.add(of("svgd", Map.of("steps", 200), "100 particles"));
        all.add(of("map", Map.of("steps", 1000), "49 members"));
        return all;
    }

    private static Map<String, Object> step(double step, int batch) {
        return Map.of("step_size", step, "batch_size", batch);
    }

    /** Its name with its settings. */
    String title() {
        return what.isEmpty() ? type.name() : type.name() + ", " + what;
    }
}
