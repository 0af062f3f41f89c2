package ergodic.sampler.chees;

/** The van der Corput sequence in base 2: 1/2, 1/4, 3/4, 1/8, 5/8, ...; every stretch of it is spread evenly over (0, 1). */
final class VanDerCorput {

    private VanDerCorput() {}

    /** Element {@code index}, from 1; in (0, 1). After 2^31 - 1 elements it begins anew. */
    static double at(long index) {
        int bits = (int) ((index - 1) % Integer.MAX_VALUE) + 1;
        return (Integer.reverse(bits) >>> 1) * 0x1p-31;
    }
}
