package ergodic.sampler.support;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the first bytes of a file say that it is, when it is no table in text; with how to make one of it. */
public enum FileMark {
    /** An array of NumPy. */
    NUMPY("a NumPy array", "in Python: numpy.savetxt(\"FILE.csv\", array, delimiter=\",\")", "\u0093NUMPY"),
    /** HDF5, and NetCDF from version 4 on. */
    HDF5("a NetCDF or HDF5 file", "save the table in it as CSV", "\u0089HDF\r\n\u001a\n"),
    /** NetCDF up to version 3. */
    NETCDF("a NetCDF file", "save the table in it as CSV", "CDF\u0001", "CDF\u0002", "CDF\u0005"),
    /** R's {@code saveRDS} and {@code save}, unpacked. */
    R("saved by R (saveRDS or save)", "in R: write.csv(x, \"FILE.csv\", row.names = FALSE)", "RDX2\n", "RDX3\n",
            "RDA2\n", "RDA3\n", "X\n\0\0\0"),
    /** A pickle of Python. */
    PICKLE("a Python pickle", "open it there and write it by .to_csv(\"FILE.csv\")", "\u0080\u0002", "\u0080\u0003",
            "\u0080\u0004", "\u0080\u0005"),
    /** An archive, or one of the many formats that are one. */
    ZIP("a ZIP archive, or a spreadsheet (.zip, .npz, .xlsx, .ods)", "unpack it, or save the sheet as CSV",
            "PK\u0003\u0004", "PK\u0005\u0006"),
    /** An old spreadsheet. */
    EXCEL("an old spreadsheet (.xls)", "save the sheet as CSV", "\u00d0\u00cf\u0011\u00e0"),
    /** Packed by bzip2. */
    BZIP2("packed by bzip2", "unpack it first: bunzip2", "BZh"),
    /** Packed by xz. */
    XZ("packed by xz", "unpack it first: unxz", "\u00fd7zXZ\0"),
    /** Packed by Zstandard. */
    ZSTANDARD("packed by Zstandard", "unpack it first: unzstd", "(\u00b5/\u00fd"),
    /** A Parquet file. */
    PARQUET("a Parquet file", "in Python: pandas.read_parquet(\"FILE\").to_csv(\"FILE.csv\")", "PAR1\u0015"),
    /** An Arrow or Feather file. */
    ARROW("an Arrow or Feather file", "in Python: pandas.read_feather(\"FILE\").to_csv(\"FILE.csv\")", "ARROW1\0",
            "FEA1\0"),
    /** A database of SQLite. */
    SQLITE("an SQLite database", "export the table as CSV", "SQLite format 3"),
    /** A PDF document. */
    PDF("a PDF document", "give a CSV file", "%PDF"),
    /** A web page, or another document with tags. */
    MARKUP("HTML or XML", "download or save the table itself as CSV", "<!", "<HTML", "<?XML"),
    /** JSON. */
    JSON("JSON", "give a CSV file", "{", "[{", "[["),
    /** Zeros: a hole in a file, or a text of 32 bits a character. */
    ZEROS("no text (it begins with zero bytes)", "give a CSV file", "\0\0\0\0");

    /** So many bytes are enough to know every mark. */
    public static final int BYTES = 16;

    private final String words;
    private final String advice;
    @SuppressWarnings("ImmutableEnumChecker") // a List.of
    private final List<String> marks;

    FileMark(String words, String advice, String... marks) {
        this.words = words;
        this.advice = advice;
        this.marks = List.of(marks);
    }

    /** The mark that these bytes begin with, or null if they may be text. */
    public static @Nullable FileMark of(byte[] head) {
        String begin = new String(head, StandardCharsets.ISO_8859_1);
        String capitals = begin.toUpperCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(kind -> kind.marks.stream().anyMatch((kind == MARKUP ? capitals : begin)::startsWith))
                .findFirst().orElse(null);
    }

    /** What the file is, to stand after "is". */
    public String words() {
        return words;
    }

    /** What to do in order to have a table in text. */
    public String advice() {
        return advice;
    }
}
