package ergodic.sampler.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.sampler.methods.Methods;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Simulation-based calibration of a small Bayesian network. Exact methods must pass: in two stages, the second with four times as many simulations and only
 * for those whose worst function has a chance below {@link #DOUBT}; chance then fails a function with probability {@link #CHANCE},
 * below 1e-6 for four functions and some 12 methods, had the seeds not been fixed (a little more, since thinned draws are not quite
 * independent). What the others do is drawn: {@code target/validation/calibration.svg}, and a table beside it.
 */
class CalibrationStatisticalTest {

    private static final int SIMULATIONS = 250;
    private static final double DOUBT = 1e-3;
    private static final double CHANCE = 1e-8;
    private static final Map<String, RankCounts> SEEN = Collections.synchronizedMap(new LinkedHashMap<>());

    static List<Calibrated> exact() {
        return chosen(Calibrated.exact());
    }

    static List<Calibrated> others() {
        return chosen(Calibrated.others());
    }

    /** Those of a system property such as {@code -Dmethods=nuts,mams}; all without it. */
    private static List<Calibrated> chosen(List<Calibrated> all) {
        String wanted = System.getProperty("methods", "all");
        return all.stream()
                .filter(one -> wanted.equals("all") || List.of(wanted.split(",")).contains(one.type().name()))
                .toList();
    }

    @AfterAll
    static void write() throws IOException {
        if (SEEN.isEmpty()) {
            return;
        }
        Path folder = Files.createDirectories(Path.of("target", "validation"));
        Files.writeString(folder.resolve("calibration.svg"), RankChart.svg(SEEN));
        StringBuilder table = new StringBuilder("| method | simulations |");
        for (String function : SmallNetwork.FUNCTIONS) {
            table.append(' ').append(function).append(" |");
        }
        table.append("\n|---|---:|---:|---:|---:|---:|\n");
        SEEN.forEach((title, found) -> table.append("| ").append(title).append(" | ").append(found.simulations())
                .append(" |").append(found.cells()).append('\n'));
        Files.writeString(folder.resolve("calibration.md"), table);
    }

    private static double bound(double chance) {
        return ChiSquaredDistribution.of(RankCounts.BINS - 1.0).inverseSurvivalProbability(chance);
    }

    private static RankCounts inTwoStages(Calibrated method) {
        RankCounts first = RankCounts.of(method, SIMULATIONS, 31L);
        return first.worst() < bound(DOUBT) ? first : RankCounts.of(method, 4 * SIMULATIONS, 32L);
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("exact")
    void ranksOfExactMethodsAreUniform(Calibrated method) {
        RankCounts found = inTwoStages(method);
        SEEN.put(method.title(), found);
        assertThat(found.worst()).as("%s: %s", method.title(), found.cells()).isLessThan(bound(CHANCE));
    }

    @Tag("slow")
    @ParameterizedTest
    @MethodSource("others")
    void ranksOfOthersAreDrawn(Calibrated method) {
        RankCounts found = RankCounts.of(method, SIMULATIONS, 31L);
        SEEN.put(method.title(), found);
        assertThat(found.simulations()).isEqualTo(SIMULATIONS);
    }

    /** Sixty simulations of one method, so that each build tries the way there. */
    @Test
    void ranksOfNutsAreUniform() {
        assertThat(RankCounts.of(Calibrated.exact().getFirst(), 60, 33L).worst()).isLessThan(bound(CHANCE));
    }

    /** What the test is to see: points without a width are told from draws. */
    @Test
    void modesAreSeenToBeNoDraws() {
        Calibrated modes = Calibrated.others().getLast();
        assertThat(RankCounts.of(modes, 60, 34L).worst()).isGreaterThan(bound(CHANCE));
    }

    /** Each method of the product is either held to uniform ranks or drawn; but one that refuses densities whose layers it does not see, which has exact answers to be held to. */
    @Test
    void everyMethodIsCalibrated() {
        assertThat(Stream.concat(Stream.of("last_layer"),
                Stream.concat(Calibrated.exact().stream(), Calibrated.others().stream()).map(one -> one.type().name())))
                .containsAll(Methods.names());
    }
}
