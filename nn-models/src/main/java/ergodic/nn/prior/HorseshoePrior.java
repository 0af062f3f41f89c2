package ergodic.nn.prior;

import ergodic.model.ModelBuilder;
import ergodic.sampler.method.Advice;
import ergodic.sampler.method.Key;
import java.util.List;
import java.util.Map;

/**
 * Horseshoe (Carvalho, Polson and Scott 2010): {@code w = z local global} with z standard normal, {@code local} half-Cauchy with scale 1 and
 * {@code global} half-Cauchy with the prior's scale. Most weights are drawn to 0, some are left as they are: given
 * {@code global = 1} and noise of variance 1 the share by which a weight is shrunk is Beta(1/2, 1/2). With a local scale for each unit it
 * takes units out of a network (Ghosh, Yao and Doshi-Velez 2019).
 *
 * @param local
 *            which weights have a local scale together
 * @param scale
 *            scale of the half-Cauchy prior of the layer's scale, before scaling by fan-in
 * @param scaling
 *            whether the scale falls with the fan-in
 */
public record HorseshoePrior(Grouping local, double scale, Scaling scaling) implements WeightPrior {

    /** {@code local}. */
    public static final Key<String> LOCAL = Grouping.key("local",
            "what has a local scale: each `\"weight\"`, or all weights into a `\"unit\"` or out of an `\"input\"`",
            Grouping.WEIGHT,
            Grouping.WEIGHT, Grouping.UNIT, Grouping.INPUT);
    /** {@code horseshoe}. */
    public static final PriorType TYPE = new PriorType("horseshoe", List.of(LOCAL),
            (scale, scaling, own) -> new HorseshoePrior(Grouping.of(own.get(LOCAL)), scale, scaling),
            (section, own) -> Map.of(Advice.Model.TAILS, regularise(section), Advice.Model.FUNNELS,
                    regularise(section)));

    private static String regularise(String section) {
        return "Set " + section + ".family = \"regularised_horseshoe\": weights that are not shrunk are then bounded.";
    }

    /** Checks the scale. */
    public HorseshoePrior {
        Scaling.requirePositive("the scale of a horseshoe weight prior", scale);
    }

    @Override
    public String words() {
        return TYPE.name() + " " + scaling.words(scale);
    }

    @Override
    public Declared declare(ModelBuilder model, WeightGroup group) {
        return new HorseshoeScales(local, scale * scaling.factor(group.fanIn()), null).declare(model, group);
    }
}
