package ergodic.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes the generated kernels below a folder of sources. */
public final class GenerateKernels {

    private GenerateKernels() {}

    /** Takes the folder, such as {@code autodiff/src/main/java}. */
    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            throw new IllegalArgumentException("give the folder of sources, such as autodiff/src/main/java");
        }
        for (Map.Entry<Path, String> file : KernelCatalogue.files().entrySet()) {
            Path place = Path.of(args[0]).resolve(file.getKey());
            Files.createDirectories(place.toAbsolutePath().getParent());
            Files.writeString(place, file.getValue());
        }
    }
}
