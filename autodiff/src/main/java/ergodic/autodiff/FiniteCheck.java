package ergodic.autodiff;

/** Whether all numbers of a gradient are finite: a density with a part of its gradient missing cannot be followed. */
public final class FiniteCheck {

    private FiniteCheck() {}

    /**
     * 0 if all numbers are finite, otherwise NaN: what is added to a value that is of no use then.
     *
     * @param numbers
     *            any number of them
     */
    public static double zeroIfFinite(double[] numbers) {
        // 0 times what is not finite is NaN. Four sums, because one would wait for each addition.
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i < numbers.length - 3; i += 4) {
            s0 += 0 * numbers[i];
            s1 += 0 * numbers[i + 1];
            s2 += 0 * numbers[i + 2];
            s3 += 0 * numbers[i + 3];
        }
        for (; i < numbers.length; i++) {
            s0 += 0 * numbers[i];
        }
        return s0 + s1 + (s2 + s3);
    }
}
