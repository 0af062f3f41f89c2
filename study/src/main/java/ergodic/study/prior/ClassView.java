package ergodic.study.prior;

import ergodic.nn.data.TargetEncoding;
import ergodic.nn.predict.ClassMixture;
import ergodic.nn.predict.Mixture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Of classes: how sure draws are of one, and whether they tell inputs apart.
 *
 * @param target
 *            the classes
 */
record ClassView(TargetEncoding target) implements PriorView {

    private static final double SATURATED = 0.99;
    private static final double ALIKE = 0.95;
    private static final double HALF = 0.5;
    private static final double EQUAL = 0.99;
    private static final int PLACES = 51;
    private static final int MOST_CLASSES = 20;

    @Override
    public List<PriorNumber> numbers(PriorSample training, PriorSample probes) {
        List<PriorNumber> numbers = new ArrayList<>();
        numbers.add(new PriorNumber("saturated_share", "share of predictions that are surer than 0.99 of a class",
                saturated(training), saturated(probes)));
        for (double level : new double[]{0.05, 0.5, 0.95}) {
            numbers.add(new PriorNumber(String.format(Locale.ROOT, "max_probability_q%02.0f", 100 * level),
                    String.format(Locale.ROOT, "largest probability, %.0f %% quantile", 100 * level),
                    PriorSample.quantile(PriorSample.sorted(training.mean()), level),
                    PriorSample.quantile(PriorSample.sorted(probes.mean()), level)));
        }
        numbers.add(
                new PriorNumber("relative_entropy", "entropy of a draw's prediction, in that of equal probabilities",
                        entropy(training), entropy(probes)));
        numbers.add(new PriorNumber("constant_share", "share of functions that give 95 % of the inputs one class",
                constant(training), constant(probes)));
        for (int k = 0; k < Math.min(MOST_CLASSES, classes()); k++) {
            int which = k;
            numbers.add(new PriorNumber("most_probable_" + target.classes().get(k),
                    "share of predictions for which " + target.classes().get(k) + " is most probable",
                    share(training, which), share(probes, which)));
        }
        return numbers;
    }

    private int classes() {
        return target.classes().size();
    }

    private static double saturated(PriorSample sample) {
        return 1 - PriorSample.shareBelow(PriorSample.sorted(sample.mean()), SATURATED);
    }

    private double entropy(PriorSample sample) {
        return Arrays.stream(PriorSample.sorted(sample.noise())).average().orElse(Double.NaN) / Math.log(classes());
    }

    private double constant(PriorSample sample) {
        return Arrays.stream(sample.simulated())
                .filter(function -> IntStream.range(0, classes()).anyMatch(
                        k -> Arrays.stream(function).filter(best -> best == k).count() >= ALIKE * function.length))
                .count() / (double) sample.simulated().length;
    }

    private static double share(PriorSample sample, int k) {
        return Arrays.stream(PriorSample.sorted(sample.simulated())).filter(best -> best == k).count()
                / ((double) sample.mean().length * sample.mean()[0].length);
    }

    @Override
    public List<String> warnings(PriorSample training) {
        List<String> warnings = new ArrayList<>();
        double saturated = saturated(training);
        if (saturated > HALF) {
            warnings.add(String.format(Locale.ROOT,
                    "%.0f %% of predictions are surer than 0.99 of a class before any target is seen: classes are saturated. Lower"
                            + " prior.weights.scale, or prior.outputs.scale where it is given, or set their scaling to \"fan_in\".",
                    100 * saturated));
        }
        double constant = constant(training);
        if (constant > HALF) {
            warnings.add(String.format(Locale.ROOT,
                    "%.0f %% of functions give 95 %% of the inputs one class: functions hardly depend on the inputs. Raise the scale of the"
                            + " weights, or lower that of the biases.",
                    100 * constant));
        }
        double entropy = entropy(training);
        if (entropy > EQUAL) {
            warnings.add(String.format(Locale.ROOT,
                    "Predictions have %.1f %% of the entropy of equal probabilities: the prior holds all classes equally likely everywhere,"
                            + " and data must fight it. Raise prior.weights.scale, or prior.outputs.scale where it is given.",
                    100 * entropy));
        }
        return warnings;
    }

    @Override
    public List<PriorCurve> curves(PriorSample training) {
        double least = 1.0 / classes();
        double[] places = new double[PLACES];
        Arrays.setAll(places, i -> least + (1 - least) * i / (PLACES - 1));
        return List.of(new PriorCurve("prior-certainty", "How sure draws are before any target", String.format(
                Locale.ROOT,
                "Share of predictions whose largest probability is at or below a value. A line that stays low and leaps at 1 is that of"
                        + " saturated classes: %.1f %% are above 0.99.",
                100 * saturated(training)), "largest probability", places,
                List.of(new PriorCurve.Line("predictions",
                        NumberView.below(PriorSample.sorted(training.mean()), places)))));
    }

    private int shown() {
        return classes() == 2 ? 1 : 0;
    }

    @Override
    public String value() {
        return "probability of " + target.classes().get(shown());
    }

    @Override
    public double value(Mixture one) {
        return ((ClassMixture) one).probability(shown());
    }
}
