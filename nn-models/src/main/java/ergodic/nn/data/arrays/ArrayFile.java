package ergodic.nn.data.arrays;

import ergodic.nn.data.DataException;
import ergodic.sampler.support.FileFault;
import ergodic.sampler.words.Counted;
import ergodic.sampler.words.Nearest;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A file with one array, IDX or NPY, or with several of them that have names, NPZ. */
public final class ArrayFile {

    private static final int HEAD = 8;
    private static final int BUFFER = 1 << 16;

    private ArrayFile() {}

    /** Whether a file begins as one of these formats does; false if it cannot be read. */
    public static boolean recognise(Path file) {
        try {
            byte[] head = head(file);
            if (isGzip(head)) {
                try (InputStream bytes = new GZIPInputStream(Files.newInputStream(file))) {
                    head = bytes.readNBytes(HEAD);
                }
            }
            return IdxFormat.matches(head) || NpyFormat.matches(head) || isZip(head);
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether the file holds several arrays. */
    public static boolean hasNames(Path file) {
        try {
            return isZip(head(file));
        } catch (IOException e) {
            return false;
        }
    }

    /** SHA-256 of the file, in hexadecimal. */
    public static String digest(Path file) {
        try (InputStream bytes = new DigestInputStream(Files.newInputStream(file),
                MessageDigest.getInstance("SHA-256"))) {
            bytes.transferTo(java.io.OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(((DigestInputStream) bytes).getMessageDigest().digest());
        } catch (IOException e) {
            throw unreadable(file, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Names of the arrays of an NPZ file. */
    public static List<String> names(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            List<String> names = new ArrayList<>();
            zip.stream().map(ZipEntry::getName).filter(name -> name.endsWith(".npy"))
                    .forEach(name -> names.add(name.substring(0, name.length() - 4)));
            if (names.isEmpty()) {
                throw new DataException(
                        file.getFileName() + " is a packed file without arrays (NAME.npy) in it; unpack it,"
                                + " and name what is in it");
            }
            return names;
        } catch (ZipException e) {
            throw new DataException(
                    file.getFileName() + " is a damaged NPZ file (" + e.getMessage() + "); fetch it again");
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** The array of an IDX or NPY file. */
    public static ArrayStream open(Path file) {
        String name = String.valueOf(file.getFileName());
        try {
            boolean packed = isGzip(head(file));
            InputStream raw = Files.newInputStream(file);
            return closingOnFailure(raw, () -> {
                InputStream bytes = packed ? new GZIPInputStream(raw, BUFFER) : raw;
                return stream(name, new BufferedInputStream(bytes, BUFFER), Files.size(file), packed);
            });
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /** One of the arrays of an NPZ file. */
    public static ArrayStream open(Path file, String array) {
        String name = file.getFileName() + ", array " + array;
        try {
            ZipFile zip = new ZipFile(file.toFile());
            return closingOnFailure(zip, () -> {
                ZipEntry entry = zip.getEntry(array + ".npy");
                if (entry == null) {
                    List<String> names = names(file);
                    throw new DataException(
                            file.getFileName() + " has no array \"" + array + "\"" + Nearest.hint(array, names)
                                    + "; it has " + String.join(", ", names));
                }
                InputStream bytes = new ClosingWith(zip.getInputStream(entry), zip);
                return stream(name, new BufferedInputStream(bytes, BUFFER), Math.max(1, entry.getCompressedSize()),
                        true);
            });
        } catch (ZipException e) {
            throw new DataException(
                    file.getFileName() + " is a damaged NPZ file (" + e.getMessage() + "); fetch it again");
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static ArrayStream stream(String name, BufferedInputStream bytes, long size, boolean packed)
            throws IOException {
        bytes.mark(HEAD);
        byte[] head = bytes.readNBytes(HEAD);
        bytes.reset();
        DataInputStream data = new DataInputStream(bytes);
        try {
            if (IdxFormat.matches(head)) {
                ArrayHeader header = IdxFormat.read(name, data);
                return new ArrayStream(name, header, bytes, packed ? size : size - IdxFormat.bytes(header), packed);
            }
            if (NpyFormat.matches(head)) {
                NpyFormat.Read read = NpyFormat.read(name, data);
                return new ArrayStream(name, read.header(), bytes, packed ? size : size - read.bytes(), packed);
            }
        } catch (EOFException e) {
            throw new DataException(name + " ends within its header; the file is cut off");
        }
        throw new DataException(name + (size == 0 ? " is empty"
                : " is neither an IDX nor an NPY file (it begins with "
                        + Counted.of(head.length, "byte") + " " + HexFormat.ofDelimiter(" ").formatHex(head)
                        + "); name a file of arrays"));
    }

    /** What opens a stream. */
    private interface Opening {
        ArrayStream open() throws IOException;
    }

    private static ArrayStream closingOnFailure(AutoCloseable held, Opening opening) throws IOException {
        try {
            return opening.open();
        } catch (IOException | RuntimeException e) {
            try {
                held.close();
            } catch (Exception unclosed) {
                e.addSuppressed(unclosed);
            }
            throw e;
        }
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            return bytes.readNBytes(HEAD);
        }
    }

    private static boolean isGzip(byte[] head) {
        return head.length > 1 && head[0] == 0x1f && (head[1] & 0xff) == 0x8b;
    }

    private static boolean isZip(byte[] head) {
        return head.length > 3 && head[0] == 'P' && head[1] == 'K' && (head[2] == 3 || head[2] == 5);
    }

    private static DataException unreadable(Path file, IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> new DataException("the data file " + file + " does not exist");
            case EOFException cut -> new DataException(file.getFileName() + " ends too early; the file is cut off");
            case ZipException bad -> new DataException(file.getFileName() + " is packed, but damaged ("
                    + bad.getMessage() + "); fetch it again");
            default -> Files.isDirectory(file)
                    ? new DataException("the data file " + file + " is a directory; name a file")
                    : new DataException("the data file " + file + " cannot be read: " + FileFault.reason(e));
        };
    }

    /** Closes another with itself. */
    private static final class ClosingWith extends java.io.FilterInputStream {

        private final AutoCloseable other;

        private ClosingWith(InputStream bytes, AutoCloseable other) {
            super(bytes);
            this.other = other;
        }

        @Override
        public void close() throws IOException {
            super.close();
            try {
                other.close();
            } catch (IOException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }
}
