package ergodic.nn.likelihood;

import ergodic.autodiff.Tensor;
import ergodic.model.ModelBuilder;
import ergodic.model.Support;
import ergodic.model.distribution.HalfNormal;
import ergodic.model.distribution.LkjCholesky;
import ergodic.nn.data.RowRole;
import ergodic.nn.data.TargetEncoding;
import ergodic.nn.data.TargetKind;
import ergodic.nn.likelihood.GaussianLikelihood.Constant;
import ergodic.nn.likelihood.GaussianLikelihood.Fixed;
import ergodic.nn.likelihood.GaussianLikelihood.Network;
import ergodic.nn.likelihood.GaussianLikelihood.Noise;
import ergodic.nn.predict.Mixture;
import ergodic.nn.predict.MultivariateNormalMixture;
import ergodic.nn.prior.Declared;
import ergodic.sampler.draws.VariableRole;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.Settings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Several targets, each the network's output of that number plus noise, all normal together, in standardised units: the covariance of the noise is
 * {@code S R S}, with scales S that have half-normal priors and a matrix R of correlations whose Cholesky factor C has the prior of Lewandowski, Kurowicka and Joe
 * (2009): {@code log p(y) = -|z|^2 / 2 - sum log S_i C_ii - k log(2 pi) / 2} with {@code S C z = y - f}. With noise by the network k further outputs give the scales of
 * each row, the correlations stay those of all rows.
 *
 * @param noise
 *            where the scales come from: a parameter for each target, the network, or one known number
 * @param correlated
 *            whether the noise of different targets is correlated; if not, R is the identity
 * @param eta
 *            shape of the prior of R, whose density grows as {@code det(R)^(eta - 1)}: 1 is uniform over matrices
 */
public record MultivariateNormalLikelihood(Noise noise, boolean correlated, double eta) implements Likelihood {

    /** {@code noise_scale}. */
    public static final Key<Double> PRIOR_SCALE = Key.real(GaussianLikelihood.NOISE_SCALE, 1.0, Key.positive(),
            "scale of the half-normal prior of each target's noise scale, in standardised units")
            .in(LikelihoodType.SECTION).only(GaussianLikelihood.NOISE, "constant");
    /** {@code correlation}. */
    public static final Key<String> CORRELATION = Key.choice("correlation", List.of("lkj", "none"), "lkj",
            "the noise of the targets is correlated, with the prior of Lewandowski, Kurowicka and Joe (2009), or (`\"none\"`) independent")
            .in(LikelihoodType.SECTION);
    /** {@code eta}. */
    public static final Key<Double> ETA = Key.real("eta", 1.0, Key.positive(),
            "shape of that prior: 1 is uniform over matrices of correlations, more favours weak ones")
            .in(LikelihoodType.SECTION).only(CORRELATION, "lkj");
    /** {@code multivariate_normal}. */
    public static final LikelihoodType TYPE = new LikelihoodType("multivariate_normal",
            List.of(GaussianLikelihood.NOISE, PRIOR_SCALE, CORRELATION, ETA), MultivariateNormalLikelihood::of);

    /** Name of the Cholesky factor of the correlations, a parameter. */
    public static final String CHOLESKY = "noise_cholesky";
    /** Name of the correlations below the diagonal, row after row: (2, 1), (3, 1), (3, 2) ... */
    public static final String CORRELATIONS = "noise_correlation";

    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    private static MultivariateNormalLikelihood of(Settings settings) {
        Noise noise = settings.find(PRIOR_SCALE).<Noise>map(Constant::new).orElseGet(Network::new);
        return new MultivariateNormalLikelihood(noise, settings.get(CORRELATION).equals("lkj"),
                settings.find(ETA).orElse(1.0));
    }

    /** Noise of the same scales in all rows, each with a half-normal prior of this scale. */
    public MultivariateNormalLikelihood(double priorScale, boolean correlated, double eta) {
        this(new Constant(priorScale), correlated, eta);
    }

    /** Checks the number. */
    public MultivariateNormalLikelihood {
        GaussianLikelihood.requirePositive("eta of the prior of the correlations", eta);
    }

    @Override
    public TargetKind targetKind() {
        return TargetKind.NUMBER;
    }

    @Override
    public int outputs(TargetEncoding target) {
        return noise instanceof Network ? 2 * targets(target) : targets(target);
    }

    private static int targets(TargetEncoding target) {
        return 1 + target.others().size();
    }

    @Override
    public Set<RowRole> needs() {
        return Set.of(RowRole.TARGET);
    }

    @Override
    public Bound bind(ModelBuilder model, Tensor target, Tensor outputs, TargetEncoding encoding) {
        throw new IllegalArgumentException("a multivariate likelihood needs further targets");
    }

    @Override
    public Bound bind(ModelBuilder model, Tensor target, Tensor outputs, TargetEncoding encoding,
            Map<RowRole, BesideValue> beside) {
        int k = targets(encoding);
        Tensor others = Objects.requireNonNull(beside.get(RowRole.TARGET)).value();
        List<Declared.Start> starts = new ArrayList<>();
        Tensor means = outputs.slice(0, 0, k);
        Tensor scales = scales(model, outputs, k, starts);
        Tensor cholesky = null;
        if (correlated) {
            cholesky = model.parameter(CHOLESKY, VariableRole.LATENT, Support.correlationCholesky(), k, k);
            model.prior(cholesky, LkjCholesky.of(eta));
            starts.add(new Declared.Start(k * (k - 1) / 2, 0, 0.1));
            cholesky = cholesky.reshape(k * k);
            model.generated(CORRELATIONS, VariableRole.SCALE, correlations(cholesky, k));
        }
        List<Tensor> predictive = new ArrayList<>(List.of(means));
        List<Tensor> z = new ArrayList<>();
        Tensor logDensity = scales.log().sum().plus(k * HALF_LOG_TWO_PI).negate();
        for (int i = 0; i < k; i++) {
            Tensor y = i == 0 ? target : others.get(i - 1);
            Tensor rest = y.minus(means.get(i)).dividedBy(scales.get(i));
            for (int j = 0; j <= i; j++) {
                Tensor factor = cholesky == null ? null : cholesky.get(i * k + j);
                predictive.add(entry(scales.get(i), factor, i == j).reshape(1));
                if (factor != null && j < i) {
                    rest = rest.minus(factor.times(z.get(j)));
                } else if (factor != null) {
                    rest = rest.dividedBy(factor);
                    logDensity = logDensity.minus(factor.log());
                }
            }
            z.add(rest);
        }
        Tensor squares = z.getFirst().square();
        for (int i = 1; i < k; i++) {
            squares = squares.plus(z.get(i).square());
        }
        model.addRowLogLikelihood(logDensity.minus(squares.times(0.5)));
        predictive.add(others);
        return new Bound(Tensor.concat(0, predictive), starts, means,
                noise instanceof Network ? Map.of("prediction_sd", scales) : Map.of());
    }

    /** The scales of the targets: parameters, of a row, or known. */
    private Tensor scales(ModelBuilder model, Tensor outputs, int k, List<Declared.Start> starts) {
        return switch (noise) {
            case Constant(double priorScale) -> {
                Tensor scales = model.parameter(GaussianLikelihood.NOISE_SCALE, VariableRole.SCALE, Support.positive(),
                        k);
                model.prior(scales, HalfNormal.of(priorScale));
                starts.add(new Declared.Start(k, -1, 0.1));
                yield scales;
            }
            case Fixed(double scale) -> {
                double[] alike = new double[k];
                Arrays.fill(alike, scale);
                yield model.constant(alike, k);
            }
            case Network network -> network.sd(outputs.slice(0, k, k));
        };
    }

    /** An entry of the Cholesky factor of the covariance. */
    private static Tensor entry(Tensor scale, @Nullable Tensor factor, boolean diagonal) {
        return factor != null ? scale.times(factor) : diagonal ? scale : scale.times(0);
    }

    private static Tensor correlations(Tensor cholesky, int k) {
        List<Tensor> all = new ArrayList<>();
        for (int i = 1; i < k; i++) {
            for (int j = 0; j < i; j++) {
                Tensor sum = cholesky.get(i * k).times(cholesky.get(j * k));
                for (int m = 1; m <= j; m++) {
                    sum = sum.plus(cholesky.get(i * k + m).times(cholesky.get(j * k + m)));
                }
                all.add(sum.reshape(1));
            }
        }
        return Tensor.concat(0, all);
    }

    @Override
    public Mixture mixture(TargetEncoding target) {
        return new MultivariateNormalMixture(targets(target));
    }

    @Override
    public Mixture mixture(TargetEncoding target, int number) {
        return new MultivariateNormalMixture(targets(target)).of(number);
    }
}
