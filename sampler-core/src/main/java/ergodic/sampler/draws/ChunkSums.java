package ergodic.sampler.draws;

import ergodic.sampler.support.FileFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Check sums of the chunks of one chain in a group of arrays: of each chunk how many of its draws they are of, and the CRC-32C of these in
 * each array. Draws in a chunk never change, so the sums of an older chunk hold for a newer one: it does not matter which of the two files
 * was written last when a process was killed, and a reader that takes the sums first is never misled. They lie in a hidden folder of the
 * store, as 4-byte numbers, big-endian, with their own sum at the end. Stores of the time before have none, and are not checked.
 */
final class ChunkSums {

    private static final String FOLDER = ".sums";
    /** A store whose sums are longer has billions of draws. */
    private static final long MOST_BYTES = 1L << 28;

    private final int width;
    /** Of each chunk its draws, 0 if nothing is known, then a sum for each array. */
    private int[] numbers = {};

    /** Nothing known yet of so many arrays. */
    ChunkSums(int arrays) {
        this.width = arrays + 1;
    }

    /** The folder with the sums of a group, in which each chain has a file of its number. */
    static Path folder(Path root, String group) {
        return root.resolve(FOLDER).resolve(group);
    }

    /** The sums of a chain; nothing known where the store has none. */
    static ChunkSums read(Path root, String group, int chain, int arrays) {
        ChunkSums sums = new ChunkSums(arrays);
        Path file = file(root, group, chain);
        try {
            if (Files.exists(file)) {
                if (Files.size(file) > MOST_BYTES) {
                    throw damaged(root, file, "is too large");
                }
                sums.take(root, file, ByteBuffer.wrap(Files.readAllBytes(file)));
            }
        } catch (IOException e) {
            throw damaged(root, file, "cannot be read: " + FileFault.reason(e));
        }
        return sums;
    }

    private void take(Path root, Path file, ByteBuffer bytes) {
        int length = bytes.limit() - Integer.BYTES;
        if (length < 0 || length % (width * Integer.BYTES) != 0
                || bytes.getInt(length) != sum(bytes.duplicate().limit(length))) {
            throw damaged(root, file, "is not what was written");
        }
        numbers = new int[length / Integer.BYTES];
        bytes.asIntBuffer().get(numbers);
    }

    private static StoreException damaged(Path root, Path file, String what) {
        return new StoreException("the store " + root + " is damaged: " + file + " " + what
                + "; restore it from a copy");
    }

    /** Writes the sums of a chain. */
    void write(Path root, String group, int chain) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((numbers.length + 1) * Integer.BYTES);
        bytes.asIntBuffer().put(numbers);
        int length = numbers.length * Integer.BYTES;
        bytes.putInt(length, sum(bytes.duplicate().limit(length)));
        StoreFiles.write(file(root, group, chain), bytes);
    }

    private static Path file(Path root, String group, int chain) {
        return folder(root, group).resolve(String.valueOf(chain));
    }

    /** Draws of a chunk that its sums are of; 0 if there are none. */
    int draws(int chunk) {
        return (chunk + 1) * width <= numbers.length ? numbers[chunk * width] : 0;
    }

    /** Makes room for the sums of a chunk, of so many of its draws. */
    void begin(int chunk, int draws) {
        if ((chunk + 1) * width > numbers.length) {
            numbers = Arrays.copyOf(numbers, (chunk + 1) * width);
        }
        numbers[chunk * width] = draws;
    }

    /**
     * Takes the sum of an array.
     *
     * @param array
     *            number of the array in its group
     * @param chunk
     *            number of the chunk
     * @param bytes
     *            the whole chunk
     * @param drawBytes
     *            bytes of a draw
     */
    void set(int array, int chunk, ByteBuffer bytes, int drawBytes) {
        numbers[chunk * width + 1 + array] = sum(bytes.duplicate().clear().limit(draws(chunk) * drawBytes));
    }

    /** Whether a chunk, as read, holds what was written; true of one of which nothing is known. */
    boolean hold(int array, int chunk, ByteBuffer bytes, int drawBytes) {
        long length = (long) draws(chunk) * drawBytes;
        return length == 0 || length <= bytes.capacity()
                && numbers[chunk * width + 1 + array] == sum(bytes.duplicate().clear().limit(Math.toIntExact(length)));
    }

    private static int sum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
