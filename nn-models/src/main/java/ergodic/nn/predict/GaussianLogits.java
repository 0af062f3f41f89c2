package ergodic.nn.predict;

import java.util.Arrays;

/**
 * Probabilities of classes whose logits are normal, by MacKay's approximation (1992): the mean of {@code sigmoid(z)} over
 * {@code z ~ N(m, v)} is {@code sigmoid(m / sqrt(1 + pi v / 8))}, within 0.02.
 *
 * <p>
 * Of several classes {@code p_k} is proportional to {@code 1 / sum_i exp(-(m_k - m_i) / sqrt(1 + pi v_ki / 8))},
 * {@code v_ki} the variance of the difference of two logits (Lu, Ie and Sha 2020, "mf2"), scaled to a sum of 1. Of two
 * classes that is MacKay's; and it takes no notice of what is added to all logits of a draw, as the softmax does not. A form
 * that scales each logit by its own variance does: of an output a class, what all outputs have in common is known by the
 * prior alone. A workspace; not thread-safe.
 */
final class GaussianLogits {

    private final int classes;
    private final double[] mean;
    /** Products of deviations, summed up; the lower triangle. */
    private final double[] products;

    GaussianLogits(int classes) {
        this.classes = classes;
        this.mean = new double[classes];
        this.products = new double[classes * classes];
    }

    /**
     * Log probabilities by the moments of draws (variance with divisor n - 1; 0 of one draw).
     *
     * @param logits
     *            {@code [draw][class]} from {@code offset} on; each draw's may have any number added to them
     * @param draws
     *            how many, at least 1
     * @param logs
     *            filled from {@code to} on, one a class
     */
    void logProbabilitiesInto(double[] logits, int offset, int draws, double[] logs, int to) {
        momentsOf(logits, offset, draws);
        double shrunk = Math.PI / 8 / Math.max(1, draws - 1);
        LogMean whole = new LogMean();
        for (int k = 0; k < classes; k++) {
            LogMean terms = new LogMean();
            for (int i = 0; i < classes; i++) {
                double spread = products[k * classes + k] + products[i * classes + i]
                        - 2 * products[Math.max(i, k) * classes + Math.min(i, k)];
                terms.add((mean[i] - mean[k]) / Math.sqrt(1 + shrunk * Math.max(0, spread)));
            }
            logs[to + k] = -terms.value();
            whole.add(logs[to + k]);
        }
        double sum = whole.value() + Math.log(classes);
        for (int k = 0; k < classes; k++) {
            logs[to + k] -= sum;
        }
    }

    private void momentsOf(double[] logits, int offset, int draws) {
        Arrays.fill(mean, 0);
        Arrays.fill(products, 0);
        for (int s = 0; s < draws; s++) {
            for (int k = 0; k < classes; k++) {
                mean[k] += logits[offset + s * classes + k] / draws;
            }
        }
        for (int s = 0; s < draws; s++) {
            int at = offset + s * classes;
            double common = 0;
            for (int k = 0; k < classes; k++) {
                common += (logits[at + k] - mean[k]) / classes;
            }
            for (int k = 0; k < classes; k++) {
                double off = logits[at + k] - mean[k] - common;
                for (int i = 0; i <= k; i++) {
                    products[k * classes + i] += off * (logits[at + i] - mean[i] - common);
                }
            }
        }
    }
}
