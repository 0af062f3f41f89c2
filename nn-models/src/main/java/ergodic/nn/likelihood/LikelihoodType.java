package ergodic.nn.likelihood;

import ergodic.nn.data.TargetKind;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.Settings;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * How a configuration tells a likelihood. It stands in the likelihood, as a public static field, by which {@link LikelihoodTypes} finds it.
 *
 * @param name
 *            value of {@code likelihood.family}
 * @param keys
 *            its own keys in {@code [likelihood]}
 * @param maker
 *            makes the likelihood of checked keys
 */
public record LikelihoodType(String name, List<Key<?>> keys, Function<Settings, Likelihood> maker) {

    /** The section of the keys. */
    public static final String SECTION = "likelihood";

    /** Copies the list. */
    public LikelihoodType {
        keys = List.copyOf(keys);
    }

    /** One without keys of its own. */
    static LikelihoodType of(String name, Likelihood likelihood) {
        return new LikelihoodType(name, List.of(), settings -> likelihood);
    }

    /** What the target must hold. */
    public TargetKind targetKind() {
        return usual().targetKind();
    }

    /** The likelihood with all keys as they are where none is given. */
    public Likelihood usual() {
        return maker.apply(Settings.of(keys, Map.of()));
    }
}
