package ergodic.study.prior;

import ergodic.sampler.words.Nearest;
import ergodic.study.config.ConfigException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The covariance of a Gaussian process with mean 0 over the inputs of a network, in their standardised units: with r the distance of two inputs
 * over the length scale, amplitude squared times
 *
 * @param form
 *            a function of the inputs
 * @param lengthscale
 *            l
 * @param amplitude
 *            standard deviation of the functions at an input, of {@link Form#LINEAR} and {@link Form#ARC_COSINE} at the means of the inputs
 */
public record ProcessKernel(Form form, double lengthscale, double amplitude) {

    /** Forms of covariances. */
    public enum Form {
        /** {@code exp(-r^2 / 2)}: functions that can be differentiated without end. */
        RBF,
        /** {@code (1 + sqrt(3) r) exp(-sqrt(3) r)}: functions that can be differentiated once. */
        MATERN32,
        /** {@code (1 + sqrt(5) r + 5 r^2 / 3) exp(-sqrt(5) r)}: twice. */
        MATERN52,
        /** {@code 1 + x . x' / l^2}: linear functions. */
        LINEAR,
        /**
         * {@code |u| |u'| (sin t + (pi - t) cos t) / pi} with u = (1, x / l) and t the angle between u and u': the limit of wide layers of rectified
         * linear units (Cho and Saul 2009).
         */
        ARC_COSINE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String USE = "--match takes a kernel with its numbers, such as rbf,lengthscale=1,amplitude=1";

    /** Checks the numbers. */
    public ProcessKernel {
        for (double number : new double[]{lengthscale, amplitude}) {
            if (!(number > 0 && number < Double.POSITIVE_INFINITY)) {
                throw new ConfigException(USE + "; both are positive, but one is " + number);
            }
        }
    }

    /**
     * Reads a kernel.
     *
     * @param text
     *            such as {@code rbf,lengthscale=0.5}; what is left out is 1
     */
    public static ProcessKernel parse(String text) {
        List<String> words = List.of(text.split(",", -1));
        List<String> names = Arrays.stream(Form.values()).map(Form::word).toList();
        Form form = Arrays.stream(Form.values()).filter(one -> one.word().equals(words.getFirst())).findFirst()
                .orElseThrow(() -> new ConfigException(USE + "; there is no kernel \"" + words.getFirst() + "\""
                        + Nearest.hint(words.getFirst(), names) + ", but " + String.join(", ", names)));
        Set<String> seen = new HashSet<>();
        double lengthscale = 1;
        double amplitude = 1;
        for (String word : words.subList(1, words.size())) {
            int equals = word.indexOf('=');
            String key = equals < 0 ? word : word.substring(0, equals);
            if (!seen.add(key)) {
                throw new ConfigException(USE + "; " + key + " is given twice");
            }
            double value = number(word.substring(equals + 1));
            switch (key) {
                case "lengthscale" -> lengthscale = value;
                case "amplitude" -> amplitude = value;
                default -> throw new ConfigException(USE + ", not \"" + word + "\"");
            }
        }
        return new ProcessKernel(form, lengthscale, amplitude);
    }

    private static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new ConfigException(USE + "; \"" + text + "\" is not a number");
        }
    }

    /** The covariance of the process at two inputs. */
    public double covariance(double[] x, double[] y) {
        double distance = 0;
        double product = 1;
        double first = 1;
        double second = 1;
        for (int i = 0; i < x.length; i++) {
            double a = x[i] / lengthscale;
            double b = y[i] / lengthscale;
            distance += (a - b) * (a - b);
            product += a * b;
            first += a * a;
            second += b * b;
        }
        return amplitude * amplitude * switch (form) {
            case RBF -> Math.exp(-0.5 * distance);
            case MATERN32 -> {
                double r = Math.sqrt(3 * distance);
                yield (1 + r) * Math.exp(-r);
            }
            case MATERN52 -> {
                double r = Math.sqrt(5 * distance);
                yield (1 + r + r * r / 3) * Math.exp(-r);
            }
            case LINEAR -> product;
            case ARC_COSINE -> {
                double size = Math.sqrt(first) * Math.sqrt(second);
                double cosine = Math.clamp(product / size, -1, 1);
                yield size * (Math.sqrt(1 - cosine * cosine) + (Math.PI - Math.acos(cosine)) * cosine) / Math.PI;
            }
        };
    }

    /** The covariance of the process at some inputs, {@code [row][row]}. */
    public double[][] covariance(double[][] rows) {
        double[][] covariance = new double[rows.length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < rows.length; j++) {
                covariance[i][j] = covariance(rows[i], rows[j]);
            }
        }
        return covariance;
    }

    @Override
    public String toString() {
        return form.word() + ",lengthscale=" + lengthscale + ",amplitude=" + amplitude;
    }
}
