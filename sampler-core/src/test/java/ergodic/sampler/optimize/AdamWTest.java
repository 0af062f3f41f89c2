package ergodic.sampler.optimize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class AdamWTest {

    private static final AdamWSettings SETTINGS = new AdamWSettings(0.1, 0.9, 0.999, 1e-8, 0.01);
    private static final double[][] GRADIENTS = {{0.5, -1}, {0.1, 3}, {-0.4, 0}};
    private static final double[] SCHEDULE = {1, 0.5, 0.25};
    private static final double[][] AFTER = {{0.899000002, -1.898000001}, {0.8583984541913259, -1.921760492553872},
            {0.855841369571168, -1.9308303067147936}};

    /** Numbers of an independent implementation of the paper's algorithm 2, in Python. */
    @Test
    void stepsOfThePaper() {
        AdamW optimiser = new AdamW(2, SETTINGS);
        double[] theta = {1, -2};
        for (int step = 0; step < AFTER.length; step++) {
            optimiser.step(theta, Double.NaN, GRADIENTS[step], SCHEDULE[step]);
            assertThat(theta).containsExactly(AFTER[step], within(1e-14));
        }
    }

    /** Resumed after each number of steps, and forgotten: the bits are those of one that went on, or began. */
    @Test
    void goesOnWithTheSameBits() throws IOException {
        for (int saved = 0; saved < AFTER.length; saved++) {
            AdamW one = new AdamW(2, SETTINGS);
            AdamW other = new AdamW(2, SETTINGS);
            double[] theta = {1, -2};
            for (int step = 0; step < saved; step++) {
                one.step(theta, 0, GRADIENTS[step], SCHEDULE[step]);
            }
            other.step(new double[]{5, 6}, 0, new double[]{7, 8}, 1);
            copy(one, other);
            double[] same = theta.clone();
            for (int step = saved; step < AFTER.length; step++) {
                one.step(theta, 0, GRADIENTS[step], SCHEDULE[step]);
                other.step(same, 0, GRADIENTS[step], SCHEDULE[step]);
            }
            assertThat(same).containsExactly(theta);
            other.reset();
            double[] again = {1, -2};
            double[] first = {1, -2};
            other.step(again, 0, GRADIENTS[0], 1);
            new AdamW(2, SETTINGS).step(first, 0, GRADIENTS[0], 1);
            assertThat(again).containsExactly(first);
        }
    }

    private static void copy(Optimizer from, Optimizer to) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        from.save(new DataOutputStream(bytes));
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
        to.load(in);
        assertThat(in.available()).isZero();
    }

    @Test
    void badSettingsAreSaid() {
        assertThatThrownBy(() -> AdamWSettings.of(-0.1))
                .hasMessage("the learning rate must be a positive number, not -0.1");
        assertThatThrownBy(() -> new AdamWSettings(0.1, 0.9, 0.999, 1e-8, -1))
                .hasMessage("the weight decay must not be negative, but is -1.0");
    }
}
