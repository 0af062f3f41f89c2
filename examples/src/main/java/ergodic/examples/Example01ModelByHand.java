package ergodic.examples;

import ergodic.autodiff.Tensor;
import ergodic.autodiff.compile.RowData;
import ergodic.diagnostics.Judge;
import ergodic.diagnostics.Summaries;
import ergodic.diagnostics.VariableSummary;
import ergodic.model.ModelBuilder;
import ergodic.model.Posterior;
import ergodic.model.Support;
import ergodic.model.distribution.HalfCauchy;
import ergodic.model.distribution.Normal;
import ergodic.sampler.draws.MemoryDraws;
import ergodic.sampler.hmc.NutsMethod;
import ergodic.sampler.hmc.WarmupSettings;
import ergodic.sampler.run.ChainFactory;
import ergodic.sampler.run.RunSettings;
import ergodic.sampler.run.Sampling;
import java.io.PrintStream;
import java.util.List;

/**
 * A model by hand: the eight schools (Rubin 1981), partially pooled. The effect of coaching in school j was measured as
 * y[j] with a known standard error; the true effects theta[j] scatter around mu with standard deviation tau. Written not
 * centred (theta = mu + tau z), because the centred form has a funnel in which chains get stuck.
 *
 * <p>
 * From the root of the checkout: {@code examples/run 01}
 * (which gives {@code java} the flags {@code --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED})
 */
public final class Example01ModelByHand {

    private static final double[] MEASURED = {28, 8, -3, 7, -1, 1, 18, 12};
    private static final double[] STANDARD_ERROR = {15, 10, 16, 11, 9, 11, 10, 18};

    private Example01ModelByHand() {}

    /** Samples with 4 chains of 1000 draws and prints summaries and the verdict. */
    public static void main(String[] args) {
        run(RunSettings.of(4, 1000, 1000, 1), System.out);
    }

    /** The model as text would say it, traced once and compiled with its gradient. */
    static Posterior schools() {
        ModelBuilder model = new ModelBuilder();
        Tensor mu = model.parameter("mu", Support.real());
        Tensor tau = model.parameter("tau", Support.positive());
        Tensor z = model.parameter("z", Support.real(), MEASURED.length);
        model.prior(mu, Normal.of(0, 5)).prior(tau, HalfCauchy.of(5)).prior(z, Normal.of(0, 1));

        Tensor theta = z.times(tau).plus(mu);
        model.generated("theta", theta); // stored with each draw
        model.observe(model.constant(MEASURED, MEASURED.length),
                Normal.of(theta, model.constant(STANDARD_ERROR, MEASURED.length)));
        return model.build().compile(RowData.none());
    }

    /** NUTS for each chain, with a copy of the posterior of its own. */
    static ChainFactory nuts(Posterior posterior, RunSettings settings) {
        return posterior.chains(
                NutsMethod.of(WarmupSettings.defaults(settings.warmup()).withTargetAcceptance(0.95)));
    }

    static List<VariableSummary> run(RunSettings settings, PrintStream out) {
        Posterior posterior = schools();
        MemoryDraws draws = new MemoryDraws(settings.chains(), posterior.transform().variables());
        Sampling.run(settings, nuts(posterior, settings), draws);

        List<VariableSummary> summaries = Summaries.of(draws, variable -> !variable.name().equals("z"));
        SummaryTable.print(summaries, out);
        out.println();
        out.println(Judge.assess(draws).verdict().headline());
        return summaries;
    }
}
