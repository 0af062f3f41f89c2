package ergodic.sampler.support;

import java.io.BufferedInputStream;
import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;

/**
 * The characters of a file with text, as a stream: packed by gzip or not, UTF-8 with or without a byte order mark or, if
 * marked so, UTF-16. What is no text is refused by its first bytes, at its first zero byte, or when a line does not end, by
 * {@link NoTextException}; so a file of any size takes little memory.
 */
public final class TextStream extends FilterReader {

    /** A line may have so many characters: a million short numbers. */
    public static final int LONGEST_LINE = 1 << 24;

    private long line = 1;
    private int length;

    private TextStream(Reader text) {
        super(text);
    }

    /**
     * The text of these bytes, which are closed with it, or if it cannot be begun.
     *
     * @param malformed
     *            what to do about bytes that are no text in the file's encoding: to report them is to throw a
     *            {@link java.nio.charset.CharacterCodingException}
     */
    public static TextStream open(InputStream raw, CodingErrorAction malformed) throws IOException {
        InputStream bytes = new BufferedInputStream(raw);
        try {
            byte[] head = head(bytes);
            if (head.length >= 2 && head[0] == 0x1f && (head[1] & 0xff) == 0x8b) {
                bytes = new BufferedInputStream(new GZIPInputStream(bytes));
                head = head(bytes);
            }
            FileMark mark = FileMark.of(head);
            if (mark != null) {
                throw new NoTextException(mark);
            }
            return new TextStream(new InputStreamReader(bytes, skipMark(bytes, head).newDecoder()
                    .onMalformedInput(malformed).onUnmappableCharacter(malformed)));
        } catch (IOException e) {
            bytes.close();
            throw e;
        }
    }

    private static byte[] head(InputStream bytes) throws IOException {
        bytes.mark(FileMark.BYTES);
        byte[] head = bytes.readNBytes(FileMark.BYTES);
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
            } else if (character == '\r') {
                length = 0;
            } else if (character == 0) {
                throw new NoTextException(", line " + line + ": there is a zero byte, so this is no text; was the file"
                        + " damaged, or is it of another kind?");
            } else if (++length > LONGEST_LINE) {
                throw new NoTextException(", line " + line + ": the line has more than " + LONGEST_LINE
                        + " characters, which no table has; is the file of another kind, or are its line ends lost?");
            }
        }
        return count;
    }
}
