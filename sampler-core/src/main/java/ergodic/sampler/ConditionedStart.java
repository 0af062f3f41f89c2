package ergodic.sampler;

import java.util.function.Supplier;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Finds where the coordinates that are held stay, and where the free ones begin: a starting point of all coordinates is found once by random numbers that all
 * chains of a run have in common, so that all are chains of one conditional posterior; then the same search, by the chain's own random numbers, moves the free
 * coordinates alone, from a beginning of its own. Belongs to one chain.
 */
public final class ConditionedStart implements StartingPoint {

    private final ConditionedLogDensity density;
    private final StartingPoint search;
    private final Supplier<? extends UniformRandomProvider> common;

    /**
     * A start.
     *
     * @param density
     *            is told where the others are held, unless it knows
     * @param search
     *            finds a starting point of all coordinates
     * @param common
     *            makes random numbers that are the same for all chains, at their beginning
     */
    public ConditionedStart(ConditionedLogDensity density, StartingPoint search,
            Supplier<? extends UniformRandomProvider> common) {
        this.density = density;
        this.search = search;
        this.common = common;
    }

    /**
     * {@inheritDoc}
     *
     * @param given
     *            the conditioned density, or one that passes evaluations on to it
     */
    @Override
    public void findInto(ChainState state, LogDensity given, UniformRandomProvider rng) {
        int dimension = density.whole().dimension();
        if (!density.isHeld()) {
            ChainState all = new ChainState(dimension);
            search.findInto(all, new Through(density, given, true), common.get());
            density.hold(all.theta());
        }
        ChainState own = new ChainState(dimension);
        search.findInto(own, new Through(density, given, false), rng);
        density.gatherInto(own.theta(), state.theta());
        density.gatherInto(own.gradient(), state.gradient());
        state.setLogDensity(own.logDensity());
        state.setCovariance(null);
    }

    /** {@inheritDoc} The search of all coordinates, and that of the free ones. */
    @Override
    public double mostRows(int rows) {
        return (density.isHeld() ? 1 : 2) * search.mostRows(rows);
    }

    /**
     * The density of all coordinates, each of whose evaluations is one of the density that was given, so that whoever counts or watches those sees it. Either all
     * coordinates move, or those that are held stay and have slope 0.
     */
    private static final class Through implements StochasticLogDensity {

        private final ConditionedLogDensity density;
        private final LogDensity given;
        private final boolean moves;
        private final double[] some;
        private final double[] slope;

        Through(ConditionedLogDensity density, LogDensity given, boolean moves) {
            this.density = density;
            this.given = given;
            this.moves = moves;
            this.some = new double[density.dimension()];
            this.slope = new double[density.dimension()];
        }

        @Override
        public int dimension() {
            return density.whole().dimension();
        }

        @Override
        public int rowCount() {
            return density.rowCount();
        }

        @Override
        public String coordinateName(int coordinate) {
            return density.whole().coordinateName(coordinate);
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            place(theta);
            return told(given.evaluate(some, slope), gradient);
        }

        @Override
        public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
            place(theta);
            StochasticLogDensity stochastic = given instanceof StochasticLogDensity rowwise ? rowwise : density;
            return told(stochastic.evaluateSubset(some, rows, count, slope), gradient);
        }

        private void place(double[] theta) {
            if (moves) {
                density.moveTo(theta);
            }
            density.gatherInto(theta, some);
        }

        private double told(double value, double[] gradient) {
            if (moves) {
                density.slopeInto(gradient);
            } else {
                density.scatterInto(slope, gradient);
            }
            return value;
        }
    }
}
