package ergodic.nn.layer;

import ergodic.autodiff.Tensor;
import ergodic.nn.data.RowShape;
import java.util.ArrayList;
import java.util.List;

/**
 * Layers beside each other: each sees what comes in, and what they give is joined in their order: numbers one after another, images
 * along their channels, sequences along the features of each step. A branch of several layers is a {@link LayerStack}.
 * Parameters of branch i, from 1, have {@code i.} before their names.
 *
 * @param branches
 *            at least one
 */
public record Parallel(List<Layer> branches) implements Layer {

    static final LayerType TYPE = LayerType.of("parallel", keys -> new Parallel(keys.layers("branches")),
            LayerKey.layers("branches", null, "layers that each see what comes in; what they give is joined"));

    /** Checks that there are layers, and copies them. */
    public Parallel {
        branches = List.copyOf(branches);
        if (branches.isEmpty()) {
            throw new IllegalArgumentException("parallel layers need at least one branch");
        }
    }

    /** Layers beside each other. */
    public static Parallel of(Layer... branches) {
        return new Parallel(List.of(branches));
    }

    @Override
    public String type() {
        return TYPE.name();
    }

    @Override
    public RowShape output(RowShape input) {
        RowShape joined = given(0, input);
        if (joined instanceof RowShape.Symbols) {
            throw new LayerShapeException(this, "branches that give numbers, images or sequences", input,
                    "put an embedding between");
        }
        for (int i = 1; i < branches.size(); i++) {
            joined = join(joined, given(i, input), i);
        }
        return joined;
    }

    private RowShape given(int branch, RowShape input) {
        try {
            return branches.get(branch).output(input);
        } catch (LayerShapeException e) {
            throw e.within(branch + 1, null);
        }
    }

    private RowShape join(RowShape before, RowShape given, int branch) {
        if (before instanceof RowShape.Numbers(int count) && given instanceof RowShape.Numbers(int more)) {
            return new RowShape.Numbers(Math.addExact(count, more));
        }
        if (before instanceof RowShape.Image(int channels, int height, int width)
                && given instanceof RowShape.Image image && image.height() == height && image.width() == width) {
            return new RowShape.Image(Math.addExact(channels, image.channels()), height, width);
        }
        if (before instanceof RowShape.Sequence(int steps, int features, boolean padded)
                && given instanceof RowShape.Sequence sequence && sequence.steps() == steps
                && sequence.padded() == padded) {
            return new RowShape.Sequence(steps, Math.addExact(features, sequence.features()), padded);
        }
        throw LayerShapeException.inside(this, "branches of one kind and size, such as " + before, branch + 1,
                branches.get(branch), given,
                "keep the places or steps (padding), or end each branch with a pooling over all of them");
    }

    @Override
    public List<LayerParameter> parameters(RowShape input) {
        output(input);
        List<LayerParameter> all = new ArrayList<>();
        for (int i = 0; i < branches.size(); i++) {
            for (LayerParameter parameter : branches.get(i).parameters(input)) {
                all.add(parameter.within((i + 1) + "."));
            }
        }
        return all;
    }

    @Override
    public RowTensor apply(RowTensor x, List<Tensor> parameters) {
        List<RowTensor> given = new ArrayList<>();
        int next = 0;
        for (Layer branch : branches) {
            int count = branch.parameters(x.shape()).size();
            given.add(branch.apply(x, parameters.subList(next, next + count)));
            next += count;
        }
        RowTensor first = given.getFirst();
        Padding padding = first.padding();
        for (RowTensor other : given) {
            padding = padding.and(other.padding());
        }
        int axis = first.shape() instanceof RowShape.Sequence ? 1 : 0;
        Tensor joined = Tensor.concat(axis, given.stream().map(RowTensor::value).toList());
        return new RowTensor(joined, output(x.shape()), padding);
    }
}
