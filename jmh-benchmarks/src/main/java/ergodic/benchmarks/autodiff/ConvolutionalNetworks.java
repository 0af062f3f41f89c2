package ergodic.benchmarks.autodiff;

import ergodic.autodiff.Tensor;
import ergodic.autodiff.Tracer;
import ergodic.autodiff.Window;
import ergodic.model.distribution.CategoricalLogit;
import ergodic.nn.data.RowShape;
import ergodic.nn.layer.Activation;
import ergodic.nn.layer.Dense;
import ergodic.nn.layer.Layer;
import ergodic.nn.layer.LayerParameter;
import ergodic.nn.layer.LayerStack;
import ergodic.nn.layer.RowTensor;
import ergodic.nn.named.NamedNetworks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The convolutional networks of {@link Networks}. */
final class ConvolutionalNetworks {

    private static final int ROWS = 1000;
    private static final int RESIDUAL_ROWS = 128;

    private ConvolutionalNetworks() {}

    /**
     * LeNet-5 (LeCun et al. 1998) with full connections and a softmax: 6 and 16 filters of 5x5, the first with padding, tanh,
     * averages of 2x2, then 120, 84 and 10 units: 61,706 parameters. Images are 28x28, of numbers in (0, 1).
     */
    static Network lenet() {
        Tracer t = new Tracer();
        Tensor[] prior = {t.constant(0)};
        Window five = Window.of(5, 5);
        Window padded = new Window(Window.Axis.of(5).withPadding(2), Window.Axis.of(5).withPadding(2));
        Window two = new Window(Window.Axis.of(2).withStride(2), Window.Axis.of(2).withStride(2));
        Tensor value = t.rowInput("x", 1, 28, 28);
        value = value.conv2d(weights(t, prior, "filters1", 6, 1, 5, 5), weights(t, prior, "bias1", 6), padded, 1);
        value = value.tanh().averagePool2d(two, false);
        value = value.conv2d(weights(t, prior, "filters2", 16, 6, 5, 5), weights(t, prior, "bias2", 16), five, 1);
        value = value.tanh().averagePool2d(two, false).reshape(400);
        value = value.affine(weights(t, prior, "weights3", 120, 400), weights(t, prior, "bias3", 120)).tanh();
        value = value.affine(weights(t, prior, "weights4", 84, 120), weights(t, prior, "bias4", 84)).tanh();
        value = value.affine(weights(t, prior, "weights5", 10, 84), weights(t, prior, "bias5", 10));
        Tensor likelihood = CategoricalLogit.of(value).logDensity(t.rowInput("y"));
        return Network.of("lenet", "LeNet-5, 28x28, 1000, softmax", ROWS,
                DenseNetworks.posterior(t, prior[0], likelihood),
                Map.of("x", Network.Column.uniform(0, 1), "y", Network.Column.classes(10)), 0.1);
    }

    /**
     * ResNet-20 (He et al. 2016) with filter response normalisation and swish, as {@code network.name = "resnet20-frn"} makes it:
     * 273,754 parameters. Images are 28x28, of numbers in (0, 1).
     */
    static Network resnet() {
        Tracer t = new Tracer();
        Tensor[] prior = {t.constant(0)};
        RowShape shape = new RowShape.Image(1, 28, 28);
        List<Layer> layers = new ArrayList<>(NamedNetworks.named("resnet20-frn").orElseThrow().layers());
        layers.add(new Dense(10, Activation.IDENTITY));
        LayerStack stack = new LayerStack(layers);
        List<Tensor> parameters = new ArrayList<>();
        for (LayerParameter parameter : stack.parameters(shape)) {
            parameters.add(weights(t, prior, parameter.name(), parameter.shape().dims()));
        }
        Tensor value = stack.apply(RowTensor.of(t.rowInput("x", 1, 28, 28), shape), parameters).value();
        Tensor likelihood = CategoricalLogit.of(value).logDensity(t.rowInput("y"));
        return Network.of("resnet20-frn", "ResNet-20 with FRN, 28x28, " + RESIDUAL_ROWS + ", softmax", RESIDUAL_ROWS,
                DenseNetworks.posterior(t, prior[0], likelihood),
                Map.of("x", Network.Column.uniform(0, 1), "y", Network.Column.classes(10)), 0.3);
    }

    private static Tensor weights(Tracer t, Tensor[] prior, String name, int... dims) {
        Tensor parameter = t.parameter(name, dims);
        prior[0] = prior[0].minus(parameter.square().sum().times(0.5));
        return parameter;
    }
}
