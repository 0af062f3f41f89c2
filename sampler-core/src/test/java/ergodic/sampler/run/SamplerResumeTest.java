package ergodic.sampler.run;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.sampler.LogDensity;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.UniformStart;
import ergodic.sampler.batches.BatchOrder;
import ergodic.sampler.batches.BatchRule;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.hmc.HmcSettings;
import ergodic.sampler.hmc.Nuts;
import ergodic.sampler.hmc.NutsSettings;
import ergodic.sampler.hmc.StaticHmc;
import ergodic.sampler.hmc.WarmupSettings;
import ergodic.sampler.hmc.WindowedWarmup;
import ergodic.sampler.langevin.PolynomialDecay;
import ergodic.sampler.langevin.Sgld;
import ergodic.sampler.metric.MetricKind;
import ergodic.sampler.metric.UnitMetric;
import ergodic.testing.SameBits;
import ergodic.testing.StoppingProgress;
import ergodic.testing.WholePosition;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The product's own samplers and tuners, stopped again and again: all their state goes through the checkpoint. */
class SamplerResumeTest {

    private static final RunSettings SETTINGS = new RunSettings(2, 150, 60, 1, 4L, 2);
    private static final List<Variable> VARIABLES = new WholePosition(Rows.DIMENSION).variables();

    @TempDir
    Path directory;

    enum Method {
        NUTS_UNIT,
        NUTS_DIAGONAL,
        NUTS_DENSE,
        NUTS_LOW_RANK,
        NUTS_GRADIENTS,
        NUTS_GRADIENTS_LOW_RANK,
        HMC,
        SGLD;

        ChainKit<?> kit() {
            Rows density = new Rows();
            return switch (this) {
                case NUTS_UNIT -> windowed(density, MetricKind.UNIT);
                case NUTS_DIAGONAL -> windowed(density, MetricKind.DIAGONAL);
                case NUTS_DENSE -> windowed(density, MetricKind.DENSE);
                case NUTS_LOW_RANK -> windowed(density, MetricKind.LOW_RANK);
                case NUTS_GRADIENTS -> gradients(density, MetricKind.DIAGONAL);
                case NUTS_GRADIENTS_LOW_RANK -> gradients(density, MetricKind.LOW_RANK);
                case HMC -> new ChainKit<>(density, new StaticHmc(density, HmcSettings.ofTime(2).withJitter(0.1, 0.2)),
                        new WindowedWarmup(density, WarmupSettings.defaults(SETTINGS.warmup())), new UniformStart(),
                        new WholePosition(Rows.DIMENSION));
                case SGLD -> new ChainKit<>(density, new Sgld(density, new BatchRule(5, BatchOrder.INDEPENDENT)),
                        PolynomialDecay.between(0.01, 0.001, 210, 0.55, new UnitMetric(Rows.DIMENSION)),
                        new UniformStart(),
                        new WholePosition(Rows.DIMENSION));
            };
        }

        private static ChainKit<?> gradients(LogDensity density, MetricKind metric) {
            return new ChainKit<>(density, new Nuts(density, NutsSettings.defaults().withStepSizeJitter(0.1)),
                    WarmupSettings.defaults(SETTINGS.warmup()).withMetric(metric).withGradients(true).tuner(density),
                    new UniformStart(), new WholePosition(Rows.DIMENSION));
        }

        private static ChainKit<?> windowed(LogDensity density, MetricKind metric) {
            return new ChainKit<>(density, new Nuts(density, NutsSettings.defaults()),
                    new WindowedWarmup(density, WarmupSettings.defaults(SETTINGS.warmup()).withMetric(metric)),
                    new UniformStart(), new WholePosition(Rows.DIMENSION));
        }
    }

    @ParameterizedTest
    @EnumSource
    void givesTheSameBits(Method method) {
        MemoryDraws expected = new MemoryDraws(2, VARIABLES);
        RunResult whole = Sampling.run(SETTINGS, chain -> method.kit(), expected);
        MemoryDraws draws = new MemoryDraws(2, VARIABLES);
        Random random = new Random(2);
        Checkpoints checkpoints = Checkpoints.begin(directory, method.name());
        RunResult result;
        int runs = 0;
        do {
            Cancellation cancellation = new Cancellation();
            StoppingProgress stopping = new StoppingProgress(cancellation, 1 + random.nextInt(60));
            result = Sampling.run(SETTINGS, chain -> method.kit(), draws, stopping, cancellation, checkpoints);
            checkpoints = Checkpoints.resume(directory, method.name());
            runs++;
        } while (!result.finished());
        assertThat(runs).isGreaterThan(5);
        assertThat(result.gradients()).isEqualTo(whole.gradients());
        SameBits.require(draws, expected);
    }

    /** Twenty rows {@code y_i ~ N(theta, scales^2)} under a standard normal prior. */
    private static final class Rows implements StochasticLogDensity {
        private static final int DIMENSION = 3;
        private static final int ROWS = 20;

        @Override
        public int dimension() {
            return DIMENSION;
        }

        @Override
        public int rowCount() {
            return ROWS;
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            double sum = prior(theta, gradient);
            for (int row = 0; row < ROWS; row++) {
                sum += addRow(row, 1, theta, gradient);
            }
            return sum;
        }

        @Override
        public double evaluateSubset(double[] theta, int[] rows, int count, double[] gradient) {
            double sum = prior(theta, gradient);
            for (int i = 0; i < count; i++) {
                sum += addRow(rows[i], (double) ROWS / count, theta, gradient);
            }
            return sum;
        }

        private static double prior(double[] theta, double[] gradient) {
            double sum = 0;
            for (int i = 0; i < DIMENSION; i++) {
                gradient[i] = -theta[i];
                sum -= theta[i] * theta[i] / 2;
            }
            return sum;
        }

        private static double addRow(int row, double weight, double[] theta, double[] gradient) {
            double sum = 0;
            for (int i = 0; i < DIMENSION; i++) {
                double residual = (Math.sin(row + i) - theta[i]) / (i + 1);
                gradient[i] += weight * residual / (i + 1);
                sum -= weight * residual * residual / 2;
            }
            return sum;
        }
    }
}
