package ergodic.nn.layer;

import ergodic.autodiff.Tensor;
import ergodic.nn.data.RowShape;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code activation(f(x) + g(x))} (He et al. 2016), where f are layers, and g the identity or other layers.
 *
 * @param layers
 *            f; at least one
 * @param shortcut
 *            g; without layers the identity
 * @param activation
 *            applied to the sum
 */
public record Residual(LayerStack layers, LayerStack shortcut, Activation activation) implements Layer {

    static final LayerType TYPE = LayerType.of("residual",
            keys -> new Residual(new LayerStack(keys.layers("layers")), new LayerStack(keys.layers("shortcut")),
                    keys.activation()),
            LayerKey.layers("layers", null, "layers whose result is added to what comes in"),
            LayerKey.layers("shortcut", List.of(), "layers that what comes in passes before it is added"),
            LayerKey.activation());

    /** Checks that there are layers. */
    public Residual {
        if (layers.layers().isEmpty()) {
            throw new IllegalArgumentException("a residual sum needs at least one layer beside its shortcut");
        }
    }

    /** Layers whose result is added to what comes in. */
    public static Residual of(Layer... layers) {
        return new Residual(new LayerStack(List.of(layers)), new LayerStack(List.of()), Activation.IDENTITY);
    }

    @Override
    public String type() {
        return TYPE.name();
    }

    @Override
    public RowShape output(RowShape input) {
        RowShape given = layers.output(input);
        RowShape beside = beside(input);
        if (!given.equals(beside)) {
            throw LayerShapeException.inside(this, "layers that give what they are added to, " + beside,
                    layers.layers().size(), layers.layers().getLast(), given,
                    "keep the shape (padding = \"same\"), or give the shortcut layers too");
        }
        if (given instanceof RowShape.Symbols) {
            throw new LayerShapeException(this, "numbers", input, "put an embedding between");
        }
        return given;
    }

    private RowShape beside(RowShape input) {
        try {
            return shortcut.output(input);
        } catch (LayerShapeException e) {
            throw e.within("shortcut");
        }
    }

    @Override
    public List<LayerParameter> parameters(RowShape input) {
        output(input);
        List<LayerParameter> all = new ArrayList<>(layers.parameters(input));
        shortcut.parameters(input).forEach(parameter -> all.add(parameter.within("shortcut.")));
        return all;
    }

    @Override
    public RowTensor apply(RowTensor x, List<Tensor> parameters) {
        int count = layers.parameters(x.shape()).size();
        RowTensor given = layers.apply(x, parameters.subList(0, count));
        Tensor beside = shortcut.apply(x, parameters.subList(count, parameters.size())).value();
        return given.with(activation.apply(given.value().plus(beside)), output(x.shape()));
    }
}
