package ergodic.sampler.stochastic;

import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import java.util.List;

/** {@code ubu}. */
public final class UbuType extends KineticType {

    @Override
    public String name() {
        return "ubu";
    }

    @Override
    KineticScheme scheme() {
        return KineticScheme.UBU;
    }

    @Override
    public SamplingMethod method(Settings settings, int warmup) {
        return new UbuMethod(chosen(settings));
    }

    @Override
    public List<String> caveats(Settings settings) {
        return List
                .of("The draws are by kinetic Langevin dynamics with stochastic gradients and without an acceptance test, which is"
                        + " biased by its step and by the noise of its batches: agreement of the chains does not show the bias.");
    }
}
