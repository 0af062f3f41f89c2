package ergodic.diagnostics.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.sampler.support.TextStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are no text get a sentence that says what they are and what to do, whatever their size. */
class OtherFilesTest {
    @TempDir
    private Path directory;

    @Test
    void filesAreKnownByTheirFirstBytes() throws IOException {
        Map<String, String> marks = Map.ofEntries(Map.entry("\u0093NUMPY\u0001\0", "numpy.savetxt"),
                Map.entry("\u0089HDF\r\n\u001a\n\0", "arviz.from_netcdf"),
                Map.entry("CDF\u0002\0", "arviz.from_netcdf"),
                Map.entry("RDX3\nX\n", "write.csv"), Map.entry("X\n\0\0\0\u0003", "write.csv"),
                Map.entry("\u0080\u0004\u0095", "pickle"), Map.entry("PK\u0003\u0004..", "ZIP"),
                Map.entry("BZh91AY", "bunzip2"), Map.entry("\u00fd7zXZ\0", "unxz"),
                Map.entry("(\u00b5/\u00fd", "unzstd"), Map.entry("PAR1\u0015\u0004", "read_parquet"),
                Map.entry("ARROW1\0\0", "read_feather"), Map.entry("%PDF-1.7", "PDF"),
                Map.entry("<!DOCTYPE html>", "HTML"), Map.entry("{\"a\": 1}", "JSON"),
                Map.entry("\0\0\0\0\0", "zero bytes"));
        for (Map.Entry<String, String> mark : marks.entrySet()) {
            byte[] bytes = mark.getKey().getBytes(StandardCharsets.ISO_8859_1);
            assertRefused(Files.write(directory.resolve("file"), bytes), mark.getValue());
            // R packs what it saves; the mark is inside.
            ByteArrayOutputStream packed = new ByteArrayOutputStream();
            try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
                gzip.write(bytes);
            }
            assertRefused(Files.write(directory.resolve("file.gz"), packed.toByteArray()), mark.getValue());
        }
    }

    /** Beyond 2 GiB there was a stack trace. The file has a hole, and takes no room on the disk. */
    @Test
    void aHugeFileWithoutLinesIsRefusedEarly() throws IOException {
        Path file = directory.resolve("big.csv");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(3L << 30);
        }
        assertRefused(file, "zero bytes");
        Files.writeString(file, "a,b\n1,2\n");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(3L << 30);
        }
        assertRefused(file, "line 3: there is a zero byte");
    }

    @Test
    void aLineThatDoesNotEndIsRefused() throws IOException {
        Path file = directory.resolve("line.csv");
        Files.writeString(file, "chain,x\n1," + "2".repeat(TextStream.LONGEST_LINE));
        assertRefused(file, "line 2");
        Files.writeString(file, "chain,x\n1,\"" + "2\n".repeat(1000));
        assertRefused(file, "quote");
        Files.writeString(file, "x".repeat(5000) + ",b\n1,2\n");
        assertRefused(file, "a name of 5000 characters");
        Files.writeString(file, "a" + ",a".repeat(1_000_001) + "\n");
        assertRefused(file, "cannot be read as CSV");
    }

    private static void assertRefused(Path file, String words) {
        assertThatThrownBy(() -> ForeignDraws.read(List.of(file))).isInstanceOf(DrawFileException.class)
                .hasMessageContaining(words).hasMessageContaining(file.toString());
        assertThat(file).exists();
    }
}
