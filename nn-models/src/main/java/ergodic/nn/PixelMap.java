package ergodic.nn;

import ergodic.nn.data.RowShape;
import org.jspecify.annotations.Nullable;

/**
 * A linear map of images, each of whose pixels is a weighted sum of a few of the pixels before: a shift has one, a bilinear interpolation four.
 *
 * @param from
 *            {@code [k][pixel]}: the pixels before, in the layout {@code [channels, height, width]}
 * @param weights
 *            of them; null where each pixel is one of those before
 */
record PixelMap(int[][] from, double @Nullable [][] weights) {

    /** Where a pixel comes from. */
    @FunctionalInterface
    interface Source {

        /** The pixel before of a pixel, in one channel. */
        int of(int channel, int y, int x);
    }

    /** The image as it is. */
    static PixelMap identity(RowShape.Image shape) {
        return moved(shape, (channel, y, x) -> at(shape, channel, y, x));
    }

    /** Each pixel is one of those before. */
    static PixelMap moved(RowShape.Image shape, Source source) {
        int[] from = new int[shape.size()];
        int pixel = 0;
        for (int channel = 0; channel < shape.channels(); channel++) {
            for (int y = 0; y < shape.height(); y++) {
                for (int x = 0; x < shape.width(); x++) {
                    from[pixel++] = source.of(channel, y, x);
                }
            }
        }
        return new PixelMap(new int[][]{from}, null);
    }

    /** A pixel's number; places beyond the edge are those of the edge. */
    static int at(RowShape.Image shape, int channel, int y, int x) {
        return (channel * shape.height() + Math.clamp(y, 0, shape.height() - 1)) * shape.width()
                + Math.clamp(x, 0, shape.width() - 1);
    }

    /** A turn about the middle, between pixels by bilinear interpolation, beyond the edge as its pixels. */
    static PixelMap turned(RowShape.Image shape, double degrees) {
        double sine = Math.sin(Math.toRadians(degrees));
        double cosine = Math.cos(Math.toRadians(degrees));
        int height = shape.height();
        int width = shape.width();
        int size = shape.size();
        // Four neighbours of the place that each pixel comes from, and their weights.
        int[][] from = new int[4][size];
        double[][] weights = new double[4][size];
        for (int pixel = 0; pixel < size; pixel++) {
            int channel = pixel / (height * width);
            double down = pixel / width % height - 0.5 * (height - 1);
            double right = pixel % width - 0.5 * (width - 1);
            double y = Math.clamp(cosine * down - sine * right + 0.5 * (height - 1), 0, height - 1);
            double x = Math.clamp(sine * down + cosine * right + 0.5 * (width - 1), 0, width - 1);
            int top = (int) y;
            int left = (int) x;
            for (int k = 0; k < 4; k++) {
                from[k][pixel] = at(shape, channel, top + k / 2, left + k % 2);
                weights[k][pixel] = (k / 2 == 0 ? 1 - (y - top) : y - top) * (k % 2 == 0 ? 1 - (x - left) : x - left);
            }
        }
        return new PixelMap(from, weights);
    }

    /** This one after another that only moves pixels. */
    PixelMap after(PixelMap moves) {
        if (moves.weights != null) {
            throw new IllegalArgumentException("the first of two maps must move pixels only");
        }
        int[][] places = new int[from.length][];
        for (int k = 0; k < places.length; k++) {
            places[k] = from[k].clone();
            for (int pixel = 0; pixel < places[k].length; pixel++) {
                places[k][pixel] = moves.from[0][places[k][pixel]];
            }
        }
        return new PixelMap(places, weights);
    }

    /** Whether it changes nothing. */
    boolean isIdentity() {
        if (weights != null) {
            return false;
        }
        for (int pixel = 0; pixel < from[0].length; pixel++) {
            if (from[0][pixel] != pixel) {
                return false;
            }
        }
        return true;
    }

    /** Writes the changed image from the offset on. */
    void apply(double[] image, double[] changed, int offset) {
        if (weights == null) {
            int[] places = from[0];
            for (int pixel = 0; pixel < places.length; pixel++) {
                changed[offset + pixel] = image[places[pixel]];
            }
            return;
        }
        for (int k = 0; k < from.length; k++) {
            int[] places = from[k];
            double[] shares = weights[k];
            for (int pixel = 0; pixel < places.length; pixel++) {
                double share = image[places[pixel]] * shares[pixel];
                changed[offset + pixel] = k == 0 ? share : changed[offset + pixel] + share;
            }
        }
    }
}
