package ergodic.nn.likelihood;

import ergodic.autodiff.Tensor;
import ergodic.model.ModelBuilder;
import ergodic.model.Support;
import ergodic.model.distribution.HalfNormal;
import ergodic.nn.likelihood.GaussianLikelihood.Constant;
import ergodic.nn.likelihood.GaussianLikelihood.Fixed;
import ergodic.nn.likelihood.GaussianLikelihood.Network;
import ergodic.nn.likelihood.GaussianLikelihood.Noise;
import ergodic.nn.prior.Declared;
import ergodic.sampler.draws.VariableRole;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.Settings;
import java.util.List;
import java.util.Map;

/**
 * The scale of noise about a location, in a model: of every family of a location and a scale.
 *
 * @param scale
 *            one number, or one a row
 * @param starts
 *            where its parameter starts, if it is one
 * @param functions
 *            what draws are judged by beside it
 */
record NoiseScale(Tensor scale, List<Declared.Start> starts, Map<String, Tensor> functions) {

    /** Keys of all families of a location and a scale. */
    static final List<Key<?>> KEYS = List.of(GaussianLikelihood.NOISE, GaussianLikelihood.PRIOR_SCALE);

    /** The noise that a configuration describes. */
    static Noise noise(Settings settings) {
        return settings.find(GaussianLikelihood.PRIOR_SCALE).<Noise>map(Constant::new).orElseGet(Network::new);
    }

    /** Outputs of the network that a likelihood with this noise takes. */
    static int outputs(Noise noise) {
        return noise instanceof Network ? 2 : 1;
    }

    /**
     * Declares the noise.
     *
     * @param outputs
     *            the network's outputs, of which the second may give the scale
     * @param function
     *            name of the scale of rows where it does
     */
    static NoiseScale of(ModelBuilder model, Noise noise, Tensor outputs, String function) {
        return switch (noise) {
            case Constant(double priorScale) -> {
                Tensor scale = model.parameter(GaussianLikelihood.NOISE_SCALE, VariableRole.SCALE, Support.positive());
                model.prior(scale, HalfNormal.of(priorScale));
                // The free value is the log: the noise starts near a third of the target's spread.
                yield new NoiseScale(scale, List.of(new Declared.Start(1, -1, 0.1)), Map.of());
            }
            case Fixed(double scale) -> new NoiseScale(model.constant(scale), List.of(), Map.of());
            case Network network -> {
                Tensor ofRow = network.sd(outputs.get(1));
                yield new NoiseScale(ofRow, List.of(), Map.of(function, ofRow));
            }
        };
    }
}
