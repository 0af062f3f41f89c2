package ergodic.sampler.smc;

import ergodic.sampler.ChainState;
import ergodic.sampler.TemperedLogDensity;
import ergodic.sampler.Transition;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** One population from the prior to its particles. */
final class Run {

    final double[][] particles;
    final Transition last;
    long gradients;

    Run(TemperedLogDensity density, SmcSettings settings, long seed) {
        Smc smc = new Smc(density, settings);
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(seed);
        ChainState state = new ChainState(density.dimension());
        this.last = new Transition(smc.statistics());
        smc.begin(state, rng);
        for (int i = 0; i < settings.sweeps(); i++) {
            smc.step(state, rng, last);
            gradients += last.gradients();
            if (last.gradients() == 0) {
                break;
            }
        }
        smc.finish(state);
        this.particles = new double[settings.particles()][];
        for (int i = 0; i < particles.length; i++) {
            smc.draw(state, rng, last);
            particles[i] = state.theta().clone();
        }
    }

    double logEvidence() {
        return last.value(SmcStatistics.LOG_EVIDENCE);
    }

    double mean(ToDoubleFunction<double[]> function) {
        double sum = 0;
        for (double[] particle : particles) {
            sum += function.applyAsDouble(particle) / particles.length;
        }
        return sum;
    }
}
