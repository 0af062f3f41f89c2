package ergodic.nn.likelihood;

import ergodic.autodiff.Tensor;
import ergodic.model.ModelBuilder;
import ergodic.model.distribution.PoissonLog;
import ergodic.nn.data.TargetEncoding;
import ergodic.nn.data.TargetKind;
import ergodic.nn.predict.CountMixture;
import ergodic.nn.predict.Mixture;
import java.util.List;

/**
 * Counts; the log of the rate is the network's output plus the log of the mean count of the training rows, so that the
 * prior of the weights means the same whatever the size of the counts.
 */
public record PoissonLikelihood() implements Likelihood {

    /** {@code poisson}. */
    public static final LikelihoodType TYPE = LikelihoodType.of("poisson", new PoissonLikelihood());

    @Override
    public TargetKind targetKind() {
        return TargetKind.COUNT;
    }

    @Override
    public int outputs(TargetEncoding target) {
        return 1;
    }

    @Override
    public Bound bind(ModelBuilder model, Tensor target, Tensor outputs, TargetEncoding encoding) {
        double offset = Math.log(encoding.mean());
        Tensor logRate = outputs.plus(offset);
        model.observe(target, PoissonLog.of(logRate.get(0)));
        return new Bound(logRate, List.of(),
                outputs.get(0).plus(offset).exp());
    }

    @Override
    public Mixture mixture(TargetEncoding target) {
        return CountMixture.poisson();
    }
}
