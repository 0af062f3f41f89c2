package ergodic.study.compare;

import ergodic.nn.data.Beside;
import ergodic.diagnostics.LeaveOneOut;
import ergodic.sampler.weights.ParetoSmoothing;
import ergodic.study.FinishedRun;
import java.util.Arrays;

/**
 * How all draws of a run together predict each training row as if they had not seen it (Pareto smoothed importance sampling), in the units of the data.
 *
 * @param logDensity
 *            in nats, a row each
 * @param shape
 *            k-hat, a row each
 * @param limit
 *            the largest k-hat of a density that is to be trusted
 */
record LeftOutDensity(double[] logDensity, double[] shape, double limit) {

    /** Of all training rows of a run that {@link FinishedRun#knowsTrainingRows}. */
    static LeftOutDensity of(FinishedRun run) {
        int rows = run.study().dataset().train().count();
        double unit = run.study().dataset().target().logUnit();
        Beside beside = run.study().dataset().train().beside();
        double[] logDensity = new double[rows];
        double[] shape = new double[rows];
        int[] draws = new int[1];
        run.visitTrainingRows((row, values) -> {
            LeaveOneOut one = LeaveOneOut.of(values);
            logDensity[row] = one.logDensity() - (beside.isBound(row) ? 0 : unit);
            shape[row] = one.shape();
            draws[0] = Arrays.stream(values).mapToInt(chain -> chain.length).sum();
        });
        return new LeftOutDensity(logDensity, shape, ParetoSmoothing.limit(draws[0]));
    }

    double largestShape() {
        return Arrays.stream(shape).max().orElse(Double.NaN);
    }

    /** Share of the rows whose density is not to be trusted. */
    double shareAbove() {
        return Arrays.stream(shape).filter(each -> each > limit).count() / (double) Math.max(1, shape.length);
    }
}
