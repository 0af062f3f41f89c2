package ergodic.nn.prior;

import ergodic.autodiff.Tensor;
import ergodic.model.ModelBuilder;
import ergodic.model.distribution.HalfCauchy;
import ergodic.model.distribution.InverseGamma;
import ergodic.model.distribution.Normal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Weights that are a product of a standard normal, a scale of all and a scale of their group, both half-Cauchy. Nothing is centred, and scales
 * are sampled as their logs, whose densities have exponential tails: what a Hamiltonian trajectory can go along (Piironen and Vehtari
 * 2017, section 4).
 *
 * @param local
 *            which weights have a local scale together
 * @param global
 *            scale of the half-Cauchy prior of the scale of all
 * @param slab
 *            law of the widest that a weight can be; null for no bound
 */
record HorseshoeScales(Grouping local, double global, @Nullable Slab slab) {

    /** Spread of the logs of scales among starting points. */
    private static final double START_SPREAD = 0.1;

    /**
     * A normal law that weights far from 0 have: its variance is inverse gamma, so that it is a Student-t.
     *
     * @param degrees
     *            degrees of freedom
     * @param scale
     *            scale of the Student-t
     */
    record Slab(double degrees, double scale) {}

    Declared declare(ModelBuilder model, WeightGroup group) {
        List<Declared.Start> starts = new ArrayList<>();
        Tensor scaleOfAll = group.declareScales(model, "", Grouping.LAYER, HalfCauchy.of(global));
        // Such that weights start as large as those of other priors, unless the prior is against that.
        double startScale = Math.min(group.startSd(), HyperPrior.HALF_CAUCHY.upperQuartile(global));
        starts.add(start(1, Math.log(startScale)));
        Tensor localScales = group.declareScales(model, "local", local, HalfCauchy.of(1));
        starts.add(start(group.scales(local), 0));
        Tensor scales = scaleOfAll.times(localScales);
        if (slab != null) {
            double half = 0.5 * slab.degrees();
            Tensor variance = group.declareScales(model, "slab_variance", Grouping.LAYER,
                    InverseGamma.of(half, half * slab.scale() * slab.scale()));
            starts.add(start(1, 2 * Math.log(slab.scale())));
            scales = bounded(scaleOfAll.log().plus(localScales.log()), variance.log().times(0.5));
        }
        Tensor raw = group.declareRaw(model);
        model.prior(raw, Normal.of(0, 1));
        starts.add(new Declared.Start(group.size(), 0, 1));
        Tensor scaled = raw.times(scales);
        return new Declared(group.compute(model, group.centre() == 0 ? scaled : scaled.plus(group.centre())), starts);
    }

    /** {@code c s / sqrt(c^2 + s^2)} from the logs of s and c: about s where it is small, about c where it is large, and never infinity. */
    private static Tensor bounded(Tensor logScale, Tensor logSlab) {
        return logScale.minus(logScale.minus(logSlab).times(2).softplus().times(0.5)).exp();
    }

    private static Declared.Start start(int size, double centre) {
        return new Declared.Start(size, centre, START_SPREAD);
    }
}
