package ergodic.sampler.lastlayer;

import ergodic.sampler.DrawKind;
import ergodic.sampler.StartingPoint;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.draws.Draws;
import ergodic.sampler.map.ClimbKeys;
import ergodic.sampler.map.MapType;
import ergodic.sampler.method.Advice;
import ergodic.sampler.method.Difficulty;
import ergodic.sampler.method.Key;
import ergodic.sampler.method.Measurement;
import ergodic.sampler.method.MethodType;
import ergodic.sampler.method.Preparation;
import ergodic.sampler.method.SamplingMethod;
import ergodic.sampler.method.Settings;
import ergodic.sampler.method.StartUse;
import ergodic.sampler.words.Counted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.commons.rng.UniformRandomProvider;

/** {@code last_layer}. */
public final class LastLayerType implements MethodType {

    static final String NAME = "last_layer";

    /** Weights of the layer: the eigenvectors of so many take a minute. */
    private static final int MOST = 2000;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public DrawKind kind() {
        return DrawKind.INDEPENDENT;
    }

    @Override
    public StartUse startUse() {
        return StartUse.CLIMBS;
    }

    @Override
    public List<Key<?>> keys() {
        return List.of(ClimbKeys.OPTIMIZER, ClimbKeys.STEPS, MapType.LEARNING_RATE, MapType.TOLERANCE);
    }

    @Override
    public int steps(Settings settings) {
        return settings.get(ClimbKeys.STEPS);
    }

    @Override
    public SamplingMethod method(Settings settings, int warmup) {
        return new LastLayerMethod(ClimbKeys.climb(settings, warmup));
    }

    /** Refuses, before a run begins, a density whose last layer has no normal posterior. */
    @Override
    public Optional<Preparation> prepare(Settings settings, Supplier<? extends StochasticLogDensity> densities,
            StartingPoint start, UniformRandomProvider rng) {
        StochasticLogDensity density = densities.get();
        LinearLayer layer = LinearLayer.of(density);
        if (layer.weights().length > MOST) {
            throw new IllegalArgumentException("sampler.method = \"" + NAME + "\" takes a last layer of at most " + MOST
                    + " weights, and this one has " + layer.weights().length
                    + "; put a narrower layer before it, or sample it by chains (sampler.part = \"last_layer\")");
        }
        layer.complaint(density, rng).ifPresent(sentence -> {
            throw new IllegalArgumentException(sentence);
        });
        return Optional.of(new Preparation(settings, "The log density is quadratic in the " + layer.weights().length
                + " weights of the last layer" + (layer.noise() < 0 ? "" : ", and the noise is normal")
                + ", by gradients at random points.", Map.of("last_layer_weights", layer.weights().length)));
    }

    @Override
    public boolean tellsEvidence(Settings settings) {
        return true;
    }

    /** Of other layers that are fitted the layer's evidence takes no account. */
    @Override
    public Optional<String> evidenceComplaint(Settings settings, Supplier<? extends StochasticLogDensity> densities) {
        StochasticLogDensity density = densities.get();
        LinearLayer layer = LinearLayer.of(density);
        int fitted = density.dimension() - layer.weights().length - (layer.noise() < 0 ? 0 : 1);
        return fitted == 0 ? Optional.empty()
                : Optional.of("sampler.method = \"" + NAME + "\" tells the evidence of the last layer given the other "
                        + Counted.of(fitted, "unknown")
                        + ", which are fitted to the same rows, so that a larger network would win; take laplace,"
                        + " smc or tempering, or a network without hidden layers");
    }

    @Override
    public boolean exact() {
        return false;
    }

    @Override
    public List<String> caveats(Settings settings) {
        return List.of(
                "The draws of the last layer and the noise are exact given the weights of the other layers, which are held at"
                        + " a mode: not draws of the posterior, unless there are no other layers, since the uncertainty of those is missing. Each fit"
                        + " is a mode, and all weigh the same.");
    }

    /** The evidence, and where there is none. */
    @Override
    public List<Measurement> measured(Settings settings, Draws draws) {
        Optional<double[][]> logs = draws.findStatistic(LastLayerFit.LOG_EVIDENCE.name());
        double highest = Double.NEGATIVE_INFINITY;
        double lowest = Double.POSITIVE_INFINITY;
        int failed = 0;
        for (double[] fit : logs.orElse(new double[0][])) {
            if (fit.length > 0 && Double.isFinite(fit[0])) {
                highest = Math.max(highest, fit[0]);
                lowest = Math.min(lowest, fit[0]);
            } else if (fit.length > 0) {
                failed++;
            }
        }
        List<Measurement> said = new ArrayList<>();
        if (failed > 0) {
            said.add(new Measurement("integrals", "Of " + Counted.of(draws.chains(), "fit") + " " + failed
                    + " could not be integrated over the last layer: their draws are the mode over and over, and say nothing of its uncertainty.",
                    Map.of("fits_not_integrated", (double) failed), true));
        }
        if (!Double.isFinite(highest)) {
            return said;
        }
        said.add(new Measurement("log evidence", String.format(Locale.ROOT,
                "The log evidence of the last layer given the others is %.2f%s, by integrals that are exact.", highest,
                draws.chains() > 1 ? String.format(Locale.ROOT, " (%.2f to %.2f, by the fit)", lowest, highest) : ""),
                Map.of("log_evidence", highest, "log_evidence_lowest", lowest), false));
        return said;
    }

    @Override
    public void advise(Settings settings, Advice advice) {
        advice.put(Difficulty.TOO_FEW_DRAWS, List.of(advice.draws()));
        advice.put(Difficulty.UNFINISHED_FIT, List.of(ClimbKeys.moreSteps(settings)));
        advice.put(Difficulty.BROKEN_FIT, List.of("Check the data and the priors."),
                List.of(advice.other(", which samples by chains")));
    }

    @Override
    public String againstDivergences(Settings settings) {
        return "check the data and the priors: the density cannot be computed around the mode";
    }
}
