package ergodic.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.diagnostics.foreign.ArrayDraws;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Against values by numpy, written from the paper's equations (scripts/reference/nested_rhat.py). */
class NestedRHatTest {

    @Test
    void equalsTheReference() throws IOException {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(NestedRHatTest.class.getResourceAsStream("nested_rhat.csv")),
                StandardCharsets.UTF_8))) {
            List<String> rows = lines.lines().skip(1).toList();
            assertThat(rows).hasSize(7);
            for (String row : rows) {
                String[] cells = row.split(",");
                int[] superchains = Stream.of(cells[2].split(" ")).mapToInt(Integer::parseInt).toArray();
                double[] values = Stream.of(cells[4].split(" ")).mapToDouble(Double::parseDouble).toArray();
                int draws = Integer.parseInt(cells[1]);
                double[][] chains = new double[superchains.length][draws];
                for (int i = 0; i < values.length; i++) {
                    chains[i / draws][i % draws] = values[i];
                }
                double expected = Double.parseDouble(cells[3]);
                // Seven digits of the values of the case far from zero are left.
                double tolerance = cells[0].equals("far from zero") ? 1e-7 : 1e-12;
                assertThat(NestedRHat.basic(chains, superchains)).as(cells[0]).isCloseTo(expected,
                        within(tolerance * expected));
            }
        }
    }

    @Test
    void refusesUnequalSuperchains() {
        double[][] chains = {{1, 2}, {2, 3}, {1, 3}};
        assertThatThrownBy(() -> NestedRHat.basic(chains, new int[]{0, 0, 1})).hasMessageContaining("as many");
        assertThatThrownBy(() -> NestedRHat.basic(chains, new int[]{0, 1})).hasMessageContaining("name one of each");
        assertThatThrownBy(() -> NestedRHat.basic(chains, new int[]{4, 4, 4})).hasMessageContaining("at least two");
        assertThat(NestedRHat.basic(new double[][]{{1, 1}, {1, 1}}, new int[]{0, 1})).isNaN();
        assertThat(NestedRHat.of(new double[][]{{1, Double.NaN}, {1, 2}}, new int[]{0, 1})).isNaN();
    }

    /** Chains of one start that agree, and differ from those of others: R-hat of halves of one start sees nothing, nested R-hat does. */
    @Test
    void seesStartsThatAreRemembered() {
        Random random = new Random(9);
        double[][] series = new double[8][400];
        for (int chain = 0; chain < 8; chain++) {
            for (int i = 0; i < 400; i++) {
                series[chain][i] = random.nextGaussian();
            }
        }
        NestedAgreement mixed = NestedAgreement.of(new ArrayDraws(Map.of("x", series), Map.of()), 4);
        assertThat(mixed.forgotten()).isTrue();
        assertThat(mixed.sentence()).contains("4 superchains of 2", "the starts are forgotten");
        for (int i = 0; i < 400; i++) {
            series[2][i] += 1.0;
            series[3][i] += 1.0;
        }
        NestedAgreement apart = NestedAgreement.of(new ArrayDraws(Map.of("x", series), Map.of()), 4);
        assertThat(apart.forgotten()).isFalse();
        assertThat(apart.sentence()).contains("remember where they began");
        assertThat(apart.columns()).containsEntry("superchains", 4).containsEntry("forgotten", false);
        assertThatThrownBy(() -> NestedAgreement.of(new ArrayDraws(Map.of("x", series), Map.of()), 3))
                .hasMessageContaining("8 chains do not make 3");
    }

    /** A shift of the spread shows in the ranks of distances, not in those of the values. */
    @Test
    void seesAnotherSpread() {
        Random random = new Random(3);
        double[][] chains = new double[4][500];
        for (int chain = 0; chain < 4; chain++) {
            for (int i = 0; i < 500; i++) {
                chains[chain][i] = (chain < 2 ? 1.0 : 3.0) * random.nextGaussian();
            }
        }
        int[] superchains = {0, 0, 1, 1};
        assertThat(NestedRHat.basic(chains, superchains)).isLessThan(1.02);
        assertThat(NestedRHat.of(chains, superchains)).isGreaterThan(1.1);
    }
}
