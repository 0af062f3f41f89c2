package ergodic.sampler.laplace;

/** A diagonal precision. Its numbers are those of the diagonal, then how many were replaced. */
final class DiagonalNormal implements NormalShape {

    private final double[] numbers;

    /** Of its {@link #numbers}. */
    DiagonalNormal(double[] numbers) {
        this.numbers = numbers;
    }

    /**
     * Of a diagonal.
     *
     * @param diagonal
     *            precisions; one that is not positive is replaced
     * @param unit
     *            by what
     */
    static DiagonalNormal of(double[] diagonal, double[] unit) {
        int d = diagonal.length;
        double[] numbers = new double[d + 1];
        for (int i = 0; i < d; i++) {
            numbers[i] = diagonal[i] > 0 ? diagonal[i] : unit[i];
            numbers[d] += diagonal[i] > 0 ? 0 : 1;
        }
        return new DiagonalNormal(numbers);
    }

    @Override
    public void offsetInto(double[] white, double[] offset) {
        for (int i = 0; i < white.length; i++) {
            offset[i] = white[i] / Math.sqrt(numbers[i]);
        }
    }

    @Override
    public void variancesInto(double[] variances) {
        for (int i = 0; i < variances.length; i++) {
            variances[i] = 1 / numbers[i];
        }
    }

    @Override
    public double logDeterminant() {
        double sum = 0;
        for (int i = 0; i < numbers.length - 1; i++) {
            sum += Math.log(numbers[i]);
        }
        return sum;
    }

    @Override
    public int replaced() {
        return (int) numbers[numbers.length - 1];
    }

    @Override
    public double[] numbers() {
        return numbers;
    }
}
