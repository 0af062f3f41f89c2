package ergodic.nn.predict.classes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Detection against the values of scikit-learn ({@code jmh-benchmarks/peers/detection_reference.py}), with ties. */
class DetectionTest {

    private static double[] numbers(String line, String kind) {
        assertThat(line).startsWith(kind + " ");
        return Arrays.stream(line.substring(kind.length() + 1).split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    @Test
    void valuesAreThoseOfScikitLearn() throws IOException {
        List<String> lines;
        try (InputStream stream = Objects.requireNonNull(DetectionTest.class.getResourceAsStream("detection.txt"))) {
            lines = new String(stream.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
        assertThat(lines).hasSize(36);
        for (int i = 0; i < lines.size(); i += 4) {
            Detection detection = Detection.of(UncertaintyMeasure.ENTROPY, numbers(lines.get(i + 1), "in"),
                    numbers(lines.get(i + 2), "out"));
            double[] found = {detection.auroc(), detection.auprOut(), detection.auprIn(), detection.fpr95Out(),
                    detection.fpr95In()};
            assertThat(found).as(lines.get(i)).containsExactly(numbers(lines.get(i + 3), "values"), within(1e-13));
        }
    }

    @Test
    void zerosOfBothSignsAreOneScore() {
        Detection signed = Detection.of(UncertaintyMeasure.ENTROPY, new double[]{-0.0}, new double[]{0.0});
        assertThat(signed.auroc()).isEqualTo(0.5);
    }

    @Test
    void rowsOfBothSidesAreNeeded() {
        assertThatThrownBy(() -> Detection.of(UncertaintyMeasure.ENTROPY, new double[0], new double[]{1}))
                .hasMessageContaining("in and out of distribution, not 0 and 1");
    }
}
