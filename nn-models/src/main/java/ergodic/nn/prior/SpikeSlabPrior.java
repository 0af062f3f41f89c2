package ergodic.nn.prior;

import ergodic.autodiff.Tensor;
import ergodic.model.ModelBuilder;
import ergodic.model.distribution.NormalMixture;
import ergodic.sampler.method.Advice;
import ergodic.sampler.method.Key;
import java.util.List;
import java.util.Map;

/**
 * Continuous spike and slab: each weight is N(0, scale) or, nearly 0, N(0, spike scale), which of the two being summed out (George and
 * McCulloch 1993). Unlike a horseshoe it has no scales of its own to be sampled, but a narrow spike makes a rough density.
 *
 * @param slabShare
 *            probability of the slab, between 0 and 1
 * @param spike
 *            standard deviation of the spike as a share of the slab's, between 0 and 1
 * @param scale
 *            standard deviation of the slab, before scaling by fan-in
 * @param scaling
 *            whether the scale falls with the fan-in
 */
public record SpikeSlabPrior(double slabShare, double spike, double scale, Scaling scaling) implements WeightPrior {

    /** {@code slab_share}. */
    public static final Key<Double> SLAB_SHARE = Key.real("slab_share", 0.5, Key.between(0, 1),
            "probability that a weight is of the slab").in("");
    /** {@code spike}. */
    public static final Key<Double> SPIKE = Key.real("spike", 0.1, Key.between(0, 1),
            "standard deviation of the spike as a share of the slab's, which is `scale`").in("");
    /** {@code spike_slab}. */
    public static final PriorType TYPE = new PriorType("spike_slab", List.of(SLAB_SHARE, SPIKE),
            (scale, scaling, own) -> new SpikeSlabPrior(own.get(SLAB_SHARE), own.get(SPIKE), scale, scaling),
            (section, own) -> Map.of(Advice.Model.SCALES,
                    "Set " + section + ".spike nearer to 1 (now " + own.get(SPIKE)
                            + "): a narrow spike asks for short steps."));

    /** Checks the numbers. */
    public SpikeSlabPrior {
        Scaling.requirePositive("the scale of a spike-and-slab weight prior", scale);
        if (!(slabShare > 0 && slabShare < 1) || !(spike > 0 && spike < 1)) {
            throw new IllegalArgumentException(
                    "the slab's share and the spike of a spike-and-slab weight prior must lie between 0 and 1, not "
                            + slabShare + " and " + spike);
        }
    }

    @Override
    public String words() {
        return TYPE.name() + " " + scaling.words(scale);
    }

    @Override
    public Declared declare(ModelBuilder model, WeightGroup group) {
        Tensor weights = group.declare(model);
        model.prior(weights, NormalMixture.of(group.centre(), scale * scaling.factor(group.fanIn()),
                List.of(new NormalMixture.Component(slabShare, 1),
                        new NormalMixture.Component(1 - slabShare, spike))));
        return Declared.of(weights, group);
    }
}
