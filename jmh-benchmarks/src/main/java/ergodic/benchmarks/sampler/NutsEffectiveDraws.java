package ergodic.benchmarks.sampler;

import ergodic.autodiff.Tensor;
import ergodic.autodiff.compile.RowData;
import ergodic.diagnostics.Summaries;
import ergodic.diagnostics.VariableSummary;
import ergodic.model.Model;
import ergodic.model.ModelBuilder;
import ergodic.model.Posterior;
import ergodic.model.Support;
import ergodic.model.distribution.HalfCauchy;
import ergodic.model.distribution.Normal;
import ergodic.nn.BayesianNetwork;
import ergodic.nn.data.DataSpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.TargetKind;
import ergodic.sampler.UniformStart;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.hmc.Nuts;
import ergodic.sampler.hmc.NutsSettings;
import ergodic.sampler.hmc.WarmupSettings;
import ergodic.sampler.hmc.WindowedWarmup;
import ergodic.sampler.run.ChainFactory;
import ergodic.sampler.run.ChainKit;
import ergodic.sampler.run.ChainResult;
import ergodic.sampler.run.RunResult;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How many effective draws a second does NUTS make on one thread? The smallest bulk ESS over all unknowns, by the time of the
 * sampling phase alone; the first repetition is not counted, since the JIT is still compiling. Run from the root of the
 * checkout:
 *
 * <pre>
 * java --add-modules jdk.incubator.vector -cp jmh-benchmarks/target/benchmarks.jar \
 *     ergodic.benchmarks.sampler.NutsEffectiveDraws
 * </pre>
 */
public final class NutsEffectiveDraws {

    private static final int REPETITIONS = 7;
    private static final int CHAINS = 4;
    private static final int DRAWS = 1000;

    private NutsEffectiveDraws() {}

    /** Prints a table: median over the repetitions, smallest and largest. */
    public static void main(String[] args) {
        System.out.println(
                "| model | unknowns | effective draws a second, median (smallest, largest) | gradients a second |");
        System.out.println("|---|---:|---:|---:|");
        eightSchools();
        regression();
    }

    private static void eightSchools() {
        ModelBuilder builder = new ModelBuilder();
        Tensor mu = builder.parameter("mu", Support.real());
        Tensor tau = builder.parameter("tau", Support.positive());
        Tensor raw = builder.parameter("theta_trans", Support.real(), 8);
        builder.prior(mu, Normal.of(0, 5));
        builder.prior(tau, HalfCauchy.of(5));
        builder.prior(raw, Normal.of(0, 1));
        Tensor y = builder.rowInput("y");
        Tensor sigma = builder.rowInput("sigma");
        Tensor school = builder.rowInput("school");
        builder.observe(y, Normal.of(raw.gather(school).times(tau).plus(mu), sigma));
        Model model = builder.build();
        Posterior posterior = model.compile(RowData.of(8,
                Map.of("y", new double[]{28, 8, -3, 7, -1, 1, 18, 12}, "sigma",
                        new double[]{15, 10, 16, 11, 9, 11, 10, 18}, "school", new double[]{0, 1, 2, 3, 4, 5, 6, 7})));
        measure("eight schools, non-centred", model.dimension(), model.variables(), chain -> {
            Posterior density = posterior.fork();
            return new ChainKit<>(density, new Nuts(density, NutsSettings.defaults()),
                    new WindowedWarmup(density, WarmupSettings.defaults(1000)), new UniformStart(),
                    density.transform());
        });
    }

    private static void regression() {
        Dataset data = Dataset.read(DataSpec.of(Path.of("examples/data/airfoil.csv"), "sound_pressure"),
                TargetKind.NUMBER);
        BayesianNetwork network = BayesianNetwork.on(data).hidden().build();
        measure("linear regression, airfoil, 1503 rows", network.model().dimension(), network.variables(),
                network.nuts(1000));
    }

    private static void measure(String name, int unknowns, List<Variable> variables, ChainFactory factory) {
        double[] effective = new double[REPETITIONS];
        double[] gradients = new double[REPETITIONS];
        for (int i = -1; i < REPETITIONS; i++) {
            MemoryDraws draws = new MemoryDraws(CHAINS, variables);
            RunResult result = Sampling.run(RunSettings.of(CHAINS, 1000, DRAWS, 100 + i).withThreads(1), factory,
                    draws);
            double seconds = 0;
            double count = 0;
            for (ChainResult chain : result.chains()) {
                seconds += chain.samplingNanos() * 1e-9;
                count += chain.gradients();
            }
            double least = Double.POSITIVE_INFINITY;
            for (VariableSummary summary : Summaries.of(draws)) {
                least = Math.min(least, summary.essBulk());
            }
            if (i >= 0) {
                effective[i] = least / seconds;
                gradients[i] = count / seconds;
            }
        }
        Arrays.sort(effective);
        Arrays.sort(gradients);
        System.out.println(String.format(Locale.ROOT, "| %s | %d | %,.0f (%,.0f, %,.0f) | %,.0f |", name, unknowns,
                effective[REPETITIONS / 2], effective[0], effective[REPETITIONS - 1], gradients[REPETITIONS / 2]));
    }
}
