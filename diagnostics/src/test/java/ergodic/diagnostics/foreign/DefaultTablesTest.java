package ergodic.diagnostics.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.diagnostics.Summaries;
import ergodic.diagnostics.VariableSummary;
import ergodic.sampler.Statistic;
import ergodic.sampler.draws.Draws;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same draws, written as R, pandas, ArviZ and others write by default, are read as the same draws. */
class DefaultTablesTest {
    private static final int CHAINS = 4;
    private static final int DRAWS = 30;

    @TempDir
    private Path directory;

    private final double[][] mu = new double[CHAINS][DRAWS];

    {
        SplittableRandom random = new SplittableRandom(1);
        for (double[] chain : mu) {
            for (int draw = 0; draw < DRAWS; draw++) {
                chain[draw] = random.nextDouble(-3, 3);
            }
        }
    }

    private String columns(String header, String separator, IntFunction<String> rowName) {
        StringBuilder text = new StringBuilder(header);
        for (int draw = 0; draw < DRAWS; draw++) {
            text.append(rowName.apply(draw));
            for (int chain = 0; chain < CHAINS; chain++) {
                text.append(chain == 0 ? "" : separator).append(mu[chain][draw]);
            }
            text.append('\n');
        }
        return text.toString();
    }

    /** Header, then a row a draw: a prefix, and the value. */
    private String rows(String header, IntFunction<IntFunction<String>> prefix) {
        StringBuilder text = new StringBuilder(header);
        for (int chain = 0; chain < CHAINS; chain++) {
            for (int draw = 0; draw < DRAWS; draw++) {
                text.append(prefix.apply(chain).apply(draw)).append(mu[chain][draw]).append('\n');
            }
        }
        return text.toString();
    }

    @Test
    void rowNamesAndDefaultHeadersAreNoChains() throws IOException {
        for (String text : List.of(columns("", ",", draw -> ""), // write.table(col.names = FALSE), np.savetxt
                columns("\"\",\"V1\",\"V2\",\"V3\",\"V4\"\n", ",", draw -> "\"" + (draw + 1) + "\","), // R: write.csv
                columns("V1 V2 V3 V4\n", " ", draw -> "\"" + (draw + 1) + "\" "), // R: write.table
                columns("V1,V2,V3,V4\n", ",", draw -> ""), // R: write.csv(row.names = FALSE)
                columns(",0,1,2,3\n", ",", draw -> draw + ","), // pandas: to_csv()
                columns("0,1,2,3\n", ",", draw -> ""), // pandas: to_csv(index=False)
                columns("Unnamed: 0,0,1,2,3\n", ",", draw -> draw + ","), // the same, read and written again
                columns("X,X0,X1,X2,X3\n", ",", draw -> draw + ","), // pandas' file, read and written by R
                columns("\"\";\"chain:1\";\"chain:2\";\"chain:3\";\"chain:4\"\r\n", ";", draw -> draw + 1 + ";"),
                columns("iteration\tchain1\tchain2\tchain3\tchain4\n", "\t", draw -> draw * 5 + "\t"),
                columns("", ",", draw -> draw + 1 + ","),
                "\uFEFF" + columns("chain.1,chain.2,chain.3,chain.4\n", ",", draw -> ""))) {
            assertThat(read(text).series("mu", 0)).as(text.lines().findFirst().orElse("")).isDeepEqualTo(mu);
        }
    }

    @Test
    void tablesWithAColumnOfChains() throws IOException {
        for (String text : List.of(rows(".chain,.iteration,.draw,mu\n", // posterior: as_draws_df
                chain -> draw -> chain + 1 + "," + (draw + 1) + "," + (chain * DRAWS + draw + 1) + ","),
                rows(",.chain,.iteration,.draw,mu\n", // the same through pandas, or write.csv
                        chain -> draw -> chain * DRAWS + draw + "," + (chain + 1) + "," + (draw + 1) + ","
                                + (chain * DRAWS + draw + 1) + ","),
                rows("chain,draw,mu\n", chain -> draw -> chain + "," + draw + ","), // pandas: an index (chain, draw)
                rows(",chain,draw,\"('posterior', 'mu')\"\n", // ArviZ: to_dataframe().to_csv()
                        chain -> draw -> chain * DRAWS + draw + "," + chain + "," + draw + ","),
                rows("CHAIN,ITER,mu\n", chain -> draw -> chain + 1 + "," + (draw * 10 + 1001) + ","), // coda, thinned
                rows("chain__,iter__,draw__,mu\n", // cmdstanpy: draws_pd()
                        chain -> draw -> chain + 1 + "," + (draw + 1) + "," + (chain * DRAWS + draw + 1) + ","),
                rows("index,chain,mu\n", chain -> draw -> draw + "," + chain + ","), // pandas: tables put together
                rows("chain;mu\n", chain -> draw -> "chain:" + (chain + 1) + ";").replace('.', ','))) {
            assertThat(read(text).series("mu", 0)).as(text.lines().findFirst().orElse("")).isDeepEqualTo(mu);
            assertThat(read(text).variables()).hasSize(1);
        }
        Draws arviz = read("chain,draw,\"('posterior', 'mu[0]', 0)\",\"('sample_stats', 'diverging')\","
                + "\"('sample_stats', 'smallest')\",\"('log_likelihood', 'y[0]', 0)\"\n0,0,1,True,2,3\n0,1,2,False,2,3\n");
        assertThat(arviz.variables()).extracting("name").containsExactly("mu[0]");
        assertThat(arviz.statistic("diverging")[0]).containsExactly(1, 0);
        assertThat(arviz.statistics()).extracting(Statistic::name).containsExactly("diverging", "smallest");
    }

    /** RStan's array as a data frame (chains of every parameter), and names that end in the chain. */
    @Test
    void namesOfColumnsMayHoldQuantityAndChain() throws IOException {
        for (String names : List.of("chain:1.mu,chain:2.mu,chain:1.tau,chain:2.tau",
                "mu_chain1,mu_chain2,tau_chain1,tau_chain2", "\"mu[chain 1]\",mu[chain 2],tau[chain 1],tau[chain 2]")) {
            Draws draws = read(columns(names + "\n", ",", draw -> ""));
            assertThat(draws.variables()).extracting("name").as(names).hasSize(2);
            assertThat(draws.chains()).isEqualTo(2);
            assertThat(draws.series(draws.variables().getLast().name(), 0)).isDeepEqualTo(
                    new double[][]{mu[2], mu[3]});
        }
        assertThatThrownBy(() -> read(columns("chain:1.mu,chain:2.mu,chain:3.mu,chain:1.tau\n", ",", draw -> "")))
                .isInstanceOf(DrawFileException.class).hasMessageContaining("the same chains");
    }

    /** Counters under names that are no program's, and what Turing writes about its sampler, are no quantities. */
    @Test
    void countersAndStatisticsAreNoQuantities() throws IOException {
        assertThat(read(rows("chain,step,mu\n", chain -> draw -> chain + "," + draw + ",")).variables())
                .extracting("name").containsExactly("mu");
        Draws turing = read(rows("iteration,chain,is_accept,hamiltonian_energy_error,max_hamiltonian_energy_error,"
                + "nom_step_size,mu\n", chain -> draw -> draw + "," + chain + ",1.0,0.1,0.2,0.5,"));
        assertThat(turing.variables()).extracting("name").containsExactly("mu");
        assertThat(turing.statistics()).extracting(Statistic::name).contains("is_accept", "energy_error");
    }

    @Test
    void everyEncodingAndPacking() throws IOException {
        String text = columns("V1,V2,V3,V4\r\n", ",", draw -> "");
        Path file = directory.resolve("mu.csv");
        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            Files.write(file, ("\uFEFF" + text).getBytes(charset));
            assertThat(ForeignDraws.read(List.of(file)).series("mu", 0)).isDeepEqualTo(mu);
        }
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        Files.write(file, packed.toByteArray());
        assertThat(ForeignDraws.read(List.of(file)).series("mu", 0)).isDeepEqualTo(mu);
    }

    /**
     * R-hat 1.0156, bulk 255.2, tail 411.5: ArviZ 0.23.4, after sorting by chain and iteration. In the order of the shuffled
     * file the autocorrelation is gone, and R-hat would be 1.003.
     */
    @Test
    void theOrderOfTheRowsDoesNotMatter() throws IOException {
        List<String> lines;
        try (InputStream resource = getClass().getResourceAsStream("autocorrelated.csv")) {
            lines = new ArrayList<>(new String(Objects.requireNonNull(resource).readAllBytes(), StandardCharsets.UTF_8)
                    .lines().toList());
        }
        Collections.shuffle(lines.subList(1, lines.size()), new Random(3));
        VariableSummary mu = Summaries.of(read(String.join("\n", lines))).getFirst();
        assertThat(mu.rhat()).isCloseTo(1.0156, within(5e-5));
        assertThat(mu.essBulk()).isCloseTo(255.2, within(0.05));
        assertThat(mu.essTail()).isCloseTo(411.5, within(0.05));
    }

    @Test
    void columnsThatMayBeAnythingAreAskedFor() throws IOException {
        String quantities = columns("mu,tau,a,b\n", ",", draw -> "");
        assertUnclear(quantities);
        assertUnclear("y,x\n1,2\n3,4\n");
        // Whole numbers beside fractions: a table of data without a header.
        assertUnclear(columns("", ",", draw -> draw % 3 + ","));
        Path file = Files.writeString(directory.resolve("mu.csv"), quantities);
        assertThat(ForeignDraws.open(List.of(file), ColumnMeaning.CHAINS).draws().series("mu", 0)).isDeepEqualTo(mu);
        Draws one = ForeignDraws.open(List.of(file), ColumnMeaning.QUANTITIES).draws();
        assertThat(one.chains()).isEqualTo(1);
        assertThat(one.variables()).extracting("name").containsExactly("mu", "tau", "a", "b");
        assertThat(one.series("tau", 0)[0]).containsExactly(mu[1]);
        Path other = Files.writeString(directory.resolve("other.csv"), quantities.replace("mu", "\"mu\"")
                .replaceAll("\n-?0", "\n7"));
        assertThat(ForeignDraws.open(List.of(file, other), ColumnMeaning.QUANTITIES).draws().chains()).isEqualTo(2);
        Path single = Files.writeString(directory.resolve("single1.csv"), "0.5\n0.25\n");
        Path second = Files.writeString(directory.resolve("single2.csv"), "1.5\n1.25\n");
        assertThatThrownBy(() -> ForeignDraws.read(List.of(single, second))).hasMessageContaining("has one column");
        assertThat(ForeignDraws.open(List.of(single, second), ColumnMeaning.QUANTITIES).draws().series("column 1", 0))
                .isDeepEqualTo(new double[][]{{0.5, 0.25}, {1.5, 1.25}});
    }

    private void assertUnclear(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(DrawFileException.class)
                .hasMessageContaining("--columns chains")
                .hasMessageContaining("--columns quantities");
    }

    @Test
    void aChainThatIsThereTwiceIsRefused() throws IOException {
        String text = columns("", ",", draw -> "");
        Path file = Files.writeString(directory.resolve("a.csv"), text);
        Path copy = Files.writeString(directory.resolve("b.csv"), text);
        Path sameByAnotherName = directory.resolve("x/../a.csv");
        Files.createDirectory(directory.resolve("x"));
        assertThatThrownBy(() -> ForeignDraws.read(List.of(file, sameByAnotherName)))
                .hasMessageContaining("given twice");
        assertThatThrownBy(() -> ForeignDraws.read(List.of(file, copy))).hasMessageContaining("byte for byte");
        StringBuilder rows = new StringBuilder("chain,mu,constant\n");
        for (int chain = 0; chain < 3; chain++) {
            rows.append(rowsOf(chain, mu[chain]));
        }
        assertThat(read(rows.toString()).chains()).isEqualTo(3);
        rows.append(rowsOf(3, mu[1]));
        assertThatThrownBy(() -> read(rows.toString())).hasMessageContaining("Chains 2 and 4 have the same draws");
    }

    private static String rowsOf(int number, double[] values) {
        StringBuilder text = new StringBuilder();
        for (double value : values) {
            text.append(number).append(',').append(value).append(",1\n");
        }
        return text.toString();
    }

    private Draws read(String text) throws IOException {
        return ForeignDraws.read(List.of(Files.writeString(directory.resolve("mu.csv"), text)));
    }
}
