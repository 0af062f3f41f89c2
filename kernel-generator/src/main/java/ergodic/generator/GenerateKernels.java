package ergodic.generator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the generated kernels below a folder of sources. */
public final class GenerateKernels {

    private GenerateKernels() {}

    /** Takes the folder, such as {@code autodiff/src/main/java}. */
    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            throw new IllegalArgumentException("give the folder of sources, such as autodiff/src/main/java");
        }
        for (KernelSource source : KernelCatalogue.all()) {
            for (NumberKind kind : NumberKind.values()) {
                Path file = Path.of(args[0]).resolve(source.packageName().replace('.', '/'))
                        .resolve(source.className(kind) + ".java");
                Files.createDirectories(file.getParent());
                Files.writeString(file, source.text(kind));
            }
        }
    }
}
