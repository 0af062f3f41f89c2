package ergodic.nn.named;

import ergodic.autodiff.Window;
import ergodic.nn.layer.Activation;
import ergodic.nn.layer.ActivationLayer;
import ergodic.nn.layer.Convolution;
import ergodic.nn.layer.FilterResponseNorm;
import ergodic.nn.layer.GlobalAveragePooling;
import ergodic.nn.layer.Layer;
import ergodic.nn.layer.LayerStack;
import ergodic.nn.layer.Residual;
import java.util.ArrayList;
import java.util.List;

/**
 * Residual networks for small images (He et al. 2016, section 4.2), with filter response normalisation (Singh and Krishnan 2020) and
 * swish in place of batch normalisation and ReLU, as Izmailov et al. (2021) sample them.
 */
final class ResidualNetworks {

    private static final int FIRST = 16;
    private static final int STAGES = 3;

    private ResidualNetworks() {}

    /** {@code 6 blocks + 2} layers with weights: three stages of 16, 32 and 64 filters, the later two at half the size. */
    static List<Layer> of(int blocks) {
        List<Layer> layers = new ArrayList<>(List.of(convolution(FIRST, 3, 1), new FilterResponseNorm(), swish()));
        for (int stage = 0; stage < STAGES; stage++) {
            int filters = FIRST << stage;
            for (int block = 0; block < blocks; block++) {
                boolean halves = stage > 0 && block == 0;
                layers.add(block(filters, halves));
            }
        }
        layers.add(new GlobalAveragePooling());
        return layers;
    }

    private static Layer block(int filters, boolean halves) {
        LayerStack shortcut = halves
                ? new LayerStack(List.of(convolution(filters, 1, 2), new FilterResponseNorm()))
                : new LayerStack(List.of());
        return new Residual(new LayerStack(List.of(convolution(filters, 3, halves ? 2 : 1), new FilterResponseNorm(),
                swish(), convolution(filters, 3, 1), new FilterResponseNorm())), shortcut, Activation.SILU);
    }

    private static Layer swish() {
        return new ActivationLayer(Activation.SILU);
    }

    private static Convolution convolution(int filters, int size, int stride) {
        Window.Axis axis = Window.Axis.of(size).withStride(stride).withPadding(size / 2);
        return Convolution.image(filters, new Window(axis, axis), Activation.IDENTITY);
    }
}
