package ergodic.sampler.methods;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.ChainState;
import ergodic.sampler.LogDensity;
import ergodic.sampler.StartCovariance;
import ergodic.sampler.StartingPoint;
import ergodic.sampler.Targets;
import ergodic.sampler.UniformStart;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.hmc.HamiltonianKeys;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import ergodic.sampler.metric.Metric;
import ergodic.sampler.pathfinder.PathfinderStart;
import ergodic.sampler.run.Cancellation;
import ergodic.sampler.run.ChainKit;
import ergodic.sampler.run.Checkpoints;
import ergodic.sampler.run.RunResult;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import ergodic.testing.OneRow;
import ergodic.testing.StoppingProgress;
import ergodic.testing.WholePosition;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a start knows of the covariance is the first metric of every method that has the key {@code metric}: it joins by its line in
 * {@link Methods}.
 */
class FirstMetricTest {

    private static final int WARMUP = 150;
    /** They have a metric for each distribution on the way from the prior; one start tells of the last alone. */
    private static final Set<String> OF_MANY_DISTRIBUTIONS = Set.of("tempering", "smc");
    /** Of a run that is stopped. */
    private static final double[] FEW_SCALES = {1, 3, 0.5, 2};
    /** Standard deviations whose squares differ by 1e4. */
    private static final double[] SCALES = {0.1, 10, 1, 3, 0.5, 0.2, 5, 1, 0.1, 10};

    @TempDir
    private Path directory;

    static Stream<Arguments> metrics() {
        List<Arguments> all = new ArrayList<>();
        for (MethodType type : Methods.ALL) {
            if (type.keys().contains(HamiltonianKeys.METRIC) && !OF_MANY_DISTRIBUTIONS.contains(type.name())) {
                HamiltonianKeys.METRIC.choices().forEach(metric -> all.add(Arguments.of(type.name(), metric)));
            }
        }
        return all.stream();
    }

    private static SamplingMethod method(String name, String kind) {
        MethodType type = Methods.ALL.stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
        return type.method(Settings.of(type.keys(), Map.of("metric", kind)), WARMUP);
    }

    private static ChainKit<?> kit(SamplingMethod method, LogDensity density, StartingPoint start) {
        return (ChainKit<?>) method.kit(new OneRow(density), start, new WholePosition(density.dimension()));
    }

    /** The metric in a tuning, or in a tuning that it holds. */
    private static Metric metric(Object tuning) throws ReflectiveOperationException {
        for (RecordComponent component : tuning.getClass().getRecordComponents()) {
            component.getAccessor().setAccessible(true);
            Object held = component.getAccessor().invoke(tuning);
            if (held instanceof Metric metric) {
                return metric;
            }
            if (held instanceof Record record) {
                return metric(record);
            }
        }
        throw new AssertionError("no metric in " + tuning);
    }

    /** {@code D (I + Q (C - I) Q') D} with D = diag(2, 1, 1/2), Q of two columns and C = (9 2; 2 1/2), worked out by hand. */
    private static final double[][] COVARIANCE = {{4 * 9, 2 * 2, 0}, {2 * 2, 0.5, 0}, {0, 0, 0.25}};

    private static StartCovariance known() {
        return new StartCovariance(new double[]{2, 1, 0.5}, new double[][]{{1, 0, 0}, {0, 1, 0}},
                new double[][]{{9, 2}, {2, 0.5}});
    }

    /** Each begins with what the start knows, as far as a metric of the kind can hold it; without such a start with something else. */
    @ParameterizedTest
    @MethodSource("metrics")
    void itIsWhatTheStartKnows(String name, String kind) throws ReflectiveOperationException {
        ChainKit<?> kit = kit(method(name, kind), Targets.normal(6, 0.7, 0.5),
                new UniformStart());
        ChainState state = new ChainState(3);
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(2L);
        kit.start().findInto(state, kit.density(), rng);
        state.setCovariance(known());
        kit.begin(state, rng);
        Metric metric = metric(kit.tuner().tuning());
        for (int i = 0; i < 3; i++) {
            double[] unit = new double[3];
            double[] column = new double[3];
            unit[i] = 1;
            metric.velocityInto(unit, column);
            for (int j = 0; j < 3; j++) {
                boolean all = kind.equals("dense") || kind.equals("low_rank");
                double expected = kind.equals("unit") ? unit[j] : all || i == j ? COVARIANCE[i][j] : 0;
                assertThat(column[j]).as(i + ", " + j).isCloseTo(expected, within(1e-12));
            }
        }
    }

    /** It is saved with the tuner, from the first transition on: a run that is stopped and resumed has the same bits. */
    @ParameterizedTest
    @MethodSource("metrics")
    void aResumedRunHasIt(String name, String kind) {
        SamplingMethod method = method(name, kind);
        LogDensity density = Targets.autoregressive(0.8, FEW_SCALES);
        StartingPoint start = PathfinderStart.from(new UniformStart());
        RunSettings settings = new RunSettings(1, WARMUP, 10, 1, 4L, 1);
        List<Variable> variables = new WholePosition(FEW_SCALES.length).variables();
        MemoryDraws expected = new MemoryDraws(1, variables);
        RunResult whole = Sampling.run(settings, chain -> kit(method, density, start), expected);
        MemoryDraws draws = new MemoryDraws(1, variables);
        Checkpoints checkpoints = Checkpoints.begin(directory, name);
        long startEvaluations = whole.chains().getFirst().startGradients();
        for (long after : new long[]{startEvaluations / 2, startEvaluations + 3, 40, Long.MAX_VALUE}) {
            Cancellation cancellation = new Cancellation();
            Sampling.run(settings, chain -> kit(method, density, start), draws,
                    new StoppingProgress(cancellation, after), cancellation, checkpoints);
            checkpoints = Checkpoints.resume(directory, name);
        }
        for (int i = 0; i < FEW_SCALES.length; i++) {
            assertThat(Arrays.deepEquals(draws.series("theta", i), expected.series("theta", i))).isTrue();
        }
    }

    /**
     * Gradients of the warm-up from the same points, condition 1e4, with and without what Pathfinder knows of the covariance there: at most
     * the share that is said. (Where the number of gradients of a transition is given, metric and step alone tell.)
     */
    @ParameterizedTest
    @CsvSource({"nuts, diagonal, 0.1", "nuts, dense, 0.1", "nuts, low_rank, 0.1", "walnuts, diagonal, 0.15",
            "mams, diagonal, 0.3", "chees, diagonal, 0.6"})
    void theWarmUpNeedsFewerGradients(String name, String kind, double share) {
        long with = warmupGradients(name, kind, PathfinderStart.from(new UniformStart()));
        long without = warmupGradients(name, kind, withoutCovariance(PathfinderStart.from(new UniformStart())));
        assertThat((double) with / without).isLessThan(share);
    }

    private static long warmupGradients(String name, String kind, StartingPoint start) {
        SamplingMethod method = method(name, kind);
        MemoryDraws draws = new MemoryDraws(4, new WholePosition(SCALES.length).variables());
        return Sampling.run(new RunSettings(4, WARMUP, 1, 1, 7L, 1),
                chain -> kit(method, Targets.normal(SCALES), start), draws).tuningGradients();
    }

    private static StartingPoint withoutCovariance(StartingPoint start) {
        return (state, density, rng) -> {
            start.findInto(state, density, rng);
            state.setCovariance(null);
        };
    }
}
