package ergodic.nn.likelihood;

import ergodic.autodiff.Tensor;
import ergodic.model.ModelBuilder;
import ergodic.model.distribution.PoissonLog;
import ergodic.nn.data.TargetEncoding;
import ergodic.nn.data.TargetKind;
import ergodic.nn.predict.CountMixture;
import ergodic.nn.predict.Mixture;
import ergodic.nn.predict.Zeros;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Counts; the log of the rate is the network's output plus the log of the mean count of the training rows, so that the
 * prior of the weights means the same whatever the size of the counts.
 *
 * @param zeros
 *            where zeros come from
 */
public record PoissonLikelihood(Zeros zeros) implements Likelihood {

    /** {@code poisson}. */
    public static final LikelihoodType TYPE = new LikelihoodType("poisson", List.of(ZeroCounts.ZEROS),
            settings -> new PoissonLikelihood(ZeroCounts.of(settings)));

    /** Zeros of the counts' distribution alone. */
    public PoissonLikelihood() {
        this(Zeros.COUNTED);
    }

    @Override
    public TargetKind targetKind() {
        return TargetKind.COUNT;
    }

    @Override
    public int outputs(TargetEncoding target) {
        return ZeroCounts.outputs(zeros);
    }

    @Override
    public Bound bind(ModelBuilder model, Tensor target, Tensor outputs, TargetEncoding encoding) {
        Tensor logRate = outputs.get(0).plus(Math.log(encoding.mean()));
        Tensor mean = ZeroCounts.observe(model, target, zeros, PoissonLog::of, logRate, outputs);
        return new Bound(ZeroCounts.predictive(zeros, List.of(logRate), outputs), List.of(), mean);
    }

    @Override
    public OptionalDouble linkSlope(TargetEncoding target) {
        return OptionalDouble.of(1);
    }

    @Override
    public Mixture mixture(TargetEncoding target) {
        return CountMixture.poisson(zeros);
    }
}
