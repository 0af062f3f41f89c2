package ergodic.sampler.mala;

import ergodic.sampler.StartingPoint;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.hmc.WarmupSettings;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.run.ChainKit;
import java.util.List;

/**
 * Metropolis-adjusted Langevin with windowed warm-up.
 *
 * @param warmup
 *            metric, target acceptance, windows
 */
public record MalaMethod(WarmupSettings warmup) implements SamplingMethod {

    /** The best acceptance in many dimensions (Roberts and Rosenthal 1998). */
    public static final double TARGET_ACCEPTANCE = 0.574;

    @Override
    public List<Statistic> statistics() {
        return Mala.STATISTICS;
    }

    @Override
    public ChainKit<?> kit(StochasticLogDensity density, StartingPoint start, DrawTransform transform) {
        return new ChainKit<>(density, new Mala(density), warmup.tuner(density), start, transform);
    }
}
