package ergodic.nn.predict.classes;

import ergodic.nn.predict.Prediction;

/**
 * Which rows get no answer: those that are less certain than a bound says. A row's own prediction decides, not the rows beside
 * it.
 *
 * @param by
 *            by what
 * @param bound
 *            in the measure's own terms: a row is rejected whose entropy or mutual information is above it, or whose maximum
 *            probability is below it
 */
public record Rejection(UncertaintyMeasure by, double bound) {

    /** Checks that the bound is a number. */
    public Rejection {
        if (!Double.isFinite(bound)) {
            throw new IllegalArgumentException("the bound of a rejection must be a finite number, not " + bound);
        }
    }

    /** Whether a row is rejected; one without a finite prediction is. */
    public boolean rejects(Prediction prediction, int row) {
        return !(by.uncertainty(by.value(prediction, row)) <= by.uncertainty(bound));
    }

    /** Such as {@code entropy above 0.5}. */
    @Override
    public String toString() {
        return by.words() + (by.smallIsUncertain() ? " below " : " above ") + bound;
    }
}
