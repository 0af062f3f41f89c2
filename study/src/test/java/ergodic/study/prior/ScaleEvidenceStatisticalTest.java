package ergodic.study.prior;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.nn.BayesianNetwork;
import ergodic.nn.data.ArraySpec;
import ergodic.nn.data.Dataset;
import ergodic.nn.data.SplitSpec;
import ergodic.nn.data.TargetKind;
import ergodic.nn.likelihood.GaussianLikelihood;
import ergodic.nn.prior.NormalPrior;
import ergodic.nn.prior.Scaling;
import ergodic.study.Study;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The evidence of a linear model with known noise, which is a normal density of the targets. */
class ScaleEvidenceStatisticalTest {

    private static final double NOISE = 0.5;

    private static Dataset data(double heldOut) {
        double[][] inputs = new double[20][1];
        double[] target = new double[20];
        for (int i = 0; i < 20; i++) {
            inputs[i][0] = Math.sin(3 * i);
            target[i] = 2 * inputs[i][0] + Math.sin(7 * i) + (i >= 16 ? heldOut : 0);
        }
        return Dataset.of(ArraySpec.of(inputs, target).withTest(new SplitSpec.Last(0.2)), TargetKind.NUMBER);
    }

    private static ScaleEvidence evidence(Dataset data, double scale) {
        return ScaleEvidence.of(Study.of(BayesianNetwork.on(data).hidden()
                .weights(new NormalPrior(scale, Scaling.NONE)).biases(new NormalPrior(scale, Scaling.NONE))
                .likelihood(new GaussianLikelihood(new GaussianLikelihood.Fixed(NOISE))).build(),
                "sampler.method=smc", "sampler.particles=200"), scale, 3, 1);
    }

    /**
     * Inputs and targets have mean 0 and the inputs sum of squares n, so that weight and bias stand by themselves: each multiplies the
     * likelihood at 0 by {@code (1 + n s^2 / v)^-1/2 exp(z^2 / 2 (1 + v / (n s^2)))} with z its least squares value over its error.
     */
    private static double exact(Dataset data, double scale) {
        int n = data.train().count();
        double v = NOISE * NOISE;
        double sum = 0;
        double product = 0;
        for (int i = 0; i < n; i++) {
            double y = data.train().target()[i];
            sum += -0.5 * Math.log(2 * Math.PI * v) - 0.5 * y * y / v;
            product += y * data.train().inputs()[i];
        }
        double ratio = n * scale * scale / v;
        double z = product / Math.sqrt(n * v);
        return sum - Math.log1p(ratio) + 0.5 * z * z * ratio / (1 + ratio);
    }

    /** Within five errors, and these are small. */
    @Test
    void isTheNormalDensityOfTheTargets() {
        Dataset data = data(0);
        assertThat(data.train().count()).isEqualTo(16);
        List<ScaleEvidence> all = new ArrayList<>();
        for (double scale : new double[]{0.05, 0.8, 20}) {
            ScaleEvidence found = evidence(data, scale);
            assertThat(found.error()).isLessThan(0.3);
            assertThat(found.logEvidence()).as("scale %s", scale).isCloseTo(exact(data, scale),
                    within(0.05 + 5 * found.error()));
            all.add(found);
        }
        assertThat(ScaleEvidence.best(all)).startsWith("The training targets speak for scale 0.8:");
    }

    /** Held-out rows have no part in it. */
    @Test
    void heldOutTargetsAreNotSeen() {
        assertThat(evidence(data(100), 0.8).logEvidence()).isEqualTo(evidence(data(0), 0.8).logEvidence());
    }

    @Test
    void scalesThatAreAlikeAreSaidToBe() {
        assertThat(ScaleEvidence.best(List.of(new ScaleEvidence(1, -10, 0.2, ""), new ScaleEvidence(2, -9.8, 0.2, ""))))
                .isEqualTo("Scales 2.0 and 1.0 are not told apart: 0.20 nats, to about 0.28.");
        assertThat(ScaleEvidence.best(List.of(new ScaleEvidence(1, Double.NaN, Double.NaN, ""))))
                .isEqualTo("No scale has an evidence.");
    }
}
