package ergodic.sampler.mams;

import ergodic.sampler.StartingPoint;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.isokinetic.SplittingScheme;
import ergodic.sampler.mclmc.Mclmc;
import ergodic.sampler.mclmc.MclmcSettings;
import ergodic.sampler.mclmc.MclmcWarmup;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.phases.PhasedKernel;
import ergodic.sampler.phases.PhasedTuner;
import ergodic.sampler.run.ChainKit;
import java.util.List;

/**
 * The Metropolis-adjusted microcanonical sampler tuned as in its paper: most of the warm-up is unadjusted and gives metric and length, the rest
 * gives the step.
 *
 * @param settings
 *            metric and target acceptance; its length is not read
 * @param warmup
 *            all transitions of the warm-up, unadjusted ones being of one step
 */
public record UnadjustedMamsMethod(MamsSettings settings, int warmup) implements SamplingMethod {

    private static final double UNADJUSTED = 0.8;

    /** Transitions that are unadjusted. */
    int unadjusted() {
        return (int) (UNADJUSTED * warmup);
    }

    /** Of the unadjusted steps: no exploration at high energies. */
    MclmcSettings ofUnadjusted() {
        return new MclmcSettings(unadjusted(), 0.0, settings.metric(), SplittingScheme.MINIMAL_NORM,
                MclmcSettings.ENERGY_VARIANCE, 0.0);
    }

    @Override
    public List<Statistic> statistics() {
        return PhasedKernel.statistics(Mclmc.STATISTICS, Mams.STATISTICS);
    }

    @Override
    public ChainKit<?> kit(StochasticLogDensity density, StartingPoint start, DrawTransform transform) {
        MclmcSettings before = ofUnadjusted();
        Mams adjusted = new Mams(density);
        return new ChainKit<>(density, new PhasedKernel<>(new Mclmc(density, before.scheme()), adjusted),
                new PhasedTuner<>(new MclmcWarmup(density, before), new LengthFromUnadjusted(density, settings),
                        unadjusted()),
                start, transform);
    }
}
