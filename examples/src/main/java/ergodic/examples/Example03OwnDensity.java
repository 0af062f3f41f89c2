package ergodic.examples;

import ergodic.diagnostics.Summaries;
import ergodic.diagnostics.VariableSummary;
import ergodic.sampler.LogDensity;
import ergodic.sampler.UniformStart;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.hmc.Nuts;
import ergodic.sampler.hmc.NutsSettings;
import ergodic.sampler.hmc.WarmupSettings;
import ergodic.sampler.hmc.WindowedWarmup;
import ergodic.sampler.run.ChainKit;
import ergodic.sampler.run.RunResult;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/**
 * Own density: a banana (a normal distribution bent along a parabola, after Haario, Saksman and Tamminen
 * 1999), its gradient written by hand. The sampler asks for no
 * more than {@link LogDensity}; {@link DrawTransform} says what is stored. The exact moments are known, so the printed
 * errors can be held against the Monte Carlo standard errors.
 *
 * <p>
 * From the root of the checkout: {@code examples/run 03}
 * (which gives {@code java} the flags {@code --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED})
 */
public final class Example03OwnDensity {

    private Example03OwnDensity() {}

    /** Samples with 4 chains of 2000 draws and prints estimates beside the truth. */
    public static void main(String[] args) {
        run(RunSettings.of(4, 1000, 2000, 1), System.out);
    }

    /** x ~ N(0, 1) and y + BEND (x² - 1) ~ N(0, 1): both have mean 0. */
    static final class Banana implements LogDensity {

        private static final double BEND = 0.5;

        @Override
        public int dimension() {
            return 2;
        }

        @Override
        public double evaluate(double[] theta, double[] gradient) {
            double x = theta[0];
            double straight = theta[1] + BEND * (x * x - 1);
            gradient[0] = -x - straight * 2 * BEND * x;
            gradient[1] = -straight;
            return -0.5 * (x * x + straight * straight);
        }

        @Override
        public String coordinateName(int coordinate) {
            return coordinate == 0 ? "x" : "y"; // for messages
        }
    }

    /** Stores both coordinates, and a function of them: whether the point lies in the tips of the banana. */
    static final class Stored implements DrawTransform {

        private static final List<Variable> VARIABLES = List.of(Variable.of("x"), Variable.of("y"), Variable.of("tip"));

        @Override
        public List<Variable> variables() {
            return VARIABLES;
        }

        @Override
        public void applyInto(double[] theta, double[] values) {
            values[0] = theta[0];
            values[1] = theta[1];
            values[2] = Math.abs(theta[0]) > 2 ? 1 : 0;
        }
    }

    static List<VariableSummary> run(RunSettings settings, PrintStream out) {
        MemoryDraws draws = new MemoryDraws(settings.chains(), new Stored().variables());
        WarmupSettings warmup = WarmupSettings.defaults(settings.warmup()).withTargetAcceptance(0.9);
        RunResult result = Sampling.run(settings, chain -> {
            Banana density = new Banana(); // one a chain: a density may keep workspaces
            return new ChainKit<>(density, new Nuts(density, NutsSettings.defaults()),
                    new WindowedWarmup(density, warmup), new UniformStart(), new Stored());
        }, draws);

        double[] exact = {0, 0, 0.0455}; // P(|x| > 2)
        List<VariableSummary> summaries = Summaries.of(draws);
        out.printf(Locale.ROOT, "%-6s %10s %10s %10s%n", "mean", "exact", "estimate", "mcse");
        for (int i = 0; i < exact.length; i++) {
            VariableSummary line = summaries.get(i);
            out.printf(Locale.ROOT, "%-6s %10.4f %10.4f %10.4f%n", line.name(), exact[i], line.mean(), line.mcseMean());
        }
        out.printf(Locale.ROOT, "%n%d gradients, %d divergences%n", result.gradients(), result.divergences());
        return summaries;
    }
}
