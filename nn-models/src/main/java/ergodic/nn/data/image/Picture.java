package ergodic.nn.data.image;

/** An image in memory: {@code [channels][height][width]}, row-major. */
public final class Picture {

    private final int channels;
    private final int height;
    private final int width;
    private final byte[] bytes;
    private final double[] values;

    private Picture(int channels, int height, int width, byte[] bytes, double[] values) {
        this.channels = channels;
        this.height = height;
        this.width = width;
        this.bytes = bytes;
        this.values = values;
        if (Math.max(bytes.length, values.length) != channels * height * width) {
            throw new IllegalArgumentException("an image of " + size() + " has not "
                    + Math.max(bytes.length, values.length) + " numbers");
        }
    }

    /** Of whole numbers from 0 to 255; the array itself. */
    static Picture ofBytes(int channels, int height, int width, byte[] bytes) {
        return new Picture(channels, height, width, bytes, new double[0]);
    }

    /** Of any numbers; the array itself. */
    static Picture ofNumbers(int channels, int height, int width, double[] values) {
        return new Picture(channels, height, width, new byte[0], values);
    }

    /** Number of channels. */
    public int channels() {
        return channels;
    }

    /** Places down. */
    public int height() {
        return height;
    }

    /** Places across. */
    public int width() {
        return width;
    }

    /** Whether the numbers are whole ones from 0 to 255. */
    boolean ofBytes() {
        return bytes.length > 0;
    }

    /** A number by its place in the array. */
    double at(int place) {
        return bytes.length > 0 ? bytes[place] & 0xff : values[place];
    }

    /** Such as {@code 1 x 28 x 28}. */
    String size() {
        return channels + " x " + height + " x " + width;
    }
}
