package ergodic.sampler;

import ergodic.testing.OneStep;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * One chain run from warm-up to end, in memory: the plainest of runners, for tests.
 *
 * @param <T>
 *            the method's tuning
 */
public final class Chain<T> {

    /** Draws of the sampling phase, [draw][coordinate]. */
    public final double[][] draws;
    /** Transitions of the sampling phase. */
    public final List<Transition> transitions = new ArrayList<>();
    /** Tuning at the end. */
    public final T tuning;

    private Chain(double[][] draws, T tuning) {
        this.draws = draws;
        this.tuning = tuning;
    }

    /** Runs {@code warmup} and then {@code count} transitions. */
    public static <T> Chain<T> run(LogDensity density, TransitionKernel<T> kernel, Tuner<T> tuner, int warmup,
            int count,
            long seed) {
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(seed);
        ChainState state = new ChainState(density.dimension());
        new UniformStart().findInto(state, density, rng);
        tuner.start(state, rng);
        for (int i = 0; i < warmup; i++) {
            tuner.adapt(state, OneStep.of(kernel, state, tuner.tuning(), rng), rng);
        }
        tuner.finishWarmup();
        Chain<T> chain = new Chain<>(new double[count][], tuner.tuning());
        for (int i = 0; i < count; i++) {
            chain.transitions.add(OneStep.of(kernel, state, tuner.tuning(), rng));
            tuner.advance();
            chain.draws[i] = state.theta().clone();
        }
        return chain;
    }

    /** The values of one function along the chain. */
    public double[] values(java.util.function.ToDoubleFunction<double[]> function) {
        double[] values = new double[draws.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = function.applyAsDouble(draws[i]);
        }
        return values;
    }

    /** Mean of the acceptance statistic. */
    public double meanAcceptance() {
        double sum = 0.0;
        for (Transition transition : transitions) {
            sum += transition.value(Statistic.ACCEPTANCE_RATE);
        }
        return sum / transitions.size();
    }

    /** Number of divergent transitions. */
    public int divergences() {
        int count = 0;
        for (Transition transition : transitions) {
            count += transition.diverging() ? 1 : 0;
        }
        return count;
    }
}
