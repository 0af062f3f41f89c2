package ergodic.nn.data.image;

import ergodic.nn.data.DataException;
import ergodic.nn.data.ItemSink;
import ergodic.sampler.support.FileFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of PNG and JPEG files in the order of their names: a subfolder a class, or images without labels right in the folder.
 * Names that begin with a point are passed over.
 */
final class PictureFolder {

    private static final List<String> KNOWN = List.of(".png", ".jpg", ".jpeg");

    private final Path folder;
    private final @Nullable String colours;
    private final boolean converts;

    /**
     * A folder.
     *
     * @param colours
     *            grey or rgb; null to see from the first image
     * @param converts
     *            whether images in colour may be made grey
     */
    PictureFolder(Path folder, @Nullable String colours, boolean converts) {
        this.folder = folder;
        this.colours = colours;
        this.converts = converts;
    }

    String read(ItemSink<Picture> sink) {
        MessageDigest digest = sha256();
        PictureFile reader = new PictureFile(folder, colours, converts);
        List<Path> entries = list(folder);
        List<Path> classes = entries.stream().filter(Files::isDirectory).toList();
        if (!classes.isEmpty() && classes.size() < entries.size()) {
            Path beside = entries.stream().filter(entry -> !Files.isDirectory(entry)).findFirst().orElseThrow();
            throw new DataException(folder.getFileName() + " has subfolders, a class each, and the file "
                    + beside.getFileName() + " beside them; move it into its class, or out of the folder");
        }
        if (entries.isEmpty()) {
            throw new DataException(
                    "the folder " + folder + " is empty; it needs PNG or JPEG files, in a subfolder for each"
                            + " class");
        }
        if (classes.isEmpty()) {
            give(entries, "", reader, digest, sink);
        }
        for (Path label : classes) {
            List<Path> files = list(label);
            if (files.isEmpty()) {
                throw new DataException(folder.getFileName() + ": the class " + label.getFileName()
                        + " has no images; add some, or remove its folder");
            }
            give(files, String.valueOf(label.getFileName()), reader, digest, sink);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private void give(List<Path> files, String label, PictureFile reader, MessageDigest digest,
            ItemSink<Picture> sink) {
        for (Path file : files) {
            String name = String.valueOf(folder.relativize(file)).replace('\\', '/');
            if (Files.isDirectory(file)) {
                throw new DataException(folder.getFileName() + ": " + name + " is a folder within a class; a class has"
                        + " images only");
            }
            if (KNOWN.stream().noneMatch(name.toLowerCase(Locale.ROOT)::endsWith)) {
                throw new DataException(
                        folder.getFileName() + ": " + name + " is no PNG or JPEG file; take it out of the"
                                + " folder");
            }
            byte[] bytes = reader.bytes(file, name);
            digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
            digest.update(bytes);
            sink.take(reader.read(bytes, name), label, 0);
        }
    }

    private List<Path> list(Path in) {
        try (Stream<Path> entries = Files.list(in)) {
            return entries.filter(entry -> !String.valueOf(entry.getFileName()).startsWith(".")).sorted().toList();
        } catch (IOException e) {
            throw new DataException("the folder " + in + " cannot be read: " + FileFault.reason(e));
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
