package ergodic.sampler.run;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.testing.ReaderFuzz;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Damaged checkpoints are refused by a {@link CheckpointException}, also those whose check sum is right. */
@Timeout(300)
class CheckpointFuzzTest {
    private static final CheckpointFile.Header HEADER = new CheckpointFile.Header("fingerprint", 4, 1, 100, 1, 7, 3);
    private static final int PREFIX = 16;
    private static final long MOST_BYTES = 4L << 20;

    @TempDir
    private Path directory;
    private Path file = Path.of("");
    private byte[] whole = new byte[0];

    @BeforeEach
    void write() throws IOException {
        file = directory.resolve("chain-1.checkpoint");
        CheckpointFile.write(file, HEADER, out -> {
            Blobs.writeDoubles(out, new double[]{1, 2, 3});
            Blobs.write(out, part -> {
                part.writeInt(5);
                part.writeUTF("tuner");
                Blobs.writeDoubles(part, new double[]{4, 5});
            });
        });
        whole = Files.readAllBytes(file);
    }

    private void read() {
        CheckpointFile.read(file, HEADER, in -> {
            Blobs.readDoublesInto(in, new double[3]);
            Blobs.read(in, part -> {
                part.readInt();
                part.readUTF();
                Blobs.readDoublesInto(part, new double[2]);
            });
        });
    }

    @Test
    void damagedFiles() {
        check(whole, false);
    }

    @Test
    void damagedContentWithTheRightCheckSum() {
        check(Arrays.copyOfRange(whole, PREFIX, whole.length - Integer.BYTES), true);
    }

    private void check(byte[] valid, boolean content) {
        ReaderFuzz.check("checkpoint", valid, LongStream.range(0, 500).boxed().toList(), MOST_BYTES, input -> {
            Files.write(file, content ? sealed(input) : input);
            read();
        }, Set.of(CheckpointException.class));
    }

    /** A checkpoint with this content. */
    private byte[] sealed(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return ByteBuffer.allocate(PREFIX + content.length + Integer.BYTES).put(whole, 0, PREFIX - Integer.BYTES)
                .putInt(content.length).put(content).putInt((int) crc.getValue()).array();
    }

    /** A length of 2 GB in the content, with the right check sum, took the memory before it was read. */
    @Test
    void aHugePartOrFileTakesNoMemory() throws IOException {
        byte[] content = Arrays.copyOfRange(whole, PREFIX, whole.length - Integer.BYTES);
        int header = 2 + "fingerprint".length() + 4 * Integer.BYTES + Long.BYTES + Integer.BYTES;
        ByteBuffer.wrap(content).putInt(header, Integer.MAX_VALUE);
        Files.write(file, sealed(content));
        assertThatThrownBy(this::read).isInstanceOf(CheckpointException.class)
                .hasMessageContaining("2147483647 bytes, which are not there");
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(3L << 30);
        }
        assertThatThrownBy(this::read).isInstanceOf(CheckpointException.class).hasMessageContaining("3221225472 bytes");
    }
}
