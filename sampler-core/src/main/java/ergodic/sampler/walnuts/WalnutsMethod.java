package ergodic.sampler.walnuts;

import ergodic.sampler.StartingPoint;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.hmc.WarmupSettings;
import ergodic.sampler.hmc.WindowedWarmup;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.run.ChainKit;
import java.util.List;

/**
 * WALNUTS with its warm-up.
 *
 * @param warmup
 *            metric, target acceptance of the coarsest steps, windows
 * @param settings
 *            depth, macro steps, halvings, tolerance
 */
public record WalnutsMethod(WarmupSettings warmup, WalnutsSettings settings) implements SamplingMethod {

    @Override
    public List<Statistic> statistics() {
        return Walnuts.STATISTICS;
    }

    @Override
    public ChainKit<?> kit(StochasticLogDensity density, StartingPoint start, DrawTransform transform) {
        return new ChainKit<>(density, new Walnuts(density, settings),
                new WindowedWarmup(density, warmup, Walnuts.BASE_ACCEPTANCE), start, transform);
    }
}
