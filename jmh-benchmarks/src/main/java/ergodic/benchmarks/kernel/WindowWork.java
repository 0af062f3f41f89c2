package ergodic.benchmarks.kernel;

import ergodic.autodiff.kernel.Kernels;
import java.lang.foreign.MemorySegment;

/** Convolutions and poolings of square images, in tiles of one cache line of rows, as convolutional networks have. */
final class WindowWork {

    private static final int WINDOW = 5;
    private static final int POOL = 2;

    private WindowWork() {}

    /** A convolution: operands, and where its lines begin. */
    private static final class Convolution {
        private final Operands operands;
        private final MemorySegment m;
        private final int filters;
        private final int size;
        private final int lanes;
        private final int outs;
        private final int[] taps;
        private final long image;
        private final long results;

        Convolution(Kernels k, int filters, int channels, int size) {
            this.filters = filters;
            this.size = size;
            this.lanes = k.lanes();
            this.outs = size - WINDOW + 1;
            this.taps = new int[channels * WINDOW * WINDOW];
            for (int i = 0; i < taps.length; i++) {
                int channel = i / (WINDOW * WINDOW);
                taps[i] = channel * size * size + i / WINDOW % WINDOW * size + i % WINDOW;
            }
            long numbers = (long) lanes * (channels * size * size + filters * outs * outs);
            operands = new Operands(k, numbers + 2L * filters * taps.length * lanes + filters);
            m = operands.memory();
            image = operands.take((long) channels * size * size * lanes);
            results = operands.take((long) filters * outs * outs * lanes);
        }

        int stride() {
            return outs * outs * lanes;
        }

        KernelWork work(Runnable call) {
            return new KernelWork(call, KernelWork.Unit.MULTIPLY_ADD, (long) stride() * filters * taps.length);
        }
    }

    /** Filters of 5x5 over images of several channels, line by line. */
    static KernelWork affineTaps(Kernels k, int filters, int channels, int size) {
        Convolution c = new Convolution(k, filters, channels, size);
        long packed = c.operands.take((long) filters * c.taps.length);
        long bias = c.operands.take(filters);
        int[] ranges = {0, c.taps.length};
        long outLine = (long) c.outs * c.lanes * k.bytes();
        long inLine = (long) size * c.lanes * k.bytes();
        return c.work(() -> {
            for (int line = 0; line < c.outs; line++) {
                k.affineTaps(c.m, c.results + line * outLine, c.stride(), packed, bias, c.image + line * inLine, c.taps,
                        ranges, c.lanes, c.filters, c.outs * c.lanes);
            }
        });
    }

    /** The gradient with respect to filters, summed over rows. */
    static KernelWork accumulateTaps(Kernels k, int filters, int channels, int size) {
        Convolution c = new Convolution(k, filters, channels, size);
        long sums = c.operands.accumulators((long) filters * c.taps.length);
        int[] outRuns = new int[c.outs];
        int[] inRuns = new int[c.outs];
        for (int line = 0; line < c.outs; line++) {
            outRuns[line] = line * c.outs;
            inRuns[line] = line * size;
        }
        return c.work(() -> k.accumulateTaps(c.m, sums, c.results, c.filters, c.stride(), outRuns, c.image, c.taps,
                inRuns, c.lanes, c.outs * c.lanes));
    }

    /** The gradient with respect to filters of each row by itself. */
    static KernelWork productTaps(Kernels k, int filters, int channels, int size) {
        Convolution c = new Convolution(k, filters, channels, size);
        long out = c.operands.take((long) filters * c.taps.length * c.lanes);
        int[] outRuns = new int[c.outs * c.outs];
        int[] inRuns = new int[c.outs * c.outs];
        for (int p = 0; p < outRuns.length; p++) {
            outRuns[p] = p;
            inRuns[p] = p / c.outs * c.size + p % c.outs;
        }
        return c.work(() -> k.productTaps(c.m, out, c.results, c.filters, c.stride(), outRuns, c.image, c.taps, inRuns,
                c.lanes));
    }

    /** Filters put into the order in which they are read, by weight. */
    static KernelWork packTaps(Kernels k, int filters, int channels) {
        int[] taps = new int[channels * WINDOW * WINDOW];
        for (int i = 0; i < taps.length; i++) {
            taps[i] = i;
        }
        Operands operands = new Operands(k, 2L * filters * taps.length);
        MemorySegment m = operands.memory();
        long weights = operands.take((long) filters * taps.length);
        long packed = operands.take((long) filters * taps.length);
        return new KernelWork(() -> k.packTaps(m, packed, weights, taps.length, taps, filters),
                KernelWork.Unit.ELEMENT, (long) filters * taps.length);
    }

    /** Which pooling. */
    enum Pooling {
        AVERAGE,
        MAX,
        MAX_TRANSPOSED
    }

    /** Poolings of 2x2 without overlap, by window. */
    static KernelWork pool(Kernels k, Pooling pooling, int size) {
        int outs = size / POOL;
        int lanes = k.lanes();
        int[] taps = {0, 1, size, size + 1};
        Operands operands = new Operands(k, 2L * size * size * lanes + (long) outs * outs * lanes);
        MemorySegment m = operands.memory();
        long image = operands.take((long) size * size * lanes);
        long gradient = operands.take((long) size * size * lanes);
        long results = operands.take((long) outs * outs * lanes);
        long outLine = (long) outs * lanes * k.bytes();
        long inLine = (long) POOL * size * lanes * k.bytes();
        Runnable call = switch (pooling) {
            case AVERAGE -> () -> {
                for (int line = 0; line < outs; line++) {
                    k.sumTaps(m, results + line * outLine, lanes, image + line * inLine, POOL * lanes, taps, 0.25,
                            lanes, outs);
                }
            };
            case MAX -> () -> {
                for (int line = 0; line < outs; line++) {
                    k.maxTaps(m, results + line * outLine, lanes, image + line * inLine, image + line * inLine,
                            POOL * lanes, taps, lanes, outs);
                }
            };
            case MAX_TRANSPOSED -> () -> {
                for (int line = 0; line < outs; line++) {
                    k.maxTapsTransposed(m, gradient + line * inLine, results + line * outLine, lanes,
                            image + line * inLine, POOL * lanes, taps, lanes, outs);
                }
            };
        };
        return new KernelWork(call, KernelWork.Unit.ELEMENT, (long) outs * outs * lanes);
    }
}
