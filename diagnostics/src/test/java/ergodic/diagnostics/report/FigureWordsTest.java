package ergodic.diagnostics.report;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.diagnostics.RowSet;
import ergodic.diagnostics.VariableSummary;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The words under the figures say what is in them. */
class FigureWordsTest {

    @Test
    void ranksNameTheChainThatIsElsewhere() {
        double[][] chains = new double[3][200];
        Random random = new Random(1);
        for (int chain = 0; chain < 3; chain++) {
            for (int i = 0; i < 200; i++) {
                chains[chain][i] = random.nextGaussian() + (chain == 1 ? 8 : 0);
            }
        }
        VariableSummary summary = VariableSummary.of("x", chains);
        // The others, pushed to the lower two thirds of the ranks, differ from evenness too, by half as much.
        assertThat(ChainFigures.ranks("r", summary, chains).words()).contains("leave the band");
        assertThat(ChainFigures.ranks("r", summary, chains).rows().get(1).get(1)).startsWith("−0.66");
        for (int i = 0; i < 200; i++) {
            chains[1][i] -= 8;
        }
        assertThat(ChainFigures.ranks("r", VariableSummary.of("x", chains), chains).words())
                .startsWith("Every chain stays");
    }

    @Test
    void transformsTellTheShape() {
        double[] narrow = new double[1000];
        double[] wide = new double[1000];
        double[] even = new double[1000];
        for (int i = 0; i < 1000; i++) {
            even[i] = (i + 0.5) / 1000;
            wide[i] = 0.5 + (even[i] - 0.5) * 0.5;
            narrow[i] = even[i] < 0.5 ? even[i] * 0.5 : 1 - (1 - even[i]) * 0.5;
        }
        assertThat(PredictionFigures.pit(even, RowSet.HELD_OUT).words()).contains("about flat");
        assertThat(PredictionFigures.pit(wide, RowSet.HELD_OUT).words()).contains("too wide");
        assertThat(PredictionFigures.pit(narrow, RowSet.HELD_OUT).words()).contains("too narrow");
        for (int i = 0; i < 1000; i++) {
            even[i] *= even[i];
        }
        assertThat(PredictionFigures.pit(even, RowSet.HELD_OUT).words()).contains("too high");
    }

    /**
     * Twelve rows in the bins of a run that a reader met; then 100 with 10 a bin but two bins of 0 and 20 (chi-squared 20) and of 5 and 15 (5),
     * where 5 % lie beyond 16.9 with 9 degrees of freedom (any table).
     */
    @Test
    void flatnessIsJudgedByTheRows() {
        assertThat(PredictionFigures.pit(counts(0, 0, 1, 3, 2, 1, 0, 4, 0, 1), RowSet.HELD_OUT).words())
                .contains("Of so few rows it cannot be told").doesNotContain("about flat");
        assertThat(PredictionFigures.pit(counts(10, 20, 0, 10, 10, 10, 10, 10, 10, 10), RowSet.HELD_OUT).words())
                .contains("It is not flat");
        assertThat(PredictionFigures.pit(counts(10, 15, 5, 10, 10, 10, 10, 10, 10, 10), RowSet.HELD_OUT).words())
                .contains("It is about flat");
    }

    private static double[] counts(int... bins) {
        double[] transforms = new double[Arrays.stream(bins).sum()];
        int row = 0;
        for (int bin = 0; bin < bins.length; bin++) {
            for (int i = 0; i < bins[bin]; i++) {
                transforms[row++] = (bin + 0.5) / bins.length;
            }
        }
        return transforms;
    }

    @Test
    void errorsOfSharesStayShares() {
        CalibrationCurve few = new CalibrationCurve(CalibrationCurve.Kind.INTERVAL_COVERAGE,
                new double[]{0.1, 0.5, 0.95},
                new double[]{0, 0.5, 1}, new int[]{12, 12, 12});
        List<List<String>> rows = PredictionFigures.calibration(few, RowSet.HELD_OUT).rows();
        assertThat(rows.get(0).get(2)).startsWith("0\u202f% to 27");
        assertThat(rows.get(1).get(2)).startsWith("21").contains(" to 78");
        assertThat(rows.get(2).get(2)).startsWith("82").endsWith(" to 100\u202f%");
    }

    @Test
    void calibrationCountsWhatIsOff() {
        CalibrationCurve calibration = new CalibrationCurve(CalibrationCurve.Kind.CLASS_PROBABILITY,
                new double[]{0.2, 0.8},
                new double[]{0.5, 0.81}, new int[]{100, 100});
        assertThat(PredictionFigures.calibration(calibration, RowSet.HELD_OUT).words())
                .contains("Largest gap 30\u202f%")
                .contains("1 of 2 points does not lie in the band");
    }

    @Test
    void predictionsTellTheirCoverage() {
        Predictions rows = new Predictions("y", new double[]{1, 2, 3, 4}, new double[]{1, 2, 3, 9},
                new double[]{0, 1, 2, 8}, new double[]{2, 3, 4, 10}, 0.9);
        assertThat(PredictionFigures.predictions(rows, RowSet.HELD_OUT).words()).contains("75\u202f% of the truths")
                .contains("4 held-out");
    }

    @Test
    void energySaysTheSmallestFraction() {
        Figure figure = ChainFigures.energy(new double[][]{{1, 2, 3, 4}, {4, 1, 3, 2}},
                List.of(0.6, 2.8));
        assertThat(figure.words()).contains("Smallest E-BFMI: 0.600");
    }
}
