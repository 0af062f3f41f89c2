package ergodic.nn.layer;

import ergodic.autodiff.Tensor;
import ergodic.autodiff.Window;
import ergodic.nn.data.RowShape;
import java.util.List;

/**
 * The largest of each feature of a sequence over its steps ("max over time", Collobert et al. 2011; Kim 2014), or of each channel
 * of an image over its places. Of rows with lengths of their own, over the steps that are there, so that what pads a row never
 * wins; of a row without steps it is 0.
 */
public record GlobalMaxPooling() implements Layer {

    static final LayerType TYPE = LayerType.of("global_max_pooling", keys -> new GlobalMaxPooling());

    @Override
    public String type() {
        return TYPE.name();
    }

    @Override
    public RowShape output(RowShape input) {
        return new RowShape.Numbers(GlobalAveragePooling.channels(this, input));
    }

    @Override
    public List<LayerParameter> parameters(RowShape input) {
        return List.of();
    }

    @Override
    public RowTensor apply(RowTensor x, List<Tensor> parameters) {
        RowShape shape = output(x.shape());
        int places = x.shape().size() / shape.size();
        if (x.shape() instanceof RowShape.Image) {
            return x.with(largest(x.value().reshape(shape.size(), places)), shape);
        }
        Tensor present = x.present();
        if (present == null) {
            return x.with(largest(x.value().transpose()), shape);
        }
        Tensor largest = largest(x.filled(Double.NEGATIVE_INFINITY).transpose());
        Tensor zero = largest.tracer().constant(0);
        return x.with(zero.less(present.sum()).select(largest, zero), shape);
    }

    /** Of each row of a matrix. */
    private static Tensor largest(Tensor places) {
        return places.maxPool1d(Window.Axis.of(places.shape().dim(1))).reshape(places.shape().dim(0));
    }
}
