package ergodic.model.distribution;

import ergodic.autodiff.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Scale mixture of normal distributions with one mean: {@code log p = log sum_k share_k N(x; mean, (ratio_k scale)^2)}. With two
 * components a continuous spike and slab (George and McCulloch 1993; Blundell et al. 2015).
 *
 * @param mean
 *            mean of all components
 * @param scale
 *            standard deviation of a component of ratio 1, positive
 * @param components
 *            at least one, whose shares add up to 1; kept with the widest first
 */
public record NormalMixture(Value mean, Value scale, List<Component> components) implements Univariate {

    private static final double TOLERANCE = 1e-9;

    /**
     * A component.
     *
     * @param share
     *            its probability, positive
     * @param ratio
     *            its standard deviation in units of the mixture's scale, positive
     */
    public record Component(double share, double ratio) {

        /** Checks the numbers. */
        public Component {
            if (!(share > 0 && share <= 1) || !(ratio > 0 && ratio < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("a component needs a share in (0, 1] and a positive ratio, not "
                        + share + " and " + ratio);
            }
        }
    }

    /** Checks and orders the components. */
    public NormalMixture {
        components = components.stream().sorted(Comparator.comparingDouble(Component::ratio).reversed()).toList();
        double sum = components.stream().mapToDouble(Component::share).sum();
        if (!(Math.abs(sum - 1) <= TOLERANCE)) {
            throw new IllegalArgumentException("the shares of a mixture must add up to 1, not to " + sum);
        }
    }

    /** With numbers. */
    public static NormalMixture of(double mean, double scale, List<Component> components) {
        return new NormalMixture(Value.of(mean), Value.of(scale), components);
    }

    @Override
    public List<Value> parameters() {
        return List.of(mean, scale);
    }

    /**
     * {@inheritDoc} Every component is told by its ratio to the widest, which is bounded wherever x lies, so that nothing overflows in
     * the tails.
     */
    @Override
    public Tensor logDensity(Tensor x) {
        Component widest = components.getFirst();
        Tensor square = LogTerms.standardise(x, mean, scale).square();
        Tensor logDensity = square.times(-0.5 * precision(widest)).plus(logHeight(widest))
                .minus(scale.like(x).log().plus(LogTerms.HALF_LOG_TWO_PI));
        List<Tensor> others = new ArrayList<>();
        for (Component component : components.subList(1, components.size())) {
            others.add(square.times(-0.5 * (precision(component) - precision(widest)))
                    .plus(logHeight(component) - logHeight(widest)).exp());
        }
        return others.stream().reduce(Tensor::plus).map(sum -> logDensity.plus(sum.log1p())).orElse(logDensity);
    }

    private static double precision(Component component) {
        return 1 / (component.ratio() * component.ratio());
    }

    private static double logHeight(Component component) {
        return Math.log(component.share()) - Math.log(component.ratio());
    }

    @Override
    public double sample(UniformRandomProvider rng, double[] parameters) {
        double left = rng.nextDouble();
        Component chosen = components.getLast();
        for (Component component : components) {
            left -= component.share();
            if (left < 0) {
                chosen = component;
                break;
            }
        }
        return parameters[0]
                + parameters[1] * chosen.ratio() * ZigguratSampler.NormalizedGaussian.of(rng).sample();
    }
}
