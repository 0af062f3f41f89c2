package ergodic.nn.prior;

import ergodic.autodiff.Tensor;
import ergodic.model.ModelBuilder;
import ergodic.model.Support;
import ergodic.model.distribution.Normal;
import ergodic.sampler.method.Key;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Normal prior whose weights of one kernel of a convolution are correlated over space (Fortuin et al. 2022, who found that trained
 * networks have such weights): a kernel, one for each filter and channel, is a draw of a Gaussian process at its places, with variance
 * {@code scale^2}. Weights that have no places are independent, as with {@link NormalPrior}.
 *
 * <p>
 * The parameter is {@code <name>_raw}, standard normal; the weights are its product with the Cholesky factor of the kernel matrix, stored
 * beside it.
 *
 * @param kernel
 *            how correlation falls with distance
 * @param length
 *            its length, in places of the kernel
 * @param scale
 *            standard deviation of each weight, before scaling by fan-in
 * @param scaling
 *            whether the scale falls with the fan-in
 */
public record CorrelatedPrior(SpatialKernel kernel, double length, double scale, Scaling scaling)
        implements
            WeightPrior {

    /** {@code kernel}. */
    public static final Key<String> KERNEL = Key.choice("kernel", SpatialKernel.words(), "matern12",
            "how correlation of a convolution's weights falls with distance: `\"matern12\"` (exponential), `\"matern32\"`, `\"matern52\"` or"
                    + " `\"squared_exponential\"`")
            .in("");
    /** {@code length}. */
    public static final Key<Double> LENGTH = Key.real("length", 1.0, Key.positive(),
            "length over which it falls, in places of the kernel").in("");
    /** {@code correlated}. */
    public static final PriorType TYPE = new PriorType("correlated", List.of(KERNEL, LENGTH),
            (scale, scaling, own) -> new CorrelatedPrior(
                    SpatialKernel.valueOf(own.get(KERNEL).toUpperCase(Locale.ROOT)), own.get(LENGTH), scale, scaling),
            (section, own) -> Map.of());

    /** Added to the diagonal, so that a smooth kernel of great length can be factored. */
    private static final double NUGGET = 1e-10;

    /** Checks the numbers. */
    public CorrelatedPrior {
        Scaling.requirePositive("the scale of a correlated weight prior", scale);
        Scaling.requirePositive("the length of a correlated weight prior", length);
    }

    @Override
    public String words() {
        return TYPE.name() + " " + scaling.words(scale);
    }

    @Override
    public Declared declare(ModelBuilder model, WeightGroup group) {
        int[] places = group.places();
        double sd = scale * scaling.factor(group.fanIn());
        Tensor raw = group.declareRaw(model);
        model.prior(raw, Normal.of(0, 1));
        Tensor scaled;
        if (places.length == 0) {
            scaled = raw.times(sd);
        } else {
            double[] factor = cholesky(places);
            int taps = Arrays.stream(places).reduce(1, Math::multiplyExact);
            for (int i = 0; i < factor.length; i++) {
                factor[i] *= sd;
            }
            scaled = raw.reshape(group.size() / taps, taps).matMul(model.constant(factor, taps, taps).transpose())
                    .reshape(group.shape().dims());
        }
        Tensor weights = group.compute(model, group.centre() == 0 ? scaled : scaled.plus(group.centre()));
        return new Declared(weights, List.of(new Declared.Start(group.size(), 0, Math.min(1, group.startSd() / sd))));
    }

    /** The correlations of a kernel's places, row-major. */
    double[] correlations(int... places) {
        int taps = Arrays.stream(places).reduce(1, Math::multiplyExact);
        double[] matrix = new double[taps * taps];
        for (int i = 0; i < taps; i++) {
            for (int j = 0; j < taps; j++) {
                matrix[i * taps + j] = kernel.correlation(distance(i, j, places) / length);
            }
        }
        return matrix;
    }

    private static double distance(int i, int j, int... places) {
        double sum = 0;
        int first = i;
        int second = j;
        for (int axis = places.length - 1; axis >= 0; axis--) {
            double apart = first % places[axis] - second % places[axis];
            sum += apart * apart;
            first /= places[axis];
            second /= places[axis];
        }
        return Math.sqrt(sum);
    }

    /** The lower Cholesky factor of the correlations. */
    private double[] cholesky(int... places) {
        double[] matrix = correlations(places);
        int taps = (int) Math.round(Math.sqrt(matrix.length));
        double[] lower = new double[matrix.length];
        for (int i = 0; i < taps; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i * taps + j] + (i == j ? NUGGET : 0);
                for (int m = 0; m < j; m++) {
                    sum -= lower[i * taps + m] * lower[j * taps + m];
                }
                lower[i * taps + j] = i == j ? Math.sqrt(Math.max(sum, NUGGET)) : sum / lower[j * taps + j];
            }
        }
        return lower;
    }
}
