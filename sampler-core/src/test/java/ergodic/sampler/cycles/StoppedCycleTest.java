package ergodic.sampler.cycles;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.sampler.ForwardingLogDensity;
import ergodic.sampler.UniformStart;
import ergodic.sampler.batches.BatchOrder;
import ergodic.sampler.batches.BatchRule;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.langevin.LangevinTuning;
import ergodic.sampler.langevin.Regression;
import ergodic.sampler.langevin.Sgld;
import ergodic.sampler.metric.UnitMetric;
import ergodic.sampler.run.Cancellation;
import ergodic.sampler.run.ChainKit;
import ergodic.sampler.run.Checkpoints;
import ergodic.sampler.run.Progress;
import ergodic.sampler.run.RunResult;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import ergodic.sampler.warmup.FixedTuning;
import ergodic.testing.SameBits;
import ergodic.testing.WholePosition;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run is stopped in the middle of explorations: at once, and it goes on to the same bits. */
class StoppedCycleTest {

    private static final int DIMENSION = 2;
    private static final double STEP = 1e-3;
    private static final List<Variable> VARIABLES = new WholePosition(DIMENSION).variables();
    private static final RunSettings SETTINGS = new RunSettings(2, 5, 12, 2, 4L, 1);
    private static final CosineCycle CYCLE = new CosineCycle(4, 0.75);

    @TempDir
    Path directory;

    /** Cancels the run at an evaluation. */
    private static final class Stopping extends ForwardingLogDensity {
        private final Cancellation cancellation;
        private final int last;
        private int evaluations;

        Stopping(Cancellation cancellation, int last) {
            super(new Regression(20, DIMENSION, 1));
            this.cancellation = cancellation;
            this.last = last;
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            return density.evaluate(theta, gradient);
        }

        @Override
        public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
            if (++evaluations == last) {
                cancellation.cancel();
            }
            double value = density.evaluateSubset(theta, rows, count, gradient);
            // A matter of the rows, so the same whenever the run is stopped.
            return rows[0] == 7 ? Double.NaN : value;
        }
    }

    private static ChainKit<?> kit(Stopping density) {
        UnitMetric metric = new UnitMetric(DIMENSION);
        Sgld kernel = new Sgld(density, new BatchRule(5, BatchOrder.INDEPENDENT));
        return CYCLE.kit(density, kernel, new FixedTuning<>(new LangevinTuning(STEP, metric)), STEP,
                h -> new LangevinTuning(h, metric), new UniformStart(), new WholePosition(DIMENSION));
    }

    @Test
    void stopsWithinAnExplorationAndGoesOnToTheSameBits() {
        MemoryDraws expected = new MemoryDraws(2, VARIABLES);
        RunResult whole = Sampling.run(SETTINGS, chain -> kit(new Stopping(new Cancellation(), -1)), expected);
        MemoryDraws draws = new MemoryDraws(2, VARIABLES);
        Checkpoints checkpoints = Checkpoints.begin(directory, "cycles");
        Random random = new Random(2);
        RunResult result;
        int runs = 0;
        do {
            Cancellation cancellation = new Cancellation();
            // Twelve steps explore, so that most of the stops lie among them.
            Stopping density = new Stopping(cancellation, 1 + random.nextInt(9));
            result = Sampling.run(SETTINGS, chain -> kit(density), draws, Progress.NONE, cancellation, checkpoints);
            checkpoints = Checkpoints.resume(directory, "cycles");
            assertThat(density.evaluations).isLessThanOrEqualTo(density.last);
            runs++;
        } while (!result.finished());
        assertThat(runs).isGreaterThan(5);
        assertThat(result.divergences()).isEqualTo(whole.divergences()).isPositive();
        assertThat(result.gradients()).isEqualTo(whole.gradients());
        SameBits.require(draws, expected);
    }
}
