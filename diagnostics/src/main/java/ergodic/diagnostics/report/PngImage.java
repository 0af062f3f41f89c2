package ergodic.diagnostics.report;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/** Small images as PNG files within the page. */
final class PngImage {

    /** Pixels of a side beyond which an image is made smaller. */
    private static final int MOST = 96;
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private PngImage() {}

    /** The image, made smaller by whole factors if it is large, as an address that holds it. */
    static String dataUri(Exhibit.Picture picture) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(encode(smaller(picture)));
    }

    /** Means of blocks of pixels, so that no side is longer than {@link #MOST}. */
    static Exhibit.Picture smaller(Exhibit.Picture picture) {
        int factor = Math.max(1, Math.ceilDiv(Math.max(picture.width(), picture.height()), MOST));
        if (factor == 1) {
            return picture;
        }
        int width = Math.max(1, picture.width() / factor);
        int height = Math.max(1, picture.height() / factor);
        byte[] pixels = new byte[width * height * picture.channels()];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                for (int channel = 0; channel < picture.channels(); channel++) {
                    pixels[(y * width + x) * picture.channels() + channel] = mean(picture, x, y, factor, channel);
                }
            }
        }
        return new Exhibit.Picture(width, height, picture.channels(), pixels);
    }

    private static byte mean(Exhibit.Picture picture, int x, int y, int factor, int channel) {
        int sum = 0;
        int count = 0;
        for (int row = y * factor; row < Math.min((y + 1) * factor, picture.height()); row++) {
            for (int column = x * factor; column < Math.min((x + 1) * factor, picture.width()); column++) {
                sum += picture.pixels()[(row * picture.width() + column) * picture.channels() + channel] & 0xff;
                count++;
            }
        }
        return (byte) ((sum + count / 2) / count);
    }

    /** The bytes of the file (PNG, second edition: eight bits, grey or RGB, no filter). */
    static byte[] encode(Exhibit.Picture picture) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        try {
            ByteArrayOutputStream rows = new ByteArrayOutputStream();
            int stride = picture.width() * picture.channels();
            try (DeflaterOutputStream packed = new DeflaterOutputStream(rows, deflater)) {
                for (int y = 0; y < picture.height(); y++) {
                    packed.write(0);
                    packed.write(picture.pixels(), y * stride, stride);
                }
            }
            ByteArrayOutputStream head = new ByteArrayOutputStream();
            DataOutputStream fields = new DataOutputStream(head);
            fields.writeInt(picture.width());
            fields.writeInt(picture.height());
            fields.write(new byte[]{8, (byte) (picture.channels() == 1 ? 0 : 2), 0, 0, 0});
            ByteArrayOutputStream file = new ByteArrayOutputStream();
            file.write(SIGNATURE);
            DataOutputStream out = new DataOutputStream(file);
            chunk(out, "IHDR", head.toByteArray());
            chunk(out, "IDAT", rows.toByteArray());
            chunk(out, "IEND", new byte[0]);
            return file.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
    }

    private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 check = new CRC32();
        check.update(name);
        check.update(data);
        out.writeInt(data.length);
        out.write(name);
        out.write(data);
        out.writeInt((int) check.getValue());
    }
}
