package ergodic.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.model.Model;
import ergodic.nn.data.ArraySpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.TargetKind;
import ergodic.nn.layer.Activation;
import ergodic.nn.likelihood.CategoricalLikelihood;
import ergodic.nn.likelihood.GaussianLikelihood;
import ergodic.nn.likelihood.Likelihood;
import ergodic.nn.prior.HierarchicalPrior;
import ergodic.nn.prior.HyperPrior;
import ergodic.nn.prior.LaplacePrior;
import ergodic.nn.prior.NormalPrior;
import ergodic.nn.prior.PriorSpec;
import ergodic.nn.prior.Scaling;
import ergodic.nn.prior.StudentTPrior;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Dense networks have the programs, node by node, that they had before networks became lists of layers, so the same
 * configuration gives the same bits. The digests are those of that version.
 */
class SameProgramTest {

    private static final double[][] X = new double[8][3];
    private static final double[] Y = new double[8];
    private static final double[] CLASS = new double[8];

    static {
        for (int i = 0; i < 8; i++) {
            for (int j = 0; j < 3; j++) {
                X[i][j] = (i * 7 + j * 5) % 11 - 4;
            }
            Y[i] = (i * i) % 5 - 1.5;
            CLASS[i] = i % 3;
        }
    }

    private static final Dataset NUMBERS = Dataset.of(ArraySpec.of(X, Y), TargetKind.NUMBER);
    private static final Dataset CLASSES = Dataset.of(ArraySpec.of(X, CLASS).withClasses("a", "b", "c"),
            TargetKind.CLASSES);

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> digests(NetworkSpec spec, PriorSpec priors, Likelihood likelihood, Dataset data) {
        NetworkModel network = NetworkModel.of(spec, priors, likelihood, data.target(), data.train().subset(0, 3, 5));
        StringBuilder programs = new StringBuilder();
        for (String output : List.of(Model.LOG_DENSITY, Model.LOG_PRIOR, Model.ROW_LOG_LIKELIHOOD,
                NetworkModel.OUTPUTS, NetworkModel.PREDICTIVE)) {
            programs.append(network.model().program(output));
        }
        List<String> variables = network.model().variables().stream().map(v -> v.name() + v.shape()).toList();
        return List.of(digest(programs.toString()), digest(variables.toString() + network.model().functions()));
    }

    @Test
    void tanh() {
        assertThat(digests(NetworkSpec.of(Activation.TANH, 4, 3), PriorSpec.standardNormal(), new GaussianLikelihood(),
                NUMBERS)).containsExactly("584b42cb1f609ec9", "ce59885b3efbc4b0");
    }

    @Test
    void linearWithNoiseFromTheNetwork() {
        assertThat(digests(NetworkSpec.of(Activation.TANH),
                new PriorSpec(new LaplacePrior(0.5, Scaling.FAN_IN), new NormalPrior(2, Scaling.NONE)),
                new GaussianLikelihood(new GaussianLikelihood.Network()), NUMBERS))
                .containsExactly("51186526ad7cbfb0", "3757104b3f00d444");
    }

    @Test
    void hierarchicalPriorsOfClasses() {
        assertThat(digests(new NetworkSpec(List.of(5, 4), List.of(Activation.RELU, Activation.SILU)),
                new PriorSpec(new HierarchicalPrior(HyperPrior.HALF_NORMAL, 1, Scaling.FAN_IN, false),
                        new HierarchicalPrior(HyperPrior.HALF_CAUCHY, 1, Scaling.NONE, true)),
                new CategoricalLikelihood(), CLASSES)).containsExactly("95dd1ab0088821da", "c93d46b889f1ff29");
    }

    @Test
    void twoFamiliesOfPriors() {
        assertThat(digests(NetworkSpec.of(Activation.ELU, 2),
                new PriorSpec(new StudentTPrior(4, 1, Scaling.NONE),
                        new HierarchicalPrior(HyperPrior.HALF_NORMAL, 1, Scaling.NONE, false)),
                new GaussianLikelihood(), NUMBERS)).containsExactly("1cd99739241e530b", "b0c802c10320680a");
    }
}
