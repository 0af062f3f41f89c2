package ergodic.sampler.dropout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ergodic.sampler.ChainState;
import ergodic.sampler.Transition;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All masks of a tiny network, one after another: what is maximised, its gradient, and the law of training and draws. */
class MaskEnumerationTest {

    private static final double RATE = 0.3;

    /** The factor of each coordinate under one of the masks. */
    private static double[] factors(int mask, MaskForm form) {
        double[] factors = new double[TinyNetwork.DIMENSION];
        Arrays.fill(factors, 1);
        for (int element = 0; element < 8; element++) {
            int number = form == MaskForm.ELEMENT ? element : element < 6 ? element % 3 : element - 3;
            factors[element < 6 ? TinyNetwork.SECOND + element
                    : TinyNetwork.THIRD + element
                            - 6] = (mask >> number & 1) == 1 ? 1 / (1 - RATE) : 0;
        }
        return factors;
    }

    private static int numbers(MaskForm form) {
        return form == MaskForm.UNIT ? 5 : 8;
    }

    private static double probability(int mask, MaskForm form) {
        int kept = Integer.bitCount(mask);
        return Math.pow(1 - RATE, kept) * Math.pow(RATE, numbers(form) - kept);
    }

    /** The sum over all masks that defines what is maximised. */
    private static double objective(double[] weights, MaskForm form) {
        TinyNetwork network = new TinyNetwork();
        double sum = 0;
        for (int mask = 0; mask < 1 << numbers(form); mask++) {
            double[] masked = factors(mask, form);
            for (int i = 0; i < masked.length; i++) {
                masked[i] *= weights[i];
            }
            sum += probability(mask, form) * network.evaluate(masked, new double[masked.length]);
        }
        return sum;
    }

    private static DropoutFit fit(TinyNetwork network, DropoutSettings settings) {
        DropoutFit fit = new DropoutFit(network, settings);
        ChainState state = new ChainState(TinyNetwork.DIMENSION);
        System.arraycopy(TinyNetwork.weights(), 0, state.theta(), 0, TinyNetwork.DIMENSION);
        state.refresh(network);
        fit.begin(state, RandomSource.XO_SHI_RO_256_PP.create(3L));
        network.seen().clear();
        return fit;
    }

    private static DropoutSettings settings(MaskForm form, int masks) {
        return new DropoutSettings(1000, 0.01, RATE, form, false, false, masks, TinyNetwork.ROWS);
    }

    private static Scripted script(MaskForm form, int... masks) {
        double[] numbers = new double[masks.length * numbers(form)];
        for (int m = 0; m < masks.length; m++) {
            for (int i = 0; i < numbers(form); i++) {
                numbers[m * numbers(form) + i] = (masks[m] >> i & 1) == 1 ? 0.99 : 0.01;
            }
        }
        return new Scripted(numbers);
    }

    /**
     * The estimate of a step, over all masks by their probabilities, is the objective, and its gradient that by differences: with one mask for all rows, and with two that share them.
     */
    @ParameterizedTest
    @CsvSource({"UNIT, 1", "ELEMENT, 1", "UNIT, 2"})
    void theEstimateOverAllMasksIsTheObjective(MaskForm form, int masks) {
        int all = 1 << numbers(form);
        double value = 0;
        double[] gradient = new double[TinyNetwork.DIMENSION];
        for (int mask = 0; mask < all; mask++) {
            for (int other = 0; other < (masks == 1 ? 1 : all); other++) {
                DropoutFit fit = fit(new TinyNetwork(), settings(form, masks));
                double p = probability(mask, form) * (masks == 1 ? 1 : probability(other, form));
                value += p * fit.estimate(masks == 1 ? script(form, mask) : script(form, mask, other));
                for (int i = 0; i < gradient.length; i++) {
                    gradient[i] += p * fit.pulled()[i];
                }
            }
        }
        assertThat(value).isCloseTo(objective(TinyNetwork.weights(), form), within(1e-10));
        for (int i = 0; i < gradient.length; i++) {
            double[] up = TinyNetwork.weights();
            double[] down = TinyNetwork.weights();
            up[i] += 1e-5;
            down[i] -= 1e-5;
            assertThat(gradient[i])
                    .isCloseTo((objective(up, form) - objective(down, form)) / 2e-5, within(1e-6));
        }
    }

    /**
     * Steps and draws have one law: every point that the density is asked for is M z / (1 - p) of one of the masks, and the masks come as often as their probabilities
     * say. 255 degrees of freedom at most: chi squared is above 400 once in 1e8 seeds, of 31 above 110.
     */
    @ParameterizedTest
    @CsvSource({"UNIT, 110", "ELEMENT, 400"})
    void trainingAndDrawsHaveOneLaw(MaskForm form, double limit) {
        TinyNetwork network = new TinyNetwork();
        DropoutFit fit = fit(network, settings(form, 2));
        Map<List<Double>, Integer> masks = new HashMap<>();
        for (int mask = 0; mask < 1 << numbers(form); mask++) {
            double[] masked = factors(mask, form);
            for (int i = 0; i < masked.length; i++) {
                masked[i] *= TinyNetwork.weights()[i];
            }
            masks.put(rounded(masked), mask);
        }
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(8L);
        ChainState state = new ChainState(TinyNetwork.DIMENSION);
        Transition transition = new Transition(fit.statistics());
        int many = 40_000;
        for (boolean draws : new boolean[]{false, true}) {
            network.seen().clear();
            while (network.seen().size() < many) {
                if (draws) {
                    fit.draw(state, rng, transition);
                    assertThat(state.theta()).isEqualTo(network.seen().getLast());
                } else {
                    fit.estimate(rng);
                }
            }
            int[] counts = new int[masks.size()];
            for (double[] theta : network.seen()) {
                assertThat(masks).containsKey(rounded(theta));
                counts[masks.getOrDefault(rounded(theta), -1)]++;
            }
            double square = 0;
            for (int mask = 0; mask < counts.length; mask++) {
                double expected = many * probability(mask, form);
                square += (counts[mask] - expected) * (counts[mask] - expected) / expected;
            }
            assertThat(square).as(draws ? "draws" : "training").isLessThan(limit);
        }
    }

    private static List<Double> rounded(double[] values) {
        return Arrays.stream(values).map(x -> Math.round(1e9 * x) / 1e9 + 0.0).boxed().toList();
    }

    /** Mean and variance of the output over draws are those over all masks, within 5.5 standard errors of each. */
    @Test
    void meanAndVarianceOfDrawsAreThoseOverAllMasks() {
        DropoutFit fit = fit(new TinyNetwork(), settings(MaskForm.UNIT, 1));
        double[] moments = new double[5];
        double[] nothing = new double[TinyNetwork.DIMENSION];
        for (int mask = 0; mask < 32; mask++) {
            double[] masked = factors(mask, MaskForm.UNIT);
            for (int i = 0; i < masked.length; i++) {
                masked[i] *= TinyNetwork.weights()[i];
            }
            for (int k = 1; k < 5; k++) {
                moments[k] += probability(mask, MaskForm.UNIT)
                        * Math.pow(TinyNetwork.output(masked, 0.4, 0, nothing), k);
            }
        }
        double mean = moments[1];
        double variance = moments[2] - mean * mean;
        double fourth = moments[4] - 4 * mean * moments[3] + 6 * mean * mean * moments[2] - 3 * Math.pow(mean, 4);
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(12L);
        ChainState state = new ChainState(TinyNetwork.DIMENSION);
        Transition transition = new Transition(fit.statistics());
        int many = 20_000;
        double sum = 0;
        double squares = 0;
        for (int draw = 0; draw < many; draw++) {
            fit.draw(state, rng, transition);
            double output = TinyNetwork.output(state.theta(), 0.4, 0, nothing);
            sum += output / many;
            squares += (output - mean) * (output - mean) / many;
        }
        assertThat(sum).isCloseTo(mean, within(5.5 * Math.sqrt(variance / many)));
        assertThat(squares).isCloseTo(variance, within(5.5 * Math.sqrt((fourth - variance * variance) / many)));
    }

    /** With relaxed masks, for given uniform numbers: the gradient by weights and by the logits of rates against differences, entropy included. */
    @ParameterizedTest
    @CsvSource({"UNIT", "ELEMENT"})
    void theGradientByRatesIsThatByDifferences(MaskForm form) {
        DropoutSettings learned = new DropoutSettings(1000, 0.01, RATE, form, true, false, 1, TinyNetwork.ROWS);
        double[] numbers = new double[numbers(form)];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = 0.3 + 0.04 * i;
        }
        DropoutFit fit = fit(new TinyNetwork(), learned);
        double value = fit.estimate(new Scripted(numbers));
        double[] gradient = fit.pulled().clone();
        assertThat(gradient).hasSize(TinyNetwork.DIMENSION + 2);
        assertThat(fit.estimate(new Scripted(numbers))).isEqualTo(value);
        for (int i = 0; i < gradient.length; i++) {
            double[] at = i < TinyNetwork.DIMENSION ? fit.weights() : fit.law().logits();
            int index = i < TinyNetwork.DIMENSION ? i : i - TinyNetwork.DIMENSION;
            double before = at[index];
            at[index] = before + 1e-6;
            double up = fit.estimate(new Scripted(numbers));
            at[index] = before - 1e-6;
            double down = fit.estimate(new Scripted(numbers));
            at[index] = before;
            assertThat(gradient[i]).isCloseTo((up - down) / 2e-6, within(1e-4 * (1 + Math.abs(gradient[i]))));
        }
        double entropy = 0;
        for (int layer = 0; layer < 2; layer++) {
            int size = form == MaskForm.UNIT ? 3 - layer : 6 - 4 * layer;
            entropy -= size * (RATE * Math.log(RATE) + (1 - RATE) * Math.log(1 - RATE));
        }
        assertThat(fit.law().entropy()).isCloseTo(entropy, within(1e-12));
    }

    /** The mean square of a relaxed number is below the 1 / (1 - p) of one that is 0 or 1: values by SciPy's quad, by the midpoint rule here. */
    @ParameterizedTest
    @CsvSource({"0.07, 1.0665998, 1.0752688", "0.3, 1.3831256, 1.4285714", "0.5, 1.9008043, 2"})
    void theMeanSquareOfRelaxedMasksIsSmaller(double rate, double expected, double ofFixed) {
        for (boolean relaxed : new boolean[]{true, false}) {
            MaskLaw law = new MaskLaw(TinyNetwork.DIMENSION, new TinyNetwork().inputUnits().subList(2, 3),
                    MaskForm.UNIT, rate, relaxed);
            double[] ones = new double[TinyNetwork.DIMENSION];
            Arrays.fill(ones, 1);
            double[] factors = new double[TinyNetwork.DIMENSION];
            double sum = 0;
            int many = 20_000;
            for (int i = 0; i < many; i++) {
                law.draw(new Scripted((i + 0.5) / many, 0.5));
                law.applyInto(ones, factors);
                sum += factors[TinyNetwork.THIRD] * factors[TinyNetwork.THIRD] / many;
            }
            assertThat(sum).isCloseTo(relaxed ? expected : ofFixed, within(1e-4));
        }
    }

    /** A relaxed mask is 1 - sigmoid((logit p + logit u) / 0.1), over 1 - p. */
    @Test
    void relaxedMasksAreThePublishedOnes() {
        MaskLaw law = new MaskLaw(TinyNetwork.DIMENSION, new TinyNetwork().inputUnits().subList(2, 3), MaskForm.UNIT,
                RATE, true);
        law.draw(new Scripted(0.68, 0.9));
        double[] ones = new double[TinyNetwork.DIMENSION];
        Arrays.fill(ones, 1);
        double[] factors = new double[TinyNetwork.DIMENSION];
        law.applyInto(ones, factors);
        double logit = Math.log(0.3 / 0.7) + Math.log(0.68 / 0.32);
        assertThat(factors[TinyNetwork.THIRD]).isCloseTo((1 - 1 / (1 + Math.exp(-logit / 0.1))) / 0.7, within(1e-9));
        assertThat(factors[TinyNetwork.THIRD + 1]).isCloseTo(0, within(1e-4));
        assertThat(Arrays.copyOf(factors, TinyNetwork.THIRD)).containsOnly(1);
    }
}
