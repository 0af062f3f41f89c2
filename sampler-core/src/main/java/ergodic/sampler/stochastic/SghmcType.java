package ergodic.sampler.stochastic;

import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import java.util.List;

/** {@code sghmc}. */
public final class SghmcType extends KineticType {

    @Override
    public String name() {
        return "sghmc";
    }

    @Override
    protected KineticScheme scheme() {
        return KineticScheme.SGHMC;
    }

    @Override
    public SamplingMethod method(Settings settings, int warmup) {
        return new SghmcMethod(chosen(settings));
    }

    @Override
    public List<String> caveats(Settings settings) {
        return List
                .of("The draws are by stochastic-gradient Hamiltonian Monte Carlo without an acceptance test, which is"
                        + " biased by the noise of its batches and by its step: agreement of the chains does not show the bias.");
    }
}
