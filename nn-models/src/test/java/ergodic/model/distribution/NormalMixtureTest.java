package ergodic.model.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.autodiff.Interpreter;
import ergodic.autodiff.Program;
import ergodic.autodiff.ReverseMode;
import ergodic.autodiff.Tensor;
import ergodic.autodiff.Tracer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class NormalMixtureTest {

    private static final List<NormalMixture.Component> TWO = List.of(new NormalMixture.Component(0.5, 0.1),
            new NormalMixture.Component(0.5, 1));
    private static final List<NormalMixture.Component> THREE = List.of(new NormalMixture.Component(0.25, 1),
            new NormalMixture.Component(0.25, Math.exp(-3)), new NormalMixture.Component(0.5, Math.exp(-6)));

    /** {@code logsumexp} of SciPy's {@code norm.logpdf}: mean 0 and scale 2, mean 0.5 and scale 0.8. */
    private static final double[][] SCIPY = {{-40, -202.30523289432458, -1283.5274018430102},
            {-3, -3.4302328943245635, -11.652401843010352}, {-0.4, -1.4578415358772043, -2.7149018430103533},
            {-0.001, 0.09265100348013537, -2.2781838742603533}, {0, 0.09266237847380716, -2.2774018430103533},
            {0.0001, 0.09266226472380783, -2.2773237258228534}, {0.05, 0.0642647645551744, -2.2402924680103533},
            {0.7, -2.343492575888652, -2.1132699645762174}, {5, -5.430232894324563, -17.902401843010356},
            {300, -11252.305232894325, -70080.402401843}};

    @Test
    void isSciPys() {
        for (double[] row : SCIPY) {
            near(Densities.logDensity(NormalMixture.of(0, 2, TWO), row[0]), row[1]);
            near(Densities.logDensity(NormalMixture.of(0.5, 0.8, THREE), row[0]), row[2]);
        }
    }

    private static void near(double found, double expected) {
        assertThat(found).isCloseTo(expected, within(1e-12 * Math.max(1, Math.abs(expected))));
    }

    /** By Simpson's rule over forty widths, in pieces as fine as the narrowest component asks for. */
    @Test
    void integratesToOne() {
        int steps = 400_000;
        double[] x = new double[steps + 1];
        double width = 40.0 / steps;
        for (int i = 0; i <= steps; i++) {
            x[i] = 0.5 - 20 + width * i;
        }
        double[] logDensity = Densities
                .evaluate(t -> NormalMixture.of(0.5, 0.8, THREE).logDensity(t.constant(x, steps + 1)));
        double sum = 0;
        for (int i = 0; i <= steps; i++) {
            sum += Math.exp(logDensity[i]) * (i == 0 || i == steps ? 1 : i % 2 == 1 ? 4 : 2);
        }
        assertThat(sum * width / 3).isCloseTo(1, within(1e-10));
    }

    /** By differences, also where one component is all there is, and far out, where nothing may overflow. */
    @Test
    void slopesAreThoseOfDifferences() {
        Tracer t = new Tracer();
        Tensor x = t.parameter("x");
        Tensor scale = t.parameter("scale");
        t.output("value", new NormalMixture(Value.of(0), Value.of(scale), TWO).logDensity(x));
        Program program = ReverseMode.gradient(t.build(), "value");
        for (double at : new double[]{-3, -0.7, -0.2, 0, 0.05, 0.4, 40}) {
            double[] slopes = {at(program, "d x", at, 0.9), at(program, "d scale", at, 0.9)};
            double h = 1e-6;
            double byX = (at(program, "value", at + h, 0.9) - at(program, "value", at - h, 0.9)) / (2 * h);
            double byScale = (at(program, "value", at, 0.9 + h) - at(program, "value", at, 0.9 - h)) / (2 * h);
            assertThat(slopes[0]).isCloseTo(byX, within(1e-6 * Math.max(1, Math.abs(byX))));
            assertThat(slopes[1]).isCloseTo(byScale, within(1e-6 * Math.max(1, Math.abs(byScale))));
        }
        assertThat(at(program, "d x", 1e100, 0.9)).isFinite();
    }

    private static double at(Program program, String output, double x, double scale) {
        return Objects.requireNonNull(Interpreter
                .evaluate(program, Map.of("x", new double[]{x}, "scale", new double[]{scale}), 0).get(output))[0];
    }

    @Test
    void sharesAddUp() {
        assertThatThrownBy(() -> NormalMixture.of(0, 1, TWO.subList(0, 1)))
                .hasMessage("the shares of a mixture must add up to 1, not to 0.5");
        assertThatThrownBy(() -> new NormalMixture.Component(0.5, 0)).hasMessageContaining("positive ratio");
    }
}
