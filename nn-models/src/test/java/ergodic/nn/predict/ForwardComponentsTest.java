package ergodic.nn.predict;

import static org.assertj.core.api.Assertions.assertThat;

import ergodic.nn.data.Rows;
import org.junit.jupiter.api.Test;

class ForwardComponentsTest {

    private static final Positions POSITIONS = new Positions() {

        @Override
        public int dimension() {
            return 1;
        }

        @Override
        public int chains() {
            return 3;
        }

        @Override
        public int draws() {
            return 4;
        }

        @Override
        public void readInto(int chain, int draw, double[] theta) {
            theta[0] = 10 * chain + draw;
        }
    };

    /** A forward part is told how many draws there are, and may take all at once. */
    @Test
    void batchesAreAsManyAsTheFactoryTakesOfAllDraws() {
        int[] evaluated = new int[2];
        Forward.Factory factory = new Forward.Factory() {

            @Override
            public Forward over(Rows rows) {
                throw new AssertionError("it is known how many draws there are");
            }

            @Override
            public Forward over(Rows rows, int positions) {
                evaluated[1] = positions;
                return new Forward() {

                    @Override
                    public int draws() {
                        return Math.ceilDiv(positions, 2);
                    }

                    @Override
                    public void evaluateInto(double[] thetas, double[] parameters) {
                        evaluated[0] += draws();
                        for (int at = 0; at < rows.count() * draws(); at++) {
                            parameters[at] = thetas[at % draws()] + 100 * rows.numbers()[at / draws()];
                        }
                    }
                };
            }
        };
        double[] block = new double[24];
        new ForwardComponents(factory, POSITIONS).fillInto(Rows.numbered(2, null), 1, block);
        assertThat(evaluated).containsExactly(12, 12);
        assertThat(block).containsExactly(0, 1, 2, 3, 10, 11, 12, 13, 20, 21, 22, 23, 100, 101, 102, 103, 110, 111, 112,
                113, 120, 121, 122, 123);
    }
}
