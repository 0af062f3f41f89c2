package ergodic.autodiff.compile.instruction;

import ergodic.autodiff.compile.plan.Instruction;
import ergodic.autodiff.compile.plan.Plan;
import ergodic.autodiff.compile.plan.Slot;
import ergodic.autodiff.compile.plan.TiledValue;
import ergodic.autodiff.kernel.WindowKernels;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/**
 * Convolutions and poolings. A channel by row is {@code height width} runs of lanes, so a line of windows that move one by one is
 * one long run. Global images go through the same loops as tiles of one lane.
 */
public final class WindowInstructions {

    private WindowInstructions() {}

    /**
     * A convolution or its transpose as affine maps of runs: in each group, {@code outs} results (filters, or channels) of as
     * many inputs, both whole channels.
     *
     * @param outSize
     *            elements in a channel of the result
     * @param inGroup
     *            elements of a group of inputs
     * @param wGroup
     *            weights of a group
     * @param wOut
     *            weights from one result to the next
     */
    public record Geometry(int groups, int outs, int outSize, int inGroup, int wGroup, int wOut) {}

    /**
     * A stretch of a result and what it reads.
     *
     * @param base
     *            the element to which the taps of all its results are relative
     * @param ranges
     *            of taps
     */
    public record Piece(int out, int base, int count, int[] ranges) {}

    /** The pieces of a channel, and the taps of all input channels: where the inputs are and where the weights. */
    public record Plan(Piece[] pieces, int outStep, int inStep, int[] inputs, int[] weights) {}

    /** Puts the weights of all groups into the order in which they are read. */
    public static final class Pack extends Instruction {
        private final WindowKernels kernels;
        private final Slot out;
        private final Slot weights;
        private final Geometry g;
        private final int[] taps;

        public Pack(WindowKernels kernels, TiledValue out, TiledValue weights, Geometry geometry, int[] taps) {
            this.kernels = kernels;
            this.out = out.slot();
            this.weights = weights.slot();
            this.g = geometry;
            this.taps = taps;
        }

        @Override
        public void execute(MemorySegment m, int width, int rows) {
            for (int group = 0; group < g.groups; group++) {
                kernels.packTaps(m, out.at(group * g.wGroup, 0), weights.at(group * g.wGroup, 0), g.wOut, taps, g.outs);
            }
        }
    }

    /** A convolution, or its transpose, with global weights. */
    public static final class Convolve extends Instruction {
        private final WindowKernels kernels;
        private final Slot out;
        private final Slot packed;
        private final @Nullable Slot bias;
        private final Slot x;
        private final Geometry g;
        private final Plan plan;
        private final boolean adjacent;

        public Convolve(WindowKernels kernels, TiledValue out, TiledValue packed, @Nullable TiledValue bias,
                TiledValue x,
                Geometry geometry,
                Plan plan) {
            this.kernels = kernels;
            this.out = out.slot();
            this.packed = packed.slot();
            this.bias = bias == null ? null : bias.slot();
            this.x = x.slot();
            this.g = geometry;
            this.plan = plan;
            this.adjacent = plan.outStep == 1 && plan.inStep == 1;
        }

        @Override
        public void execute(MemorySegment m, int width, int rows) {
            int lanes = out.byRow() ? width : 1;
            for (int group = 0; group < g.groups; group++) {
                long w = packed.at(group * g.wGroup, width);
                long b = bias == null ? -1 : bias.at(group * g.outs, width);
                for (Piece piece : plan.pieces) {
                    int to = group * g.outs * g.outSize + piece.out;
                    int from = group * g.inGroup + piece.base;
                    int calls = adjacent ? 1 : piece.count;
                    int n = adjacent ? piece.count * lanes : lanes;
                    for (int i = 0; i < calls; i++) {
                        kernels.affineTaps(m, out.at(to + i * plan.outStep, width), g.outSize * lanes, w, b,
                                x.at(from + i * plan.inStep, width), plan.inputs, piece.ranges, lanes, g.outs, n);
                    }
                }
            }
        }
    }

    /** The gradient of a convolution's weights: summed over rows into accumulators, or for each row by itself. */
    public static final class Weights extends Instruction {
        private final WindowKernels kernels;
        private final Slot out;
        private final Slot u;
        private final Slot x;
        private final Geometry g;
        private final int[] uRuns;
        private final int[] xRuns;
        private final int[] taps;
        private final int run;
        private final boolean overRows;
        private final int place;

        /**
         * @param geometry
         *            that of the convolution
         * @param runs
         *            single windows, or whole lines if {@code overRows} and they are adjacent
         * @param taps
         *            the taps of all channels of a group
         * @param place
         *            doubles of an accumulator
         */
        public Weights(WindowKernels kernels, TiledValue out, TiledValue u, TiledValue x, Geometry geometry,
                WindowRuns runs,
                int[] taps,
                boolean overRows, int place) {
            this.kernels = kernels;
            this.out = out.slot();
            this.u = u.slot();
            this.x = x.slot();
            this.g = geometry;
            this.uRuns = runs.outs();
            this.xRuns = runs.ins();
            this.taps = taps;
            this.run = runs.runs.get(0).count();
            this.overRows = overRows;
            this.place = place;
        }

        @Override
        public void execute(MemorySegment m, int width, int rows) {
            int lanes = u.byRow() ? width : 1;
            for (int group = 0; group < g.groups; group++) {
                long from = u.at(group * g.outs * g.outSize, width);
                long image = x.at(group * g.inGroup, width);
                if (overRows) {
                    kernels.accumulateTaps(m, out.at(group * g.wGroup * place, width), from, g.outs, g.outSize * lanes,
                            uRuns, image, taps, xRuns, lanes, run * lanes);
                } else {
                    kernels.productTaps(m, out.at(group * g.wGroup, width), from, g.outs, g.outSize * lanes, uRuns,
                            image, taps, xRuns, lanes);
                }
            }
        }
    }

    /** A convolution, or its transpose, with weights by row: product after product. */
    public static final class ConvolveByRow extends Instruction {
        private final WindowKernels kernels;
        private final Slot out;
        private final Slot weights;
        private final Slot x;
        private final Geometry g;
        private final Plan plan;

        public ConvolveByRow(WindowKernels kernels, TiledValue out, TiledValue weights, TiledValue x, Geometry geometry,
                Plan plan) {
            this.kernels = kernels;
            this.out = out.slot();
            this.weights = weights.slot();
            this.x = x.slot();
            this.g = geometry;
            this.plan = plan;
        }

        @Override
        public void execute(MemorySegment m, int width, int rows) {
            for (int o = 0; o < g.groups * g.outs; o++) {
                int group = o / g.outs;
                int w = group * g.wGroup + o % g.outs * g.wOut;
                for (Piece piece : plan.pieces) {
                    for (int i = 0; i < piece.count; i++) {
                        products(m, width, o * g.outSize + piece.out + i * plan.outStep, w,
                                group * g.inGroup + piece.base + i * plan.inStep, piece.ranges);
                    }
                }
            }
        }

        private void products(MemorySegment m, int width, int to, int w, int from, int[] ranges) {
            for (int k = 0; k < ranges.length; k += 2) {
                for (int i = ranges[k]; i < ranges[k + 1]; i++) {
                    kernels.multiplyAdd(m, out.at(to, width), weights.at(w + plan.weights[i], width),
                            x.at(from + plan.inputs[i], width), width);
                }
            }
        }
    }

    /** What a pooling does with a window. */
    public enum Pooling {
        /** Scaled sum, forward or transposed. */
        SUM,
        /** Value at the largest key. */
        MAX,
        /** Adds to the place of the largest key. */
        MAX_TRANSPOSED
    }

    /** A pooling, channel by channel and line by line. */
    public static final class Pool extends Instruction {
        private final WindowKernels kernels;
        private final Pooling pooling;
        private final Slot out;
        private final Slot a;
        private final Slot keys;
        private final WindowRuns.Run[] runs;
        private final int outStep;
        private final int inStep;
        private final int channels;
        private final int outSize;
        private final int inSize;
        private final double scale;

        /** @param keys of a maximum; otherwise the operand again */
        public Pool(WindowKernels kernels, Pooling pooling, TiledValue out, TiledValue a, TiledValue keys,
                WindowRuns runs,
                double scale) {
            this.kernels = kernels;
            this.pooling = pooling;
            this.out = out.slot();
            this.a = a.slot();
            this.keys = keys.slot();
            this.runs = runs.runs.toArray(WindowRuns.Run[]::new); // cold: once a plan
            this.outStep = runs.outStep;
            this.inStep = runs.inStep;
            this.channels = out.dims()[0];
            this.outSize = out.dims()[1] * out.dims()[2];
            this.inSize = a.dims()[1] * a.dims()[2];
            this.scale = scale;
        }

        @Override
        public void execute(MemorySegment m, int width, int rows) {
            int lanes = out.byRow() ? width : 1;
            for (int c = 0; c < channels; c++) {
                for (WindowRuns.Run run : runs) {
                    int[] taps = run.taps().input();
                    switch (pooling) {
                        case SUM -> kernels.sumTaps(m, out.at(c * outSize + run.out(), width), outStep * lanes,
                                a.at(c * inSize + run.in(), width), inStep * lanes, taps, scale, lanes, run.count());
                        case MAX -> kernels.maxTaps(m, out.at(c * outSize + run.out(), width), outStep * lanes,
                                a.at(c * inSize + run.in(), width), keys.at(c * inSize + run.in(), width),
                                inStep * lanes, taps, lanes, run.count());
                        // The runs are those of the pooling forward: their results are the operand's elements.
                        case MAX_TRANSPOSED -> kernels.maxTapsTransposed(m, out.at(c * outSize + run.in(), width),
                                a.at(c * inSize + run.out(), width), outStep * lanes,
                                keys.at(c * outSize + run.in(), width), inStep * lanes, taps, lanes, run.count());
                    }
                }
            }
        }
    }
}
