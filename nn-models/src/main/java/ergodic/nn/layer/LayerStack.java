package ergodic.nn.layer;

import ergodic.autodiff.Tensor;
import ergodic.nn.data.RowShape;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Layers one after another. Parameters of layer i, from 1, have {@code i.} before their names.
 *
 * @param layers
 *            from the inputs on; without any a row passes as it is
 */
public record LayerStack(List<Layer> layers) implements Layer {

    static final LayerType TYPE = LayerType.of("stack", keys -> new LayerStack(keys.layers("layers")),
            LayerKey.layers("layers", null, "layers one after another"));

    /** Copies the list. */
    public LayerStack {
        layers = List.copyOf(layers);
    }

    @Override
    public String type() {
        return TYPE.name();
    }

    @Override
    public RowShape output(RowShape input) {
        return shapes(input).getLast();
    }

    /** What comes into each layer; last, what the last one gives. */
    public List<RowShape> shapes(RowShape input) {
        List<RowShape> shapes = new ArrayList<>(List.of(input));
        for (int i = 0; i < layers.size(); i++) {
            try {
                shapes.add(layers.get(i).output(shapes.getLast()));
            } catch (LayerShapeException e) {
                LayerShapeException told = e.within(i + 1, i == 0 ? null : layers.get(i - 1));
                told.setStackTrace(e.getStackTrace());
                throw told;
            }
        }
        return shapes;
    }

    @Override
    public List<LayerParameter> parameters(RowShape input) {
        List<RowShape> shapes = shapes(input);
        List<LayerParameter> all = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            for (LayerParameter parameter : layers.get(i).parameters(shapes.get(i))) {
                all.add(parameter.within((i + 1) + "."));
            }
        }
        return all;
    }

    @Override
    public RowTensor apply(RowTensor x, List<Tensor> parameters) {
        return apply(x, parameters, null);
    }

    /**
     * The same, recorded as parts of the model ({@link ergodic.autodiff.Tracer#within}), one a layer.
     *
     * @param named
     *            what the names of parts begin with; the number of the layer from 1 follows. Null for no parts
     */
    public RowTensor apply(RowTensor x, List<Tensor> parameters, @Nullable String named) {
        RowTensor value = x;
        int next = 0;
        for (int i = 0; i < layers.size(); i++) {
            Layer layer = layers.get(i);
            RowTensor before = value;
            int count = layer.parameters(value.shape()).size();
            List<Tensor> own = parameters.subList(next, next + count);
            value = named == null ? layer.apply(before, own)
                    : x.value().tracer().within(named + (i + 1), () -> layer.apply(before, own));
            next += count;
        }
        return value;
    }
}
