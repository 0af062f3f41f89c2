package ergodic.nn.likelihood;

import ergodic.autodiff.Tensor;
import ergodic.model.ModelBuilder;
import ergodic.model.distribution.BernoulliLogit;
import ergodic.nn.data.TargetEncoding;
import ergodic.nn.data.TargetKind;
import ergodic.nn.predict.ClassMixture;
import ergodic.nn.predict.Mixture;
import java.util.List;

/** Two classes; the network's output is the logit of class 1. */
public record BernoulliLikelihood() implements Likelihood {

    /** {@code bernoulli}. */
    public static final LikelihoodType TYPE = LikelihoodType.of("bernoulli", new BernoulliLikelihood());

    @Override
    public TargetKind targetKind() {
        return TargetKind.BINARY;
    }

    @Override
    public int outputs(TargetEncoding target) {
        return 1;
    }

    @Override
    public Bound bind(ModelBuilder model, Tensor target, Tensor outputs, TargetEncoding encoding) {
        model.observe(target, BernoulliLogit.of(outputs.get(0)));
        return new Bound(outputs, List.of(),
                outputs.get(0).sigmoid());
    }

    @Override
    public boolean ofLogits() {
        return true;
    }

    @Override
    public Mixture mixture(TargetEncoding target) {
        return ClassMixture.binary();
    }
}
