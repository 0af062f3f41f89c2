package ergodic.nn.named;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.nn.data.RowShape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Networks with names have the weights that their papers count. */
class NamedNetworksTest {

    private static double size(String name, RowShape shape, int outputs) {
        return NamedNetworks.named(name).orElseThrow().spec().size(shape, outputs);
    }

    /** LeNet-5 as PyTorch counts it with a bias everywhere: 156 + 2416 + 48120 + 10164 + 850. */
    @Test
    void lenetHasItsWeights() {
        assertThat(size("lenet", new RowShape.Image(1, 28, 28), 10)).isEqualTo(61_706);
    }

    /**
     * He et al. count 0.27 million of ResNet-20. Here convolutions have a bias a channel, normalisations a gain, a bias and a
     * threshold, and shortcuts that change the size have a convolution and a normalisation.
     */
    @Test
    void residualNetworkHasItsWeights() {
        int convolutions = 3 * 16 * 9 + 6 * 16 * 16 * 9 + 16 * 32 * 9 + 5 * 32 * 32 * 9 + 32 * 64 * 9 + 5 * 64 * 64 * 9
                + 16 * 32 + 32 * 64;
        int channels = 16 + 6 * 16 + 6 * 32 + 6 * 64 + 32 + 64;
        double size = size("resnet20-frn", new RowShape.Image(3, 32, 32), 10);
        assertThat(size).isEqualTo(convolutions + channels * 4 + 64 * 10 + 10);
        assertThat(size).isBetween(265_000.0, 280_000.0);
    }

    /** PyTorch's counts: a gate has weights of inputs and of the state, and two biases. */
    @ParameterizedTest
    @CsvSource({"gru, 3", "lstm, 4"})
    void recurrentNetworksHaveTheirWeights(String name, int gates) {
        RowShape shape = new RowShape.Sequence(29, 12, true);
        assertThat(size(name, shape, 9)).isEqualTo(gates * (16 * 12 + 16 * 16 + 2 * 16) + 16 * 9 + 9);
    }

    @Test
    void textNetworksTakeSymbolsOfAnyLength() {
        RowShape shape = new RowShape.Symbols(20, 100, true);
        assertThat(size("cnn-text", shape, 1)).isEqualTo(100 * 32 + 16 * 32 * (3 + 4 + 5) + 3 * 16 + 3 * 16 + 1);
        assertThat(size("transformer-small", shape, 1)).isEqualTo(100 * 32 + 3 * 2 * 32
                + 4 * (32 * 32 + 32) + 32 * 64 + 64 + 64 * 32 + 32 + 32 + 1);
    }
}
