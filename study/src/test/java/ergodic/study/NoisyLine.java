package ergodic.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A line with noise: sixty rows and a configuration of three unknowns, for tests of runs that take a moment. */
final class NoisyLine {

    private NoisyLine() {}

    /**
     * Writes {@code line.csv} and {@code line.toml}.
     *
     * @param folder
     *            where
     * @param noise
     *            size of what is added to twice the input
     * @param sampler
     *            lines of {@code [sampler]}, and further sections
     * @return the configuration
     */
    static Path write(Path folder, double noise, String sampler) throws IOException {
        StringBuilder text = new StringBuilder("x,y\n");
        for (int i = 0; i < 60; i++) {
            double x = i / 10.0 - 3;
            text.append(String.format(Locale.ROOT, "%.2f,%.4f%n", x, 2 * x + noise * Math.sin(37.0 * i)));
        }
        Files.writeString(folder.resolve("line.csv"), text);
        return Files.writeString(folder.resolve("line.toml"), """
                [data]
                file = "line.csv"
                target = "y"
                test = { fraction = 0.2, seed = 1 }
                [network]
                hidden = []
                [warm-start]
                steps = 50
                [sampler]
                """ + sampler);
    }
}
