package ergodic.nn.layer;

import ergodic.autodiff.Tensor;
import ergodic.nn.data.RowShape;
import java.util.List;

/**
 * Adds to each step of a sequence a vector that tells its position: sines and cosines (Vaswani et al. 2017, section 3.5),
 *
 * <pre>
 * p[t, 2i] = sin(t / 10000^(2i / features)),  p[t, 2i + 1] = cos(t / 10000^(2i / features))
 * </pre>
 *
 * or one that is learned.
 *
 * @param learned
 *            whether the vectors are parameters
 */
public record PositionalEncoding(boolean learned) implements Layer {

    static final LayerType TYPE = LayerType.of("positional_encoding",
            keys -> new PositionalEncoding(keys.flag("learned")),
            LayerKey.flag("learned", "whether the vectors of the positions are parameters, and not sines and cosines"));

    private static final double LONGEST = 10_000;

    @Override
    public String type() {
        return TYPE.name();
    }

    @Override
    public RowShape output(RowShape input) {
        if (input instanceof RowShape.Sequence) {
            return input;
        }
        throw new LayerShapeException(this, "sequences", input,
                input instanceof RowShape.Symbols ? "put an embedding between" : "leave it out");
    }

    @Override
    public List<LayerParameter> parameters(RowShape input) {
        return learned ? List.of(LayerParameter.table("weight", output(input).dims())) : List.of();
    }

    @Override
    public RowTensor apply(RowTensor x, List<Tensor> parameters) {
        int[] dims = output(x.shape()).dims();
        Tensor positions = learned ? parameters.get(0)
                : x.value().tracer().constant(waves(dims[0], dims[1]), dims);
        return x.with(x.value().plus(positions), x.shape());
    }

    private static double[] waves(int steps, int features) {
        double[] waves = new double[steps * features];
        for (int t = 0; t < steps; t++) {
            for (int k = 0; k < features; k++) {
                double angle = t / Math.pow(LONGEST, (double) (k - k % 2) / features);
                waves[t * features + k] = k % 2 == 0 ? Math.sin(angle) : Math.cos(angle);
            }
        }
        return waves;
    }
}
