package ergodic.nn;

import static ergodic.nn.LaplaceTest.curve;
import static ergodic.nn.LaplaceTest.design;
import static ergodic.nn.LaplaceTest.settings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.nn.data.Dataset;
import ergodic.nn.likelihood.GaussianLikelihood;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.laplace.LaplaceFit;
import ergodic.sampler.laplace.LaplaceType;
import ergodic.sampler.map.MapType;
import ergodic.sampler.method.Measurement;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import org.junit.jupiter.api.Test;

/** What Laplace's approximation says of a climb that ended before a mode. */
class ShortClimbTest {

    private static MemoryDraws run(BayesianNetwork network, Settings settings, int steps) {
        SamplingMethod method = new LaplaceType().method(settings, steps);
        MemoryDraws kept = new MemoryDraws(1, network.variables(method));
        Sampling.run(new RunSettings(1, steps, 3, 1, 5, 1), network.posterior().chains(method), kept);
        return kept;
    }

    private static Measurement mode(Settings settings, MemoryDraws draws) {
        return new LaplaceType().measured(settings, draws).stream().filter(found -> found.check().equals("mode"))
                .findFirst().orElseThrow();
    }

    /** The posterior of a linear network is normal: what is missing to the mode is what is missing to the evidence. */
    @Test
    void natsToTheModeAreThoseOfTheEvidence() {
        Dataset data = curve(30, 3, false);
        BayesianNetwork network = LaplaceTest.linear(data)
                .likelihood(new GaussianLikelihood(new GaussianLikelihood.Fixed(LaplaceTest.NOISE))).build();
        double expected = LaplaceTest.evidence(design(data.train().inputs(), 3), data.train().target());
        Settings settings = settings();
        MemoryDraws draws = run(network, settings, 4);
        double gain = draws.statistic(LaplaceFit.GAIN.name())[0][0];
        assertThat(gain).isGreaterThan(0.1)
                .isCloseTo(expected - LaplaceTest.evidence(draws), within(1e-8));
        assertThat(mode(settings, draws).doubtful()).isTrue();
        assertThat(mode(settings, draws).sentence()).contains("a mode is some ")
                .contains("the approximation is not at a mode");
        assertThat(run(network, settings, 400).statistic(LaplaceFit.GAIN.name())[0]).containsOnly(0);
    }

    /** Where the rest is a millionth of a nat the approximation is at the mode, whatever the gradient. */
    @Test
    void aRestOfNoNatsIsNone() {
        BayesianNetwork network = LaplaceTest.linear(curve(30, 3, false))
                .likelihood(new GaussianLikelihood(new GaussianLikelihood.Fixed(LaplaceTest.NOISE))).build();
        Settings settings = settings(MapType.TOLERANCE, 1e-200);
        MemoryDraws draws = run(network, settings, 40);
        assertThat(draws.statistic(LaplaceFit.GAIN.name())[0][0]).isPositive().isLessThan(0.01);
        assertThat(mode(settings, draws).doubtful()).isFalse();
        assertThat(mode(settings, draws).sentence()).contains("but by the curvature there a mode is within ");
    }

    /** Weights that are held may be as far from a mode as they like: nothing is said in nats. */
    @Test
    void ofAPartNothingIsSaidWhereOthersAreNotAtAMode() {
        Settings settings = settings(LaplaceType.PART, "last_layer");
        MemoryDraws draws = run(BayesianNetwork.on(curve(25, 2, false)).hidden(3).build(), settings, 4);
        assertThat(draws.statistic(LaplaceFit.GAIN.name())[0]).containsOnly(Double.NaN);
        assertThat(mode(settings, draws).sentence()).endsWith("the approximation is not at a mode.");
    }
}
