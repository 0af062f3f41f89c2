package ergodic.sampler.support;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/**
 * Writes a file so that its name never stands for half of it: what is written goes to a file beside it, which then takes
 * its place in one step. The file has the permissions that the user's files have (the umask), unlike a temporary file. What
 * a symbolic link names is replaced, not the link; a device or a pipe, which nothing can take the place of, is written into.
 */
public final class WholeFile {

    /** Links one after the other, as many as Linux follows. */
    private static final int MOST_LINKS = 40;

    private WholeFile() {}

    /** What writes the contents. */
    @FunctionalInterface
    public interface Body {
        /**
         * Writes all of it.
         *
         * @param file
         *            where to; does not exist yet
         */
        void writeTo(Path file) throws IOException;
    }

    /**
     * Writes a file, replacing one of that name once the new one is whole. Nothing is left behind if that fails.
     *
     * @throws IOException
     *             if it cannot be written: a sentence with the name that the user knows, the reason and what to do
     */
    public static void write(Path file, Body body) throws IOException {
        // A pipe has no path of its own: it is never resolved.
        boolean device = Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file);
        Path beside = null;
        try {
            Path place = device ? file : named(file);
            beside = device ? Files.createTempFile("ergodic", ".tmp")
                    : place.resolveSibling("." + place.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
            Files.deleteIfExists(beside);
            body.writeTo(beside);
            if (device) {
                try (OutputStream into = Files.newOutputStream(place, StandardOpenOption.WRITE)) {
                    Files.copy(beside, into);
                }
            } else {
                Files.move(beside, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (UncheckedIOException e) {
            throw unwritten(file, device, Objects.requireNonNull(e.getCause()));
        } catch (IOException e) {
            throw unwritten(file, device, e);
        } finally {
            if (beside != null) {
                Files.deleteIfExists(beside);
            }
        }
    }

    /**
     * The file that a name stands for, whether it is there or not: what links name is written, and the links stay.
     *
     * @throws IOException
     *             if the links do not end, or its folder does not exist
     */
    public static Path named(Path file) throws IOException {
        if (Files.exists(file)) {
            return file.toRealPath();
        }
        Path name = file.toAbsolutePath();
        for (int links = 0; Files.isSymbolicLink(name); links++) {
            if (links == MOST_LINKS) {
                throw new FileSystemException(file.toString(), null, "its links do not end");
            }
            name = name.resolveSibling(Files.readSymbolicLink(name));
        }
        Path folder = name.getParent();
        return folder == null ? name : folder.toRealPath().resolve(Objects.requireNonNull(name.getFileName()));
    }

    private static IOException unwritten(Path file, boolean device, IOException e) {
        return new IOException("cannot write " + file + " (" + FileFault.reason(e)
                + "); put that right or choose another place"
                + (!device && Files.exists(file) ? "; what it held before is kept" : ""), e);
    }
}
