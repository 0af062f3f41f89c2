package ergodic.sampler.variational;

import ergodic.sampler.FixedStart;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.draws.Phase;
import ergodic.sampler.run.FitKit;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import ergodic.testing.WholePosition;
import java.util.Arrays;

/** A run of one fit from a point whose coordinates are all the same. */
record VariationalRun(MemoryDraws draws, VariationalFit fit) {

    static VariationalRun of(StochasticLogDensity density, VariationalSettings settings, double start, int draws) {
        return of(density, settings, start, draws, Phase.SAMPLING);
    }

    /** The steps in the place of the draws. */
    static VariationalRun way(StochasticLogDensity density, VariationalSettings settings, double start) {
        return of(density, settings, start, 1, Phase.WARMUP);
    }

    private static VariationalRun of(StochasticLogDensity density, VariationalSettings settings, double start,
            int draws,
            Phase phase) {
        WholePosition position = new WholePosition(density.dimension());
        double[] point = new double[density.dimension()];
        Arrays.fill(point, start);
        VariationalFit fit = new VariationalFit(density, settings);
        MemoryDraws kept = new MemoryDraws(1, position.variables(), phase);
        Sampling.run(new RunSettings(1, settings.steps(), draws, 1, 5L, 1),
                chain -> new FitKit(density, fit, new FixedStart(point), position), kept);
        return new VariationalRun(kept, fit);
    }

    /** The last value. */
    double statistic(String name) {
        double[] values = all(name);
        return values[values.length - 1];
    }

    double[] all(String name) {
        return draws.statistic(name)[0];
    }
}
