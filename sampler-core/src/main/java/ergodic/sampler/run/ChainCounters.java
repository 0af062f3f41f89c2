package ergodic.sampler.run;

import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import ergodic.sampler.draws.TransitionTotals;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.OptionalLong;

/** What a chain counts over the whole run; kept in its checkpoint. */
final class ChainCounters {

    int transitions;
    int warmupDivergences;
    int divergences;
    int maxTreeDepthHits;
    long startGradients;
    long warmupGradients;
    long gradients;
    int rated;
    double acceptanceSum;
    double stepSize = Double.NaN;
    double startLogDensity = Double.NaN;
    long startNanos;
    long warmupNanos;
    long samplingNanos;
    private final EnergyMoments energies = new EnergyMoments();

    /** The larger of what the kernel says and what was evaluated while it was made: a tuner's searches are in the second alone. */
    void count(RunPhase phase, Transition transition, long evaluations) {
        long taken = Math.max(transition.gradients(), evaluations);
        stepSize = transition.value(Statistic.STEP_SIZE);
        if (phase == RunPhase.WARMUP) {
            warmupGradients += taken;
            warmupDivergences += transition.diverging() ? 1 : 0;
            return;
        }
        transitions++;
        energies.add(transition.value(Statistic.ENERGY));
        gradients += taken;
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
                maxTreeDepthHits, startGradients, warmupGradients, gradients, acceptanceRate(), stepSize, startNanos,
                warmupNanos, samplingNanos, startLogDensity);
    }

    TransitionTotals totals() {
        return new TransitionTotals(transitions, divergences, maxTreeDepthHits, gradients, acceptanceRate(),
                energies.bfmi(), OptionalLong.of(startGradients), OptionalLong.of(warmupGradients));
    }

    private double acceptanceRate() {
        return rated == 0 ? Double.NaN : acceptanceSum / rated;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(transitions);
        out.writeInt(warmupDivergences);
        out.writeInt(divergences);
        out.writeInt(maxTreeDepthHits);
        out.writeLong(startGradients);
        out.writeLong(warmupGradients);
        out.writeLong(gradients);
        out.writeInt(rated);
        out.writeDouble(acceptanceSum);
        out.writeDouble(stepSize);
        out.writeDouble(startLogDensity);
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
        startGradients = in.readLong();
        warmupGradients = in.readLong();
        gradients = in.readLong();
        rated = in.readInt();
        acceptanceSum = in.readDouble();
        stepSize = in.readDouble();
        startLogDensity = in.readDouble();
        startNanos = in.readLong();
        warmupNanos = in.readLong();
        samplingNanos = in.readLong();
        energies.read(in);
    }
}
