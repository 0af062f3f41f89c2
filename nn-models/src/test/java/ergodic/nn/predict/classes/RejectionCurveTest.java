package ergodic.nn.predict.classes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Errors against what is rejected, also where rows are equally uncertain. */
class RejectionCurveTest {

    private static RejectionCurve curve(double[] scores, boolean... wrong) {
        return RejectionCurve.of(UncertaintyMeasure.ENTROPY, scores, wrong);
    }

    @Test
    void theMostUncertainGoFirst() {
        RejectionCurve curve = curve(new double[]{0.9, 0.1, 0.5, 0.2}, true, false, true, false);
        assertThat(curve.error(0)).isEqualTo(0.5);
        assertThat(curve.error(0.25)).isCloseTo(1 / 3.0, within(1e-15));
        assertThat(curve.error(0.5)).isZero();
        assertThat(curve.error(0.74)).isZero();
        assertThat(curve.rejected(0.49)).isEqualTo(1);
        assertThat(curve.area()).isCloseTo((0 + 0 + 1 / 3.0 + 0.5) / 4, within(1e-15));
        // The last row is answered, whatever is asked.
        assertThat(curve.rejected(1)).isEqualTo(3);
    }

    /** Of tied rows the curve has the mean over all orders of them. */
    @Test
    void tiesCountByTheirShare() {
        double[] scores = {0, 1, 1, 1, 1, 2, 2, 3};
        boolean[] wrong = {false, true, false, false, true, true, false, true};
        RejectionCurve curve = curve(scores, wrong);
        Random random = new Random(5);
        int repeats = 40_000;
        double[] sums = new double[8];
        for (int i = 0; i < repeats; i++) {
            List<Integer> rows = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5, 6, 7));
            Collections.shuffle(rows, random);
            rows.sort((a, b) -> Double.compare(scores[a], scores[b]));
            int errors = 0;
            for (int kept = 1; kept <= 8; kept++) {
                errors += wrong[rows.get(kept - 1)] ? 1 : 0;
                sums[kept - 1] += (double) errors / kept;
            }
        }
        for (int kept = 1; kept <= 8; kept++) {
            // A mean of 40,000 numbers in [0, 1]: 0.0125 is 5 standard errors of at most 0.0025.
            assertThat(curve.error((8 - kept) / 8.0)).as("kept " + kept).isCloseTo(sums[kept - 1] / repeats,
                    within(0.0125));
        }
        assertThat(curve.error(5 / 8.0)).isCloseTo(1 / 3.0, within(1e-15));
    }

    @Test
    void theRuleOfAShareRejectsAsManyAsItCanWithoutPartingTies() {
        double[] scores = {0.5, 0.1, 0.5, 0.9, 0.2, 0.3, 0.4, 0.5, 0.6, 0.05};
        RejectionCurve curve = curve(scores, new boolean[10]);
        assertThat(curve.rejection(0.1)).isEqualTo(new Rejection(UncertaintyMeasure.ENTROPY, 0.6));
        assertThat(curve.rejection(0.2).bound()).isEqualTo(0.5);
        // Three are tied at 0.5: none of them goes unless all may.
        assertThat(curve.rejection(0.4).bound()).isEqualTo(0.5);
        assertThat(curve.rejection(0.5).bound()).isEqualTo(0.4);
        assertThat(RejectionCurve.of(UncertaintyMeasure.MAX_PROBABILITY, new double[]{-0.9, -0.6, -0.7},
                new boolean[3]).rejection(0.34)).isEqualTo(new Rejection(UncertaintyMeasure.MAX_PROBABILITY, 0.7));
        assertThatThrownBy(() -> curve.rejection(1)).hasMessageContaining("between 0 and 1");
        assertThatThrownBy(() -> curve(new double[0]).rejection(0.1)).hasMessageContaining("no rows");
    }

    @Test
    void rulesSayWhatTheyAre() {
        assertThat(new Rejection(UncertaintyMeasure.MAX_PROBABILITY, 0.7)).hasToString("maximum probability below 0.7");
        assertThat(new Rejection(UncertaintyMeasure.ENTROPY, 0.7)).hasToString("entropy above 0.7");
        assertThatThrownBy(() -> new Rejection(UncertaintyMeasure.ENTROPY, Double.NaN)).hasMessageContaining("finite");
        assertThatThrownBy(() -> UncertaintyMeasure.of("variance")).hasMessageContaining(
                "no measure \"variance\" of uncertainty; choose one of max_probability, entropy, mutual_information");
    }
}
