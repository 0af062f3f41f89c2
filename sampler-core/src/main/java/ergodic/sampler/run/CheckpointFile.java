package ergodic.sampler.run;

import ergodic.sampler.support.FileFault;
import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32;

/**
 * One checkpoint on disk, big-endian: the bytes {@code ERGODIC\n}, the format version (int), the length of the rest without
 * its check sum (int), header and body, CRC-32 of these two (int).
 */
final class CheckpointFile {

    static final String SUFFIX = ".checkpoint";

    private static final byte[] MAGIC = {'E', 'R', 'G', 'O', 'D', 'I', 'C', '\n'};
    private static final int VERSION = 4;
    /** A dense metric of more than 10 000 unknowns fits; arrays of Java end a little later. */
    private static final long MOST_BYTES = Integer.MAX_VALUE - 64;
    private static final int PREFIX = MAGIC.length + 2 * Integer.BYTES;

    /** What must be the same for a run to go on from the checkpoint. */
    record Header(String fingerprint, int chains, int chain, int warmup, int thin, long seed, int dimension) {

        void write(DataOutput out) throws IOException {
            out.writeUTF(fingerprint);
            out.writeInt(chains);
            out.writeInt(chain);
            out.writeInt(warmup);
            out.writeInt(thin);
            out.writeLong(seed);
            out.writeInt(dimension);
        }

        static Header read(DataInput in) throws IOException {
            return new Header(in.readUTF(), in.readInt(), in.readInt(), in.readInt(), in.readInt(), in.readLong(),
                    in.readInt());
        }
    }

    private CheckpointFile() {}

    static void write(Path file, Header header, Blobs.Writer body) throws IOException {
        byte[] content = Blobs.bytes(out -> {
            header.write(out);
            body.write(out);
        });
        ByteBuffer bytes = ByteBuffer.allocate(PREFIX + content.length + Integer.BYTES);
        bytes.put(MAGIC).putInt(VERSION).putInt(content.length).put(content).putInt(checkSum(content)).flip();
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                    StandardOpenOption.TRUNCATE_EXISTING)) {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new IOException("cannot write the checkpoint " + file + " (" + FileFault.reason(e)
                    + "); the one before it is kept", e);
        }
    }

    static void read(Path file, Header expected, Blobs.Reader body) {
        byte[] content = content(file);
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
            requireSame(file, Header.read(in), expected);
            body.read(in);
            if (in.available() > 0) {
                throw new IOException(in.available() + " bytes were not read");
            }
        } catch (IOException | RuntimeException e) {
            if (e instanceof CheckpointException mismatch) {
                throw mismatch;
            }
            String why = e instanceof EOFException || e.getMessage() == null ? "it ends too early" : e.getMessage();
            throw new CheckpointException("cannot go on from the checkpoint " + file + ": " + why, e);
        }
    }

    /** Refuses a checkpoint of another format by its first bytes; one that is none, or damaged, is found when it is read. */
    static void requireThisFormat(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(MAGIC.length + Integer.BYTES);
        }
        if (head.length == MAGIC.length + Integer.BYTES && startsWithMagic(head)) {
            requireVersion(file, ByteBuffer.wrap(head).getInt(MAGIC.length));
        }
    }

    private static void requireVersion(Path file, int version) {
        if (version != VERSION) {
            throw new CheckpointException("the checkpoint " + file + " has format version " + version
                    + "; this program reads version " + VERSION + ": resume with the version that began the run");
        }
    }

    private static byte[] content(Path file) {
        byte[] bytes;
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException("it has " + Files.size(file) + " bytes");
            }
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new CheckpointException("cannot read the checkpoint " + file + ": " + FileFault.reason(e), e);
        }
        if (bytes.length < PREFIX || !startsWithMagic(bytes)) {
            throw new CheckpointException(file + " is not a checkpoint: restore it from a copy, or delete it to let"
                    + " this chain begin again");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).position(MAGIC.length);
        requireVersion(file, buffer.getInt());
        int length = buffer.getInt();
        byte[] content = new byte[Math.max(0, bytes.length - PREFIX - Integer.BYTES)];
        if (length == content.length) {
            buffer.get(content);
        }
        if (length != content.length || buffer.getInt() != checkSum(content)) {
            throw new CheckpointException("the checkpoint " + file + " is damaged: restore it from a copy, or delete it"
                    + " to let this chain begin again");
        }
        return content;
    }

    private static void requireSame(Path file, Header found, Header expected) {
        requireSame(file, "chain", found.chain, expected.chain);
        requireSame(file, "chains", found.chains, expected.chains);
        requireSame(file, "warmup", found.warmup, expected.warmup);
        requireSame(file, "thin", found.thin, expected.thin);
        requireSame(file, "seed", found.seed, expected.seed);
        requireSame(file, "number of parameters", found.dimension, expected.dimension);
        if (!found.fingerprint.equals(expected.fingerprint)) {
            throw new CheckpointException("the checkpoint " + file
                    + " belongs to another run: its configuration, model or data differ; resume with those it was begun"
                    + " with, or begin a new run elsewhere");
        }
    }

    private static void requireSame(Path file, String name, long found, long expected) {
        if (found != expected) {
            throw new CheckpointException("the checkpoint " + file + " belongs to another run: " + name + " is " + found
                    + " there and " + expected + " here; resume with the settings it was begun with");
        }
    }

    private static boolean startsWithMagic(byte[] bytes) {
        for (int i = 0; i < MAGIC.length; i++) {
            if (bytes[i] != MAGIC[i]) {
                return false;
            }
        }
        return true;
    }

    private static int checkSum(byte[] content) {
        CRC32 crc = new CRC32();
        crc.update(content);
        return (int) crc.getValue();
    }
}
