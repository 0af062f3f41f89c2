package ergodic.sampler.suite;

import ergodic.sampler.DrawKind;
import ergodic.sampler.MonteCarlo;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.UniformStart;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.Settings;
import ergodic.sampler.run.RandomStreams;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.suite.KnownTarget.Known;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The relative error of variances that a method says, beside the one that its draws have, on a normal of one width: that is where what
 * it says should be exact. What is said before the run is the fact {@code predicted_variance_bias} of the preparation, what is
 * said of the draws the number {@code variance_bias} of a measurement.
 *
 * @param said
 *            by the method
 * @param seen
 *            in the draws
 * @param error
 *            standard error of what was seen
 * @param allowed
 *            of the prediction itself
 */
record PredictedBias(double said, double seen, double error, double allowed) {

    private static final int WARMUP = 3000;
    private static final int DRAWS = 40_000;
    private static final double STANDARD_ERRORS = 5.6;
    /** Of a formula for energy errors; of a noise that is measured by 64 batches (three standard errors of 18 %). */
    private static final double OF_FORMULA = 0.1;
    private static final double OF_NOISE = 0.54;
    private static final double LEAST = 0.01;

    /** Of a method that says one; empty for the others. */
    static Optional<PredictedBias> of(MethodType type) {
        if (type.exact() || type.kind() != DrawKind.CHAIN) {
            return Optional.empty();
        }
        Settings given = Settings.of(type.keys(), Map.of());
        Optional<Double> before = type
                .prepare(given, NormalRows::new, new UniformStart(), RandomStreams.ofChain(1L, 0))
                .flatMap(found -> Optional.ofNullable((Double) found.facts().get("predicted_variance_bias")));
        boolean rows = before.isPresent();
        Supplier<StochasticLogDensity> density = rows ? NormalRows::new : KnownTargets.NORMAL_100::make;
        Known square = rows ? NormalRows.square() : square(100);
        Settings settings = MethodRuns.settings(type, density);
        MemoryDraws draws = MethodRuns.run(type.method(settings, WARMUP), density, List.of(square),
                new RunSettings(1, WARMUP, DRAWS, 1, 12L, 1));
        Optional<Double> said = before.or(() -> type.measured(settings, draws).stream()
                .flatMap(measured -> Optional.ofNullable(measured.numbers().get("variance_bias")).stream())
                .findFirst());
        double[] series = draws.series(MethodRuns.VALUES, 0)[0];
        return said.map(bias -> new PredictedBias(bias, MonteCarlo.mean(series) - 1.0, MonteCarlo.standardError(series),
                LEAST + (rows ? OF_NOISE : OF_FORMULA) * Math.abs(bias)));
    }

    private static Known square(int dimension) {
        return new Known("square", x -> {
            double sum = 0.0;
            for (double value : x) {
                sum += value * value / dimension;
            }
            return sum;
        }, 1.0);
    }

    /** Whether they differ by no more than both their errors. */
    boolean right() {
        return Math.abs(seen - said) < allowed + STANDARD_ERRORS * error;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "said %+.4f, seen %+.4f +- %.4f", said, seen, error);
    }
}
