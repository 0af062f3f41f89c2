package ergodic.nn.layer;

import ergodic.autodiff.Tensor;
import ergodic.nn.data.RowShape;
import java.util.List;

/**
 * A learned vector for each of a number of symbols, such as words or categories. Their number is that of the data, where readers
 * refuse what is no symbol; in the program it would be NaN.
 *
 * @param size
 *            length of a symbol's vector
 */
public record Embedding(int size) implements Layer {

    static final LayerType TYPE = LayerType.of("embedding", keys -> new Embedding(keys.whole("size")),
            LayerKey.whole("size", "length of a symbol's vector"));

    /** Checks the size. */
    public Embedding {
        LayerParameter.requirePositive("the size of an embedding", size);
    }

    @Override
    public String type() {
        return TYPE.name();
    }

    @Override
    public RowShape output(RowShape input) {
        RowShape.Symbols symbols = symbols(input);
        return new RowShape.Sequence(symbols.steps(), size, symbols.padded());
    }

    private RowShape.Symbols symbols(RowShape input) {
        if (input instanceof RowShape.Symbols symbols) {
            return symbols;
        }
        throw new LayerShapeException(this, "symbols", input,
                "put it first, over data whose shape is one number, or leave it out");
    }

    /** The table of vectors; each is an input by itself, so its fan-in is 1. */
    @Override
    public List<LayerParameter> parameters(RowShape input) {
        return List.of(LayerParameter.table("weight", symbols(input).symbols(), size));
    }

    @Override
    public RowTensor apply(RowTensor x, List<Tensor> parameters) {
        return x.with(parameters.get(0).gather(x.value()), output(x.shape()));
    }
}
