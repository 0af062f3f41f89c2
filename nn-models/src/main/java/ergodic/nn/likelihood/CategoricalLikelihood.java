package ergodic.nn.likelihood;

import ergodic.autodiff.Tensor;
import ergodic.model.ModelBuilder;
import ergodic.model.distribution.CategoricalLogit;
import ergodic.nn.data.TargetEncoding;
import ergodic.nn.data.TargetKind;
import ergodic.nn.predict.ClassMixture;
import ergodic.nn.predict.Mixture;
import java.util.List;

/** Two or more classes; the network's outputs are their logits. One output a class: the prior treats classes alike. */
public record CategoricalLikelihood() implements Likelihood {

    /** {@code categorical}. */
    public static final LikelihoodType TYPE = LikelihoodType.of("categorical", new CategoricalLikelihood());

    @Override
    public TargetKind targetKind() {
        return TargetKind.CLASSES;
    }

    @Override
    public int outputs(TargetEncoding target) {
        return target.classes().size();
    }

    @Override
    public Bound bind(ModelBuilder model, Tensor target, Tensor outputs, TargetEncoding encoding) {
        model.observe(target, CategoricalLogit.of(outputs));
        return new Bound(outputs.logSoftmax(-1), List.of(), outputs.softmax(-1));
    }

    @Override
    public boolean ofLogits() {
        return true;
    }

    @Override
    public Mixture mixture(TargetEncoding target) {
        return ClassMixture.of(target.classes().size());
    }
}
