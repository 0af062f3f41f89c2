package ergodic.diagnostics;

import ergodic.diagnostics.foreign.ArrayDraws;
import ergodic.sampler.draws.Draws;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Runs made by a formula, whose truth is known: predictions at probe inputs that are a mode's offset plus an
 * autoregressive process of unit variance, a log density, energies, divergences, and weights that agree nowhere.
 */
final class SyntheticRun {
    static final int PROBES = 12;

    private final Random random;
    private final int chains;
    private final int draws;
    private double autocorrelation = 0;
    private double modeSpread = 0;
    private double noise = 1;
    private double[] divergent;
    private double[] drift;
    private double logDensityRise = 0;
    private int stuckChain = -1;
    private double stuckFrom = 0;
    private double stuckTo = 1;
    private double[] shift;
    private double[] scale;
    private double[] logDensityBelow;
    private boolean withEnergy = true;

    SyntheticRun(int chains, int draws, long seed) {
        this.chains = chains;
        this.draws = draws;
        this.random = new Random(seed);
        this.drift = new double[chains];
        this.divergent = new double[chains];
        this.shift = new double[chains];
        this.scale = new double[chains];
        this.logDensityBelow = new double[chains];
        Arrays.fill(scale, 1);
    }

    /** Lag-one autocorrelation of everything within a chain. */
    SyntheticRun autocorrelation(double rho) {
        autocorrelation = rho;
        return this;
    }

    /** Standard deviation over chains of the mode's offset. */
    SyntheticRun modes(double spread) {
        modeSpread = spread;
        return this;
    }

    /** Standard deviation of the observation noise in the predictive distribution. */
    SyntheticRun noise(double sd) {
        noise = sd;
        return this;
    }

    /** Share of transitions that diverge. */
    SyntheticRun divergent(double share) {
        Arrays.fill(divergent, share);
        return this;
    }

    /** Share of the transitions of one chain that diverge. */
    SyntheticRun divergent(int chain, double share) {
        divergent[chain] = share;
        return this;
    }

    /** One chain moves steadily by so many standard deviations from its first draw to its last. */
    SyntheticRun drift(int chain, double standardDeviations) {
        drift[chain] = standardDeviations;
        return this;
    }

    /** The log density of all chains rises by so many standard deviations from first draw to last. */
    SyntheticRun logDensityRise(double standardDeviations) {
        logDensityRise = standardDeviations;
        return this;
    }

    /** One chain stands still from this share of its draws on. */
    SyntheticRun stuck(int chain, double from) {
        stuckChain = chain;
        stuckFrom = from;
        return this;
    }

    /** One chain stands still between these shares of its draws. */
    SyntheticRun stuck(int chain, double from, double to) {
        stuckTo = to;
        return stuck(chain, from);
    }

    /** Without energies: those of a Hamiltonian sampler would not be as correlated as the draws of this run are. */
    SyntheticRun withoutEnergy() {
        withEnergy = false;
        return this;
    }

    /** All chains move steadily, by so many standard deviations. */
    SyntheticRun driftOfAll(double standardDeviations) {
        Arrays.fill(drift, standardDeviations);
        return this;
    }

    /** One chain lies so many standard deviations beside the others, in everything but the log density. */
    SyntheticRun shift(int chain, double standardDeviations) {
        shift[chain] = standardDeviations;
        return this;
    }

    /** One chain spreads so many times as wide, in everything but the log density. */
    SyntheticRun scale(int chain, double factor) {
        scale[chain] = factor;
        return this;
    }

    /** The log density of one chain lies so far below that of the others. */
    SyntheticRun logDensityBelow(int chain, double nats) {
        logDensityBelow[chain] = nats;
        return this;
    }

    /** Network draws, judged with their evidence. */
    Assessment assessNetwork() {
        Map<String, double[][]> values = new LinkedHashMap<>();
        double[][] means = new double[chains][PROBES];
        double[] sd = new double[PROBES];
        for (int probe = 0; probe < PROBES; probe++) {
            double[][] series = moved(series(modeSpread, true));
            values.put("prediction." + probe, series);
            for (int chain = 0; chain < chains; chain++) {
                means[chain][probe] = Descriptive.mean(series[chain]);
            }
            double spread = Descriptive.sd(ChainArrays.pooled(series));
            sd[probe] = Math.sqrt(spread * spread + noise * noise);
        }
        values.put("layer1.weight", series(50, false));
        double[][] density = new double[chains][PROBES];
        for (int probe = 0; probe < PROBES; probe++) {
            double truth = sd[probe] * random.nextGaussian();
            for (int chain = 0; chain < chains; chain++) {
                double z = (truth - means[chain][probe]) / Math.sqrt(1 + noise * noise);
                density[chain][probe] = -0.5 * z * z - 0.5 * Math.log(2 * Math.PI * (1 + noise * noise));
            }
        }
        return Judge.assess(new ArrayDraws(values, statistics()),
                new FunctionEvidence(IntStream.range(0, PROBES).mapToObj(i -> "row " + i).toList(),
                        means, sd, density));
    }

    /** A model without predictions, judged by its variables. */
    Assessment assessPlain() {
        Map<String, double[][]> values = new LinkedHashMap<>();
        for (int i = 0; i < PROBES; i++) {
            values.put("x" + i, moved(series(modeSpread, true)));
        }
        return Judge.assess((Draws) new ArrayDraws(values, statistics()));
    }

    private Map<String, double[][]> statistics() {
        double[][] lp = series(modeSpread, true);
        double[][] energy = series(0, false);
        double[][] diverging = new double[chains][draws];
        for (int chain = 0; chain < chains; chain++) {
            for (int i = 0; i < draws; i++) {
                lp[chain][i] += logDensityRise * i / draws - logDensityBelow[chain];
                diverging[chain][i] = random.nextDouble() < divergent[chain] ? 1 : 0;
            }
        }
        freeze(lp);
        return withEnergy ? Map.of("lp", lp, "energy", energy, "diverging", diverging)
                : Map.of("lp", lp, "diverging", diverging);
    }

    private double[][] series(double spread, boolean drifting) {
        double[][] series = new double[chains][draws];
        for (int chain = 0; chain < chains; chain++) {
            double mode = spread * random.nextGaussian();
            double state = random.nextGaussian();
            for (int i = 0; i < draws; i++) {
                series[chain][i] = mode + state + (drifting ? drift[chain] * i / draws : 0);
                state = autocorrelation * state
                        + Math.sqrt(1 - autocorrelation * autocorrelation) * random.nextGaussian();
            }
        }
        freeze(series);
        return series;
    }

    private void freeze(double[][] series) {
        if (stuckChain >= 0) {
            int from = (int) (stuckFrom * draws);
            Arrays.fill(series[stuckChain], from, (int) (stuckTo * draws), series[stuckChain][from]);
        }
    }

    private double[][] moved(double[][] series) {
        for (int chain = 0; chain < chains; chain++) {
            for (int i = 0; i < draws; i++) {
                series[chain][i] = scale[chain] * series[chain][i] + shift[chain];
            }
        }
        return series;
    }
}
