package ergodic.diagnostics.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ergodic.sampler.Statistic;
import ergodic.sampler.draws.Draws;
import ergodic.testing.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForeignDrawsTest {
    @TempDir
    private Path directory;

    @Test
    void readsStanFilesAsChains() {
        Draws draws = ForeignDraws.read(IntStream.rangeClosed(1, 4)
                .mapToObj(chain -> SharedData.require("diagnostics/stan_bern/bern" + chain + ".csv")).toList());
        assertThat(draws.chains()).isEqualTo(4);
        assertThat(draws.draws()).isEqualTo(1000);
        assertThat(draws.variables()).singleElement().matches(variable -> variable.name().equals("theta"));
        assertThat(draws.series("theta", 0)[0][0]).isEqualTo(0.208532);
        assertThat(draws.statistic("lp")[0][0]).isEqualTo(-6.80778);
        assertThat(draws.statistics()).extracting(Statistic::name).contains("diverging", "energy", "tree_depth",
                "reached_max_treedepth",
                "acceptance_rate", "step_size", "n_steps");
        assertThat(draws.statistic("reached_max_treedepth")[0]).containsOnly(0);
    }

    @Test
    void leavesOutStansWarmUpAndCountsCutTrees() throws IOException {
        Path file = write("out.csv", """
                # save_warmup = true
                #             max_depth = 3 (Default)
                lp__,treedepth__,mu.1,mu.2
                -9,1,100,200
                -8,1,100,200
                # Adaptation terminated
                # Step size = 0.8
                -1,3,0.5,1.5
                -2,2,0.25,1.25
                #  Elapsed Time: 0.003 seconds (Warm-up)
                """);
        Draws draws = ForeignDraws.read(List.of(file));
        assertThat(draws.draws()).isEqualTo(2);
        assertThat(draws.series("mu.2", 0)).isDeepEqualTo(new double[][]{{1.5, 1.25}});
        assertThat(draws.statistic("reached_max_treedepth")).isDeepEqualTo(new double[][]{{1, 0}});
    }

    @Test
    void cutsStanChainsToTheShortest() throws IOException {
        Draws draws = ForeignDraws.read(List.of(write("a.csv", "lp__,x\n1,1\n2,2\n3,3\n"),
                write("b.csv", "lp__,x\n1,4\n2,5\n")));
        assertThat(draws.series("x", 0)).isDeepEqualTo(new double[][]{{1, 2}, {4, 5}});
    }

    @Test
    void readsAColumnAChain() throws IOException {
        double[][] expected = {{1, 2, 3}, {1.5, -2e-3, Double.NaN}};
        for (String text : List.of("1,1.5\n2,-2e-3\n3,NA\n", "V1;V2\n1;1.5\n2;-2e-3\n3;nan\n",
                "\"first chain\"\tchain 2\r\n1\t1.5\r\n2\t-2e-3\r\n3\tNaN\r\n")) {
            Draws draws = ForeignDraws.read(List.of(write("tau.csv", text)));
            assertThat(draws.variables()).singleElement().matches(variable -> variable.name().equals("tau"));
            assertThat(draws.series("tau", 0)[0]).containsExactly(expected[0]);
            assertThat(draws.series("tau", 0)[1]).containsExactly(expected[1]);
        }
        Draws one = ForeignDraws.read(List.of(write("one.csv", "0.5\n0.25\nInf\n")));
        assertThat(one.series("one", 0)).isDeepEqualTo(new double[][]{{0.5, 0.25, Double.POSITIVE_INFINITY}});
    }

    @Test
    void readsSeveralQuantitiesFromSeveralFiles() throws IOException {
        Draws draws = ForeignDraws.read(List.of(write("a.csv", "1,2\n3,4\n"), write("b.csv", "5,6\n7,8\n")));
        assertThat(draws.variables()).extracting("name").containsExactly("a", "b");
        double[] value = new double[1];
        draws.readInto("b", 1, 0, value);
        assertThat(value).containsExactly(6);
    }

    @Test
    void readsTablesOfPosterior() {
        Draws draws = ForeignDraws.read(List.of(SharedData.require("diagnostics/posterior_example_multi_normal.csv")));
        assertThat(draws.chains()).isEqualTo(4);
        assertThat(draws.draws()).isEqualTo(100);
        assertThat(draws.variables()).hasSize(12).extracting("name").contains("mu[1]", "Sigma[2,1]", "Sigma[3,3]");
        Draws packed = ForeignDraws.read(List.of(SharedData.require("diagnostics/arviz_centered_eight.csv.gz")));
        assertThat(packed.statistics()).extracting(Statistic::name).containsExactly("energy", "diverging", "lp");
    }

    @Test
    void badFilesGetOneSentence() throws IOException {
        assertBad("There is no file", directory.resolve("none.csv"));
        assertBad("holds no draws", write("empty.csv", ""));
        assertBad("holds no draws", write("header.csv", "a,b\n"));
        assertBad("line 3: there are 1 fields where the first line has 2", write("torn.csv", "a,b\n1,2\n3"));
        assertBad("column \"b\": there is no number", write("gap.csv", "a,b\n1,\n"));
        assertBad("both decimal commas and decimal points", write("mixed.csv", "chain;x\n1;0,5\n1;0.5\n"));
        assertBad("several columns without a name", write("levels.csv", ",,mu\n0,0,1\n0,1,2\n"));
        assertBad("only statistics", write("lp.csv", "lp__,energy__\n1,2\n2,3\n"));
        assertBad("line 2, column \"b\": \"x\" is no number", write("text.csv", "a,b\n1,x\n"));
        assertBad("two columns named \"a\"", write("twice.csv", "a,a\n1,2\n"));
        assertBad("no draws after the warm-up", write("warm.csv", "lp__,x\n1,2\n# Adaptation terminated\n"));
        assertBad("chain 1 has 2 draws, chain 2 has 1", write("ragged.csv", "chain,x\n1,2\n1,3\n2,4\n"));
        assertBad("chain 1 has iteration 2 twice", write("dup.csv", "chain,iteration,x\n1,1,2\n1,2,3\n1,2,4\n"));
        assertBad("with a row an element",
                write("dim.csv", "chain,draw,x_dim_0,x\n0,0,0,1\n0,0,1,2\n0,1,0,1\n0,1,1,2\n"));
        assertBad("goes from iteration 2 to 4", write("hole.csv", "chain,iteration,x\n1,1,2\n1,2,3\n1,4,4\n"));
        assertBad("does not number chains", write("each.csv", "chain,x\n1,2\n2,3\n3,4\n"));
        assertBad("is no number of a chain", write("half.csv", "chain,x\n1,2\n1.5,3\n"));
        assertBad("no number of the chain", write("nan.csv", "chain,x\n1,2\nNA,3\n"));
        assertBad("has other columns", write("s1.csv", "lp__,x\n1,2\n"), write("s2.csv", "lp__,y\n1,2\n"));
        assertBad("is a Stan CSV file", write("s3.csv", "lp__,x\n1,2\n"), write("p.csv", "1,2\n"));
        assertBad("they are not of one run", write("c.csv", "1,2\n"), write("d.csv", "1,2,3\n"));
        assertBad("give it alone", write("e.csv", "chain,x\n1,2\n"), write("f.csv", "1,2\n"));
        assertBad("Name at least one file");
        Path folder = Files.createDirectory(directory.resolve("folder"));
        assertBad("cannot be read", folder);
    }

    private static void assertBad(String words, Path... files) {
        assertThatThrownBy(() -> ForeignDraws.read(List.of(files))).isInstanceOf(DrawFileException.class)
                .hasMessageContaining(words);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }
}
