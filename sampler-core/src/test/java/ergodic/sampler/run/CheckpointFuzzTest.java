package ergodic.sampler.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.testing.ReaderFuzz;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
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
    private static final int PREFIX = 12;
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
        return ByteBuffer.allocate(PREFIX + content.length + Integer.BYTES).put(whole, 0, PREFIX)
                .put(content).putInt((int) crc.getValue()).array();
    }

    /** A length of 2 GB in the content, with the right check sum, took the memory before it was read. */
    @Test
    void aHugePartOrArrayTakesNoMemory() throws IOException {
        int header = 2 + "fingerprint".length() + 4 * Integer.BYTES + Long.BYTES + Integer.BYTES;
        assertRefused(header, "an array of 2147483647 numbers, not 3");
        assertRefused(header + Integer.BYTES + 3 * Double.BYTES, "2147483647 bytes, which are not there");
    }

    private void assertRefused(int at, String message) throws IOException {
        byte[] content = Arrays.copyOfRange(whole, PREFIX, whole.length - Integer.BYTES);
        ByteBuffer.wrap(content).putInt(at, Integer.MAX_VALUE);
        Files.write(file, sealed(content));
        assertThatThrownBy(this::read).isInstanceOf(CheckpointException.class).hasMessageContaining(message);
    }

    /** What is longer than a piece comes back whole, and what is left of it is counted. */
    @Test
    void partsOfManyPieces() throws IOException {
        double[] numbers = new Random(1).doubles(5000).toArray();
        byte[] bytes = new byte[3 * 8192 + 1];
        new Random(2).nextBytes(bytes);
        CheckpointFile.write(file, HEADER, out -> Blobs.write(out, part -> {
            Blobs.writeDoubles(part, numbers);
            Blobs.write(part, bytes);
        }));
        double[] again = new double[numbers.length];
        CheckpointFile.read(file, HEADER, in -> Blobs.read(in, part -> {
            Blobs.readDoublesInto(part, again);
            assertThat(Blobs.read(part)).isEqualTo(bytes);
        }));
        assertThat(again).isEqualTo(numbers);
        assertThatThrownBy(() -> CheckpointFile.read(file, HEADER,
                in -> Blobs.read(in, part -> Blobs.readDoublesInto(part, again))))
                .hasMessageContaining("24597 bytes of a part were not read");
    }
}
