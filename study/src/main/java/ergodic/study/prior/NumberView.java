package ergodic.study.prior;

import ergodic.nn.data.TargetEncoding;
import ergodic.nn.data.TargetKind;
import ergodic.nn.predict.Mixture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * Of numbers, on a scale on which the training targets have mean 0 and standard deviation 1: as they are standardised; of positive
 * numbers their logarithms; of shares in units of the largest standard deviation that their mean allows.
 *
 * @param target
 *            how they are encoded
 */
record NumberView(TargetEncoding target) implements PriorView {

    /** Widths of the central 90 % of predictions, in those of the targets, beyond which a prior is absurd. */
    private static final double WIDE = 10;
    private static final double NARROW = 0.1;
    private static final double CONSTANT = 0.95;
    private static final double OFTEN = 0.01;
    private static final double FAR = 10;
    private static final double WIDTH_OF_NORMAL = 2 * 1.6448536269514722;
    private static final int PLACES = 61;
    private static final double SHOWN = 6;
    private static final NormalDistribution NORMAL = NormalDistribution.of(0, 1);

    /** An encoded number on that scale. */
    private double scaled(double encoded) {
        return switch (target.kind()) {
            case POSITIVE -> Math.log(encoded) / target.logSd();
            case SHARE -> (encoded - target.mean()) / Math.sqrt(target.mean() * (1 - target.mean()));
            case NUMBER, COUNT, BINARY, CLASSES -> encoded;
        };
    }

    /** A number of that scale in the units of the file. */
    private double original(double scaled) {
        return switch (target.kind()) {
            case POSITIVE -> target.toOriginal(Math.exp(scaled * target.logSd()));
            case SHARE -> target.mean() + scaled * Math.sqrt(target.mean() * (1 - target.mean()));
            case NUMBER, COUNT, BINARY, CLASSES -> target.toOriginal(scaled);
        };
    }

    private double[][] scaled(double[][] encoded) {
        return Arrays.stream(encoded).map(draw -> Arrays.stream(draw).map(this::scaled).toArray())
                .toArray(double[][]::new);
    }

    private PriorSample scaled(PriorSample sample) {
        return target.kind() == TargetKind.NUMBER ? sample
                : new PriorSample(scaled(sample.mean()), sample.noise(), scaled(sample.simulated()));
    }

    @Override
    public List<PriorNumber> numbers(PriorSample encodedTraining, PriorSample encodedProbes) {
        PriorSample training = scaled(encodedTraining);
        PriorSample probes = scaled(encodedProbes);
        List<PriorNumber> numbers = new ArrayList<>();
        String unit = target.kind() == TargetKind.POSITIVE ? " (sds of the target's logarithm)"
                : target.kind() == TargetKind.SHARE ? " (largest sds of the target)" : " (sds of the target)";
        add(numbers, "function_sd", "sd of functions at an input" + unit, sample -> Math.sqrt(sample.variance()),
                training, probes);
        add(numbers, "within_sd_median", "sd of a function over the inputs, median" + unit,
                sample -> PriorSample.quantile(sample.within(), 0.5), training, probes);
        add(numbers, "within_sd_q05", "the same, 5 % quantile",
                sample -> PriorSample.quantile(sample.within(), 0.05), training, probes);
        add(numbers, "within_sd_q95", "the same, 95 % quantile",
                sample -> PriorSample.quantile(sample.within(), 0.95), training, probes);
        add(numbers, "constant_share", "share of the functions' variance that is one level for all inputs",
                NumberView::constantShare, training, probes);
        if (target.kind() == TargetKind.NUMBER) {
            add(numbers, "noise_sd_median", "sd of the noise, median" + unit,
                    sample -> Math.sqrt(PriorSample.quantile(PriorSample.sorted(sample.noise()), 0.5)), training,
                    probes);
        }
        for (double[] level : new double[][]{{50, 0.25, 0.75}, {90, 0.05, 0.95}, {99, 0.005, 0.995}}) {
            String share = String.format(Locale.ROOT, "%.0f", level[0]);
            add(numbers, "interval" + share + "_low", share + " % of predictions of " + target.name() + ", from",
                    sample -> end(sample, level[1]), training, probes);
            add(numbers, "interval" + share + "_high", share + " %, to", sample -> end(sample, level[2]), training,
                    probes);
        }
        add(numbers, "beyond3_share",
                "share of predictions more than 3 sds from the targets' mean (of a normal 0.0027)",
                sample -> beyond(sample, 3), training, probes);
        add(numbers, "beyond10_share", "share more than 10 sds from it", sample -> beyond(sample, FAR), training,
                probes);
        return numbers;
    }

    private static void add(List<PriorNumber> numbers, String key, String label, ToDoubleFunction<PriorSample> number,
            PriorSample training, PriorSample probes) {
        numbers.add(new PriorNumber(key, label, number.applyAsDouble(training), number.applyAsDouble(probes)));
    }

    private double end(PriorSample sample, double level) {
        return original(PriorSample.quantile(PriorSample.sorted(sample.simulated()), level));
    }

    private static double constantShare(PriorSample sample) {
        return sample.offsetVariance() / sample.variance();
    }

    private static double beyond(PriorSample sample, double bound) {
        double[] sorted = PriorSample.sorted(sample.simulated());
        return 1 - PriorSample.shareBelow(sorted, bound) + PriorSample.shareBelow(sorted, -bound);
    }

    private static double width(double[][] values) {
        double[] sorted = PriorSample.sorted(values);
        return (PriorSample.quantile(sorted, 0.95) - PriorSample.quantile(sorted, 0.05)) / WIDTH_OF_NORMAL;
    }

    @Override
    public List<String> warnings(PriorSample encoded) {
        PriorSample training = scaled(encoded);
        List<String> warnings = new ArrayList<>();
        double all = width(training.simulated());
        double functions = width(training.mean());
        if (!(all <= WIDE)) {
            warnings.add(String.format(Locale.ROOT,
                    "Predictions are %.3g times as wide as the targets, %.3g times their variance: no data look like that. Lower"
                            + " prior.weights.scale, or set its scaling to \"fan_in\".",
                    all, all * all));
        }
        if (functions < NARROW) {
            warnings.add(String.format(Locale.ROOT,
                    "Functions are %.2g times as wide as the targets: the prior holds them near one value, and data must fight it."
                            + " Raise prior.weights.scale.",
                    functions));
        }
        double far = beyond(training, FAR);
        if (all <= WIDE && far > OFTEN) {
            warnings.add(String.format(Locale.ROOT,
                    "%.1f %% of predictions are more than %.0f sds of the target from its mean: the prior has heavy tails.",
                    100 * far, FAR));
        }
        double constant = constantShare(training);
        if (constant > CONSTANT) {
            warnings.add(String.format(Locale.ROOT,
                    "%.0f %% of the functions' variance is one level for all inputs: functions hardly depend on them. Raise the scale of the"
                            + " weights, or lower that of the biases.",
                    100 * constant));
        }
        return warnings;
    }

    @Override
    public List<PriorCurve> curves(PriorSample encoded) {
        PriorSample training = scaled(encoded);
        double[] z = new double[PLACES];
        Arrays.setAll(z, i -> SHOWN * (2.0 * i / (PLACES - 1) - 1));
        double[] simulated = PriorSample.sorted(training.simulated());
        double[] functions = PriorSample.sorted(training.mean());
        double[] within = training.within();
        double most = Math.max(2, PriorSample.quantile(within, 0.95));
        double[] widths = new double[PLACES];
        Arrays.setAll(widths, i -> most * i / (PLACES - 1));
        return List.of(
                new PriorCurve("prior-predictions", "Predictions before any target",
                        String.format(Locale.ROOT,
                                "Share of predictions at or below a value; %.1f %% lie outside of what is shown. A line as steep as the"
                                        + " normal one, or somewhat flatter, allows what the targets are; a flat one allows what they cannot be.",
                                100 * beyond(training, SHOWN)),
                        target.name(), Arrays.stream(z).map(this::original).toArray(),
                        List.of(new PriorCurve.Line("predictions", below(simulated, z)),
                                new PriorCurve.Line("functions alone", below(functions, z)),
                                new PriorCurve.Line("normal with the targets' mean and sd",
                                        Arrays.stream(z).map(NORMAL::cumulativeProbability).toArray()))),
                new PriorCurve("prior-within", "How much functions vary over the inputs", String.format(Locale.ROOT,
                        "Share of functions whose standard deviation over the training inputs is at or below a value; half are below %.2g."
                                + " The targets' own, noise included, is 1.",
                        PriorSample.quantile(within, 0.5)), "sd of a function, in sds of the target", widths,
                        List.of(new PriorCurve.Line("functions", below(within, widths)))));
    }

    /** The distribution function of numbers in order. */
    static double[] below(double[] sorted, double[] places) {
        return Arrays.stream(places).map(place -> PriorSample.shareBelow(sorted, place)).toArray();
    }

    @Override
    public String value() {
        return target.name();
    }

    @Override
    public double value(Mixture one) {
        return target.toOriginal(one.mean());
    }
}
