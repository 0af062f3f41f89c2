package ergodic.nn.likelihood;

import ergodic.autodiff.Tensor;
import ergodic.model.ModelBuilder;
import ergodic.model.distribution.Univariate;
import ergodic.nn.predict.Zeros;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.Settings;
import java.util.List;

/** Zeros of counts that do not come from the counts' distribution: their probability is the sigmoid of the network's second output. */
final class ZeroCounts {

    /** {@code zeros}. */
    static final Key<String> ZEROS = zeros();

    /** From where on {@code log(1 - e^-q)} is {@code log q} to all digits. */
    private static final double TINY = -40;

    private ZeroCounts() {}

    /** Not written into configurations that do not have it: their text decides whether a run may go on. */
    private static Key<String> zeros() {
        Key<String> choice = Key.choice("zeros", List.of("counted", "inflated", "hurdle"), "counted",
                "zeros that the counts' distribution does not explain: `\"inflated\"`: a zero beside the counts has a probability of its own,"
                        + " by a second output; `\"hurdle\"`: all zeros have that, other counts are from 1 on");
        return new Key<>(choice.name(), String.class, null, "\"counted\"", choice.rule(), choice.description(),
                choice.choices()).in(LikelihoodType.SECTION);
    }

    /** What a configuration says. */
    static Zeros of(Settings settings) {
        return switch (settings.find(ZEROS).orElse("counted")) {
            case "inflated" -> Zeros.INFLATED;
            case "hurdle" -> Zeros.HURDLE;
            default -> Zeros.COUNTED;
        };
    }

    /** Outputs of the network. */
    static int outputs(Zeros zeros) {
        return zeros == Zeros.COUNTED ? 1 : 2;
    }

    /**
     * Adds the log likelihood of counts, and gives the mean.
     *
     * @param counts
     *            makes the distribution of the counts of their log mean
     * @param outputs
     *            the network's outputs, of which the second is the logit of a zero
     */
    static Tensor observe(ModelBuilder model, Tensor target, Zeros zeros, Counts counts, Tensor logMean,
            Tensor outputs) {
        Univariate plain = counts.of(logMean);
        if (zeros == Zeros.COUNTED) {
            model.observe(target, plain);
            return logMean.exp();
        }
        Tensor logit = outputs.get(1);
        Tensor logZero = logit.negate().softplus().negate();
        Tensor logOther = logit.softplus().negate();
        Tensor none = target.tracer().constant(0);
        Tensor isZero = target.equal(none);
        // Where the count is not 0 the probability of 0 does not matter, and the other way round: nothing infinite may enter the gradient.
        if (zeros == Zeros.INFLATED) {
            Tensor zero = plain.logDensity(none).minus(logit).softplus().plus(logZero);
            model.addRowLogLikelihood(isZero.select(zero, logOther.plus(plain.logDensity(target))));
            return logMean.minus(logit.softplus()).exp();
        }
        Tensor safe = logMean.max(logMean.tracer().constant(TINY));
        Tensor logPositive = counts.of(safe).logDensity(none).expm1().negate().log().plus(logMean.minus(safe));
        model.addRowLogLikelihood(
                isZero.select(logZero, logOther.plus(plain.logDensity(target)).minus(logPositive)));
        return logMean.minus(logPositive).minus(logit.softplus()).exp();
    }

    /** Makes the distribution of counts. */
    @FunctionalInterface
    interface Counts {

        /** The distribution of a log mean. */
        Univariate of(Tensor logMean);
    }

    /** The parameters of a row's component, with the logit of a zero if there is one. */
    static Tensor predictive(Zeros zeros, List<Tensor> counts, Tensor outputs) {
        List<Tensor> all = new java.util.ArrayList<>();
        counts.forEach(value -> all.add(value.reshape(1)));
        if (zeros != Zeros.COUNTED) {
            all.add(outputs.get(1).reshape(1));
        }
        return all.size() == 1 ? all.getFirst() : Tensor.concat(0, all);
    }
}
