package ergodic.sampler.suite;

import ergodic.sampler.ChainState;
import ergodic.sampler.DrawKind;
import ergodic.sampler.TemperedLogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.UniformStart;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.metric.DenseMetric;
import ergodic.sampler.metric.DiagonalMetric;
import ergodic.sampler.metric.Metric;
import ergodic.sampler.metric.UnitMetric;
import ergodic.sampler.run.ChainKit;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * A kernel with a metric beside itself without one in whitened coordinates, with the same random numbers. The metric is found where the tuning
 * holds one, in lists and records within it too.
 */
final class WhitenedRun {

    /**
     * What was seen.
     *
     * @param metrics
     *            places of the tuning with a metric; 0 where there was nothing to compare
     * @param transitions
     *            that were compared
     * @param largest
     *            difference of a coordinate
     */
    record Result(int metrics, int transitions, double largest) {}

    private static final int WARMUP = 150;
    private static final int TRANSITIONS = 25;

    private final SamplingMethod method;
    private final Object tuning;
    private int metrics;

    private WhitenedRun(SamplingMethod method, Object tuning) {
        this.method = method;
        this.tuning = tuning;
    }

    /** The method, tuned on a target of its own, under a diagonal and a dense metric. */
    static Result of(MethodType type) {
        if (type.kind() == DrawKind.INDEPENDENT) {
            return new Result(0, 0, 0.0);
        }
        int d = type.rowsOfGradient(MethodRuns.settings(type, NormalRows::new)).isPresent() ? 3 : 2;
        Supplier<TemperedLogDensity> density = d == 3 ? NormalRows::new : KnownTargets.ROSENBROCK::make;
        SamplingMethod method = MethodRuns.method(type, density, WARMUP);
        if (!(method.kit(density.get(), new UniformStart(),
                new MethodRuns.Functions(List.of())) instanceof ChainKit<?> kit)) {
            return new Result(0, 0, 0.0);
        }
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(31L);
        ChainState state = new ChainState(d);
        kit.start().findInto(state, kit.density(), rng);
        kit.begin(state, rng);
        Transition transition = new Transition(kit.statistics());
        for (int i = 0; i < WARMUP; i++) {
            kit.firstStep(state, rng, transition);
        }
        kit.endFirstPhase(state);
        WhitenedRun run = new WhitenedRun(method, kit.tuner().tuning());
        double scale = d == 3 ? 1.0 / NormalRows.ROWS : 1.0;
        double[] diagonal = new double[d];
        double[] dense = new double[d * d];
        for (int i = 0; i < d; i++) {
            diagonal[i] = scale * (0.4 + 0.8 * i);
            for (int j = 0; j < d; j++) {
                dense[i * d + j] = scale * (i == j ? 0.7 + 0.3 * i : 0.25);
            }
        }
        double largest = Math.max(run.difference(density, new DiagonalMetric(diagonal)),
                run.difference(density, new DenseMetric(dense)));
        return new Result(run.metrics, TRANSITIONS, largest);
    }

    @SuppressWarnings("unchecked")
    private double difference(Supplier<TemperedLogDensity> densities, Metric metric) {
        TemperedLogDensity density = densities.get();
        metrics = 0;
        Object withMetric = replaced(tuning, metric);
        if (metrics == 0) {
            return 0.0;
        }
        int found = metrics;
        Object without = replaced(tuning, new UnitMetric(density.dimension()));
        metrics = found;
        WhitenedTarget white = new WhitenedTarget(density, metric);
        ChainKit<Object> plain = (ChainKit<Object>) method.kit(density, new UniformStart(),
                new MethodRuns.Functions(List.of()));
        ChainKit<Object> whitened = (ChainKit<Object>) method.kit(white, new UniformStart(),
                new MethodRuns.Functions(List.of()));
        UniformRandomProvider one = RandomSource.XO_SHI_RO_256_PP.create(3151L);
        UniformRandomProvider other = RandomSource.XO_SHI_RO_256_PP.create(3151L);
        ChainState x = new ChainState(density.dimension());
        ChainState y = new ChainState(density.dimension());
        y.theta()[0] = 0.3;
        y.refresh(white);
        white.mapInto(y.theta(), x.theta());
        x.refresh(density);
        Transition ofX = new Transition(plain.statistics());
        Transition ofY = new Transition(whitened.statistics());
        double[] mapped = new double[density.dimension()];
        double largest = 0.0;
        for (int i = 0; i < TRANSITIONS; i++) {
            plain.kernel().step(x, withMetric, one, ofX);
            whitened.kernel().step(y, without, other, ofY);
            white.mapInto(y.theta(), mapped);
            for (int k = 0; k < mapped.length; k++) {
                double away = Math.abs(mapped[k] - x.theta()[k]);
                largest = Double.isNaN(away) ? Double.POSITIVE_INFINITY : Math.max(largest, away);
            }
        }
        return largest;
    }

    /** The same tuning with another metric wherever it holds one. */
    private Object replaced(Object value, Metric metric) {
        if (value instanceof Metric) {
            metrics++;
            return metric;
        }
        if (value instanceof List<?> list) {
            return list.stream().map(element -> replaced(element, metric)).toList();
        }
        if (!(value instanceof Record)) {
            return value;
        }
        RecordComponent[] components = value.getClass().getRecordComponents();
        try {
            Object[] values = new Object[components.length];
            for (int i = 0; i < values.length; i++) {
                components[i].getAccessor().setAccessible(true);
                values[i] = replaced(components[i].getAccessor().invoke(value), metric);
            }
            Constructor<?> constructor = value.getClass().getDeclaredConstructor(
                    Stream.of(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
