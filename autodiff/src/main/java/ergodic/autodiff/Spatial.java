package ergodic.autodiff;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Convolutions and poolings as {@link Tensor} offers them, written with the operators on images. */
final class Spatial {

    private Spatial() {}

    static Tensor conv2d(Tensor x, Tensor weights, @Nullable Tensor bias, Window window, int groups) {
        Op op = new Op.Convolution(window, groups);
        return x.tracer().apply(op, bias == null ? List.of(x, weights) : List.of(x, weights, bias));
    }

    static Tensor conv1d(Tensor x, Tensor weights, @Nullable Tensor bias, Window.Axis axis, int groups) {
        if (weights.shape().rank() != 3) {
            throw new ShapeException("conv1d with weights " + weights.shape()
                    + ": expected [filters, channels / groups, window]");
        }
        Shape w = weights.shape();
        Tensor kernel = weights.reshape(w.dim(0), w.dim(1), 1, w.dim(2));
        return sequence(conv2d(image(x, "conv1d"), kernel, bias, Window.along(axis), groups));
    }

    static Tensor maxPool2d(Tensor x, Window window) {
        return x.tracer().apply(new Op.MaxPool(window), List.of(x, x));
    }

    static Tensor maxPool1d(Tensor x, Window.Axis axis) {
        return sequence(maxPool2d(image(x, "maxPool1d"), Window.along(axis)));
    }

    static Tensor averagePool1d(Tensor x, Window.Axis axis, boolean countPadding) {
        return sequence(averagePool2d(image(x, "averagePool1d"), Window.along(axis), countPadding));
    }

    static Tensor averagePool2d(Tensor x, Window window, boolean countPadding) {
        Tensor mean = x.tracer().apply(new Op.AveragePool(window), List.of(x));
        int height = x.shape().dim(1);
        int width = x.shape().dim(2);
        double[] down = filled(window.y(), height);
        double[] across = filled(window.x(), width);
        double[] factors = new double[down.length * across.length];
        boolean partial = false;
        for (int i = 0; i < factors.length; i++) {
            double count = down[i / across.length] * across[i % across.length];
            factors[i] = window.taps() / count;
            partial |= count != window.taps();
        }
        return countPadding || !partial ? mean
                : mean.times(x.tracer().constant(factors, down.length, across.length));
    }

    /** For each window along an axis how many of its taps are not padding. */
    private static double[] filled(Window.Axis axis, int inputs) {
        double[] filled = new double[axis.outputs(inputs)];
        for (int i = 0; i < filled.length * axis.size(); i++) {
            int input = axis.input(i / axis.size(), i % axis.size());
            filled[i / axis.size()] += input >= 0 && input < inputs ? 1 : 0;
        }
        return filled;
    }

    private static Tensor image(Tensor x, String what) {
        if (x.shape().rank() != 2) {
            throw new ShapeException(what + " of " + x.shape() + ": expected [channels, length]");
        }
        return x.reshape(x.shape().dim(0), 1, x.shape().dim(1));
    }

    private static Tensor sequence(Tensor image) {
        return image.reshape(image.shape().dim(0), image.shape().dim(2));
    }
}
