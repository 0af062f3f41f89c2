package ergodic.sampler.run;

import ergodic.sampler.support.FileFault;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/**
 * One checkpoint on disk, big-endian: the bytes {@code ERGODIC\n}, the format version (int), header and body, CRC-32 of these
 * two (int). It is written and read as a stream: a large one takes no memory.
 */
final class CheckpointFile {

    static final String SUFFIX = ".checkpoint";

    private static final byte[] MAGIC = {'E', 'R', 'G', 'O', 'D', 'I', 'C', '\n'};
    private static final int VERSION = 8;
    private static final int PREFIX = MAGIC.length + Integer.BYTES;
    private static final int BUFFER = 1 << 16;

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
        Path temporary = file.resolveSibling(file.getFileName() + ".tmp");
        try {
            try (FileOutputStream target = new FileOutputStream(temporary.toFile());
                    DataOutputStream plain = new DataOutputStream(new BufferedOutputStream(target, BUFFER))) {
                plain.write(MAGIC);
                plain.writeInt(VERSION);
                CheckedOutputStream checked = new CheckedOutputStream(plain, new CRC32());
                DataOutputStream content = new DataOutputStream(checked);
                header.write(content);
                body.write(content);
                content.flush();
                plain.writeInt((int) checked.getChecksum().getValue());
                plain.flush();
                target.getFD().sync();
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new IOException("cannot write the checkpoint " + file + " (" + FileFault.reason(e)
                    + "); the one before it is kept", e);
        }
    }

    /** Reads it twice: first its check sum, so that nothing is taken of a damaged one. */
    static void read(Path file, Header expected, Blobs.Reader body) {
        requireWhole(file);
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER))) {
            in.skipNBytes(PREFIX);
            requireSame(file, Header.read(in), expected);
            body.read(in);
            long left = in.readAllBytes().length - (long) Integer.BYTES;
            if (left != 0) {
                throw new IOException(left + " bytes were not read");
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

    private static void requireWhole(Path file) {
        try {
            long size = Files.size(file);
            try (DataInputStream in = new DataInputStream(
                    new BufferedInputStream(Files.newInputStream(file), BUFFER))) {
                byte[] head = in.readNBytes(MAGIC.length);
                if (size < PREFIX || head.length < MAGIC.length || !startsWithMagic(head)) {
                    throw new CheckpointException(
                            file + " is not a checkpoint: restore it from a copy, or delete it to let"
                                    + " this chain begin again");
                }
                requireVersion(file, in.readInt());
                if (size < PREFIX + Integer.BYTES || checkSum(in, size - PREFIX - Integer.BYTES) != in.readInt()) {
                    throw new CheckpointException("the checkpoint " + file
                            + " is damaged: restore it from a copy, or delete it"
                            + " to let this chain begin again");
                }
            }
        } catch (IOException e) {
            throw new CheckpointException("cannot read the checkpoint " + file + ": " + FileFault.reason(e), e);
        }
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

    private static int checkSum(DataInputStream in, long length) throws IOException {
        CRC32 crc = new CRC32();
        byte[] buffer = new byte[BUFFER];
        for (long left = length; left > 0;) {
            int count = (int) Math.min(left, buffer.length);
            in.readFully(buffer, 0, count);
            crc.update(buffer, 0, count);
            left -= count;
        }
        return (int) crc.getValue();
    }
}
