package ergodic.posteriordb;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.autodiff.Tensor;
import ergodic.autodiff.compile.RowData;
import ergodic.model.ModelBuilder;
import ergodic.model.Posterior;
import ergodic.model.Support;
import ergodic.model.distribution.Exponential;
import ergodic.model.distribution.HalfNormal;
import ergodic.model.distribution.Normal;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.hmc.NutsMethod;
import ergodic.sampler.hmc.WarmupSettings;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The example of docs/guide/models.md runs, and the guide shows what runs here. */
class ModelGuideTest {

    private static final String GUIDE = "docs/guide/models.md";
    private static final String SOURCE = "examples/src/test/java/ergodic/posteriordb/ModelGuideTest.java";

    @Test
    void theExampleRuns() {
        // begin of the example
        // Scores of schools, partially pooled; the school of each row is data.
        ModelBuilder model = new ModelBuilder();
        Tensor school = model.rowInput("school");
        Tensor score = model.rowInput("score");
        Tensor mu = model.parameter("mu", Support.real());
        Tensor tau = model.parameter("tau", Support.positive());
        Tensor z = model.parameter("z", Support.real(), 3);
        Tensor sigma = model.parameter("sigma", Support.positive());
        model.prior(mu, Normal.of(0, 10)).prior(tau, HalfNormal.of(5)).prior(z, Normal.of(0, 1)).prior(sigma,
                Exponential.of(0.1));
        Tensor theta = z.times(tau).plus(mu); // the school's mean, not centred
        model.observe(score, Normal.of(theta.gather(school), sigma));
        model.generated("theta", theta);

        RowData data = RowData.of(6, Map.of("school", new double[]{0, 0, 1, 1, 2, 2},
                "score", new double[]{11, 13, 8, 6, 10, 15}));
        Posterior posterior = model.build().compile(data);
        MemoryDraws draws = new MemoryDraws(4, posterior.variables());
        NutsMethod nuts = NutsMethod.of(WarmupSettings.defaults(500).withTargetAcceptance(0.95));
        Sampling.run(RunSettings.of(4, 500, 500, 1), posterior.chains(nuts), draws);
        double[][] first = draws.series("theta", 0); // [chain][draw]
        // end of the example
        assertThat(first).hasDimensions(4, 500);
        double sum = 0;
        for (double[] chain : first) {
            for (double draw : chain) {
                sum += draw / 2000;
            }
        }
        // Between the first school's mean, 12, and that of all, 10.5.
        assertThat(sum).isBetween(10.0, 12.5);
    }

    @Test
    void theGuideShowsIt() throws IOException {
        Path root = root();
        String source = Files.readString(root.resolve(SOURCE));
        String shown = Files.readString(root.resolve(GUIDE)).split("```java\n")[1].split("```")[0];
        String ran = source.substring(source.indexOf("// begin of the example"),
                source.indexOf("// end of the example"));
        assertThat(words(ran)).isEqualTo("//beginoftheexample" + words(shown));
    }

    /** The checkout: the nearest directory upwards that has the guide. */
    private static Path root() {
        for (Path directory = Path.of("").toAbsolutePath(); directory != null; directory = directory.getParent()) {
            if (Files.exists(directory.resolve(GUIDE))) {
                return directory;
            }
        }
        throw new AssertionError("no " + GUIDE + " above " + Path.of("").toAbsolutePath());
    }

    private static String words(String text) {
        return text.replaceAll("\\s+", "");
    }
}
