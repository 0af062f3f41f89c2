package ergodic.diagnostics.foreign;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the first bytes of a file say that it is, when it is no text; with what to do then. */
enum FileKind {
    NUMPY("an array of NumPy",
            "in Python: numpy.savetxt(\"draws.csv\", array, delimiter=\",\"), a column a chain",
            "\u0093NUMPY"),
    HDF5("a NetCDF or HDF5 file", "in Python: "
            + "arviz.from_netcdf(\"FILE\").to_dataframe().to_csv(\"draws.csv\")", "\u0089HDF\r\n\u001a\n"),
    NETCDF("a NetCDF file", "in Python: "
            + "arviz.from_netcdf(\"FILE\").to_dataframe().to_csv(\"draws.csv\")", "CDF\u0001", "CDF\u0002",
            "CDF\u0005"),
    R("saved by R (saveRDS or save)", "in R: "
            + "write.csv(posterior::as_draws_df(x), \"draws.csv\", row.names = FALSE)", "RDX2\n", "RDX3\n", "RDA2\n",
            "RDA3\n", "X\n\0\0\0"),
    PICKLE("a pickle of Python", "open it there and write it by .to_csv(\"draws.csv\")", "\u0080\u0002",
            "\u0080\u0003", "\u0080\u0004", "\u0080\u0005"),
    ZIP("a ZIP archive (.zip, .npz, .xlsx)", "unpack it, or save it as CSV", "PK\u0003\u0004", "PK\u0005\u0006"),
    BZIP2("packed by bzip2", "unpack it first: bunzip2", "BZh"),
    XZ("packed by xz", "unpack it first: unxz", "\u00fd7zXZ\0"),
    ZSTANDARD("packed by Zstandard", "unpack it first: unzstd", "(\u00b5/\u00fd"),
    PARQUET("a Parquet file", "in Python: pandas.read_parquet(\"FILE\").to_csv(\"draws.csv\")",
            "PAR1\u0015"),
    ARROW("an Arrow or Feather file",
            "in Python: pandas.read_feather(\"FILE\").to_csv(\"draws.csv\")", "ARROW1\0", "FEA1\0"),
    SQLITE("a database of SQLite", "export the table of draws as CSV", "SQLite format 3"),
    PDF("a PDF document", "give a CSV file", "%PDF"),
    MARKUP("HTML or XML", "give a CSV file", "<!", "<html", "<?xml"),
    JSON("JSON", "give a CSV file", "{", "[{", "[["),
    ZEROS("no text (it begins with zero bytes)", "give a CSV file", "\0\0\0\0");

    /** Bytes to look at. */
    static final int BYTES = 16;

    private final String words;
    private final String advice;
    @SuppressWarnings("ImmutableEnumChecker") // never changed
    private final List<byte[]> marks;

    FileKind(String words, String advice, String... marks) {
        this.words = words;
        this.advice = advice;
        this.marks = Arrays.stream(marks).map(mark -> mark.getBytes(StandardCharsets.ISO_8859_1)).toList();
    }

    /** What a file is that begins so, or null if it may be text. */
    static @Nullable FileKind of(byte[] head) {
        for (FileKind kind : values()) {
            for (byte[] mark : kind.marks) {
                if (head.length >= mark.length && Arrays.equals(head, 0, mark.length, mark, 0, mark.length)) {
                    return kind;
                }
            }
        }
        return null;
    }

    /** What it is, and what to do. */
    String sentence() {
        return "is " + words + ", and a table of draws as text is wanted: " + advice + ".";
    }
}
