package ergodic.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.testing.SharedData;
import java.io.IOException;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

/** Weights of models beside the values that R's {@code loo} defines, and expectations of the bootstrap by numpy. */
class PseudoBmaWeightsTest {

    private static double[] column(String name) throws IOException {
        return ReferenceTable.read(SharedData.require("diagnostics/arviz_" + name + "_loo_2.5.1_pointwise.csv"))
                .column("elpd_loo");
    }

    /**
     * Centered and non-centered eight schools, by loo's pointwise densities: {@code exp(elpd)} over its sum; the bootstrap's expectation is that of 400000
     * Dirichlet weights of numpy (error 2e-5). One replication varies by 0.0147, so the mean of 4000 by 2.3e-4: a right program fails with
     * probability 2e-8 at the 6 sds here, and had the seed been another.
     */
    @Test
    void ofEightSchools() throws IOException {
        double[][] density = {column("centered_eight"), column("non_centered_eight")};
        assertThat(PseudoBmaWeights.of(density).weights().get(0)).isCloseTo(0.48380547, within(1e-8));
        PseudoBmaWeights plus = PseudoBmaWeights.bootstrapped(density, 4000, RandomSource.XO_SHI_RO_256_PP.create(7));
        assertThat(plus.weights().get(0)).isCloseTo(0.48383575, within(1.4e-3));
        assertThat(plus.weights().stream().mapToDouble(Double::doubleValue).sum()).isCloseTo(1, within(1e-12));
        assertThat(StackingWeights.of(density).weights().get(1)).isGreaterThan(0.99);
    }

    private static double[][] three() {
        double[][] density = new double[3][40];
        for (int i = 0; i < 40; i++) {
            density[0][i] = -1 - 0.5 * square(Math.sin(i));
            density[1][i] = -1.05 - 0.6 * square(Math.cos(1.3 * i));
            density[2][i] = -1.1 - 0.4 * square(Math.sin(2.1 * i + 1));
        }
        return density;
    }

    private static double square(double x) {
        return x * x;
    }

    /** The bootstrap takes weight from the best; expectations are of 200000 Dirichlet weights, sds of one replication 0.126, 0.066 and 0.098: 6 sds of 20000. */
    @Test
    void theBootstrapOfThreeModels() {
        assertThat(PseudoBmaWeights.of(three()).weights().get(0)).isCloseTo(0.8863557, within(1e-7));
        PseudoBmaWeights plus = PseudoBmaWeights.bootstrapped(three(), 20_000,
                RandomSource.XO_SHI_RO_256_PP.create(3));
        assertThat(plus.weights().get(0)).isCloseTo(0.83813971, within(0.0070));
        assertThat(plus.weights().get(1)).isCloseTo(0.0337134, within(0.0037));
        assertThat(plus.weights().get(2)).isCloseTo(0.12814688, within(0.0055));
    }

    /** A model that holds a row impossible has no weight; where all do, nothing can be said. */
    @Test
    void impossibleRows() {
        double[][] density = three();
        density[0][5] = Double.NEGATIVE_INFINITY;
        assertThat(PseudoBmaWeights.of(density).weights().get(0)).isZero();
        assertThat(PseudoBmaWeights.bootstrapped(density, 10, RandomSource.XO_SHI_RO_256_PP.create(3)).weights().get(0))
                .isZero();
        density[1][0] = Double.NEGATIVE_INFINITY;
        density[2][0] = Double.NEGATIVE_INFINITY;
        assertThatThrownBy(() -> PseudoBmaWeights.of(density)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("every model holds some row impossible");
        density[2][0] = Double.NaN;
        assertThatThrownBy(() -> PseudoBmaWeights.of(density)).isInstanceOf(IllegalArgumentException.class);
    }

    /** The mean of the differences and their sd over the root of n, by hand. */
    @Test
    void pairedDifference() {
        PairedDifference found = PairedDifference.of(new double[]{1, 2, 4}, new double[]{0, 3, 1});
        assertThat(found.mean()).isCloseTo(1, within(1e-15));
        assertThat(found.error()).isCloseTo(Math.sqrt(8.0 / 2 / 3), within(1e-15));
        assertThat(PairedDifference.of(new double[]{-5, 7}, new double[]{-5, 7}))
                .isEqualTo(new PairedDifference(0, 0, 2));
        assertThat(PairedDifference.ofOne(new double[]{3}).error()).isNaN();
        assertThatThrownBy(() -> PairedDifference.of(new double[1], new double[2]))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
