package ergodic.nn;

import ergodic.autodiff.RowNumbers;
import java.util.List;

/**
 * The images that changes make of each of some images, one after another: row i is that of map {@code i % maps} of image
 * {@code i / maps}. Programs read them anew: all of them together may be many times as large as the images.
 *
 * @param images
 *            the images themselves
 * @param maps
 *            one for each image that is made of one, all of the images' size
 */
record ChangedImages(RowNumbers images, List<PixelMap> maps) implements RowNumbers {

    /** An image as it is before it is changed, of each thread that reads rows. */
    private static final ThreadLocal<double[]> UNCHANGED = ThreadLocal.withInitial(() -> new double[0]);

    @Override
    public int size() {
        return images.size();
    }

    @Override
    public boolean readAnew() {
        return true;
    }

    @Override
    public void readInto(int row, double[] numbers, int offset) {
        PixelMap map = maps.get(row % maps.size());
        if (map.isIdentity()) {
            images.readInto(row / maps.size(), numbers, offset);
        } else {
            double[] image = unchanged(size());
            images.readInto(row / maps.size(), image, 0);
            map.apply(image, numbers, offset);
        }
    }

    private static double[] unchanged(int size) {
        double[] image = UNCHANGED.get();
        if (image.length < size) {
            image = new double[size];
            UNCHANGED.set(image);
        }
        return image;
    }
}
