package ergodic.sampler.run;

import ergodic.sampler.LogDensity;
import ergodic.sampler.RowNoise;
import ergodic.sampler.RowNoiseForm;
import ergodic.sampler.StochasticLogDensity;
import java.util.Optional;

/** A density whose evaluations are counted and told; it gives up the starting point when the run is to stop. */
public sealed class WatchedDensity implements LogDensity {

    /** Hears each evaluation. */
    interface Listener {
        void evaluated(long evaluations, long rows, double logDensity);
    }

    private final LogDensity density;
    private final StopSignal stop;
    private final Listener listener;
    private final int rows;
    private long evaluations;
    private long rowsRead;

    private WatchedDensity(LogDensity density, StopSignal stop, Listener listener) {
        this.density = density;
        this.stop = stop;
        this.listener = listener;
        this.rows = rows(density);
    }

    /** Stochastic exactly if {@code density} is. */
    static WatchedDensity of(LogDensity density, StopSignal stop, Listener listener) {
        return density instanceof StochasticLogDensity stochastic ? new Stochastic(stochastic, stop, listener)
                : new WatchedDensity(density, stop, listener);
    }

    /**
     * A density that tells its evaluations as those of the start of the first chain: for what is measured before a run.
     *
     * @param density
     *            the density
     * @param progress
     *            hears of them
     * @param began
     *            {@link System#nanoTime} at the beginning
     */
    public static StochasticLogDensity telling(StochasticLogDensity density, Progress progress, long began) {
        return new Stochastic(density, new StopSignal(new Cancellation()), (count, rows, logDensity) -> progress
                .starting(0, count, rows, logDensity, System.nanoTime() - began));
    }

    /** Rows of a density; 1 where it has none. */
    static int rows(LogDensity density) {
        return density instanceof StochasticLogDensity stochastic ? stochastic.rowCount() : 1;
    }

    final long evaluations() {
        return evaluations;
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
        return tell(density.evaluate(theta, gradient), rows);
    }

    @Override
    public final double value(double[] theta, double[] workspace) {
        return tell(density.value(theta, workspace), rows);
    }

    final double tell(double logDensity, int read) {
        evaluations++;
        rowsRead += read;
        listener.evaluated(evaluations, rowsRead, logDensity);
        if (stop.raised()) {
            throw new StopSignal.StartStopped();
        }
        return logDensity;
    }

    private static final class Stochastic extends WatchedDensity implements StochasticLogDensity {

        private final StochasticLogDensity stochastic;

        Stochastic(StochasticLogDensity density, StopSignal stop, Listener listener) {
            super(density, stop, listener);
            this.stochastic = density;
        }

        @Override
        public int rowCount() {
            return stochastic.rowCount();
        }

        /** Its evaluations are not told: a start makes none. */
        @Override
        public Optional<RowNoise> rowNoise(RowNoiseForm form) {
            return stochastic.rowNoise(form);
        }

        @Override
        public double evaluateSubset(double[] theta, int[] subset, int count, double[] gradient) {
            return tell(stochastic.evaluateSubset(theta, subset, count, gradient), count);
        }
    }
}
