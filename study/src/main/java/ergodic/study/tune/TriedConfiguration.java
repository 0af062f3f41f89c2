package ergodic.study.tune;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A configuration with its scores in all folds.
 *
 * @param settings
 *            what replaces keys of the configuration that was given; empty for itself
 * @param folds
 *            of each fold its score
 */
record TriedConfiguration(List<String> settings, List<FoldScore> folds) {

    /** Copies the lists. */
    TriedConfiguration {
        settings = List.copyOf(settings);
        folds = List.copyOf(folds);
    }

    String name() {
        return settings.isEmpty() ? "as configured" : String.join(" ", settings);
    }

    /** Log densities of all rows of all folds, in the order of their numbers; minus infinity where a fold has failed. */
    double[] logDensity() {
        record Row(int number, double density) {}
        return folds.stream()
                .flatMap(fold -> IntStream.range(0, fold.rows().length)
                        .mapToObj(i -> new Row(fold.rows()[i], fold.logDensity()[i])))
                .sorted(Comparator.comparingInt(Row::number)).mapToDouble(Row::density).toArray();
    }

    /** Unknowns of the largest of its posteriors: folds may differ by a category. */
    int unknowns() {
        return folds.stream().mapToInt(FoldScore::unknowns).max().orElse(0);
    }

    long gradients() {
        return folds.stream().mapToLong(FoldScore::gradients).sum();
    }

    double seconds() {
        return folds.stream().mapToDouble(FoldScore::seconds).sum();
    }

    int divergences() {
        return folds.stream().mapToInt(FoldScore::divergences).sum();
    }

    /** Why a fold has no draws; empty if all have. */
    String failure() {
        return folds.stream().map(FoldScore::failure).filter(text -> !text.isEmpty()).findFirst().orElse("");
    }
}
