package ergodic.nn.prior;

import ergodic.autodiff.Tensor;
import ergodic.model.ModelBuilder;
import ergodic.model.distribution.Normal;
import ergodic.sampler.method.Advice;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.Settings;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Normal prior whose standard deviation is a parameter with a prior itself: one of the layer, or one of each unit or input. One scale for
 * each input is automatic relevance determination (MacKay 1994; Neal 1996): weights out of inputs that tell nothing are drawn to 0.
 *
 * <p>
 * Centred, the weights are the parameter. Not centred, the parameter is {@code <name>_raw}, standard normal, and the weights
 * are its product with the scale, stored beside it as a generated quantity. The two are the same prior. Few data leave the
 * centred form with a funnel (Neal 2003; Betancourt and Girolami 2015), many data the other one.
 *
 * @param hyper
 *            family of the scale's prior
 * @param scale
 *            scale of the scale's prior
 * @param scaling
 *            whether the weights' standard deviation is the scale divided by the root of the fan-in
 * @param centred
 *            whether the weights are the parameter
 * @param by
 *            which weights have one scale together
 */
public record HierarchicalPrior(HyperPrior hyper, double scale, Scaling scaling, boolean centred, Grouping by)
        implements
            WeightPrior {

    /** {@code hyper}. */
    public static final Key<String> HYPER = Key.choice("hyper", List.of("half_normal", "half_cauchy"), "half_normal",
            "prior of the scale; or `\"half_cauchy\"`").in("");
    /** {@code centred}. */
    public static final Key<Boolean> CENTRED = Key.truth("centred", false,
            "whether the weights are sampled themselves, or standard normals that the scale multiplies").in("");
    /** {@code by}. */
    public static final Key<String> BY = whatHasAScale();
    /** {@code hierarchical}. */
    public static final PriorType TYPE = new PriorType("hierarchical", List.of(HYPER, CENTRED, BY),
            (scale, scaling, own) -> new HierarchicalPrior(
                    HyperPrior.valueOf(own.get(HYPER).toUpperCase(Locale.ROOT)), scale, scaling, own.get(CENTRED),
                    Grouping.of(own.find(BY).orElse(Grouping.LAYER.word()))),
            HierarchicalPrior::advice);

    /** Not written into configurations that do not have it: their text decides whether a run may go on. */
    private static Key<String> whatHasAScale() {
        Key<String> choice = Grouping.key("by",
                "what has a scale: the `\"layer\"`, each `\"unit\"`, or each `\"input\"` (automatic relevance determination)",
                Grouping.LAYER, Grouping.LAYER, Grouping.UNIT, Grouping.INPUT);
        return new Key<>(choice.name(), String.class, null, "\"layer\"", choice.rule(), choice.description(),
                choice.choices()).in("");
    }

    private static Map<Advice.Model, String> advice(String section, Settings own) {
        Map<Advice.Model, String> advice = new EnumMap<>(Advice.Model.class);
        if (own.get(CENTRED)) {
            advice.put(Advice.Model.FUNNELS,
                    "Set " + section + ".centred = false: the scales of centred hierarchical weights make funnels.");
        }
        if (own.get(HYPER).equals("half_cauchy")) {
            advice.put(Advice.Model.TAILS,
                    "Set " + section + ".hyper = \"half_normal\", whose tails are lighter.");
        }
        return advice;
    }

    /** Spread of the log of a layer's scale among starting points. */
    private static final double START_SPREAD = 0.1;

    /** Checks the scale. */
    public HierarchicalPrior {
        Scaling.requirePositive("the scale of a hierarchical weight prior", scale);
    }

    /** With one scale of the layer. */
    public HierarchicalPrior(HyperPrior hyper, double scale, Scaling scaling, boolean centred) {
        this(hyper, scale, scaling, centred, Grouping.LAYER);
    }

    @Override
    public String words() {
        return TYPE.name() + " " + scaling.words(scale);
    }

    @Override
    public Declared declare(ModelBuilder model, WeightGroup group) {
        int fanIn = group.fanIn();
        Tensor scales = group.declareScales(model, "", by, hyper.of(scale));
        double factor = scaling.factor(fanIn);
        // Such that the weights it scales start as large as those of other priors, unless its prior is against that; the
        // free value is the log.
        double startScale = Math.min(1 / (Math.sqrt(Math.max(1, fanIn)) * factor), hyper.upperQuartile(scale));
        // Centred, the density has a spike where scale and weights are 0: an optimiser would end there.
        Declared.Start scaleStart = new Declared.Start(group.scales(by), Math.log(startScale), START_SPREAD,
                centred);
        Tensor sd = factor == 1 ? scales : scales.times(factor);
        if (centred) {
            Tensor weights = group.declare(model);
            model.prior(weights, Normal.of(group.centre(), sd));
            return new Declared(weights, List.of(scaleStart, group.start()));
        }
        Tensor raw = group.declareRaw(model);
        model.prior(raw, Normal.of(0, 1));
        Tensor scaled = raw.times(sd);
        Tensor weights = group.compute(model, group.centre() == 0 ? scaled : scaled.plus(group.centre()));
        return new Declared(weights, List.of(scaleStart, new Declared.Start(group.size(), 0, 1)));
    }
}
