package ergodic.study.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.Offer;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import ergodic.sampler.method.StartUse;
import ergodic.sampler.methods.Methods;
import ergodic.sampler.part.Part;
import ergodic.sampler.part.PartMethod;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code [sampler]}: what all methods share, and the method's own settings.
 *
 * @param type
 *            the method
 * @param chains
 *            number of chains
 * @param warmup
 *            warm-up transitions a chain, adapted and not kept; steps of a fit
 * @param draws
 *            draws a chain or fit; 1 of members
 * @param thin
 *            transitions for each draw kept
 * @param seed
 *            seed of everything random but the split of the data
 * @param precision
 *            float64 or float32: the numbers in which values of single rows are computed; positions, log densities and sums over
 *            rows are float64 in either case
 * @param part
 *            weights that are sampled, the others held: {@code all}, or as {@link Part} reads it
 * @param settings
 *            the method's own keys
 * @param why
 *            why this method, in words; empty where nobody said it
 */
public record SamplerConfig(MethodType type, int chains, int warmup, int draws, int thin, long seed, String precision,
        String part, Settings settings, String why) {

    /** Refuses more transitions than can be counted. */
    public SamplerConfig {
        if ((long) draws * thin > Integer.MAX_VALUE) {
            throw new ConfigException(
                    SamplerKeys.DRAWS.path() + " = " + draws + " times " + SamplerKeys.THIN.path() + " = "
                            + thin + " are more transitions than a chain can have, " + Integer.MAX_VALUE
                            + "; lower one of them");
        }
    }

    /** The configuration of a section; what is left out takes its default. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static SamplerConfig of(ObjectNode section) {
        return SamplerKeys.read(section);
    }

    /** What the method makes of the starting point that it is given, with these settings. */
    StartUse startUse() {
        return type.startUse(settings);
    }

    /** The defaults of a method, to be changed by the methods below. */
    public static SamplerConfig of(MethodType type) {
        return SamplerKeys.defaults(type);
    }

    static SamplerConfig defaults() {
        return of(Methods.DEFAULT);
    }

    /** Name of the method. */
    public String method() {
        return type.name();
    }

    /** The method with its settings, ready to make chains. */
    public SamplingMethod toMethod() {
        SamplingMethod method = type.method(settings, warmup);
        return partial() ? new PartMethod(method, Part.of(part), seed) : method;
    }

    /** Whether only a part of the weights is sampled, the others held. */
    public boolean partial() {
        return !Part.of(part).isAll();
    }

    /** Whether a method is still to be chosen. */
    public boolean isOpen() {
        return type == AutoMethod.TYPE;
    }

    /**
     * With the method that was chosen; what was left out is as it was offered.
     *
     * @param chosen
     *            the method
     * @param offer
     *            how it would do it
     * @param reason
     *            why it was chosen
     */
    public SamplerConfig chosen(MethodType chosen, Offer offer, String reason) {
        return new SamplerConfig(chosen, or(chains, offer.chains()), or(warmup, offer.warmup()),
                or(draws, offer.draws()),
                or(thin, offer.thin()), seed, precision, part, offer.settings(), reason);
    }

    private static int or(int given, int offered) {
        return given > 0 ? given : offered;
    }

    /** The same with other settings of its method. */
    public SamplerConfig withSettings(Settings other) {
        return new SamplerConfig(type, chains, warmup, draws, thin, seed, precision, part, other, why);
    }

    /** The same with another number of chains. */
    public SamplerConfig withChains(int number) {
        return new SamplerConfig(type, SamplerKeys.checked(SamplerKeys.CHAINS, number), warmup, draws, thin, seed,
                precision, part, settings, why);
    }

    /** The same with another number of draws. */
    public SamplerConfig withDraws(int number) {
        return new SamplerConfig(type, chains, warmup, SamplerKeys.checked(SamplerKeys.DRAWS, number), thin, seed,
                precision, part, settings, why);
    }

    /** The same with another warm-up. */
    public SamplerConfig withWarmup(int number) {
        return new SamplerConfig(type, chains, SamplerKeys.checked(SamplerKeys.WARMUP, number), draws, thin, seed,
                precision, part, settings, why);
    }

    /** The same computed in other numbers: float64 or float32. */
    public SamplerConfig withPrecision(String word) {
        return new SamplerConfig(type, chains, warmup, draws, thin, seed,
                SamplerKeys.checked(SamplerKeys.PRECISION, word), part, settings, why);
    }

    /** All keys by their names, in the order in which they are written. */
    @JsonValue
    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(SamplerKeys.METHOD.name(), type.name());
        map.put(SamplerKeys.CHAINS.name(), chains);
        map.put(SamplerKeys.WARMUP.name(), warmup);
        map.put(SamplerKeys.DRAWS.name(), draws);
        map.put(SamplerKeys.THIN.name(), thin);
        map.put(SamplerKeys.SEED.name(), seed);
        map.put(SamplerKeys.PRECISION.name(), precision);
        map.keySet().retainAll(SamplerKeys.common(type).stream().map(Key::name).toList());
        if (isOpen()) {
            map.values().removeIf(value -> value.equals(0));
        }
        if (partial()) {
            map.put(SamplerKeys.PART.name(), part);
        }
        if (!why.isEmpty()) {
            map.put(SamplerKeys.WHY.name(), why);
        }
        map.putAll(settings.values());
        return map;
    }
}
