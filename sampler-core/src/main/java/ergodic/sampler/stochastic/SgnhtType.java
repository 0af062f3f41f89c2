package ergodic.sampler.stochastic;

import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import java.util.List;

/** {@code sgnht}. */
public final class SgnhtType extends KineticType {

    @Override
    public String name() {
        return "sgnht";
    }

    @Override
    protected KineticScheme scheme() {
        return KineticScheme.SGNHT;
    }

    @Override
    public SamplingMethod method(Settings settings, int warmup) {
        return new SgnhtMethod(chosen(settings));
    }

    @Override
    public List<String> caveats(Settings settings) {
        return List
                .of("The draws are by a stochastic-gradient thermostat without an acceptance test, which holds the mean width of all"
                        + " directions: where the noise of batches differs between them some are too wide and others too narrow,"
                        + " and agreement of the chains does not show it.");
    }
}
