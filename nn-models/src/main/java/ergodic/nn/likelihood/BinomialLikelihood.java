package ergodic.nn.likelihood;

import ergodic.autodiff.Tensor;
import ergodic.model.ModelBuilder;
import ergodic.model.distribution.BinomialLogit;
import ergodic.nn.data.RowRole;
import ergodic.nn.data.TargetEncoding;
import ergodic.nn.data.TargetKind;
import ergodic.nn.predict.BinomialMixture;
import ergodic.nn.predict.Mixture;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Number of successes of each row's number of trials, a column of its own ({@code data.trials}). The logit of the probability is the
 * network's output plus the logit of the share of successes among all trials of the training rows.
 */
public record BinomialLikelihood() implements Likelihood {

    /** {@code binomial}. */
    public static final LikelihoodType TYPE = LikelihoodType.of("binomial", new BinomialLikelihood());

    @Override
    public TargetKind targetKind() {
        return TargetKind.COUNT;
    }

    @Override
    public int outputs(TargetEncoding target) {
        return 1;
    }

    @Override
    public Set<RowRole> needs() {
        return Set.of(RowRole.TRIALS);
    }

    @Override
    public OptionalDouble linkSlope(TargetEncoding target) {
        return OptionalDouble.of(1);
    }

    @Override
    public Bound bind(ModelBuilder model, Tensor target, Tensor outputs, TargetEncoding encoding) {
        throw new IllegalArgumentException("a binomial likelihood needs the trials of each row");
    }

    @Override
    public Bound bind(ModelBuilder model, Tensor target, Tensor outputs, TargetEncoding encoding,
            Map<RowRole, BesideValue> beside) {
        BesideValue trials = Objects.requireNonNull(beside.get(RowRole.TRIALS));
        double failures = trials.centre() - encoding.mean();
        // Without a failure among the training rows, as if there had been half of one in each.
        Tensor logit = outputs.get(0).plus(Math.log(encoding.mean()) - Math.log(failures > 0 ? failures : 0.5));
        model.observe(target, BinomialLogit.of(trials.value(), logit));
        Tensor predictive = Tensor.concat(0, List.of(logit.reshape(1), trials.value().reshape(1)));
        return new Bound(predictive, List.of(), logit.sigmoid().times(trials.value()));
    }

    @Override
    public Mixture mixture(TargetEncoding target) {
        return new BinomialMixture();
    }
}
