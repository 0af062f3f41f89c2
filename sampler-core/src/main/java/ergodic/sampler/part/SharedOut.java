package ergodic.sampler.part;

import ergodic.sampler.LogDensity;
import ergodic.sampler.method.Preparation;
import ergodic.sampler.method.Settings;
import ergodic.sampler.words.Counted;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which variables of a density a method treats in its better way, and which in the way of the others.
 *
 * @param chosen
 *            names of those, in the order of the coordinates
 * @param others
 *            names of the others
 */
public record SharedOut(List<String> chosen, List<String> others) {

    private static final int SHOWN = 6;

    /**
     * By coordinates.
     *
     * @param among
     *            the coordinates that are looked at, ascending
     * @param taken
     *            whether each of these is treated in the better way, as all of its variable are
     */
    public static SharedOut of(LogDensity density, int[] among, boolean[] taken) {
        Set<String> chosen = new LinkedHashSet<>();
        Set<String> others = new LinkedHashSet<>();
        for (int i = 0; i < among.length; i++) {
            (taken[i] ? chosen : others).add(Part.variable(density.coordinateName(among[i])));
        }
        return new SharedOut(List.copyOf(chosen), List.copyOf(others));
    }

    /**
     * What is said of it before a run.
     *
     * @param better
     *            what the chosen have, such as {@code Noise by row}
     * @param key
     *            its name in JSON, such as {@code noise_by_row}
     * @param other
     *            what the others have
     * @param otherKey
     *            its name in JSON
     */
    public Preparation preparation(Settings settings, String better, String key, String other, String otherKey) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put(key, chosen);
        facts.put(otherKey, others);
        return new Preparation(settings,
                better + ": " + shortened(chosen)
                        + (others.isEmpty() ? "." : "; " + other + ": " + shortened(others) + "."),
                facts);
    }

    private static String shortened(List<String> names) {
        List<String> shown = new ArrayList<>(names.subList(0, Math.min(SHOWN, names.size())));
        int left = names.size() - shown.size();
        return String.join(", ", shown) + (left == 0 ? "" : " and " + left + " more " + Counted.noun(left, "variable"));
    }
}
