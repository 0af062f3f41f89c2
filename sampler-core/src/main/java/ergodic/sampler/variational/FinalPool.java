package ergodic.sampler.variational;

import ergodic.sampler.InitialPointException;
import ergodic.sampler.Transition;
import ergodic.sampler.weights.ImportancePool;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.commons.rng.UniformRandomProvider;

/** The draws by which the approximation that a fit ends in is judged: new ones, of all rows, that had no part in finding it. */
final class FinalPool {

    private final ElboEstimator elbo;
    /** Candidates that a step evaluates. */
    private final int share;
    private final ImportancePool pool;
    /** Sum of log q over the prior. */
    private double divergence;

    FinalPool(ElboEstimator elbo, int candidates, int share) {
        this.elbo = elbo;
        this.share = share;
        this.pool = new ImportancePool(candidates);
    }

    void begin(UniformRandomProvider rng) {
        pool.begin(rng);
    }

    boolean isFull() {
        return pool.isFull();
    }

    /** Pareto k of the weights. */
    double shape() {
        return pool.shape();
    }

    /** Number of the next candidate by the weights. */
    int take() {
        return pool.take();
    }

    /** Evaluates the next candidates; answers with the number of gradients. */
    int evaluate(double[] parameters, long seed) {
        int before = pool.filled();
        int end = before + Math.min(share, pool.left());
        boolean usable = true;
        while (pool.filled() < end) {
            double ratio = elbo.ratio(parameters, seed, pool.filled());
            if (Double.isFinite(ratio)) {
                divergence += elbo.overPrior();
            }
            usable = pool.add(ratio);
        }
        if (!usable) {
            throw new InitialPointException("at all " + pool.filled()
                    + " draws of the variational approximation the log density is not finite; check the data and the priors");
        }
        return end - before;
    }

    /** Says what it found. */
    void say(Transition transition) {
        transition.set(VariationalStatistics.AT_ELBO, pool.lowerBound());
        transition.set(VariationalStatistics.AT_ELBO_ERROR, pool.lowerBoundError());
        transition.set(VariationalStatistics.AT_IMPORTANCE_BOUND, pool.importanceBound());
        transition.set(VariationalStatistics.AT_PARETO_K, pool.shape());
        transition.set(VariationalStatistics.AT_KL_FROM_PRIOR,
                divergence / pool.finite() - Math.log((double) pool.finite() / pool.filled()));
    }

    void save(DataOutput out) throws IOException {
        pool.save(out);
        out.writeDouble(divergence);
    }

    void load(DataInput in) throws IOException {
        pool.load(in);
        divergence = in.readDouble();
    }
}
