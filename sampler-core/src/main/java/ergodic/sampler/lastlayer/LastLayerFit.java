package ergodic.sampler.lastlayer;

import ergodic.sampler.ChainState;
import ergodic.sampler.DrawKind;
import ergodic.sampler.Finiteness;
import ergodic.sampler.Fit;
import ergodic.sampler.NormalSource;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.TemperedLogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.Workspace;
import ergodic.sampler.map.MapFit;
import ergodic.sampler.map.MapSettings;
import ergodic.sampler.support.PlainVectors;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/**
 * Climbs to a mode, and then draws the last layer with the noise from their exact posterior given the other weights there: the noise from its marginal
 * posterior, the layer from the normal distribution given it. The evidence is {@code log p(y | other weights)}, by the same integrals of joint density and
 * prior. Where a number is not finite the draws are the mode, flagged.
 */
public final class LastLayerFit implements Fit {

    /** Logarithm of the evidence. */
    public static final Statistic LOG_EVIDENCE = Statistic.real("log_evidence", "log evidence of the model by the fit");
    /** What it says beyond what all say. */
    public static final List<Statistic> STATISTICS = List.of(Statistic.GRADIENT_NORM, LOG_EVIDENCE);

    private final StochasticLogDensity density;
    private final MapFit climb;
    @Workspace("chosen by the density")
    private final LinearLayer part;
    private final double[] mode;
    private double evidence = Double.NaN;
    private double gradientNorm = Double.NaN;
    private boolean looked;
    private @Nullable ConjugateLayer layer;
    private @Nullable NoiseGrid noise;
    @Workspace
    private final double[] offset;
    @Workspace("finds its sampler by the stream")
    private final NormalSource normals = new NormalSource();

    /**
     * A fit to {@code density} for one chain.
     *
     * @throws IllegalArgumentException
     *             if it has no last layer, in a sentence
     */
    public LastLayerFit(StochasticLogDensity density, MapSettings climb) {
        this.density = density;
        this.climb = new MapFit(density, climb);
        this.part = LinearLayer.of(density);
        this.mode = new double[density.dimension()];
        this.offset = new double[part.weights().length];
    }

    @Override
    public DrawKind kind() {
        return DrawKind.INDEPENDENT;
    }

    @Override
    public List<Statistic> statistics() {
        return STATISTICS;
    }

    @Override
    public void begin(ChainState state, UniformRandomProvider rng) {
        climb.begin(state, rng);
    }

    @Override
    public void step(ChainState state, UniformRandomProvider rng, Transition transition) {
        if (!looked && !climb.ended()) {
            climb.step(state, rng, transition);
            return;
        }
        int gradients = looked ? 0 : look(state);
        say(state, transition, gradients, layer == null, false, false);
    }

    /** Integrates, and answers with the gradients that it counts as. */
    private int look(ChainState state) {
        climb.finish(state);
        System.arraycopy(state.theta(), 0, mode, 0, mode.length);
        looked = true;
        gradientNorm = PlainVectors.norm(state.gradient());
        double[] all = part.curvature(density, mode);
        double[] slope = part.gather(state.gradient());
        double[] priorCurvature = all;
        double[] priorSlope = slope;
        if (density instanceof TemperedLogDensity tempered) {
            double[] gradient = new double[mode.length];
            tempered.prior().evaluate(mode, gradient);
            priorSlope = part.gather(gradient);
            priorCurvature = part.priorCurvature(tempered, mode);
        }
        ConjugateLayer found = ConjugateLayer.of(priorCurvature, minus(all, priorCurvature), priorSlope,
                minus(slope, priorSlope));
        int[] values = {part.gradients(density)};
        if (found == null) {
            return values[0];
        }
        double[] point = mode.clone();
        double[] room = new double[mode.length];
        double atMode = part.noise() < 0 ? 0 : mode[part.noise()];
        NoiseGrid grid = part.noise() < 0 ? NoiseGrid.known(state.logDensity() + found.gain(1))
                : NoiseGrid.of(s -> { // cold: once a fit
                    point[part.noise()] = s;
                    values[0]++;
                    return density.value(point, room) + found.gain(LinearLayer.share(s, atMode));
                }, atMode);
        if (grid != null) {
            layer = found;
            noise = grid;
            evidence = grid.logIntegral() - priorMass(found, room);
        }
        return values[0];
    }

    /** Log density of the other weights under the prior: its integral over the layer and the noise. */
    private double priorMass(ConjugateLayer found, double[] room) {
        if (!(density instanceof TemperedLogDensity tempered)) {
            return 0;
        }
        double[] point = mode.clone();
        if (part.noise() < 0) {
            return tempered.prior().evaluate(point, room) + found.gain(0);
        }
        NoiseGrid grid = NoiseGrid.of(s -> { // cold: once a fit
            point[part.noise()] = s;
            return tempered.prior().evaluate(point, room);
        }, mode[part.noise()]);
        return grid == null ? Double.NaN : grid.logIntegral() + found.gain(0);
    }

    private static double[] minus(double[] one, double[] other) {
        double[] difference = new double[one.length];
        for (int i = 0; i < one.length; i++) {
            difference[i] = one[i] - other[i];
        }
        return difference;
    }

    @Override
    public void finish(ChainState state) {
        if (!looked) {
            throw new IllegalStateException("the last layer was to be integrated in a step after the climb, but the run"
                    + " ended its fit before");
        }
    }

    @Override
    public void draw(ChainState state, UniformRandomProvider rng, Transition transition) {
        System.arraycopy(mode, 0, state.theta(), 0, mode.length);
        ConjugateLayer known = layer;
        NoiseGrid grid = noise;
        if (known != null && grid != null) {
            double share = 1;
            if (part.noise() >= 0) {
                double drawn = grid.draw(rng);
                share = LinearLayer.share(drawn, mode[part.noise()]);
                state.theta()[part.noise()] = drawn;
            }
            known.drawInto(share, normals.of(rng), offset);
            int[] weights = part.weights();
            for (int i = 0; i < weights.length; i++) {
                state.theta()[weights[i]] = mode[weights[i]] + offset[i];
            }
        }
        state.refresh(density);
        boolean usable = known != null && Finiteness.holds(state.logDensity(), state.gradient());
        say(state, transition, 1, !usable || climb.broken(), usable, !climb.arrived());
    }

    private void say(ChainState state, Transition transition, int gradients, boolean diverging, boolean moved,
            boolean cut) {
        transition.report(state.logDensity(), gradients, diverging, moved, cut && !diverging);
        transition.set(0, gradientNorm);
        transition.set(1, evidence);
    }

    @Override
    public void save(DataOutput out) throws IOException {
        climb.save(out);
        out.writeBoolean(looked);
        out.writeDouble(evidence);
        out.writeDouble(gradientNorm);
        PlainVectors.write(out, mode);
        ConjugateLayer known = layer;
        PlainVectors.write(out, known == null ? new double[0] : known.numbers());
        NoiseGrid grid = noise;
        PlainVectors.write(out, grid == null ? new double[0] : grid.numbers());
    }

    @Override
    public void load(DataInput in) throws IOException {
        climb.load(in);
        looked = in.readBoolean();
        evidence = in.readDouble();
        gradientNorm = in.readDouble();
        System.arraycopy(PlainVectors.read(in), 0, mode, 0, mode.length);
        double[] numbers = PlainVectors.read(in);
        layer = numbers.length == 0 ? null : new ConjugateLayer(part.weights().length, numbers);
        double[] grid = PlainVectors.read(in);
        noise = grid.length == 0 ? null : new NoiseGrid(grid);
    }
}
