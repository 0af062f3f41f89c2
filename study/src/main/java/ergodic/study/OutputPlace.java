package ergodic.study;

import ergodic.sampler.support.FileFault;
import ergodic.sampler.support.WholeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whether something can be written where a user wants it, which is looked at before the work that makes it. */
public final class OutputPlace {

    private OutputPlace() {}

    /**
     * A file to be written, before the work is done that fills it.
     *
     * @throws RunFolderException
     *             if its folder does not exist or nothing can be written there, or it is a folder itself
     */
    public static Path requireFile(Path file) {
        if (Files.isDirectory(file)) {
            throw new RunFolderException(file + " is a folder; name a file to write");
        }
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null || !Files.isDirectory(parent)) {
            throw new RunFolderException("there is no folder " + parent + " to write " + file.getFileName()
                    + " into; make it, or choose another place");
        }
        // A device is written into, and else a file takes its place in its folder.
        boolean device = Files.exists(file) && !Files.isRegularFile(file);
        if (!Files.isWritable(device ? file : folderOf(file))) {
            throw new RunFolderException("nothing can be written into " + (device ? file : folderOf(file))
                    + " (no permission, or a disk that is only read); change that, or choose another place");
        }
        return file;
    }

    /**
     * The same of a file that must not be there yet.
     *
     * @param option
     *            what names it, such as {@code --out}
     */
    public static void requireNew(Path file, String option) {
        if (Files.exists(requireFile(file))) {
            throw new RunFolderException(file + " exists already; choose another name with " + option);
        }
    }

    /**
     * Refuses two options that name one file, of which the second would replace what the first wrote.
     *
     * @throws RunFolderException
     *             if they do
     */
    public static void requireApart(@Nullable Path one, String ofOne, @Nullable Path other, String ofOther) {
        if (one != null && other != null && named(one).equals(named(other))) {
            throw new RunFolderException(ofOne + " and " + ofOther + " name the same file; give each its own");
        }
    }

    /** What a name stands for; the folder of it is there. */
    private static Path named(Path file) {
        try {
            return WholeFile.named(file);
        } catch (IOException e) {
            throw new RunFolderException(
                    "nothing can be written as " + file + " (" + FileFault.reason(e) + "); choose another place");
        }
    }

    private static Path folderOf(Path file) {
        return Objects.requireNonNull(named(file).getParent());
    }

    /**
     * A folder to be made and filled; one that is there must be empty.
     *
     * @throws RunFolderException
     *             if it holds something, or cannot be made or written into
     */
    public static void requireFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                if (files.findAny().isPresent()) {
                    throw new RunFolderException(
                            "the folder " + folder + " is not empty; choose another folder with --out");
                }
            }
        } else if (Files.exists(folder)) {
            throw new RunFolderException(folder + " is a file; choose a folder with --out");
        }
        Path there = folder.toAbsolutePath().normalize();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        if (!Files.isDirectory(there)) {
            throw new RunFolderException("the folder " + folder + " cannot be made (" + there
                    + " is a file); choose another with --out");
        }
        if (!Files.isWritable(there)) {
            throw new RunFolderException("the folder " + folder + " cannot be "
                    + (Files.exists(folder) ? "filled" : "made") + " (nothing can be written into " + there
                    + ": no permission, or a disk that is only read); choose another with --out");
        }
    }
}
