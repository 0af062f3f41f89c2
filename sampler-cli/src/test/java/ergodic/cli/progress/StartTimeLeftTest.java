package ergodic.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StartTimeLeftTest {

    /** Steps of 200 rows between evaluations of 20,000, a microsecond a row, five times that at first: right within 20 % after a fifth. */
    @Test
    void rowsTellTheTime() {
        StartTimeLeft left = new StartTimeLeft();
        double all = 20_000 + 3000 * 200 + 2 * 20_000;
        left.planned(all);
        double read = 0;
        long nanos = 0;
        for (int k = 0; k < 3003; k++) {
            double rows = k == 0 || k > 3000 ? 20_000 : 200;
            read += rows;
            nanos += (long) (rows * (read < 30_000 ? 5000 : 1000));
            left.read(read, nanos);
            if (read > 0.2 * all) {
                double truth = (all - read) * 1e-6;
                assertThat(left.seconds()).isCloseTo(truth, within(0.2 * truth + 0.01));
            }
        }
        assertThat(left.seconds()).isZero();
    }

    @Test
    void nothingIsSaidWhereNothingIsKnown() {
        StartTimeLeft left = new StartTimeLeft();
        left.read(100, 1000);
        left.read(200, 2000);
        assertThat(left.seconds()).isNaN();
    }
}
