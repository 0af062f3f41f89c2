package ergodic.cli.run;

import ergodic.nn.data.DataException;
import ergodic.nn.data.DataSpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.TargetKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A configuration for a data file, with the likelihood that its target suggests.
 *
 * @param data
 *            the file
 * @param target
 *            the column as it was named
 * @param targetName
 *            its name in the file
 * @param rows
 *            number of rows
 * @param inputs
 *            number of inputs of the network
 * @param family
 *            gaussian, bernoulli or categorical
 */
public record StarterConfig(Path data, String target, String targetName, int rows, int inputs, String family) {

    private static final String TEMPLATE = "starter.toml";

    /** Looks at the data. */
    public static StarterConfig of(Path data, String target) {
        DataSpec spec = DataSpec.of(data, target);
        Dataset dataset;
        String family = "gaussian";
        try {
            dataset = Dataset.read(spec, TargetKind.NUMBER);
            if (Arrays.stream(dataset.train().target()).distinct().count() == 2) {
                family = "bernoulli";
            }
        } catch (DataException notNumbers) {
            try {
                dataset = Dataset.read(spec, TargetKind.CLASSES);
            } catch (DataException neither) {
                throw notNumbers;
            }
            family = dataset.target().classes().size() == 2 ? "bernoulli" : "categorical";
        }
        return new StarterConfig(data, target, dataset.target().name(), dataset.train().count(), dataset.inputs(),
                family);
    }

    /** The text of the configuration, to be written to {@code file}, which its paths are relative to. */
    public String text(Path file) {
        Path folder = file.toAbsolutePath().normalize().getParent();
        Path absolute = data.toAbsolutePath().normalize();
        Path relative = folder == null ? absolute : folder.relativize(absolute);
        try (var resource = StarterConfig.class.getResourceAsStream(TEMPLATE)) {
            if (resource == null) {
                throw new IllegalStateException("the resource " + TEMPLATE + " is not in the jar");
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@FILE@", quoted(relative.toString().replace('\\', '/')))
                    .replace("@TARGET@", quoted(target))
                    .replace("@FAMILY@", quoted(family))
                    .replace("@NOISE@\n", family.equals("gaussian")
                            ? "noise = \"constant\"                    # or \"network\": a second output gives the noise of each row\n"
                            : "");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
