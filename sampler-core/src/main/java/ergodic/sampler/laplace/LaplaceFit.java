package ergodic.sampler.laplace;

import ergodic.sampler.ChainState;
import ergodic.sampler.DrawKind;
import ergodic.sampler.Fit;
import ergodic.sampler.NormalSource;
import ergodic.sampler.Statistic;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.Transition;
import ergodic.sampler.Workspace;
import ergodic.sampler.draws.CentredTransform;
import ergodic.sampler.map.ClimbKeys;
import ergodic.sampler.map.MapFit;
import ergodic.sampler.support.PlainVectors;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.NormalizedGaussianSampler;
import org.jspecify.annotations.Nullable;

/**
 * Climbs to a mode, looks there at the curvature in one step more, and draws from the normal distribution with that precision.
 *
 * <p>
 * The evidence is {@code log p(y, mode) + d/2 log 2 pi - 1/2 log |P|}, with d the number of coordinates that have a distribution; of a part of the weights it is
 * that of the model in which the others are known. A draw where the density is not finite is made again and flagged; if the curvature is not finite, the
 * draws are the mode, flagged.
 */
public final class LaplaceFit implements Fit {

    /** Logarithm of the evidence. */
    public static final Statistic LOG_EVIDENCE = Statistic.real("log_evidence", "log evidence of the model by the fit");
    /** Logarithm of an importance ratio. */
    public static final Statistic LOG_RATIO = Statistic.real("log_ratio",
            "log density of the draw less that of the normal distribution that it was drawn from");
    /** Directions without curvature. */
    public static final Statistic REPLACED = Statistic.integer("replaced_directions",
            "directions in which the density does not fall off at the mode, and whose width is the prior's");
    /** Prior scales that have not settled. */
    public static final Statistic SCALE_CHANGE = Statistic.real("prior_scale_change",
            "change of the log of a prior scale that another round of choosing them would make, the largest; 0 where they are given");
    /** Directions that a low rank has not. */
    public static final Statistic LEFT_OUT = Statistic.integer("left_out_directions",
            "directions whose curvature of the likelihood a low rank leaves out; 0 where none is");
    /** Least curvature that a low rank has. */
    public static final Statistic LEAST_KEPT = Statistic.real("least_kept_curvature",
            "smallest curvature of the likelihood that a low rank keeps, in units of the prior's, which those left out do not exceed; 0 where none is left out");
    /** How far it is to the mode. */
    public static final Statistic GAIN = Statistic.real("gain_to_mode",
            "nats by which a mode is higher than the point that was taken for one, by what the structure keeps of the curvature there; 0 where the gradient is within the tolerance, NaN where it is not for weights that are held");
    /** What it says beyond what all say. */
    public static final List<Statistic> STATISTICS = List.of(Statistic.GRADIENT_NORM, LOG_EVIDENCE, LOG_RATIO,
            REPLACED, SCALE_CHANGE, LEFT_OUT, LEAST_KEPT, GAIN);

    private static final int MOST_TRIES = 100;
    private static final double LOG_2_PI = Math.log(2 * Math.PI);

    private final StochasticLogDensity density;
    private final LaplaceSettings settings;
    @Workspace("told again when it is loaded")
    private final @Nullable CentredTransform transform;
    @Workspace("chosen by the settings")
    private final int[] coordinates;
    private final @Nullable ScaledPrior scaled;
    private final @Nullable EvidenceSearch search;
    private MapFit climb;
    /** Steps that are left, the last look among them, and what the climb was given of them. */
    private int left;
    private int climbSteps;
    private final double[] mode;
    private double modeDensity = Double.NaN;
    private double gradientNorm = Double.NaN;
    private double gain = Double.NaN;
    private boolean looked;
    private @Nullable NormalShape shape;
    @Workspace
    private final double[] white;
    @Workspace
    private final double[] offset;
    @Workspace("finds its sampler by the stream")
    private final NormalSource normals = new NormalSource();

    /**
     * A fit to {@code density} for one chain.
     *
     * @param transform
     *            is told the mode; null where nobody wants to know it
     * @throws IllegalArgumentException
     *             if the settings do not fit the density, in a sentence
     */
    public LaplaceFit(StochasticLogDensity density, LaplaceSettings settings, @Nullable CentredTransform transform) {
        this.transform = transform;
        this.settings = settings;
        this.coordinates = settings.part().coordinates(density);
        this.scaled = settings.priorScale() == PriorScale.GIVEN ? null
                : new ScaledPrior(density, coordinates, settings.priorScale());
        this.density = scaled == null ? density : scaled;
        this.search = scaled == null ? null : new EvidenceSearch(scaled, coordinates);
        this.left = settings.climb().steps() + ClimbKeys.OTHER_STEPS;
        this.climbSteps = settings.climbSteps(left);
        this.climb = new MapFit(this.density, settings.climb(climbSteps));
        this.mode = new double[density.dimension()];
        this.white = new double[coordinates.length];
        this.offset = new double[coordinates.length];
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
        tellScales();
    }

    @Override
    public void step(ChainState state, UniformRandomProvider rng, Transition transition) {
        if (looked) {
            say(state, transition, 0, shape == null, false, false);
        } else if (climb.ended()) {
            left--;
            int gradients = look(state, rng);
            say(state, transition, gradients, shape == null, false, false);
        } else {
            left--;
            climb.step(state, rng, transition);
            if (transform != null) {
                // What is stored of the way is read by the network as it is.
                transform.setCentre(state.theta());
            }
        }
    }

    /** Takes the curvature at the mode, and answers with the gradients that it counts as; goes on to climb where prior scales were chosen anew. */
    private int look(ChainState state, UniformRandomProvider rng) {
        climb.finish(state);
        System.arraycopy(state.theta(), 0, mode, 0, mode.length);
        modeDensity = state.logDensity();
        gradientNorm = PlainVectors.norm(state.gradient());
        CurvatureAtMode curvature = new CurvatureAtMode(
                some -> scaled == null ? CurvatureAtMode.of(density, some) : scaled.curvature(some), // cold: once a look
                coordinates, mode, settings.curvature());
        NormalShape normal = curvature.shape(settings.structure(), settings.rank());
        shape = normal;
        gain = normal == null ? Double.NaN : gain(normal, state.gradient());
        int gradients = curvature.gradients();
        if (search != null && normal != null
                && search.look(mode, normal, mayGoOn(search))) {
            climbSteps = settings.climbSteps(left);
            climb = new MapFit(density, settings.climb(climbSteps));
            state.refresh(density);
            gradients++;
            climb.begin(state, rng);
        } else {
            looked = true;
        }
        tellMode();
        return gradients;
    }

    private double gain(NormalShape normal, double[] gradient) {
        if (gradientNorm <= settings.climb().tolerance()) {
            return 0;
        }
        double[] own = new double[coordinates.length];
        double[] held = gradient.clone();
        for (int i = 0; i < own.length; i++) {
            own[i] = gradient[coordinates[i]];
            held[coordinates[i]] = 0;
        }
        return PlainVectors.norm(held) > settings.climb().tolerance() ? Double.NaN : normal.gain(own);
    }

    private boolean isMode() {
        NormalShape normal = shape;
        return gradientNorm <= settings.climb().tolerance()
                || normal != null && settings.structure().isMode(gain, normal.replaced());
    }

    private boolean mayGoOn(EvidenceSearch by) {
        return by.rounds() < LaplaceSettings.MOST_ROUNDS && left > ClimbKeys.OTHER_STEPS && !climb.broken();
    }

    private void tellMode() {
        if (transform != null) {
            transform.setCentre(mode);
        }
        tellScales();
    }

    private void tellScales() {
        if (transform != null && scaled != null) {
            transform.setPriorScales(scaled.scales());
        }
    }

    @Override
    public void finish(ChainState state) {
        if (!looked) {
            throw new IllegalStateException("Laplace's approximation was to take at least "
                    + (settings.climb().steps() + ClimbKeys.OTHER_STEPS)
                    + " steps, but the run ended its fit before them");
        }
    }

    @Override
    public void draw(ChainState state, UniformRandomProvider rng, Transition transition) {
        NormalShape normal = shape;
        System.arraycopy(mode, 0, state.theta(), 0, mode.length);
        int gradients = 0;
        boolean failed = false;
        double squares = 0;
        if (normal != null) {
            NormalizedGaussianSampler gaussian = normals.of(rng);
            boolean usable = false;
            while (!usable && gradients < MOST_TRIES) {
                squares = 0;
                for (int i = 0; i < white.length; i++) {
                    white[i] = gaussian.sample();
                    squares += white[i] * white[i];
                }
                normal.offsetInto(white, offset);
                for (int i = 0; i < offset.length; i++) {
                    state.theta()[coordinates[i]] = mode[coordinates[i]] + offset[i];
                }
                // Nothing asks a draw for its gradient.
                state.setLogDensity(density.value(state.theta(), state.gradient()));
                gradients++;
                usable = Double.isFinite(state.logDensity());
                failed |= !usable;
            }
            if (!usable) {
                normal = null;
                System.arraycopy(mode, 0, state.theta(), 0, mode.length);
            }
        }
        if (normal == null) {
            state.refresh(density);
            gradients++;
        }
        say(state, transition, gradients, normal == null || failed || climb.broken(), normal != null,
                !climb.arrived() && !isMode() || search != null && !search.settled());
        if (normal != null) {
            double logNormal = 0.5 * (normal.logDeterminant() - squares - white.length * LOG_2_PI);
            transition.set(2, state.logDensity() - logNormal);
        }
    }

    private void say(ChainState state, Transition transition, int gradients, boolean diverging, boolean moved,
            boolean cut) {
        transition.report(state.logDensity(), gradients, diverging, moved, cut && !diverging);
        transition.set(0, gradientNorm);
        NormalShape normal = shape;
        if (normal != null) {
            transition.set(1,
                    modeDensity + 0.5 * (coordinates.length * LOG_2_PI - normal.logDeterminant()));
            transition.set(3, normal.replaced());
            transition.set(4, search == null ? 0 : search.change());
            transition.set(5, normal.leftOut());
            transition.set(6, normal.leastKept());
            transition.set(7, gain);
        }
    }

    @Override
    public void save(DataOutput out) throws IOException {
        if (search != null) {
            search.save(out);
        }
        out.writeInt(left);
        out.writeInt(climbSteps);
        climb.save(out);
        out.writeBoolean(looked);
        out.writeDouble(modeDensity);
        out.writeDouble(gradientNorm);
        out.writeDouble(gain);
        PlainVectors.write(out, mode);
        NormalShape normal = shape;
        PlainVectors.write(out, normal == null ? new double[0] : normal.numbers());
    }

    @Override
    public void load(DataInput in) throws IOException {
        if (search != null) {
            search.load(in);
        }
        left = in.readInt();
        climbSteps = in.readInt();
        climb = new MapFit(density, settings.climb(climbSteps));
        climb.load(in);
        looked = in.readBoolean();
        modeDensity = in.readDouble();
        gradientNorm = in.readDouble();
        gain = in.readDouble();
        System.arraycopy(PlainVectors.read(in), 0, mode, 0, mode.length);
        tellMode();
        double[] numbers = PlainVectors.read(in);
        shape = numbers.length == 0 ? null : settings.structure().read(coordinates.length, numbers);
    }
}
