package ergodic.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ergodic.model.ModelBuilder;
import ergodic.model.Posterior;
import ergodic.nn.data.Dataset;
import ergodic.nn.likelihood.GaussianLikelihood;
import ergodic.nn.prior.NormalPrior;
import ergodic.nn.prior.Scaling;
import org.junit.jupiter.api.Test;

/** A likelihood to the power 1/T beside a prior as it is. */
class ColdPosteriorTest {

    private static final double[] THETA = {0.3, -0.7, 0.2, 0.9, -0.4, 0.1, 0.5, -0.3, 0.2, -0.6, 0.4, -0.9, 0.8, -0.1};

    private static Dataset data() {
        double[][] inputs = new double[12][2];
        double[] target = new double[12];
        for (int i = 0; i < 12; i++) {
            inputs[i][0] = Math.sin(3 * i);
            inputs[i][1] = Math.cos(5 * i);
            target[i] = inputs[i][0] - 0.5 * inputs[i][1] + 0.3 * Math.sin(7 * i);
        }
        return Dataset.of(inputs, target);
    }

    private static BayesianNetwork.Builder network() {
        return BayesianNetwork.on(data()).hidden(3);
    }

    @Test
    void onlyTheLikelihoodIsTempered() {
        BayesianNetwork plain = network().build();
        BayesianNetwork cold = network().temperature(0.25).build();
        assertThat(cold.temperature()).isEqualTo(0.25);
        Posterior one = plain.posterior();
        Posterior four = cold.posterior();
        int d = one.dimension();
        assertThat(d).isEqualTo(THETA.length);
        double[] slope = new double[d];
        double[] ofPrior = new double[d];
        double[] ofCold = new double[d];
        double density = one.evaluate(THETA, slope);
        double prior = one.prior().evaluate(THETA, ofPrior);
        assertThat(four.evaluate(THETA, ofCold)).isCloseTo(prior + 4 * (density - prior), within(1e-11));
        for (int i = 0; i < d; i++) {
            assertThat(ofCold[i]).isCloseTo(ofPrior[i] + 4 * (slope[i] - ofPrior[i]), within(1e-11));
        }
        assertThat(four.logDensity(THETA)).isCloseTo(prior + 4 * (density - prior), within(1e-11));
        assertThat(four.logPrior(THETA)).isEqualTo(one.logPrior(THETA));
        assertThat(four.logLikelihood(THETA)).isCloseTo(4 * one.logLikelihood(THETA), within(1e-11));
        double[] rows = new double[12];
        double[] coldRows = new double[12];
        one.rowLogLikelihoodInto(THETA, rows);
        four.rowLogLikelihoodInto(THETA, coldRows);
        assertThat(coldRows[5]).isCloseTo(4 * rows[5], within(1e-12));
        // Two of twelve rows: six times each, and four times that.
        assertThat(four.evaluateSubset(THETA, new int[]{5, 7}, 2, ofCold))
                .isCloseTo(prior + 4 * 6 * (rows[5] + rows[7]), within(1e-10));
    }

    /** What is sampled at T = 1 is the same program, so the same bits; what is predicted is at any T. */
    @Test
    void aTemperatureOfOneLeavesNoTrace() {
        BayesianNetwork plain = network().build();
        BayesianNetwork one = network().temperature(1).build();
        assertThat(one.posterior().program().program().toString())
                .isEqualTo(plain.posterior().program().program().toString());
        BayesianNetwork cold = network().temperature(0.1).build();
        assertThat(cold.model().program(NetworkModel.PREDICTIVE).toString())
                .isEqualTo(plain.model().program(NetworkModel.PREDICTIVE).toString());
    }

    private static Posterior linear(double prior, double noise, double temperature) {
        return BayesianNetwork.on(data()).hidden().weights(new NormalPrior(prior, Scaling.NONE))
                .biases(new NormalPrior(prior, Scaling.NONE))
                .likelihood(new GaussianLikelihood(new GaussianLikelihood.Fixed(noise))).temperature(temperature)
                .build().posterior();
    }

    /** Known noise at a temperature is noise of another size, and all of the posterior tempered is the likelihood alone with another prior. */
    @Test
    void isWhatTheGuideSays() {
        double[] a = {0.3, -0.7, 0.2};
        double[] b = {-0.5, 0.1, 0.8};
        Posterior cold = linear(1.5, 0.4, 0.25);
        Posterior quiet = linear(1.5, 0.4 * Math.sqrt(0.25), 1);
        assertThat(cold.logDensity(a) - cold.logDensity(b)).isCloseTo(quiet.logDensity(a) - quiet.logDensity(b),
                within(1e-10));
        Posterior whole = linear(1.5, 0.4, 1);
        Posterior likelihood = linear(1.5 * Math.sqrt(0.25), 0.4, 0.25);
        assertThat(likelihood.logDensity(a) - likelihood.logDensity(b))
                .isCloseTo((whole.logDensity(a) - whole.logDensity(b)) / 0.25, within(1e-10));
    }

    @Test
    void powersArePositive() {
        assertThatThrownBy(() -> new ModelBuilder().temper(0)).hasMessageContaining("must be a positive number, not 0");
        assertThatThrownBy(() -> network().temperature(0).build()).isInstanceOf(IllegalArgumentException.class);
    }
}
