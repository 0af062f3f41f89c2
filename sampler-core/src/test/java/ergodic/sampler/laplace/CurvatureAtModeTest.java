package ergodic.sampler.laplace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.RowsOfCurvature;
import ergodic.sampler.SecondDerivatives;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CurvatureAtModeTest {

    private static final int D = 50;

    /** One row of one output, whose Jacobian is a number over and over; a standard normal prior. */
    private record OneRow(double slope) implements SecondDerivatives {

        @Override
        public int dimension() {
            return D;
        }

        @Override
        public int outputs() {
            return 1;
        }

        @Override
        public int[] direct() {
            return new int[0];
        }

        @Override
        public void forEachRows(double[] theta, RowsOfCurvature rows) {
            double[] jacobian = new double[D];
            Arrays.fill(jacobian, slope);
            rows.take(1, jacobian, new double[]{1});
        }

        @Override
        public void hessianInto(double[] theta, double[] direction, double[] product) {
            throw new AssertionError("not asked for");
        }

        @Override
        public void restInto(double[] theta, double[] direction, double[] product) {
            System.arraycopy(direction, 0, product, 0, D);
        }
    }

    /** The whole matrix has one direction, of curvature 50 slope squared; of what is not finite there is no shape, whatever the rank. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 20, 50})
    void aCurvatureThatIsNotFiniteHasNoShape(int rank) {
        int[] all = IntStream.range(0, D).toArray();
        CurvatureAtMode broken = new CurvatureAtMode(some -> new OneRow(Double.NaN), all, new double[D],
                LaplaceCurvature.GAUSS_NEWTON);
        assertThat(broken.shape(LaplaceStructure.LOW_RANK, rank)).isNull();
        NormalShape sound = new CurvatureAtMode(some -> new OneRow(0.5), all, new double[D],
                LaplaceCurvature.GAUSS_NEWTON).shape(LaplaceStructure.LOW_RANK, rank);
        assertThat(sound).isNotNull();
        assertThat(sound.logDeterminant()).isCloseTo(Math.log(1 + D * 0.25),
                within(1e-10));
        assertThat(sound.leftOut()).isEqualTo(D - (rank == 0 ? 20 : rank));
    }
}
