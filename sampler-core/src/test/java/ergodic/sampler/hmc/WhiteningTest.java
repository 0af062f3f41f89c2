package ergodic.sampler.hmc;

import ergodic.sampler.metric.Metric;
import ergodic.testing.Whitening;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WhiteningTest {

    static Stream<Metric> metrics() {
        return Whitening.metrics();
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void nuts(Metric metric) {
        for (double stepSize : new double[]{0.1, 0.5}) {
            Whitening.check(metric, density -> new Nuts(density, NutsSettings.defaults()),
                    of -> new HamiltonianTuning(stepSize, of));
        }
    }

    @ParameterizedTest
    @MethodSource("metrics")
    void hmc(Metric metric) {
        Whitening.check(metric, density -> new StaticHmc(density, HmcSettings.ofTime(2.0).withJitter(0.1, 0.5)),
                of -> new HamiltonianTuning(0.2, of));
    }
}
