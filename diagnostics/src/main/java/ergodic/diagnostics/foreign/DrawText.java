package ergodic.diagnostics.foreign;

import java.io.BufferedInputStream;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * The text of a file, as a stream: packed by gzip or not, UTF-8 or, if marked so, UTF-16. What is no text is refused by its
 * first bytes, at its first zero byte, or when a line does not end; so a file of any size takes little memory.
 */
final class DrawText extends FilterReader {
    /** A row of a million short numbers fits. */
    static final int LONGEST_LINE = 1 << 24;

    private static final byte[] GZIP = {0x1f, (byte) 0x8b};

    private final Path file;
    private long line = 1;
    private int length;

    private DrawText(Path file, Reader text) {
        super(text);
        this.file = file;
    }

    /** Opens a file; {@link DrawFileException} if it is no text. */
    static DrawText open(Path file) throws IOException {
        InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
        try {
            byte[] head = head(bytes);
            if (head.length >= 2 && head[0] == GZIP[0] && head[1] == GZIP[1]) {
                bytes = new BufferedInputStream(new GZIPInputStream(bytes));
                head = head(bytes);
            }
            FileKind kind = FileKind.of(head);
            if (kind != null) {
                throw new DrawFileException(file + " " + kind.sentence());
            }
            return new DrawText(file, new InputStreamReader(bytes, skipMark(bytes, head)));
        } catch (IOException | DrawFileException e) {
            bytes.close();
            throw e;
        }
    }

    private static byte[] head(InputStream bytes) throws IOException {
        bytes.mark(FileKind.BYTES);
        byte[] head = bytes.readNBytes(FileKind.BYTES);
        bytes.reset();
        return head;
    }

    /** Skips a byte order mark. */
    private static Charset skipMark(InputStream bytes, byte[] head) throws IOException {
        int first = head.length < 2 ? 0 : (head[0] & 0xff) << 8 | head[1] & 0xff;
        if (first == 0xFFFE || first == 0xFEFF) {
            bytes.skipNBytes(2);
            return first == 0xFFFE ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
        }
        if (first == 0xEFBB && head.length > 2 && (head[2] & 0xff) == 0xBF) {
            bytes.skipNBytes(3);
        }
        return StandardCharsets.UTF_8;
    }

    @Override
    public int read() throws IOException {
        char[] one = new char[1];
        return read(one, 0, 1) < 0 ? -1 : one[0];
    }

    @Override
    public int read(char[] into, int offset, int most) throws IOException {
        int count = super.read(into, offset, most);
        for (int i = offset; i < offset + count; i++) {
            char character = into[i];
            if (character == '\n') {
                line++;
                length = 0;
            } else if (character == 0) {
                throw new DrawFileException(file + ", line " + line
                        + ": there is a zero byte, so this is no text; was the file damaged, or is it of another kind?");
            } else if (++length > LONGEST_LINE) {
                throw new DrawFileException(file + ", line " + line + ": the line has more than " + LONGEST_LINE
                        + " characters, which no table of draws has; is the file of another kind?");
            }
        }
        return count;
    }
}
