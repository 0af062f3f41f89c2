package ergodic.nn.data;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the first bytes of a file say that it is, where it is no table in text: the sentence to be said of it. */
enum FileMark {
    GZIP("is compressed by gzip; unpack it first", 0x1f, 0x8b),
    ZIP("is a zip archive, or a spreadsheet (xlsx, ods); unpack it, or save the sheet as CSV", 'P', 'K', 3, 4),
    BZIP2("is compressed by bzip2; unpack it first", 'B', 'Z', 'h'),
    XZ("is compressed by xz; unpack it first", 0xfd, '7', 'z', 'X', 'Z', 0),
    ZSTD("is compressed by zstd; unpack it first", 0x28, 0xb5, 0x2f, 0xfd),
    PARQUET("is a Parquet file; save the table as CSV", 'P', 'A', 'R', '1', 0x15),
    ARROW("is an Arrow file; save the table as CSV", 'A', 'R', 'R', 'O', 'W', '1', 0, 0),
    NUMPY("is a NumPy array; save it as CSV, with numpy.savetxt(..., delimiter=\",\")", 0x93, 'N', 'U', 'M', 'P', 'Y'),
    HDF5("is an HDF5 file; save the table as CSV", 0x89, 'H', 'D', 'F'),
    EXCEL("is an old spreadsheet (xls); save the sheet as CSV", 0xd0, 0xcf, 0x11, 0xe0),
    SQLITE("is an SQLite database; save the table as CSV", 'S', 'Q', 'L', 'i', 't', 'e', ' ', 'f'),
    PICKLE("is a Python pickle; save the table as CSV, with to_csv", 0x80, 4, 0x95),
    PDF("is a PDF document; save the table as CSV", '%', 'P', 'D', 'F', '-'),
    HTML("is a web page and no table; download the file itself", '<', '!', 'D', 'O', 'C', 'T', 'Y', 'P', 'E'),
    UTF_16("is text in UTF-16; save it in UTF-8", 0xff, 0xfe),
    UTF_16_BIG("is text in UTF-16; save it in UTF-8", 0xfe, 0xff);

    /** So many bytes are enough to know every mark. */
    static final int LENGTH = 9;

    private final String sentence;
    private final String bytes;

    FileMark(String sentence, int... bytes) {
        this.sentence = sentence;
        StringBuilder text = new StringBuilder();
        for (int b : bytes) {
            text.append((char) b);
        }
        this.bytes = text.toString();
    }

    /** Such as {@code is compressed by gzip; unpack it first}. */
    String sentence() {
        return sentence;
    }

    /** The mark that these bytes begin with, or null. */
    static @Nullable FileMark of(byte[] first) {
        String begin = new String(first, StandardCharsets.ISO_8859_1);
        for (FileMark mark : values()) {
            if (begin.startsWith(mark.bytes)
                    || mark == HTML && begin.toUpperCase(Locale.ROOT).startsWith(mark.bytes)) {
                return mark;
            }
        }
        return null;
    }
}
