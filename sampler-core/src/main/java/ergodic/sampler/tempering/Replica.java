package ergodic.sampler.tempering;

import ergodic.sampler.ChainState;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** One of the states of an ensemble: a position with prior and likelihood apart, and where it is on its way between the rungs. */
public final class Replica {

    final double[] theta;
    final double[] priorGradient;
    final double[] likelihoodGradient;
    double logPrior;
    double logLikelihood;
    private Leg leg = Leg.NEITHER;

    /** Which end the replica came from last. */
    private enum Leg {
        NEITHER,
        UP,
        DOWN
    }

    /** A replica at the origin, whose density is not known. */
    public Replica(int dimension) {
        this.theta = new double[dimension];
        this.priorGradient = new double[dimension];
        this.likelihoodGradient = new double[dimension];
        this.logPrior = Double.NaN;
        this.logLikelihood = Double.NaN;
    }

    /** The position; the array itself. */
    public double[] theta() {
        return theta;
    }

    /** Log likelihood at the position; minus infinity where it cannot be used. */
    public double logLikelihood() {
        return logLikelihood;
    }

    /** Fills {@code state} with the position, and with density and gradient at this beta. */
    void into(ChainState state, double beta) {
        double[] gradient = state.gradient();
        for (int i = 0; i < theta.length; i++) {
            state.theta()[i] = theta[i];
            gradient[i] = priorGradient[i] + beta * likelihoodGradient[i];
        }
        state.setLogDensity(logPrior + beta * logLikelihood);
    }

    /** Becomes a copy of {@code other}, but for its way. */
    void set(Replica other) {
        int dimension = theta.length;
        System.arraycopy(other.theta, 0, theta, 0, dimension);
        System.arraycopy(other.priorGradient, 0, priorGradient, 0, dimension);
        System.arraycopy(other.likelihoodGradient, 0, likelihoodGradient, 0, dimension);
        logPrior = other.logPrior;
        logLikelihood = other.logLikelihood;
    }

    /** Forgets its way. */
    void forgetWay() {
        leg = Leg.NEITHER;
    }

    /** Is at beta = 0; returns whether that ends a round trip from there to beta = 1 and back. */
    boolean reachesPrior() {
        boolean ends = leg == Leg.DOWN;
        leg = Leg.UP;
        return ends;
    }

    /** Is at beta = 1; counts if it came from beta = 0. */
    void reachesTarget() {
        if (leg == Leg.UP) {
            leg = Leg.DOWN;
        }
    }

    void save(DataOutput out) throws IOException {
        for (int i = 0; i < theta.length; i++) {
            out.writeDouble(theta[i]);
            out.writeDouble(priorGradient[i]);
            out.writeDouble(likelihoodGradient[i]);
        }
        out.writeDouble(logPrior);
        out.writeDouble(logLikelihood);
        out.writeUTF(leg.name());
    }

    void load(DataInput in) throws IOException {
        for (int i = 0; i < theta.length; i++) {
            theta[i] = in.readDouble();
            priorGradient[i] = in.readDouble();
            likelihoodGradient[i] = in.readDouble();
        }
        logPrior = in.readDouble();
        logLikelihood = in.readDouble();
        String name = in.readUTF();
        for (Leg known : Leg.values()) {
            if (known.name().equals(name)) {
                leg = known;
                return;
            }
        }
        throw new IOException("a replica of a saved ensemble is said to be on the leg \"" + name + "\"");
    }
}
