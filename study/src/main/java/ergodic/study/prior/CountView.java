package ergodic.study.prior;

import ergodic.nn.data.TargetEncoding;
import ergodic.nn.predict.Mixture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Of counts: means in those of the training targets.
 *
 * @param target
 *            whose mean the network's outputs are relative to
 */
record CountView(TargetEncoding target) implements PriorView {

    private static final double FAR = 100;
    private static final double OFTEN = 0.01;
    private static final double NARROW = 0.1;
    private static final int PLACES = 61;

    @Override
    public List<PriorNumber> numbers(PriorSample training, PriorSample probes) {
        List<PriorNumber> numbers = new ArrayList<>();
        for (double level : new double[]{0.05, 0.5, 0.95}) {
            numbers.add(new PriorNumber(String.format(Locale.ROOT, "mean_ratio_q%02.0f", 100 * level),
                    String.format(Locale.ROOT, "mean in means of the target, %.0f %% quantile", 100 * level),
                    ratio(training, level), ratio(probes, level)));
            numbers.add(new PriorNumber(String.format(Locale.ROOT, "count_q%02.0f", 100 * level),
                    String.format(Locale.ROOT, "predictions of %s, %.0f %% quantile", target.name(), 100 * level),
                    PriorSample.quantile(PriorSample.sorted(training.simulated()), level),
                    PriorSample.quantile(PriorSample.sorted(probes.simulated()), level)));
        }
        numbers.add(new PriorNumber("zero_share", "share of predictions that are 0", zeros(training), zeros(probes)));
        numbers.add(
                new PriorNumber("beyond100_share", "share of means above 100 times that of the target", far(training),
                        far(probes)));
        return numbers;
    }

    private double ratio(PriorSample sample, double level) {
        return PriorSample.quantile(PriorSample.sorted(sample.mean()), level) / target.mean();
    }

    private static double zeros(PriorSample sample) {
        return PriorSample.shareBelow(PriorSample.sorted(sample.simulated()), 0);
    }

    private double far(PriorSample sample) {
        return 1 - PriorSample.shareBelow(PriorSample.sorted(sample.mean()), FAR * target.mean());
    }

    @Override
    public List<String> warnings(PriorSample training) {
        List<String> warnings = new ArrayList<>();
        double far = far(training);
        if (far > OFTEN) {
            warnings.add(String.format(Locale.ROOT,
                    "%.1f %% of means are above %.0f times that of the target: no data look like that. Lower prior.weights.scale, or set"
                            + " its scaling to \"fan_in\".",
                    100 * far, FAR));
        }
        double spread = Math.log(ratio(training, 0.95) / ratio(training, 0.05));
        if (spread < NARROW) {
            warnings.add(String.format(Locale.ROOT,
                    "90 %% of means lie within a factor of %.3g: the prior holds them near one value, and data must fight it. Raise"
                            + " prior.weights.scale.",
                    Math.exp(spread)));
        }
        return warnings;
    }

    @Override
    public List<PriorCurve> curves(PriorSample training) {
        double[] places = new double[PLACES];
        // From a hundredth of the mean to a hundred times it.
        Arrays.setAll(places, i -> -2 + 4.0 * i / (PLACES - 1));
        double[] sorted = Arrays.stream(PriorSample.sorted(training.mean()))
                .map(mean -> Math.log10(mean / target.mean())).toArray();
        return List.of(new PriorCurve("prior-means", "Means before any target", String.format(Locale.ROOT,
                "Share of means at or below a multiple of the target's, as its power of ten; %.1f %% are above a hundred times.",
                100 * far(training)), "mean in means of the target, power of ten", places,
                List.of(new PriorCurve.Line("means", NumberView.below(sorted, places)))));
    }

    @Override
    public String value() {
        return "mean of " + target.name();
    }

    @Override
    public double value(Mixture one) {
        return one.mean();
    }
}
