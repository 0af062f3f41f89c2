package ergodic.sampler.dropout;

import org.apache.commons.rng.UniformRandomProvider;

/** Uniform numbers that are written down, one after another; whole numbers are 0, so that nothing is shuffled. */
final class Scripted implements UniformRandomProvider {

    private final double[] numbers;
    private int next;

    Scripted(double... numbers) {
        this.numbers = numbers;
    }

    @Override
    public double nextDouble() {
        return numbers[next++];
    }

    @Override
    public int nextInt(int n) {
        return n - 1;
    }

    @Override
    public long nextLong() {
        throw new UnsupportedOperationException("not written down");
    }
}
