package ergodic.sampler.tempering;

import ergodic.sampler.ChainState;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A position with prior and likelihood apart, so that it can stand at any power of the likelihood without a new gradient. */
public sealed class TemperedPoint permits Replica {

    final double[] theta;
    final double[] priorGradient;
    final double[] likelihoodGradient;
    double logPrior;
    double logLikelihood;

    /** The origin, whose density is not known. */
    public TemperedPoint(int dimension) {
        this.theta = new double[dimension];
        this.priorGradient = new double[dimension];
        this.likelihoodGradient = new double[dimension];
        this.logPrior = Double.NaN;
        this.logLikelihood = Double.NaN;
    }

    /** The position; the array itself. */
    public final double[] theta() {
        return theta;
    }

    /** Log likelihood at the position; minus infinity where it cannot be used. */
    public final double logLikelihood() {
        return logLikelihood;
    }

    /** Fills {@code state} with the position, and with density and gradient at this power of the likelihood. */
    public final void into(ChainState state, double beta) {
        double[] gradient = state.gradient();
        for (int i = 0; i < theta.length; i++) {
            state.theta()[i] = theta[i];
            gradient[i] = priorGradient[i] + beta * likelihoodGradient[i];
        }
        state.setLogDensity(logPrior + beta * logLikelihood);
    }

    /** Becomes a copy of {@code other}. */
    public final void set(TemperedPoint other) {
        int dimension = theta.length;
        System.arraycopy(other.theta, 0, theta, 0, dimension);
        System.arraycopy(other.priorGradient, 0, priorGradient, 0, dimension);
        System.arraycopy(other.likelihoodGradient, 0, likelihoodGradient, 0, dimension);
        logPrior = other.logPrior;
        logLikelihood = other.logLikelihood;
    }

    /** Writes all of it. */
    public void save(DataOutput out) throws IOException {
        for (int i = 0; i < theta.length; i++) {
            out.writeDouble(theta[i]);
            out.writeDouble(priorGradient[i]);
            out.writeDouble(likelihoodGradient[i]);
        }
        out.writeDouble(logPrior);
        out.writeDouble(logLikelihood);
    }

    /** Reads what {@link #save} wrote. */
    public void load(DataInput in) throws IOException {
        for (int i = 0; i < theta.length; i++) {
            theta[i] = in.readDouble();
            priorGradient[i] = in.readDouble();
            likelihoodGradient[i] = in.readDouble();
        }
        logPrior = in.readDouble();
        logLikelihood = in.readDouble();
    }
}
