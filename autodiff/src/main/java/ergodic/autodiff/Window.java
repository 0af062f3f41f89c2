package ergodic.autodiff;

/**
 * How a window moves over the two spatial axes of an image {@code [channels, height, width]}: the kernel of a convolution or
 * the field of a pooling. A sequence {@code [channels, length]} is an image of height 1. The conventions are PyTorch's:
 * padding is on both sides of an axis, and a window that would stand over its end is left out.
 *
 * @param y
 *            the vertical axis
 * @param x
 *            the horizontal axis
 */
public record Window(Axis y, Axis x) {

    /**
     * A window along one axis: tap {@code k} of the window at output {@code o} reads the input at
     * {@code o stride - padding + k dilation}; inputs outside of the axis are zeros (or, in a maximum, left out).
     *
     * @param size
     *            number of taps
     * @param stride
     *            inputs from one window to the next
     * @param padding
     *            places before the first and after the last input
     * @param dilation
     *            inputs from one tap to the next
     */
    public record Axis(int size, int stride, int padding, int dilation) {

        /** Checks the numbers. */
        public Axis {
            if (size < 1 || stride < 1 || padding < 0 || dilation < 1) {
                throw new ShapeException("a window of " + size + " taps with stride " + stride + ", padding " + padding
                        + " and dilation " + dilation
                        + ": taps, stride and dilation must be at least 1, padding at least 0");
            }
        }

        /** So many adjacent taps, moving one by one, without padding. */
        public static Axis of(int size) {
            return new Axis(size, 1, 0, 1);
        }

        /** The same with another stride. */
        public Axis withStride(int newStride) {
            return new Axis(size, newStride, padding, dilation);
        }

        /** The same with other padding. */
        public Axis withPadding(int newPadding) {
            return new Axis(size, stride, newPadding, dilation);
        }

        /** The same with another dilation. */
        public Axis withDilation(int newDilation) {
            return new Axis(size, stride, padding, newDilation);
        }

        /** Number of windows along an axis with so many inputs; 0 if not even one fits. */
        public int outputs(int inputs) {
            long free = inputs + 2L * padding - (size - 1L) * dilation - 1;
            return free < 0 ? 0 : Math.toIntExact(free / stride + 1);
        }

        /** The input that a tap reads, which may lie outside of the axis. */
        public int input(int output, int tap) {
            return output * stride - padding + tap * dilation;
        }

        @Override
        public String toString() {
            return size + (stride == 1 ? "" : " stride " + stride) + (padding == 0 ? "" : " padding " + padding)
                    + (dilation == 1 ? "" : " dilation " + dilation);
        }
    }

    /** A window of so many taps down and across, moving one by one, without padding. */
    public static Window of(int height, int width) {
        return new Window(Axis.of(height), Axis.of(width));
    }

    /** A window on images of height 1. */
    public static Window along(Axis axis) {
        return new Window(Axis.of(1), axis);
    }

    /** The same with this stride on both axes. */
    public Window withStride(int stride) {
        return new Window(y.withStride(stride), x.withStride(stride));
    }

    /** The same with this padding on both axes. */
    public Window withPadding(int padding) {
        return new Window(y.withPadding(padding), x.withPadding(padding));
    }

    /** The same with this dilation on both axes. */
    public Window withDilation(int dilation) {
        return new Window(y.withDilation(dilation), x.withDilation(dilation));
    }

    /** Number of taps. */
    public int taps() {
        return y.size * x.size;
    }

    /** Such as {@code 5 x 5}, or {@code 3 stride 2 x 3 stride 2}. */
    @Override
    public String toString() {
        return y + " x " + x;
    }
}
