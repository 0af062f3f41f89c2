package ergodic.nn.layer;

import ergodic.autodiff.Tensor;
import ergodic.nn.data.RowShape;
import java.util.List;

/**
 * The mean of each feature of a sequence over its steps, or of each channel of an image over its places (Lin, Chen and Yan
 * 2014). Of rows with lengths of their own, over the steps that are there; of a row without steps it is 0.
 */
public record GlobalAveragePooling() implements Layer {

    static final LayerType TYPE = LayerType.of("global_average_pooling", keys -> new GlobalAveragePooling());

    @Override
    public String type() {
        return TYPE.name();
    }

    @Override
    public RowShape output(RowShape input) {
        return new RowShape.Numbers(channels(this, input));
    }

    @Override
    public List<LayerParameter> parameters(RowShape input) {
        return List.of();
    }

    @Override
    public RowTensor apply(RowTensor x, List<Tensor> parameters) {
        RowShape shape = output(x.shape());
        if (x.shape() instanceof RowShape.Image image) {
            return x.with(x.value().reshape(image.channels(), image.height() * image.width()).mean(1), shape);
        }
        Tensor present = x.present();
        return x.with(present == null ? x.value().mean(0)
                : x.withoutPadding().sum(0).dividedBy(present.sum().max(present.tracer().constant(1))), shape);
    }

    /** Channels of an image or features of a sequence, for a layer that takes all places of each together. */
    static int channels(Layer layer, RowShape input) {
        return switch (input) {
            case RowShape.Sequence sequence -> sequence.features();
            case RowShape.Image image -> image.channels();
            case RowShape.Numbers numbers -> throw new LayerShapeException(layer, "images or sequences", input,
                    "say by data.shape what the numbers are, or leave it out");
            case RowShape.Symbols symbols ->
                throw new LayerShapeException(layer, "images or sequences", input, "put an embedding between");
        };
    }
}
