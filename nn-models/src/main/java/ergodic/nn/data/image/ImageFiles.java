package ergodic.nn.data.image;

import ergodic.nn.data.DataException;
import ergodic.nn.data.ItemEncoding;
import ergodic.nn.data.ItemReader;
import ergodic.nn.data.ItemSink;
import ergodic.nn.data.TargetEncoding;
import ergodic.sampler.method.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads files and folders of images. */
final class ImageFiles implements ItemReader<Picture> {

    private final Path training;
    private final Settings settings;
    /** What the training pictures are; later ones are read alike. */
    private @Nullable String colours;

    /** With these settings; labels that they name are those of the training file. */
    ImageFiles(Path training, Settings settings) {
        this.training = training;
        this.settings = settings;
    }

    @Override
    public String read(Path file, ItemSink<Picture> sink) {
        if (Files.isDirectory(file)) {
            String said = settings.find(ImageKind.COLOURS).orElse(null);
            return new PictureFolder(file, said == null ? colours : said, said != null).read(sink);
        }
        Optional<Path> labels = file.equals(training)
                ? settings.find(ImageKind.LABELS).map(Path::of).or(() -> LabelFiles.beside(file))
                : LabelFiles.beside(file);
        labels.filter(other -> !Files.isRegularFile(other)).ifPresent(other -> {
            throw new DataException("data.labels: there is no file " + other + "; correct the name");
        });
        return new PictureArrays(file, labels.orElse(null), settings).read(sink);
    }

    @Override
    public ItemEncoding<Picture> learn(List<Picture> pictures, TargetEncoding target, List<String> notes) {
        PictureEncoding encoding = settings.get(ImageKind.PIXELS).equals("unit") ? PictureEncoding.unit(pictures)
                : PictureEncoding.standardised(pictures, notes);
        for (Picture picture : pictures) {
            String complaint = encoding.complaint(picture);
            if (complaint != null) {
                throw new DataException(training.getFileName() + ": " + complaint);
            }
        }
        colours = pictures.getFirst().channels() == 1 ? "grey" : "rgb";
        return encoding;
    }

    @Override
    public String withoutTargets() {
        return Files.isDirectory(training) ? "put the images of each class into a subfolder with its name"
                : "name the file of labels by data.labels";
    }
}
