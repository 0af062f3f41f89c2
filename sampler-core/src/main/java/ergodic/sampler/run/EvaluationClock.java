package ergodic.sampler.run;

import ergodic.sampler.ConditionedLogDensity;
import ergodic.sampler.CurvedLogDensity;
import ergodic.sampler.DenseLayer;
import ergodic.sampler.InputUnits;
import ergodic.sampler.LayersOfCurvature;
import ergodic.sampler.LogDensity;
import ergodic.sampler.PriorDensity;
import ergodic.sampler.RowNoise;
import ergodic.sampler.RowNoiseForm;
import ergodic.sampler.RowsOfCurvature;
import ergodic.sampler.SecondDerivatives;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.TemperedLogDensity;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Counts the evaluations of one chain's density and the time they take: an {@link Inference} that is made with what
 * {@link #over} returns has its time told by the run.
 *
 * <p>The time is that of {@link System#nanoTime}, not the thread's processor time, which would cost a system call. Where
 * other work takes the processor away it is counted as if the evaluation went on; the rest of a transition is interrupted
 * likewise, so that shares of times stay right where times do not.
 *
 * <p>An evaluation of 5 us or longer is timed; of shorter ones only some, each standing for those before it that were not,
 * so that looking at the clock (two times some 25 ns, half of which are counted) takes 1 % at most. Belongs to one
 * chain, and is used by one thread at a time.
 */
public final class EvaluationClock {

    private static final long LONG_ENOUGH = 5_000;
    private static final int MOST = 256;

    private long evaluations;
    private long nanos;
    /** Evaluations still to pass untimed. */
    private int untimed;
    /** How many the next one that is timed stands for. */
    private int weight = 1;

    private EvaluationClock() {}

    /** The density, counted by a clock of its own. */
    public static LogDensity over(LogDensity density) {
        return new Timed(density);
    }

    /** The density, counted by a clock of its own. */
    public static StochasticLogDensity over(StochasticLogDensity density) {
        return over(density, 0);
    }

    /**
     * The density, counted by a clock of its own that goes on from what was counted before the chain was made, such as by a
     * {@link ergodic.sampler.method.Preparation}: the chain counts it with its start.
     *
     * @param before
     *            evaluations so far
     */
    public static StochasticLogDensity over(StochasticLogDensity density, long before) {
        TimedStochastic timed = switch (density) {
            case CurvedLogDensity curved -> new TimedCurved(curved);
            case TemperedLogDensity tempered -> new TimedTempered(tempered);
            default -> new TimedStochastic(density);
        };
        timed.clock.evaluations = before;
        return timed;
    }

    /** The clock that a density, or the whole of which it is a part, is counted by; one that stands still if it is counted by none. */
    public static EvaluationClock of(LogDensity density) {
        return switch (density) {
            case Timed timed -> timed.clock;
            case ConditionedLogDensity part -> of(part.whole());
            default -> new EvaluationClock();
        };
    }

    /** Number of evaluations so far, of gradients, of estimates of gradients and of densities alone. */
    public long evaluations() {
        return evaluations;
    }

    /** The time they took, nanoseconds; extrapolated from some of them where they are short. */
    public long nanos() {
        return nanos;
    }

    /** Counts evaluations that were timed elsewhere. */
    private void add(int count, long time) {
        evaluations += count;
        nanos += time;
    }

    private boolean passes() {
        evaluations++;
        if (untimed == 0) {
            return false;
        }
        untimed--;
        return true;
    }

    private void took(long time) {
        nanos += time * weight;
        weight = time >= LONG_ENOUGH ? 1 : (int) Math.min(MOST, LONG_ENOUGH / Math.max(1, time) + 1);
        untimed = weight - 1;
    }

    private static class Timed implements LogDensity {

        private final LogDensity density;
        final EvaluationClock clock = new EvaluationClock();

        Timed(LogDensity density) {
            this.density = density;
        }

        @Override
        public final int dimension() {
            return density.dimension();
        }

        @Override
        public final String coordinateName(int coordinate) {
            return density.coordinateName(coordinate);
        }

        @Override
        public final double evaluate(double[] theta, double[] gradient) {
            if (clock.passes()) {
                return density.evaluate(theta, gradient);
            }
            long begin = System.nanoTime();
            double logDensity = density.evaluate(theta, gradient);
            clock.took(System.nanoTime() - begin);
            return logDensity;
        }

        @Override
        public final double value(double[] theta, double[] workspace) {
            if (clock.passes()) {
                return density.value(theta, workspace);
            }
            long begin = System.nanoTime();
            double logDensity = density.value(theta, workspace);
            clock.took(System.nanoTime() - begin);
            return logDensity;
        }
    }

    private static class TimedStochastic extends Timed implements StochasticLogDensity {

        private final StochasticLogDensity stochastic;

        TimedStochastic(StochasticLogDensity density) {
            super(density);
            this.stochastic = density;
        }

        @Override
        public final int rowCount() {
            return stochastic.rowCount();
        }

        @Override
        public final List<InputUnits> inputUnits() {
            return stochastic.inputUnits();
        }

        @Override
        public final Optional<RowNoise> rowNoise(RowNoiseForm form) {
            return stochastic.rowNoise(form).map(noise -> new TimedNoise(noise, clock));
        }

        @Override
        public final double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
            if (clock.passes()) {
                return stochastic.evaluateSubset(theta, rows, count, gradient);
            }
            long begin = System.nanoTime();
            double logDensity = stochastic.evaluateSubset(theta, rows, count, gradient);
            clock.took(System.nanoTime() - begin);
            return logDensity;
        }
    }

    /** Evaluations of the prior alone are not counted: they read no data. */
    private static class TimedTempered extends TimedStochastic implements TemperedLogDensity {

        private final TemperedLogDensity tempered;

        TimedTempered(TemperedLogDensity density) {
            super(density);
            this.tempered = density;
        }

        @Override
        public final PriorDensity prior() {
            return tempered.prior();
        }
    }

    /** Passes over the rows for second derivatives count as the gradients that {@link SecondDerivatives} says. */
    private static final class TimedCurved extends TimedTempered implements CurvedLogDensity {

        private final CurvedLogDensity curved;

        TimedCurved(CurvedLogDensity density) {
            super(density);
            this.curved = density;
        }

        @Override
        public SecondDerivatives curvature(int[] coordinates) {
            return new TimedCurvature(curved.curvature(coordinates), clock);
        }

        @Override
        public int[] lastLayer() {
            return curved.lastLayer();
        }
    }

    private record TimedNoise(RowNoise noise, EvaluationClock clock) implements RowNoise {

        @Override
        public long numbersOfRow() {
            return noise.numbersOfRow();
        }

        @Override
        public int[] coordinates() {
            return noise.coordinates();
        }

        @Override
        public double evaluate(double[] point, double[] spread, int[] rows, int count, boolean mirrored,
                UniformRandomProvider rng, double[] gradient, double[] spreadGradient) {
            long begin = System.nanoTime();
            double value = noise.evaluate(point, spread, rows, count, mirrored, rng, gradient, spreadGradient);
            clock.add(1, System.nanoTime() - begin);
            return value;
        }
    }

    private record TimedCurvature(SecondDerivatives curvature, EvaluationClock clock) implements SecondDerivatives {

        @Override
        public int dimension() {
            return curvature.dimension();
        }

        @Override
        public int outputs() {
            return curvature.outputs();
        }

        @Override
        public int[] direct() {
            return curvature.direct();
        }

        @Override
        public int gradientsOfProduct() {
            return curvature.gradientsOfProduct();
        }

        @Override
        public int gradientsOfRows() {
            return curvature.gradientsOfRows();
        }

        @Override
        public void forEachRows(double[] theta, RowsOfCurvature rows) {
            long begin = System.nanoTime();
            curvature.forEachRows(theta, rows);
            clock.add(gradientsOfRows(), System.nanoTime() - begin);
        }

        @Override
        public List<DenseLayer> layers() {
            return curvature.layers();
        }

        @Override
        public void forEachLayerRows(double[] theta, LayersOfCurvature rows) {
            long begin = System.nanoTime();
            curvature.forEachLayerRows(theta, rows);
            clock.add(gradientsOfRows(), System.nanoTime() - begin);
        }

        @Override
        public void hessianInto(double[] theta, double[] direction, double[] product) {
            long begin = System.nanoTime();
            curvature.hessianInto(theta, direction, product);
            clock.add(gradientsOfProduct(), System.nanoTime() - begin);
        }

        @Override
        public void restInto(double[] theta, double[] direction, double[] product) {
            curvature.restInto(theta, direction, product);
        }
    }
}
