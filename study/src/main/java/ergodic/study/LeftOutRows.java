package ergodic.study;

import ergodic.nn.data.RowRole;
import ergodic.nn.data.Beside;
import ergodic.diagnostics.LeaveOneOut;
import ergodic.sampler.DrawKind;
import ergodic.sampler.weights.ParetoSmoothing;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How each chain alone predicts each training row as if it had not seen it (Pareto smoothed importance sampling), in the units of the data.
 *
 * @param logDensity
 *            {@code [chain][row]}, in nats
 * @param shape
 *            k-hat, {@code [chain][row]}
 * @param limit
 *            the largest k-hat of a density that is to be trusted
 * @param sentence
 *            of which draws this is, where that is not all; null if it is
 */
public record LeftOutRows(double[][] logDensity, double[][] shape, double limit, @Nullable String sentence) {

    /** The sizes; the numbers are many. */
    @Override
    public String toString() {
        return "LeftOutRows[chains=" + logDensity.length + ", rows=" + rows() + "]";
    }

    /** Why no training row of a run can be left out by weights of its draws, as a sentence without its end; nothing if it can be. */
    public static Optional<String> obstacle(FinishedRun run) {
        Study study = run.study();
        String why = "";
        if (study.remarks().cold().isPresent()) {
            why = "rows cannot be left out by importance sampling where the likelihood has a temperature: the draws are not of"
                    + " the posterior";
        } else if (study.remarks().conditional().isPresent()) {
            why = "rows cannot be left out by importance sampling where a part of the weights is held (sampler.part): all rows had"
                    + " a part in where it is held";
        } else if (study.dataset().train().beside().has(RowRole.WEIGHT)) {
            why = "rows cannot be left out by importance sampling where they have weights (data.weight): a row would be taken out"
                    + " as often as once, however much it weighs";
        } else if (study.byProbit()) {
            why = "predictions by probit are of all draws of a fit together, so that no row can be left out by weights of"
                    + " single draws";
        } else if (run.draws().kind() == DrawKind.MEMBERS) {
            why = "members are no draws of a posterior, so that no row can be left out by their weights";
        } else if (!run.knowsTrainingRows()) {
            why = "no weights were kept (store.keep = \"" + study.plan().store().keep()
                    + "\"), so that the training rows cannot be left out; store.log_likelihood = true stores what is needed";
        }
        return why.isEmpty() ? Optional.empty() : Optional.of(why);
    }

    /** Says of how many draws the training rows are left out, where that is not all. */
    public static Optional<String> thinned(FinishedRun run) {
        return run.study().plan().store().keepsLogLikelihood() ? Optional.empty()
                : run.drawByDraw(run.study().dataset().train()).flatMap(FinishedRun::thinned);
    }

    static void require(FinishedRun run) {
        obstacle(run).ifPresent(why -> {
            throw new RunFolderException(why + "; score held-out rows");
        });
    }

    static LeftOutRows of(FinishedRun run) {
        require(run);
        int chains = run.draws().chains();
        int rows = run.study().dataset().train().count();
        double unit = run.study().dataset().target().logUnit();
        Beside beside = run.study().dataset().train().beside();
        double[][] logDensity = new double[chains][rows];
        double[][] shape = new double[chains][rows];
        int[] draws = new int[1];
        run.visitTrainingRows((row, values) -> {
            for (int chain = 0; chain < chains; chain++) {
                LeaveOneOut one = LeaveOneOut.of(new double[][]{values[chain]});
                logDensity[chain][row] = one.logDensity() - (beside.isBound(row) ? 0 : unit);
                shape[chain][row] = one.shape();
                draws[0] = values[chain].length;
            }
        });
        return new LeftOutRows(logDensity, shape, ParetoSmoothing.limit(draws[0]), thinned(run).orElse(null));
    }

    /** Number of rows. */
    public int rows() {
        return logDensity.length == 0 ? 0 : logDensity[0].length;
    }

    private double[] shapes() {
        return Arrays.stream(shape).flatMapToDouble(Arrays::stream).toArray();
    }

    /** Share of rows and chains whose density is not to be trusted. */
    public double shareAbove() {
        double[] all = shapes();
        return Arrays.stream(all).filter(each -> each > limit).count() / (double) Math.max(1, all.length);
    }

    /** Largest k-hat. */
    public double largestShape() {
        return Arrays.stream(shapes()).max().orElse(Double.NaN);
    }

    /** What k-hat says, as the end of a sentence. */
    String reliability() {
        return String.format(Locale.ROOT,
                "k-hat up to %.2f, above %.2f, where it is not to be trusted, for %.1f %% of rows and chains",
                largestShape(), limit, 100 * shareAbove()) + (sentence == null ? "" : "; their " + sentence);
    }

    Map<String, Double> columns() {
        Map<String, Double> columns = new LinkedHashMap<>();
        if (Double.isFinite(largestShape())) {
            columns.put("k_hat_max", largestShape());
        }
        columns.put("k_hat_limit", limit);
        columns.put("k_hat_share_above", shareAbove());
        return columns;
    }
}
