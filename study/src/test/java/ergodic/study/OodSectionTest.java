package ergodic.study;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.diagnostics.report.Figure;
import ergodic.diagnostics.report.PageSection;
import ergodic.nn.predict.classes.Detection;
import ergodic.nn.predict.classes.UncertaintyMeasure;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class OodSectionTest {

    /** Of a network that is sure of everything all values are the same: histograms have bins nevertheless. */
    @Test
    void valuesThatAreAllTheSame() {
        double[] in = {1, 1, 1};
        double[] out = {1, 1};
        Detection detection = Detection.of(UncertaintyMeasure.MAX_PROBABILITY, new double[]{-1, -1, -1},
                new double[]{-1, -1});
        PageSection section = OodSection.of(
                new OodScores("others.csv", Collections.singletonList(in), Collections.singletonList(out),
                        List.of(detection), null),
                "held-out");
        List<List<String>> bins = ((Figure) section.parts().getFirst()).rows();
        assertThat(bins.getFirst().getFirst()).isEqualTo("0.900 to 0.904");
        assertThat(bins.getFirst().get(1)).isEqualTo("0.00\u202f%");
        assertThat(bins.getLast().get(1)).isEqualTo("100.00\u202f%");
        assertThat(bins.getLast().get(2)).isEqualTo("100.00\u202f%");
    }
}
