package ergodic.nn.data.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;

/** Files of images and arrays, byte by byte as their formats say. */
final class ImageBytes {

    private ImageBytes() {}

    /** An IDX file of unsigned bytes. */
    static byte[] idx(byte[] elements, int... dims) {
        return idx(0x08, elements, dims);
    }

    static byte[] idx(int type, byte[] elements, int... dims) {
        ByteBuffer buffer = ByteBuffer.allocate(4 + 4 * dims.length + elements.length).put((byte) 0).put((byte) 0)
                .put((byte) type).put((byte) dims.length);
        for (int dim : dims) {
            buffer.putInt(dim);
        }
        return buffer.put(elements).array();
    }

    /** An NPY file, version 1. */
    static byte[] npy(String dictionary, byte[] elements) {
        int length = (dictionary.length() + 1 + 10 + 63) / 64 * 64 - 10;
        String header = dictionary + " ".repeat(length - dictionary.length() - 1) + "\n";
        return ByteBuffer.allocate(10 + length + elements.length).order(ByteOrder.LITTLE_ENDIAN).put((byte) 0x93)
                .put("NUMPY".getBytes(StandardCharsets.US_ASCII)).put((byte) 1).put((byte) 0).putShort((short) length)
                .put(header.getBytes(StandardCharsets.US_ASCII)).put(elements).array();
    }

    static byte[] npy(String type, String shape, byte[] elements) {
        return npy("{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }", elements);
    }

    static byte[] floats(ByteOrder order, double... values) {
        ByteBuffer buffer = ByteBuffer.allocate(4 * values.length).order(order);
        for (double value : values) {
            buffer.putFloat((float) value);
        }
        return buffer.array();
    }

    static byte[] longs(long... values) {
        ByteBuffer buffer = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            buffer.putLong(value);
        }
        return buffer.array();
    }

    static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            out.write(bytes);
        }
        return packed.toByteArray();
    }

    static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(packed)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                out.putNextEntry(new ZipEntry(entry.getKey()));
                out.write(entry.getValue());
                out.closeEntry();
            }
        }
        return packed.toByteArray();
    }

    /** An image of Java's, a sample a channel and place. */
    static BufferedImage image(int type, int width, int height, int... samples) {
        BufferedImage image = new BufferedImage(width, height, type);
        int bands = image.getRaster().getNumBands();
        for (int i = 0; i < width * height; i++) {
            for (int band = 0; band < bands; band++) {
                image.getRaster().setSample(i % width, i / width, band, samples[(i * bands + band) % samples.length]);
            }
        }
        return image;
    }

    static byte[] encoded(BufferedImage image, String format) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (!ImageIO.write(image, format, bytes)) {
            throw new IllegalStateException("no writer of " + format);
        }
        return bytes.toByteArray();
    }

    static Path write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.write(file, bytes);
    }
}
