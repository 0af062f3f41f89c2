package ergodic.diagnostics;

import ergodic.sampler.draws.Draws;
import ergodic.sampler.draws.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * One pass over the quantities by which draws are judged: their summaries, and how each chain behaves by itself. One
 * series is held at a time (a few, on several threads), since there may be very many.
 */
final class FunctionScan {
    private static final int SHORTEST_RUN = 10;

    /** The summaries, the log density first if it was stored. */
    final List<VariableSummary> summaries;
    /** How each chain behaves by itself. */
    final List<ChainBehaviour> chains;
    /** Whether the log density was stored, so that it is the first summary. */
    final boolean hasLogDensity;

    private FunctionScan(List<VariableSummary> summaries, List<ChainBehaviour> chains, boolean hasLogDensity) {
        this.summaries = summaries;
        this.chains = chains;
        this.hasLogDensity = hasLogDensity;
    }

    /** What one quantity says. */
    private record Line(VariableSummary summary, double[] rhat, double[] ess) {}

    /**
     * Looks at the log density and at every element of the chosen variables.
     *
     * @param within
     *            whether to look into each chain by itself; otherwise only for chains that stand still
     */
    static FunctionScan of(Draws draws, Predicate<Variable> functions, boolean within) {
        int chains = draws.chains();
        boolean[][] still = new boolean[chains][draws.draws()];
        for (boolean[] chain : still) {
            Arrays.fill(chain, Math.min(1, chain.length), chain.length, true);
        }
        List<Line> lines = new ArrayList<>();
        double[][] logDensity = SamplerHealth.logDensity(draws);
        boolean hasLogDensity = logDensity.length != 0;
        if (hasLogDensity) {
            lines.add(look(SamplerHealth.LOG_DENSITY, logDensity, within, still));
        }
        for (Variable variable : draws.variables()) {
            if (functions.test(variable)) {
                lines.addAll(IntStream.range(0, variable.size()).parallel()
                        .mapToObj(element -> look(variable.elementName(element),
                                draws.series(variable.name(), element), within, still))
                        .toList());
            }
        }
        List<ChainBehaviour> behaviours = new ArrayList<>();
        for (int chain = 0; chain < chains; chain++) {
            behaviours.add(behaviour(chain, longestRun(still[chain]), logDensity, lines));
        }
        return new FunctionScan(lines.stream().map(Line::summary).toList(), behaviours, hasLogDensity);
    }

    private static Line look(String name, double[][] series, boolean within, boolean[][] still) {
        for (int chain = 0; chain < series.length; chain++) {
            // A chain stands still where nothing at all changes. Threads only ever write the same value: false.
            for (int i = 1; i < series[chain].length; i++) {
                if (series[chain][i] != series[chain][i - 1]) {
                    still[chain][i] = false;
                }
            }
        }
        double[] rhat = new double[within ? series.length : 0];
        double[] ess = new double[rhat.length];
        for (int chain = 0; chain < rhat.length; chain++) {
            double[][] alone = {series[chain]};
            rhat[chain] = RHat.of(alone);
            ess[chain] = EffectiveSampleSize.unsplit(alone);
        }
        return new Line(VariableSummary.of(name, series), rhat, ess);
    }

    private static ChainBehaviour behaviour(int chain, double still, double[][] logDensity, List<Line> lines) {
        boolean hasLogDensity = logDensity.length != 0;
        double shift = Double.NaN;
        double mean = Double.NaN;
        double sd = Double.NaN;
        if (hasLogDensity) {
            double[][] halves = ChainArrays.split(new double[][]{logDensity[chain]});
            mean = Descriptive.mean(logDensity[chain]);
            if (halves.length == 2) {
                sd = Math.sqrt((Descriptive.variance(halves[0]) + Descriptive.variance(halves[1])) / 2);
                shift = (Descriptive.mean(halves[1]) - Descriptive.mean(halves[0])) / sd;
            }
        }
        int judged = 0;
        int drifting = 0;
        String worst = "";
        double worstRhat = Double.NaN;
        double[] ess = new double[lines.size()];
        for (int i = hasLogDensity ? 1 : 0; i < lines.size(); i++) {
            Line line = lines.get(i);
            if (chain >= line.rhat.length || Double.isNaN(line.rhat[chain])) {
                continue;
            }
            ess[judged++] = line.ess[chain];
            if (line.rhat[chain] > ChainBehaviour.DRIFTING_RHAT) {
                drifting++;
            }
            if (!(line.rhat[chain] <= worstRhat)) {
                worstRhat = line.rhat[chain];
                worst = line.summary.name();
            }
        }
        boolean within = !lines.isEmpty() && lines.getFirst().rhat.length != 0;
        return new ChainBehaviour(chain, still, hasLogDensity && within ? lines.getFirst().rhat[chain] : Double.NaN,
                hasLogDensity && within ? lines.getFirst().ess[chain] : Double.NaN, shift, mean, sd,
                judged, drifting, worst, worstRhat,
                Descriptive.median(Arrays.copyOf(ess, judged)));
    }

    /**
     * Longest run of equal draws as a share of all; 0 if it is shorter than {@link #SHORTEST_RUN}, since samplers that
     * reject repeat a draw now and then.
     */
    private static double longestRun(boolean[] still) {
        int longest = 0;
        int run = 0;
        for (boolean same : still) {
            run = same ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        return longest < SHORTEST_RUN ? 0 : (longest + 1.0) / still.length;
    }
}
