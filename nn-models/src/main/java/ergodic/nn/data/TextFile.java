package ergodic.nn.data;

import ergodic.sampler.support.FileFault;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * The characters of a text file, as a stream: UTF-8 with or without byte order mark, checked as it is read. What is no text,
 * or has a line without end, is refused where that is seen, and not after the whole file.
 */
final class TextFile extends Reader implements Closeable {

    /** A line may have so many characters: a million numbers. */
    static final int LONGEST_LINE = 1 << 24;
    private static final int PEEKED = 1 << 16;

    private final String name;
    private final MessageDigest digest;
    private final BufferedReader reader;
    private int sinceLineEnd;

    private TextFile(String name, InputStream stream, MessageDigest digest) throws IOException {
        this.name = name;
        this.digest = digest;
        this.reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8.newDecoder()), PEEKED);
        reader.mark(1);
        if (reader.read() != '\uFEFF') {
            reader.reset();
        }
    }

    /** Opens a file; every fault is a {@link DataException}. */
    static TextFile open(Path file) {
        if (Files.isDirectory(file)) {
            throw new DataException("the data file " + file + " is a directory; name a file");
        }
        String name = String.valueOf(file.getFileName());
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            InputStream stream = new BufferedInputStream(new DigestInputStream(Files.newInputStream(file), digest),
                    PEEKED);
            try {
                stream.mark(FileMark.LENGTH);
                FileMark mark = FileMark.of(stream.readNBytes(FileMark.LENGTH));
                if (mark != null) {
                    throw new DataException(name + " " + mark.sentence());
                }
                stream.reset();
                return new TextFile(name, stream, digest);
            } catch (IOException | RuntimeException e) {
                stream.close();
                throw e;
            }
        } catch (NoSuchFileException e) {
            throw new DataException("the data file " + file + " does not exist");
        } catch (CharacterCodingException e) {
            throw notUtf8(name);
        } catch (IOException e) {
            throw new DataException("the data file " + file + " cannot be read: " + FileFault.reason(e));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The first lines that are not blank; nothing is taken from the stream. */
    List<String> firstLines(int most) throws IOException {
        char[] text = new char[PEEKED];
        reader.mark(PEEKED);
        int length = 0;
        try {
            for (int got = 0; got >= 0 && length < PEEKED; length += Math.max(0, got)) {
                got = reader.read(text, length, PEEKED - length);
            }
        } catch (CharacterCodingException e) {
            throw notUtf8(name);
        }
        reader.reset();
        List<String> lines = new ArrayList<>(new String(text, 0, length).lines().filter(line -> !line.isBlank())
                .limit(most + 1L).toList());
        // The last one may have been cut.
        if (lines.size() > most || length == PEEKED && lines.size() > 1) {
            lines.removeLast();
        }
        return lines;
    }

    @Override
    public int read(char[] target, int offset, int length) throws IOException {
        int got;
        try {
            got = reader.read(target, offset, length);
        } catch (CharacterCodingException e) {
            throw notUtf8(name);
        }
        for (int i = offset; i < offset + got; i++) {
            char c = target[i];
            if (c == '\0') {
                throw new DataException(name + " holds zero bytes, so it is not a text file in UTF-8; save it as CSV");
            }
            sinceLineEnd = c == '\n' || c == '\r' ? 0 : sinceLineEnd + 1;
        }
        if (sinceLineEnd > LONGEST_LINE) {
            throw new DataException(name + " has a line of more than " + LONGEST_LINE
                    + " characters, so it is no table with a row a line; look at its line ends");
        }
        return got;
    }

    /** SHA-256 of all that was read, in hexadecimal. */
    String digest() {
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private static DataException notUtf8(String name) {
        return new DataException(name + " is not a text file in UTF-8; save it in that encoding");
    }
}
