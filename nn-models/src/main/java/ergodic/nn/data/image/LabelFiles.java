package ergodic.nn.data.image;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where the labels of a file of images are, by the customs of names. */
final class LabelFiles {

    private LabelFiles() {}

    /** A file beside that holds the labels, if there is one. */
    static Optional<Path> beside(Path images) {
        if (!Files.isRegularFile(images)) {
            return Optional.empty();
        }
        return names(String.valueOf(images.getFileName())).stream().map(images::resolveSibling)
                .filter(Files::isRegularFile).findFirst();
    }

    /** Names that labels of such a file have, the likeliest first. */
    static List<String> names(String images) {
        List<String> names = new ArrayList<>();
        String labels = images.replace("images", "labels").replace("idx3", "idx1").replace("idx4", "idx1");
        if (!labels.equals(images)) {
            names.add(labels);
            names.add(labels.endsWith(".gz") ? labels.substring(0, labels.length() - 3) : labels + ".gz");
        }
        if (images.endsWith(".npy")) {
            if (images.startsWith("x") || images.startsWith("X")) {
                names.add("y" + images.substring(1));
                names.add("Y" + images.substring(1));
            }
            String stem = images.substring(0, images.length() - 4);
            names.add(stem + "_labels.npy");
            names.add(stem + "-labels.npy");
        }
        return names;
    }
}
