package ergodic.nn.likelihood;

import ergodic.autodiff.Tensor;
import ergodic.model.ModelBuilder;
import ergodic.model.distribution.NormalTail;
import ergodic.nn.data.RowRole;
import ergodic.nn.data.TargetEncoding;
import ergodic.nn.data.TargetKind;
import ergodic.nn.predict.Mixture;
import ergodic.nn.predict.SurvivalMixture;
import ergodic.sampler.method.Key;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Times until an event, of which some are censored from the right: the event had not come by then ({@code data.observed} is 0). The log of
 * the time is the network's output in units of the logs' standard deviation s among the training rows, plus noise of scale s times the
 * parameter {@code noise_scale}, which is half-normal a priori (accelerated failure times). A row that was observed adds the log density of
 * its time, a censored one the log of the probability of a longer time.
 *
 * @param times
 *            distribution of the times
 * @param priorScale
 *            scale of the prior of {@code noise_scale}
 */
public record SurvivalLikelihood(SurvivalMixture.Times times, double priorScale) implements Likelihood {

    /** {@code times}. */
    public static final Key<String> TIMES = Key.choice("times", List.of("log_normal", "weibull"), "log_normal",
            "distribution of the times: the log is normal, or (`\"weibull\"`) a log of an exponential variable times the scale")
            .in(LikelihoodType.SECTION);
    /** {@code survival}. */
    public static final LikelihoodType TYPE = new LikelihoodType("survival", List.of(TIMES, LogScale.PRIOR_SCALE),
            settings -> new SurvivalLikelihood(settings.get(TIMES).equals("weibull") ? SurvivalMixture.Times.WEIBULL
                    : SurvivalMixture.Times.LOG_NORMAL, settings.get(LogScale.PRIOR_SCALE)));

    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    /** Checks the scale. */
    public SurvivalLikelihood {
        GaussianLikelihood.requirePositive("the scale of the noise prior", priorScale);
    }

    @Override
    public TargetKind targetKind() {
        return TargetKind.POSITIVE;
    }

    @Override
    public int outputs(TargetEncoding target) {
        return 1;
    }

    @Override
    public Set<RowRole> needs() {
        return Set.of(RowRole.OBSERVED);
    }

    @Override
    public OptionalDouble linkSlope(TargetEncoding target) {
        return OptionalDouble.of(target.logSd());
    }

    @Override
    public Bound bind(ModelBuilder model, Tensor target, Tensor outputs, TargetEncoding encoding) {
        throw new IllegalArgumentException("a survival likelihood needs to know which times were observed");
    }

    @Override
    public Bound bind(ModelBuilder model, Tensor target, Tensor outputs, TargetEncoding encoding,
            Map<RowRole, BesideValue> beside) {
        Tensor observed = Objects.requireNonNull(beside.get(RowRole.OBSERVED)).value();
        LogScale noise = LogScale.of(model, priorScale, encoding);
        Tensor scale = noise.scale();
        Tensor location = outputs.get(0).times(encoding.logSd());
        Tensor log = target.log();
        Tensor z = log.minus(location).dividedBy(scale);
        Tensor jacobian = log.plus(scale.log());
        Tensor term = switch (times) {
            case LOG_NORMAL -> observed.select(
                    z.square().times(-0.5).minus(jacobian).minus(HALF_LOG_TWO_PI), NormalTail.logSurvival(z));
            case WEIBULL -> observed.times(z.minus(jacobian)).minus(z.exp());
        };
        model.addRowLogLikelihood(term);
        Tensor logMean = switch (times) {
            case LOG_NORMAL -> location.plus(scale.square().times(0.5));
            case WEIBULL -> location.plus(scale.plus(1).lgamma());
        };
        return new Bound(Tensor.concat(0, List.of(location.reshape(1), scale.reshape(1), observed.reshape(1))),
                noise.starts(), logMean.exp());
    }

    @Override
    public Mixture mixture(TargetEncoding target) {
        return new SurvivalMixture(times);
    }
}
