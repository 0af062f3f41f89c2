package ergodic.nn.data;

import ergodic.sampler.support.FileFault;
import ergodic.sampler.support.NoTextException;
import ergodic.sampler.support.TextStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
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
 * The characters of a file with a table, as a {@link TextStream}: encoding is checked as it is read, and the bytes are
 * summed up on the way. Every fault but a broken device is a {@link DataException}.
 */
public final class TextFile extends Reader {

    private static final int PEEKED = 1 << 16;

    private final String name;
    private final MessageDigest digest;
    private final BufferedReader reader;

    private TextFile(String name, TextStream text, MessageDigest digest) {
        this.name = name;
        this.digest = digest;
        this.reader = new BufferedReader(text, PEEKED);
    }

    /** Opens a file; every fault is a {@link DataException}. */
    public static TextFile open(Path file) {
        if (Files.isDirectory(file)) {
            throw new DataException("the data file " + file + " is a directory; name a file");
        }
        String name = String.valueOf(file.getFileName());
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            InputStream bytes = new DigestInputStream(Files.newInputStream(file), digest);
            return new TextFile(name, TextStream.open(bytes, CodingErrorAction.REPORT), digest);
        } catch (NoSuchFileException e) {
            throw new DataException("the data file " + file + " does not exist");
        } catch (NoTextException | CharacterCodingException e) {
            throw noText(name, e);
        } catch (IOException e) {
            throw new DataException("the data file " + file + " cannot be read: " + FileFault.reason(e));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The first lines that are not blank; nothing is taken from the stream. */
    public List<String> firstLines(int most) throws IOException {
        char[] text = new char[PEEKED];
        reader.mark(PEEKED);
        int length = 0;
        for (int got = 0; got >= 0 && length < PEEKED; length += Math.max(0, got)) {
            got = read(text, length, PEEKED - length);
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
        try {
            return reader.read(target, offset, length);
        } catch (NoTextException | CharacterCodingException e) {
            throw noText(name, e);
        }
    }

    /** SHA-256 of all that was read, in hexadecimal. */
    public String digest() {
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private static DataException noText(String name, IOException e) {
        return new DataException(e instanceof NoTextException
                ? name + e.getMessage()
                : name + " is not a text file in UTF-8; save it in that encoding");
    }
}
