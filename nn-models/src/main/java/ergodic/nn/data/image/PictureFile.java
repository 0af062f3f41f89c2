package ergodic.nn.data.image;

import ergodic.nn.data.DataException;
import ergodic.sampler.support.FileFault;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads PNG and JPEG files of one size. The size is looked at before the image is unpacked. Grey images are read as the numbers
 * that they hold (Java's own conversion would change them); of colours as grey the luma of ITU-R BT.601 is taken, rounded.
 */
final class PictureFile {

    private static final long LARGEST_FILE = 1 << 28;
    /** Pixels of a byte of a file: PNG packs a byte at most 1032 times, of 8 pixels at most. */
    private static final long MOST_PIXELS = 8 * 1032;
    private static final long LARGEST_IMAGE = 1 << 26;
    private static final int OPAQUE = 255;

    private final Path folder;
    private final boolean converts;
    private @Nullable String colours;
    private @Nullable String first;
    private int width;
    private int height;

    PictureFile(Path folder, @Nullable String colours, boolean converts) {
        this.folder = folder;
        this.converts = converts;
        this.colours = colours;
    }

    byte[] bytes(Path file, String name) {
        try {
            long size = Files.size(file);
            if (size > LARGEST_FILE || size == 0) {
                throw wrong(name, size == 0 ? "is empty; take it out" : "is too large for an image; is it one?");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw wrong(name, "cannot be read: " + FileFault.reason(e));
        }
    }

    Picture read(byte[] bytes, String name) {
        BufferedImage image;
        try (ImageInputStream stream = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
            if (!readers.hasNext()) {
                throw wrong(name, "is no image, whatever its name says; take it out");
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(stream, true, true);
                requireSize(name, reader.getWidth(0), reader.getHeight(0), bytes.length);
                image = reader.read(0);
            } finally {
                reader.dispose();
            }
        } catch (DataException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // The readers of the JDK answer damage with exceptions of many kinds.
            throw wrong(name,
                    "is damaged, or of a kind that cannot be read (" + e.getMessage() + "); save it anew, or take it"
                            + " out");
        }
        return picture(image, name);
    }

    private void requireSize(String name, int across, int down, long size) {
        if (first != null && (across != width || down != height)) {
            throw wrong(name, "is " + across + " x " + down + " pixels, but " + first + " is " + width + " x " + height
                    + "; bring all images to one size");
        }
        if ((long) across * down > Math.min(LARGEST_IMAGE, size * MOST_PIXELS)) {
            throw wrong(name, "says that it has " + across + " x " + down + " pixels, which its " + size
                    + " bytes cannot hold, or which are too many to work with");
        }
        width = across;
        height = down;
        first = first == null ? name : first;
    }

    private Picture picture(BufferedImage image, String name) {
        int places = width * height;
        boolean grey = isGrey(image);
        String wanted = colours;
        if (wanted == null) {
            wanted = grey ? "grey" : "rgb";
            colours = wanted;
        } else if (wanted.equals("grey") && !grey && !colourless(image)) {
            if (!converts) {
                throw wrong(name,
                        "is in colour, but " + (name.equals(first) ? "the training images are" : first + " is")
                                + " grey; say by data.colours what all are to be");
            }
            return luma(image, name);
        }
        int channels = wanted.equals("grey") ? 1 : 3;
        byte[] pixels = new byte[channels * places];
        for (int channel = 0; channel < channels; channel++) {
            for (int i = 0; i < places; i++) {
                pixels[channel * places + i] = (byte) sample(image, i % width, i / width, channel, name);
            }
        }
        return Picture.ofBytes(channels, height, width, pixels);
    }

    private Picture luma(BufferedImage image, String name) {
        byte[] pixels = new byte[width * height];
        for (int i = 0; i < pixels.length; i++) {
            int x = i % width;
            int y = i / width;
            pixels[i] = (byte) Math.round(0.299 * sample(image, x, y, 0, name) + 0.587 * sample(image, x, y, 1, name)
                    + 0.114 * sample(image, x, y, 2, name));
        }
        return Picture.ofBytes(1, height, width, pixels);
    }

    private static boolean isGrey(BufferedImage image) {
        if (image.getColorModel() instanceof IndexColorModel colours) {
            for (int i = 0; i < colours.getMapSize(); i++) {
                if (colours.getRed(i) != colours.getGreen(i) || colours.getRed(i) != colours.getBlue(i)) {
                    return false;
                }
            }
            return true;
        }
        return image.getRaster().getNumBands() < 3;
    }

    private boolean colourless(BufferedImage image) {
        for (int i = 0; i < width * height; i++) {
            int x = i % width;
            int y = i / width;
            int red = sample(image, x, y, 0, "");
            if (red != sample(image, x, y, 1, "") || red != sample(image, x, y, 2, "")) {
                return false;
            }
        }
        return true;
    }

    /** A number from 0 to 255: of a grey image the same for each colour. */
    private int sample(BufferedImage image, int x, int y, int colour, String name) {
        Raster raster = image.getRaster();
        if (image.getColorModel() instanceof IndexColorModel colours) {
            int index = raster.getSample(x, y, 0);
            return switch (colour) {
                case 0 -> colours.getRed(index);
                case 1 -> colours.getGreen(index);
                default -> colours.getBlue(index);
            };
        }
        int bands = raster.getNumBands();
        if (bands % 2 == 0 && toByte(image, raster.getSample(x, y, bands - 1), bands - 1) != OPAQUE) {
            throw wrong(name, "has pixels that one can see through; lay it on a background");
        }
        int band = bands < 3 ? 0 : colour;
        return toByte(image, raster.getSample(x, y, band), band);
    }

    private static int toByte(BufferedImage image, int sample, int band) {
        int bits = image.getRaster().getSampleModel().getSampleSize(band);
        return bits == 8 ? sample : (int) Math.round(sample * 255.0 / ((1 << bits) - 1));
    }

    private DataException wrong(String name, String what) {
        return new DataException(folder.getFileName() + ": " + name + " " + what);
    }
}
