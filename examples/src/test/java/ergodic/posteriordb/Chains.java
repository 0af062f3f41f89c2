package ergodic.posteriordb;

import ergodic.model.Posterior;
import ergodic.sampler.UniformStart;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.hmc.Nuts;
import ergodic.sampler.hmc.NutsSettings;
import ergodic.sampler.hmc.WarmupSettings;
import ergodic.sampler.hmc.WindowedWarmup;
import ergodic.sampler.run.ChainKit;
import ergodic.sampler.run.RunResult;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;

/** Draws of a posterior by NUTS with a windowed warm-up. */
record Chains(MemoryDraws draws, RunResult result) {

    static Chains sample(Posterior posterior, WarmupSettings warmup, RunSettings settings) {
        MemoryDraws draws = new MemoryDraws(settings.chains(), posterior.transform().variables());
        RunResult result = Sampling.run(settings, chain -> {
            Posterior own = posterior.fork();
            WindowedWarmup tuner = new WindowedWarmup(own, warmup);
            return new ChainKit<>(own, new Nuts(own, NutsSettings.defaults()), tuner, new UniformStart(),
                    own.transform());
        }, draws);
        return new Chains(draws, result);
    }
}
