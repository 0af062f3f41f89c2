package ergodic.nn.likelihood;

import ergodic.autodiff.Tensor;
import ergodic.model.ModelBuilder;
import ergodic.nn.data.RowRole;
import ergodic.nn.data.TargetEncoding;
import ergodic.nn.data.TargetKind;
import ergodic.nn.data.TargetTransform;
import ergodic.nn.predict.Mixture;
import ergodic.nn.prior.Declared;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * A family of distributions of the target, given a network's outputs. Describes; holds nothing of a model. One of your own
 * is a {@link CustomLikelihood}.
 */
public sealed interface Likelihood
        permits GaussianLikelihood, MultivariateNormalLikelihood, StudentTLikelihood, LaplaceLikelihood,
        MixtureDensityLikelihood, GammaLikelihood, SurvivalLikelihood, BetaLikelihood, BernoulliLikelihood,
        BinomialLikelihood, CategoricalLikelihood,
        OrdinalLikelihood, PoissonLikelihood, NegativeBinomialLikelihood, CustomLikelihood {

    /** What the target column must hold. */
    TargetKind targetKind();

    /** What of the target is normal; the data must be read with it ({@code DataSpec.withTransform}). */
    default TargetTransform transform() {
        return TargetTransform.NONE;
    }

    /** Number of outputs of the network. */
    int outputs(TargetEncoding target);

    /**
     * Adds the likelihood to a model.
     *
     * @param model
     *            the model; parameters of the likelihood itself are declared in it
     * @param target
     *            the target of each row, {@code [rows]}, encoded
     * @param outputs
     *            the network's outputs, {@code [rows, k]}
     * @param encoding
     *            how the target is encoded
     * @return what else is needed of this likelihood in this model
     */
    Bound bind(ModelBuilder model, Tensor target, Tensor outputs, TargetEncoding encoding);

    /**
     * The same of a likelihood that needs columns beside the inputs.
     *
     * @param beside
     *            the columns that it {@link #needs}
     */
    default Bound bind(ModelBuilder model, Tensor target, Tensor outputs, TargetEncoding encoding,
            Map<RowRole, BesideValue> beside) {
        return bind(model, target, outputs, encoding);
    }

    /** Columns beside the inputs that it cannot do without. */
    default Set<RowRole> needs() {
        return Set.of();
    }

    /**
     * How much the link of the mean, its logarithm or logit, grows with the first output; empty if there is no such link, so that offsets
     * cannot be taken.
     */
    default OptionalDouble linkSlope(TargetEncoding target) {
        return OptionalDouble.empty();
    }

    /** Whether the network's outputs are logits of classes, so that probabilities by probit are to be had of it. */
    default boolean ofLogits() {
        return false;
    }

    /** A workspace for predictive distributions, which takes the {@link Bound#predictive} parameters. */
    Mixture mixture(TargetEncoding target);

    /**
     * A workspace for the distribution of one of several targets by itself, which takes the same parameters as {@link #mixture}.
     *
     * @param number
     *            which of {@link TargetEncoding#all()}
     */
    default Mixture mixture(TargetEncoding target, int number) {
        return mixture(target);
    }

    /**
     * A likelihood within a model.
     *
     * @param predictive
     *            predictive parameters of each row, {@code [rows, p]}
     * @param starts
     *            for each parameter declared, in that order, where a chain may start
     * @param prediction
     *            the mean of the target of each row (or its median where the mean has no formula), or the probability of each class: what convergence is judged on, at some
     *            rows, beside the parameters that the likelihood declares, and what chains in several modes are compared by
     * @param functions
     *            further values by row to judge by, by name
     */
    record Bound(Tensor predictive, List<Declared.Start> starts, Tensor prediction, Map<String, Tensor> functions) {

        /** Judged by its prediction alone. */
        public Bound(Tensor predictive, List<Declared.Start> starts, Tensor prediction) {
            this(predictive, starts, prediction, Map.of());
        }

        /** Copies the list; keeps the order of the functions. */
        public Bound {
            starts = List.copyOf(starts);
            functions = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(functions));
        }
    }
}
