package ergodic.sampler.run;

import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import ergodic.sampler.draws.TransitionTotals;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What a chain counts over the whole run; kept in its checkpoint. */
final class ChainCounters {

    int transitions;
    int warmupDivergences;
    int divergences;
    int maxTreeDepthHits;
    long startEvaluations;
    long warmupGradients;
    long gradients;
    int rated;
    double acceptanceSum;
    double stepSize = Double.NaN;
    long startNanos;
    long warmupNanos;
    long samplingNanos;
    private final EnergyMoments energies = new EnergyMoments();

    void count(RunPhase phase, Transition transition) {
        stepSize = transition.value(Statistic.STEP_SIZE);
        if (phase == RunPhase.WARMUP) {
            warmupGradients += transition.gradients();
            warmupDivergences += transition.diverging() ? 1 : 0;
            return;
        }
        transitions++;
        energies.add(transition.value(Statistic.ENERGY));
        gradients += transition.gradients();
        divergences += transition.diverging() ? 1 : 0;
        maxTreeDepthHits += transition.cut() ? 1 : 0;
        double rate = transition.value(Statistic.ACCEPTANCE_RATE);
        if (!Double.isNaN(rate)) {
            rated++;
            acceptanceSum += rate;
        }
    }

    void addTime(RunPhase phase, long nanos) {
        switch (phase) {
            case STARTING -> startNanos += nanos;
            case WARMUP -> warmupNanos += nanos;
            case SAMPLING, FINISHED -> samplingNanos += nanos;
        }
    }

    ChainResult result(int chain, RunPhase phase, int warmupDone, int draws) {
        return new ChainResult(chain, phase, warmupDone, draws, transitions, warmupDivergences, divergences,
                maxTreeDepthHits, startEvaluations, warmupGradients, gradients, acceptanceRate(), stepSize, startNanos,
                warmupNanos, samplingNanos);
    }

    TransitionTotals totals() {
        return new TransitionTotals(transitions, divergences, maxTreeDepthHits, gradients, acceptanceRate(),
                energies.bfmi());
    }

    private double acceptanceRate() {
        return rated == 0 ? Double.NaN : acceptanceSum / rated;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(transitions);
        out.writeInt(warmupDivergences);
        out.writeInt(divergences);
        out.writeInt(maxTreeDepthHits);
        out.writeLong(startEvaluations);
        out.writeLong(warmupGradients);
        out.writeLong(gradients);
        out.writeInt(rated);
        out.writeDouble(acceptanceSum);
        out.writeDouble(stepSize);
        out.writeLong(startNanos);
        out.writeLong(warmupNanos);
        out.writeLong(samplingNanos);
        energies.write(out);
    }

    void read(DataInput in) throws IOException {
        transitions = in.readInt();
        warmupDivergences = in.readInt();
        divergences = in.readInt();
        maxTreeDepthHits = in.readInt();
        startEvaluations = in.readLong();
        warmupGradients = in.readLong();
        gradients = in.readLong();
        rated = in.readInt();
        acceptanceSum = in.readDouble();
        stepSize = in.readDouble();
        startNanos = in.readLong();
        warmupNanos = in.readLong();
        samplingNanos = in.readLong();
        energies.read(in);
    }
}
