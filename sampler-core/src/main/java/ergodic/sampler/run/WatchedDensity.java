package ergodic.sampler.run;

import ergodic.sampler.LogDensity;
import ergodic.sampler.StochasticLogDensity;

/** A density whose evaluations are counted and told; it gives up the starting point when the run is to stop. */
class WatchedDensity implements LogDensity {

    /** Hears each evaluation. */
    interface Listener {
        void evaluated(long evaluations, double logDensity);
    }

    private final LogDensity density;
    private final StopSignal stop;
    private final Listener listener;
    private long evaluations;

    private WatchedDensity(LogDensity density, StopSignal stop, Listener listener) {
        this.density = density;
        this.stop = stop;
        this.listener = listener;
    }

    /** Stochastic exactly if {@code density} is. */
    static WatchedDensity of(LogDensity density, StopSignal stop, Listener listener) {
        return density instanceof StochasticLogDensity stochastic ? new Stochastic(stochastic, stop, listener)
                : new WatchedDensity(density, stop, listener);
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
        return tell(density.evaluate(theta, gradient));
    }

    @Override
    public final double value(double[] theta, double[] workspace) {
        return tell(density.value(theta, workspace));
    }

    final double tell(double logDensity) {
        evaluations++;
        listener.evaluated(evaluations, logDensity);
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

        @Override
        public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
            return tell(stochastic.evaluateSubset(theta, rows, count, gradient));
        }
    }
}
