package ergodic.autodiff;

import java.util.List;

/** Shapes of convolutions and poolings. */
final class WindowShapes {

    private WindowShapes() {}

    static Shape convolution(Op op, List<Shape> shapes, Window window, int groups) {
        Shape x = shapes.get(0);
        Shape weights = shapes.get(1);
        if (x.rank() != 3 || weights.rank() != 4) {
            throw ShapeRules.mismatch(op, shapes,
                    "expected an image [channels, height, width] and weights [filters, channels / groups, height, width]");
        }
        checkWeights(op, shapes, weights, window, groups);
        if (x.dim(0) != weights.dim(1) * groups) {
            throw ShapeRules.mismatch(op, shapes, "the weights are for " + weights.dim(1) * groups
                    + " channels (" + weights.dim(1) + " in " + groups + " groups), the image has " + x.dim(0));
        }
        if (shapes.size() == 3 && (shapes.get(2).rank() != 1 || shapes.get(2).dim(0) != weights.dim(0))) {
            throw ShapeRules.mismatch(op, shapes, "the bias must have one element for each filter");
        }
        return output(op, shapes, x, window, weights.dim(0)).withRows(ShapeRules.anyByRow(shapes));
    }

    static Shape transposed(Op.ConvolutionTransposed op, List<Shape> shapes) {
        Shape u = shapes.get(0);
        Shape weights = shapes.get(1);
        if (u.rank() != 3 || weights.rank() != 4) {
            throw ShapeRules.mismatch(op, shapes,
                    "expected [filters, height, width] and weights [filters, channels / groups, height, width]");
        }
        checkWeights(op, shapes, weights, op.window(), op.groups());
        Shape image = Shape.of(weights.dim(1) * op.groups(), op.height(), op.width());
        if (!u.sameDims(output(op, shapes, image, op.window(), weights.dim(0)))) {
            throw ShapeRules.mismatch(op, shapes, "no convolution of an image " + image + " has this shape");
        }
        return image.withRows(ShapeRules.anyByRow(shapes));
    }

    static Shape weights(Op.ConvolutionWeights op, List<Shape> shapes) {
        Shape x = shapes.get(0);
        Shape u = shapes.get(1);
        int groups = op.groups();
        if (x.rank() != 3 || u.rank() != 3) {
            throw ShapeRules.mismatch(op, shapes,
                    "expected [channels, height, width] and [filters, output height, output width]");
        }
        if (groups < 1 || x.dim(0) % groups != 0 || u.dim(0) % groups != 0) {
            throw ShapeRules.mismatch(op, shapes, groups + " groups do not divide the channels and filters");
        }
        if (!u.sameDims(output(op, shapes, x, op.window(), u.dim(0)))) {
            throw ShapeRules.mismatch(op, shapes, "the second is no convolution of the first");
        }
        boolean anyByRow = ShapeRules.anyByRow(shapes);
        if (op.overRows() && !anyByRow) {
            throw ShapeRules.mismatch(op, shapes, "there are no rows to sum over");
        }
        int[] dims = {u.dim(0), x.dim(0) / groups, op.window().y().size(), op.window().x().size()};
        return Shape.of(dims).withRows(anyByRow && !op.overRows());
    }

    static Shape maxPool(Op op, List<Shape> shapes, Window window) {
        Shape values = shapes.get(0);
        if (!values.sameDims(shapes.get(1))) {
            throw ShapeRules.mismatch(op, shapes, "values and keys must have equal dimensions");
        }
        return pooled(op, shapes, values, window).withRows(ShapeRules.anyByRow(shapes));
    }

    static Shape maxPoolTransposed(Op op, List<Shape> shapes, Window window) {
        Shape keys = shapes.get(1);
        if (!shapes.get(0).sameDims(pooled(op, shapes, keys, window))) {
            throw ShapeRules.mismatch(op, shapes, "the first is no pooling of the second");
        }
        return keys.withRows(ShapeRules.anyByRow(shapes));
    }

    static Shape averagePoolTransposed(Op.AveragePoolTransposed op, List<Shape> shapes) {
        Shape u = shapes.get(0);
        if (u.rank() == 3) {
            Shape image = u.withDims(u.dim(0), op.height(), op.width());
            if (u.equals(pooled(op, shapes, image, op.window()))) {
                return image;
            }
        }
        throw ShapeRules.mismatch(op, shapes,
                "no pooling of an image " + op.height() + " x " + op.width() + " has this shape");
    }

    /** The shape of a pooling; each of its windows must hold an element that is not padding. */
    static Shape pooled(Op op, List<Shape> shapes, Shape image, Window window) {
        if (image.rank() != 3) {
            throw ShapeRules.mismatch(op, shapes, "expected an image [channels, height, width]");
        }
        Shape result = output(op, shapes, image, window, image.dim(0));
        checkFilled(op, shapes, window.y(), image.dim(1));
        checkFilled(op, shapes, window.x(), image.dim(2));
        return result;
    }

    private static void checkFilled(Op op, List<Shape> shapes, Window.Axis axis, int inputs) {
        for (int o = 0; o < axis.outputs(inputs); o++) {
            boolean filled = false;
            for (int tap = 0; tap < axis.size() && !filled; tap++) {
                int input = axis.input(o, tap);
                filled = input >= 0 && input < inputs;
            }
            if (!filled) {
                throw ShapeRules.mismatch(op, shapes, "window " + o + " of " + axis + " along an axis of " + inputs
                        + " holds nothing but padding");
            }
        }
    }

    private static void checkWeights(Op op, List<Shape> shapes, Shape weights, Window window, int groups) {
        if (weights.dim(2) != window.y().size() || weights.dim(3) != window.x().size()) {
            throw ShapeRules.mismatch(op, shapes, "the weights' last two dimensions are not those of the window");
        }
        if (groups < 1 || weights.dim(0) % groups != 0) {
            throw ShapeRules.mismatch(op, shapes, groups + " groups do not divide " + weights.dim(0) + " filters");
        }
    }

    private static Shape output(Op op, List<Shape> shapes, Shape image, Window window, int channels) {
        int height = window.y().outputs(image.dim(1));
        int width = window.x().outputs(image.dim(2));
        if (height == 0 || width == 0) {
            throw ShapeRules.mismatch(op, shapes, "the window does not fit in an image " + image.dim(1) + " x "
                    + image.dim(2) + " with its padding");
        }
        return image.withDims(channels, height, width);
    }
}
