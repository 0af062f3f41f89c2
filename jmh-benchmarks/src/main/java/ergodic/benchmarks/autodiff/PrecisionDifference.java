package ergodic.benchmarks.autodiff;

import ergodic.autodiff.compile.CompileOptions;
import ergodic.autodiff.compile.CompiledProgram;
import ergodic.autodiff.kernel.Precision;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * How far are log density and gradient in float32 from those in float64? Prints a table for every network of {@link Networks}:
 * at several positions the largest difference of the log density, of the gradient's length and direction (the difference's norm
 * over the norm), and of a component (over the largest component). Run:
 *
 * <pre>
 * java --add-modules jdk.incubator.vector -cp jmh-benchmarks/target/benchmarks.jar \
 *     ergodic.benchmarks.autodiff.PrecisionDifference
 * </pre>
 */
public final class PrecisionDifference {

    private static final int POSITIONS = 10;

    private PrecisionDifference() {}

    private record Evaluation(double value, double[] gradient) {}

    /** Prints the table, of the networks named or of all. */
    public static void main(String[] names) {
        System.out.println("| network | log density | difference | change of it along the gradient, relative error "
                + "| gradient, relative error | worst component |");
        System.out.println("|---|---:|---:|---:|---:|---:|");
        for (String name : names.length == 0 ? Networks.names().toArray(String[]::new) : names) {
            System.out.println(row(name));
        }
    }

    private static String row(String name) {
        Network network = Networks.named(name);
        CompiledProgram doubles = network.compile(CompileOptions.defaults());
        CompiledProgram floats = network.compile(CompileOptions.defaults().withPrecision(Precision.FLOAT32));
        double[] worst = new double[4];
        double typical = 0;
        for (int i = 0; i < POSITIONS; i++) {
            double[] theta = new SplittableRandom(i).doubles(doubles.parameterCount(), -0.5, 0.5).toArray();
            Evaluation exact = evaluate(doubles, theta);
            Evaluation rounded = evaluate(floats, theta);
            double[] difference = new double[theta.length];
            for (int k = 0; k < theta.length; k++) {
                difference[k] = rounded.gradient[k] - exact.gradient[k];
            }
            // What a sampler sees is how the log density changes between two positions: here over one unit of it.
            double[] near = theta.clone();
            double norm = norm(exact.gradient);
            for (int k = 0; k < near.length; k++) {
                near[k] += exact.gradient[k] / (norm * norm);
            }
            double change = evaluate(doubles, near).value - exact.value;
            double roundedChange = evaluate(floats, near).value - rounded.value;
            typical = exact.value;
            worst[0] = Math.max(worst[0], Math.abs(rounded.value - exact.value));
            worst[1] = Math.max(worst[1], Math.abs(roundedChange - change) / Math.abs(change));
            worst[2] = Math.max(worst[2], norm(difference) / norm);
            worst[3] = Math.max(worst[3], largest(difference) / largest(exact.gradient));
        }
        return String.format(Locale.ROOT, "| %s | %.1f | %.1e | %.1e | %.1e | %.1e |", name, typical, worst[0],
                worst[1], worst[2], worst[3]);
    }

    private static Evaluation evaluate(CompiledProgram program, double[] theta) {
        double[] gradient = new double[theta.length];
        program.run(theta);
        program.gradientInto(gradient);
        return new Evaluation(program.scalar("logDensity"), gradient);
    }

    private static double norm(double[] x) {
        double sum = 0;
        for (double value : x) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }

    private static double largest(double[] x) {
        double largest = 0;
        for (double value : x) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }
}
