package ergodic.sampler.lastlayer;

import java.util.function.DoubleUnaryOperator;
import org.apache.commons.rng.UniformRandomProvider;
import org.jspecify.annotations.Nullable;

/**
 * A density of one dimension on equal steps, an eighth of its width each, as far as it is above e^-40 of its top. The trapezoidal rule integrates such a density
 * to rounding (Trefethen and Weideman 2014). Draws are by the inverse of its distribution function, between the steps by a cubic through the logarithms, in
 * sixteenths of steps: what is left of the error is 1e-5 of the variance.
 */
final class NoiseGrid {

    private static final double DEPTH = 40;
    private static final double STEPS_A_WIDTH = 8;
    private static final int MOST = 4000;
    private static final int FINE = 16;
    private static final double GOLDEN = 0.5 * (Math.sqrt(5) - 1);

    /** First point, step, then the logarithms. */
    private final double[] numbers;
    private final double[] density;
    private final double[] below;

    /** Of its {@link #numbers}. */
    NoiseGrid(double[] numbers) {
        this.numbers = numbers;
        int cells = (numbers.length - 3) * FINE;
        this.density = new double[cells + 1];
        this.below = new double[cells + 1];
        double top = Double.NEGATIVE_INFINITY;
        for (int i = 2; i < numbers.length; i++) {
            top = Math.max(top, numbers[i]);
        }
        for (int i = 0; i <= cells; i++) {
            density[i] = Math.exp(between(i / FINE, (double) (i % FINE) / FINE) - top);
            below[i] = i == 0 ? 0 : below[i - 1] + 0.5 * (density[i - 1] + density[i]);
        }
    }

    /**
     * Of the logarithm of a density, which has one top.
     *
     * @param near
     *            a point from which the top is searched
     * @return null where none is found, or a value is not finite
     */
    static @Nullable NoiseGrid of(DoubleUnaryOperator log, double near) {
        double top = top(log, near);
        double height = log.applyAsDouble(top);
        double apart = 1e-2;
        double bend = (log.applyAsDouble(top - apart) - 2 * height + log.applyAsDouble(top + apart)) / (apart * apart);
        if (!Double.isFinite(height) || !(bend < 0)) {
            return null;
        }
        double step = 1 / (STEPS_A_WIDTH * Math.sqrt(-bend));
        double[] down = new double[MOST];
        int left = 0;
        for (double value = height; height - value < DEPTH && left < MOST; left++) {
            value = log.applyAsDouble(top - (left + 1) * step);
            down[left] = value;
        }
        double[] up = new double[MOST];
        int right = 0;
        for (double value = height; height - value < DEPTH && right < MOST; right++) {
            value = log.applyAsDouble(top + (right + 1) * step);
            up[right] = value;
        }
        double[] numbers = new double[left + 1 + right + 2];
        numbers[0] = top - left * step;
        numbers[1] = step;
        for (int i = 0; i < left; i++) {
            numbers[2 + i] = down[left - 1 - i];
        }
        numbers[2 + left] = height;
        System.arraycopy(up, 0, numbers, left + 3, right);
        for (double number : numbers) {
            if (!Double.isFinite(number)) {
                return null;
            }
        }
        return new NoiseGrid(numbers);
    }

    /** Of noise that is known: one point, with the logarithm of the integral. */
    static NoiseGrid known(double log) {
        return new NoiseGrid(new double[]{0, 1, log});
    }

    /** Climbs in steps that double, then by golden sections. */
    private static double top(DoubleUnaryOperator log, double near) {
        double step = 0.25;
        double at = near;
        double height = log.applyAsDouble(at);
        if (log.applyAsDouble(at + step) < height) {
            step = -step;
        }
        for (int i = 0; i < 30; i++) {
            double next = log.applyAsDouble(at + step);
            if (!(next > height)) {
                break;
            }
            at += step;
            height = next;
            step *= 2;
        }
        double low = at - Math.abs(step);
        double high = at + Math.abs(step);
        for (int i = 0; i < 40 && high - low > 1e-4; i++) {
            double one = high - GOLDEN * (high - low);
            double other = low + GOLDEN * (high - low);
            if (log.applyAsDouble(one) > log.applyAsDouble(other)) {
                high = other;
            } else {
                low = one;
            }
        }
        return 0.5 * (low + high);
    }

    /** All that it is. */
    double[] numbers() {
        return numbers;
    }

    /** Logarithm of the integral. */
    double logIntegral() {
        double top = Double.NEGATIVE_INFINITY;
        for (int i = 2; i < numbers.length; i++) {
            top = Math.max(top, numbers[i]);
        }
        double sum = 0;
        for (int i = 2; i < numbers.length; i++) {
            sum += Math.exp(numbers[i] - top);
        }
        return top + Math.log(sum * numbers[1]);
    }

    /** The logarithm between points: a cubic through the four around. */
    private double between(int point, double part) {
        int last = numbers.length - 3;
        int first = Math.clamp(point - 1L, 0, Math.max(0, last - 3));
        int count = Math.min(4, last + 1);
        double x = point + part - first;
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double weight = 1;
            for (int j = 0; j < count; j++) {
                weight *= j == i ? 1 : (x - j) / (i - j);
            }
            sum += weight * numbers[2 + first + i];
        }
        return sum;
    }

    /** A draw; one random number. */
    double draw(UniformRandomProvider rng) {
        double wanted = rng.nextDouble() * below[below.length - 1];
        int low = 0;
        int high = below.length - 1;
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (below[middle] <= wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        double left = density[low];
        double rise = density[high] - left;
        double rest = wanted - below[low];
        // left t + rise t^2 / 2 = rest, in a form that does not cancel.
        double part = 2 * rest / (left + Math.sqrt(Math.max(0, left * left + 2 * rise * rest)));
        return numbers[0] + numbers[1] / FINE * (low + (Double.isFinite(part) ? Math.clamp(part, 0, 1) : 0));
    }
}
