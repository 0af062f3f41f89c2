package ergodic.sampler.hmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.ChainState;
import ergodic.sampler.metric.UnitMetric;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;

/** The U-turn test and the joining of subtrees, on trees made by hand under the unit metric. */
class SubtreeTest {

    private final UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(1L);

    /** The piece with the given momenta, in order of time, joined leaf by leaf. */
    private Subtree piece(double[]... momenta) {
        Subtree whole = leaf(momenta[0]);
        for (int i = 1; i < momenta.length; i++) {
            whole.absorbMultinomially(leaf(momenta[i]), rng);
        }
        return whole;
    }

    private static Subtree leaf(double... momentum) {
        PhasePoint z = new PhasePoint(momentum.length);
        z.setPosition(new ChainState(momentum.length));
        System.arraycopy(momentum, 0, z.momentum(), 0, momentum.length);
        z.energy(new UnitMetric(momentum.length));
        Subtree leaf = new Subtree(momentum.length, new PointPool(momentum.length, 100));
        leaf.setLeaf(z, 0.0);
        return leaf;
    }

    private static double[] p(double x, double y) {
        return new double[]{x, y};
    }

    @Test
    void goesOnStraight() {
        assertThat(piece(p(1, 0), p(1, 0.1)).persistsWith(piece(p(1, 0.2), p(1, 0.3)))).isTrue();
    }

    @Test
    void stopsWhenTheEndTurnsAgainstTheSum() {
        assertThat(piece(p(1, 0), p(1, 0)).persistsWith(piece(p(1, 0), p(-0.1, 0.5)))).isFalse();
    }

    @Test
    void stopsWhenTheBeginningTurnsAgainstTheSum() {
        assertThat(piece(p(-0.1, 0.5), p(1, 0)).persistsWith(piece(p(1, 0), p(1, 0)))).isFalse();
    }

    @Test
    void needsAStrictlyPositiveProduct() {
        assertThat(leaf(1, 0).persistsWith(leaf(-1, 0))).isFalse();
        assertThat(leaf(0, 0).persistsWith(leaf(1, 0))).isFalse();
    }

    @Test
    void stopsWhenTheFirstPartTurnsAgainstItsNeighbour() {
        Subtree first = piece(p(1, 0), p(1, 0));
        Subtree second = piece(p(-0.5, 0), p(2.5, 0));
        // Whole: rho = 4 > 0 at both ends. First part with its neighbour: rho = 1.5 against -0.5: turned.
        assertThat(opens(p(1, 0), p(2.5, 0), p(4, 0))).isTrue();
        assertThat(first.persistsWith(second)).isFalse();
    }

    @Test
    void stopsWhenTheSecondPartTurnsAgainstItsNeighbour() {
        Subtree first = piece(p(2.5, 0), p(-0.5, 0));
        Subtree second = piece(p(1, 0), p(1, 0));
        assertThat(opens(p(2.5, 0), p(1, 0), p(4, 0))).isTrue();
        assertThat(first.persistsWith(second)).isFalse();
    }

    /** Only the first of the two cross checks fails, and only at its beginning: rho = (1, 0) + (0, 1) + (-2, 0) there. */
    @Test
    void seesTheTurnAtEitherEndOfTheLengthenedPart() {
        double[][] first = {p(1, 0), p(0, 1)};
        double[][] second = {p(-2, 1), p(6, 5)};
        assertThat(opens(p(1, 0), p(6, 5), p(5, 7))).isTrue();
        assertThat(opens(p(1, 0), p(-2, 1), p(-1, 2))).isFalse();
        assertThat(opens(p(0, 1), p(6, 5), p(4, 7))).isTrue();
        assertThat(piece(first).persistsWith(piece(second))).isFalse();
        // The mirror image in time: only the second cross check fails, at its end.
        assertThat(piece(second[1], second[0]).persistsWith(piece(first[1], first[0]))).isFalse();
    }

    private static boolean opens(double[] begin, double[] end, double[] rho) {
        return begin[0] * rho[0] + begin[1] * rho[1] > 0.0 && end[0] * rho[0] + end[1] * rho[1] > 0.0;
    }

    /** Any tree and its mirror image in time get the same answer: without this NUTS would not be reversible. */
    @Test
    void theTestDoesNotKnowTheDirectionOfTime() {
        int turned = 0;
        for (int tree = 0; tree < 2000; tree++) {
            double[][] momenta = new double[8][];
            for (int i = 0; i < 8; i++) {
                momenta[i] = p(rng.nextDouble() - 0.35, rng.nextDouble() - 0.5);
            }
            boolean forth = piece(momenta[0], momenta[1], momenta[2], momenta[3])
                    .persistsWith(piece(momenta[4], momenta[5], momenta[6], momenta[7]));
            boolean back = piece(momenta[7], momenta[6], momenta[5], momenta[4])
                    .persistsWith(piece(momenta[3], momenta[2], momenta[1], momenta[0]));
            Subtree reversed = piece(momenta[4], momenta[5], momenta[6], momenta[7]);
            reversed.reverse();
            Subtree other = piece(momenta[0], momenta[1], momenta[2], momenta[3]);
            other.reverse();
            assertThat(back).isEqualTo(forth);
            assertThat(reversed.persistsWith(other)).isEqualTo(forth);
            turned += forth ? 0 : 1;
        }
        assertThat(turned).isBetween(200, 1800);
    }

    @Test
    void addsWeightsOnTheLogScale() {
        assertThat(Subtree.logAddExp(0.0, 0.0)).isCloseTo(Math.log(2.0), within(1e-15));
        assertThat(Subtree.logAddExp(-1000.0, 3.0)).isEqualTo(3.0);
        assertThat(Subtree.logAddExp(800.0, 800.0)).isCloseTo(800.0 + Math.log(2.0), within(1e-12));
        assertThat(Subtree.logAddExp(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY))
                .isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(Subtree.logAddExp(Double.NEGATIVE_INFINITY, -2.0)).isEqualTo(-2.0);
    }
}
