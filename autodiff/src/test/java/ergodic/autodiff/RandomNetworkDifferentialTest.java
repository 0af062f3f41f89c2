package ergodic.autodiff;

import static ergodic.autodiff.GradientCheck.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.autodiff.compile.CompileOptions;
import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.kernel.Kernels;
import ergodic.autodiff.kernel.Precision;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Everything that is derived from a random network's program, by all interpretations. In doubles both sets of kernels
 * agree with the interpreter to 1e-9 of an output's largest number (or of 1), in floats to 2e-4 for values and first
 * derivatives; a float has a relative error of 6e-8, and sums of terms of either sign lose some of its digits. Forward and
 * reverse derivatives agree to 1e-11. Failing seeds are kept and tried first.
 */
class RandomNetworkDifferentialTest {

    private static final int NETWORKS = 20;
    private static final int MORE_NETWORKS = 40;
    private static final int FRESH = 150;
    private static final double FLOAT_TOLERANCE = 2e-4;
    private static final int[] ROWS = {1, 5, 17, 33, 0};
    private static final int[] TILES = {8, 16, 0};

    private final KeptSeeds seeds = new KeptSeeds("kept-networks.txt");

    @Test
    void interpretationsAgree() {
        seeds.forEach(LongStream.range(0, NETWORKS), RandomNetworkDifferentialTest::check);
    }

    @Test
    @Tag("slow")
    void interpretationsAgreeOnMoreNetworks() {
        seeds.forEach(LongStream.range(NETWORKS, MORE_NETWORKS), RandomNetworkDifferentialTest::check);
    }

    /** Seeds that nobody has tried. */
    @Test
    @Tag("slow")
    void interpretationsAgreeOnFreshNetworks() {
        long start = System.nanoTime();
        seeds.forEach(LongStream.range(start, start + FRESH), RandomNetworkDifferentialTest::check);
    }

    private static void check(long seed) {
        RandomProgram kinked = RandomNetworks.generate(seed, false);
        int rows = ROWS[(int) Math.floorMod(seed, (long) ROWS.length)];
        check(kinked, rows, Precision.FLOAT64, 1e-9);
        forwardAgainstReverse(kinked, rows);
        check(RandomNetworks.generate(seed, true), rows, Precision.FLOAT32, FLOAT_TOLERANCE);
    }

    private static Map<String, Program> derived(Program network, Precision precision) {
        Map<String, Program> programs = new LinkedHashMap<>();
        programs.put("values", network);
        programs.put("gradient", ReverseMode.gradient(network, "logDensity"));
        programs.put("row gradients", RowDerivatives.gradients(network, "rows"));
        programs.put("jacobians", RowDerivatives.jacobians(network, "outputs"));
        if (precision == Precision.FLOAT64) {
            programs.put("squared norms", RowDerivatives.squaredNorms(network, "rows"));
            programs.put("Hessian product", HessianVector.product(network, "logDensity"));
            programs.put("Gauss-Newton product", GaussNewtonVector.product(network, "sum", "outputs"));
        }
        return programs;
    }

    private static void check(RandomProgram network, int rows, Precision precision, double tolerance) {
        Map<String, double[]> inputs = Directions.with(network.inputs(rows),
                Directions.random(network.program(), network.seed()));
        int tile = TILES[(int) Math.floorMod(network.seed(), (long) TILES.length)];
        derived(network.program(), precision).forEach((what, program) -> {
            Map<String, double[]> expected = Interpreter.evaluate(program, inputs, rows);
            for (Kernels kernels : CompiledAgainstOracle.KERNELS) {
                CompileOptions options = CompileOptions.defaults().withKernels(kernels).withTileRows(tile)
                        .withPrecision(precision);
                CompiledProgram compiled = CompiledAgainstOracle.compile(program, inputs, rows, options);
                compiled.run(CompiledAgainstOracle.theta(program, inputs));
                CompiledAgainstOracle.assertSame(what + ", " + kernels.name() + ", " + precision + ", " + rows
                        + " rows, network of seed " + network.seed(), compiled, expected, tolerance);
            }
        });
    }

    /** {@code grad' v = D v}, {@code u' J v} two ways, and {@code u' H v = v' H u}. */
    private static void forwardAgainstReverse(RandomProgram network, int rows) {
        Program program = network.program();
        Map<String, double[]> inputs = network.inputs(rows);
        double[] u = Directions.random(program, 1);
        double[] v = Directions.random(program, 2);
        int n = u.length;
        Map<String, double[]> forward = Interpreter.evaluate(
                ForwardMode.derivative(program, "logDensity", "outputs"), Directions.with(inputs, v), rows);
        double[] gradient = Directions.gradient(program,
                Interpreter.evaluate(ReverseMode.gradient(program, "logDensity"), inputs, rows));
        double scale = Directions.scale(gradient) * n;
        assertThat(in(forward, "D logDensity")[0]).as("%s", network).isCloseTo(Directions.dot(gradient, v),
                within(1e-11 * scale));
        double[] jacobians = in(Interpreter.evaluate(RowDerivatives.jacobians(program, "outputs"), inputs, rows),
                RowDerivatives.JACOBIANS);
        double[] along = in(forward, "D outputs");
        for (int line = 0; line < along.length; line++) {
            double sum = 0;
            for (int i = 0; i < n; i++) {
                sum += jacobians[line * n + i] * v[i];
            }
            assertThat(along[line]).as("output %d of %s", line, network).isCloseTo(sum,
                    within(1e-11 * Directions.scale(jacobians) * n));
        }
        Program hessian = HessianVector.product(program, "logDensity");
        double[] hu = in(Interpreter.evaluate(hessian, Directions.with(inputs, u), rows), HessianVector.PRODUCT);
        double[] hv = in(Interpreter.evaluate(hessian, Directions.with(inputs, v), rows), HessianVector.PRODUCT);
        assertThat(Directions.dot(u, hv)).as("%s", network).isCloseTo(Directions.dot(v, hu),
                within(1e-11 * n * (Directions.scale(hu) + Directions.scale(hv))));
    }
}
