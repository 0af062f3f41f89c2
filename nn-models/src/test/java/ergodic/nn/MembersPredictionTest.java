package ergodic.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.nn.data.DataSpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.Rows;
import ergodic.nn.data.SplitSpec;
import ergodic.nn.data.TargetKind;
import ergodic.nn.predict.Prediction;
import ergodic.sampler.DrawKind;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.map.MapMethod;
import ergodic.sampler.map.MapSettings;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members predict as a mixture of equal weights. */
class MembersPredictionTest {

    @TempDir
    private Path folder;

    @Test
    void theMixtureIsThatComputedByHand() throws IOException {
        StringBuilder text = new StringBuilder("a,b,y\n");
        for (int i = 0; i < 60; i++) {
            text.append(Math.sin(i)).append(',').append(Math.cos(7 * i)).append(',')
                    .append(Math.sin(i) + 0.3 * Math.sin(1234.5 * i)).append('\n');
        }
        Path file = Files.writeString(folder.resolve("data.csv"), text);
        Dataset data = Dataset.read(DataSpec.of(file, "y").withTest(new SplitSpec.Fraction(0.2, 1)),
                TargetKind.NUMBER);
        BayesianNetwork network = BayesianNetwork.on(data).hidden().warmStart(WarmStartSettings.disabled()).build();
        MemoryDraws draws = new MemoryDraws(3, network.variables());
        // Too few steps to arrive: the members differ.
        Sampling.run(new RunSettings(3, 20, 1, 1, 5L, 2), network.chains(new MapMethod(MapSettings.of(20))), draws);
        assertThat(draws.kind()).isEqualTo(DrawKind.MEMBERS);
        Rows rows = data.test();
        Prediction prediction = network.predict(draws, rows, 0.5);
        for (int row = 0; row < rows.count(); row++) {
            double mean = 0;
            double square = 0;
            double density = 0;
            for (int member = 0; member < 3; member++) {
                double at = value(draws, "layer1.bias", 0, member);
                for (int input = 0; input < 2; input++) {
                    at += value(draws, "layer1.weight", input, member) * rows.inputs()[row * 2 + input];
                }
                double sd = value(draws, "noise_scale", 0, member);
                mean += at / 3;
                square += (sd * sd + at * at) / 3;
                double z = (rows.target()[row] - at) / sd;
                density += Math.exp(-0.5 * z * z) / (sd * Math.sqrt(2 * Math.PI)) / 3;
            }
            assertThat(prediction.mean()[row]).isCloseTo(mean, within(1e-12));
            assertThat(prediction.sd(row)).isCloseTo(Math.sqrt(square - mean * mean), within(1e-12));
            assertThat(prediction.logDensity()[row]).isCloseTo(Math.log(density), within(1e-12));
        }
        assertThat(value(draws, "noise_scale", 0, 0)).isNotEqualTo(value(draws, "noise_scale", 0, 1));
    }

    private static double value(MemoryDraws draws, String variable, int element, int member) {
        return draws.series(variable, element)[member][0];
    }
}
