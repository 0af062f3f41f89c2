package ergodic.sampler.hmc;

import ergodic.sampler.StartingPoint;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.run.ChainKit;
import java.util.List;

/**
 * The no-U-turn sampler with windowed warm-up.
 *
 * @param warmup
 *            metric, target acceptance, windows
 * @param settings
 *            depth of the trees
 */
public record NutsMethod(WarmupSettings warmup, NutsSettings settings) implements SamplingMethod {

    /** With these settings of the warm-up, and trees of depth 10. */
    public static NutsMethod of(WarmupSettings warmup) {
        return new NutsMethod(warmup, NutsSettings.defaults());
    }

    /** Stan's defaults for a warm-up of so many transitions: a diagonal metric, target acceptance 0.8, depth 10. */
    public static NutsMethod of(int warmup) {
        return of(WarmupSettings.defaults(warmup));
    }

    @Override
    public List<Statistic> statistics() {
        return Nuts.STATISTICS;
    }

    @Override
    public ChainKit<?> kit(StochasticLogDensity density, StartingPoint start, DrawTransform transform) {
        return new ChainKit<>(density, new Nuts(density, settings), warmup.tuner(density), start,
                transform);
    }
}
