package ergodic.autodiff.compile.lowering;

import ergodic.autodiff.BinaryFunction;
import ergodic.autodiff.Op;
import ergodic.autodiff.Window;
import ergodic.autodiff.compile.instruction.ElementwiseInstructions;
import ergodic.autodiff.compile.instruction.WindowInstructions;
import ergodic.autodiff.compile.instruction.WindowInstructions.Geometry;
import ergodic.autodiff.compile.instruction.WindowInstructions.Piece;
import ergodic.autodiff.compile.instruction.WindowInstructions.Plan;
import ergodic.autodiff.compile.instruction.WindowInstructions.Pooling;
import ergodic.autodiff.compile.instruction.WindowRuns;
import ergodic.autodiff.compile.plan.Buffer;
import ergodic.autodiff.compile.plan.TiledValue;
import ergodic.autodiff.kernel.Kernels;
import ergodic.autodiff.kernel.provider.KernelProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lowers convolutions and poolings. A convolution with padding reads a copy of the image with zeros around it, which the
 * gradient of its weights reads again; what is summed over windows of the result (the transpose, poolings) leaves padding out.
 */
final class WindowLowering {

    private final Lowering lowering;
    private final ReductionLowering reductions;
    private final Kernels globalKernels = KernelProvider.scalar();

    private record Padded(Buffer buffer, int offset, int size, int y, int x) {}

    private final Map<Padded, TiledValue> padded = new HashMap<>();

    WindowLowering(Lowering lowering, ReductionLowering reductions) {
        this.lowering = lowering;
        this.reductions = reductions;
    }

    private Kernels kernels(TiledValue out) {
        return out.byRow() ? lowering.rowKernels : globalKernels;
    }

    TiledValue convolution(Op.Convolution op, int[] dims, TiledValue x, TiledValue weights, @Nullable TiledValue bias) {
        Window window = op.window();
        TiledValue w = lowering.dense(weights);
        boolean plain = bias == null || !bias.byRow();
        boolean together = plain && !w.byRow();
        TiledValue image = padded(w.byRow() ? lowering.denseByRow(x) : lowering.dense(x), window);
        TiledValue b = bias == null || !together ? null : lowering.dense(bias);
        Window inner = window.withPadding(0);
        WindowRuns runs = WindowRuns.forward(inner, image.dims()[1], image.dims()[2]);
        Geometry geometry = forward(op.groups(), dims, image.dims(), weights.dims());
        Plan plan = plan(runs, offsets(inner, image.dims()[2], false), weights.dims()[1], imageSize(image),
                window.taps());
        TiledValue out = convolve(dims, image, w, b, geometry, plan);
        return bias == null || together ? out
                : lowering.elementwise.binary(BinaryFunction.ADD, dims, out,
                        lowering.dense(bias).reshaped(new int[]{dims[0], 1, 1}));
    }

    TiledValue transposed(Op.ConvolutionTransposed op, int[] dims, TiledValue operand, TiledValue weights) {
        TiledValue w = lowering.dense(weights);
        TiledValue u = w.byRow() ? lowering.denseByRow(operand) : lowering.dense(operand);
        WindowRuns runs = WindowRuns.transposed(op.window(), dims[1], dims[2]);
        int taps = op.window().taps();
        int filters = weights.dims()[0] / op.groups();
        int channels = weights.dims()[1];
        Geometry geometry = new Geometry(op.groups(), channels, dims[1] * dims[2], filters * imageSize(u),
                filters * channels * taps, taps);
        Plan plan = plan(runs, offsets(op.window(), u.dims()[2], true), filters, imageSize(u), channels * taps);
        return convolve(dims, u, w, null, geometry, plan);
    }

    private TiledValue convolve(int[] dims, TiledValue x, TiledValue w, @Nullable TiledValue bias, Geometry geometry,
            Plan plan) {
        TiledValue out = lowering.result(dims, x.byRow() || w.byRow());
        if (w.byRow()) {
            lowering.zero(out);
            lowering.emit(List.of(x, w, out), out,
                    () -> new WindowInstructions.ConvolveByRow(lowering.rowKernels, out, w, x, geometry, plan));
            return out;
        }
        TiledValue weights = lowering.operand(w, out);
        TiledValue packed = TiledValue.whole(new Buffer(w.size(), false, weights.bytes()), w.dims());
        lowering.emit(List.of(weights), packed,
                () -> new WindowInstructions.Pack(kernels(out), packed, weights, geometry, plan.weights()));
        TiledValue start = bias == null ? null : lowering.operand(bias, out);
        List<TiledValue> reads = start == null ? List.of(x, packed) : List.of(x, packed, start);
        lowering.emit(reads, out,
                () -> new WindowInstructions.Convolve(kernels(out), out, packed, start, x, geometry, plan));
        return out;
    }

    TiledValue weights(Op.ConvolutionWeights op, int[] dims, TiledValue x, TiledValue u) {
        boolean rows = x.byRow() || u.byRow();
        TiledValue image = padded(rows ? lowering.denseByRow(x) : lowering.dense(x), op.window());
        TiledValue adjoint = rows ? lowering.denseByRow(u) : lowering.dense(u);
        Geometry geometry = forward(op.groups(), u.dims(), image.dims(), dims);
        WindowRuns lines = WindowRuns.forward(op.window().withPadding(0), image.dims()[1], image.dims()[2]);
        int[] taps = new int[dims[1] * op.window().taps()];
        int[] offsets = offsets(op.window(), image.dims()[2], false);
        Arrays.setAll(taps, i -> i / offsets.length * imageSize(image) + offsets[i % offsets.length]);
        if (!rows || !op.overRows()) {
            TiledValue out = lowering.result(dims, rows);
            WindowRuns single = lines.single();
            lowering.emit(List.of(image, adjoint), out, () -> new WindowInstructions.Weights(kernels(out), out, adjoint,
                    image, geometry, single, taps, false, 1));
            return op.overRows() ? reductions.timesRows(out) : out;
        }
        TiledValue cleared = reductions.cleared(image);
        TiledValue clearedAdjoint = reductions.cleared(adjoint);
        TiledValue out = lowering.result(dims, false);
        TiledValue accumulators = reductions.accumulators(out.size());
        WindowRuns runs = lines.isAdjacent() ? lines : lines.single();
        lowering.emit(List.of(cleared, clearedAdjoint, accumulators), accumulators,
                () -> new WindowInstructions.Weights(lowering.rowKernels, accumulators, clearedAdjoint, cleared,
                        geometry, runs, taps, true, Kernels.LINE / Double.BYTES));
        return reductions.reduced(lowering.rowKernels, out, accumulators);
    }

    /** The geometry of a convolution forward. */
    private static Geometry forward(int groups, int[] out, int[] image, int[] weights) {
        int perFilter = weights[1] * weights[2] * weights[3];
        int outs = out[0] / groups;
        return new Geometry(groups, outs, out[1] * out[2], weights[1] * image[1] * image[2], outs * perFilter,
                perFilter);
    }

    /** Where each tap reads, relative to where the first does or would. */
    private static int[] offsets(Window window, int lineLength, boolean transposed) {
        int[] offsets = new int[window.taps()];
        for (int tap = 0; tap < offsets.length; tap++) {
            int y = tap / window.x().size() * window.y().dilation();
            int x = tap % window.x().size() * window.x().dilation();
            offsets[tap] = transposed ? -(y / window.y().stride() * lineLength + x / window.x().stride())
                    : y * lineLength + x;
        }
        return offsets;
    }

    /** Taps in the order [tap][channel], so that windows cut off at a border use few ranges of them. */
    private static Plan plan(WindowRuns runs, int[] offsets, int channels, int inSize, int wIn) {
        int[] inputs = new int[offsets.length * channels];
        int[] weights = new int[inputs.length];
        Arrays.setAll(inputs, i -> offsets[i / channels] + i % channels * inSize);
        Arrays.setAll(weights, i -> i / channels + i % channels * wIn);
        Map<WindowRuns.Taps, int[]> ranges = new HashMap<>();
        Piece[] pieces = new Piece[runs.runs.size()];
        for (int i = 0; i < pieces.length; i++) {
            WindowRuns.Run run = runs.runs.get(i);
            int[] number = run.taps().number();
            int base = number.length == 0 ? run.in() : run.in() - offsets[number[0]];
            pieces[i] = new Piece(run.out(), base, run.count(),
                    ranges.computeIfAbsent(run.taps(), taps -> ranges(number, channels)));
        }
        return new Plan(pieces, runs.outStep, runs.inStep, inputs, weights);
    }

    /** Rising numbers as ranges, each number standing for so many. */
    private static int[] ranges(int[] numbers, int times) {
        List<Integer> ranges = new ArrayList<>();
        for (int i = 0; i < numbers.length; i++) {
            if (i == 0 || numbers[i] != numbers[i - 1] + 1) {
                ranges.add(numbers[i] * times);
                ranges.add(numbers[i] * times);
            }
            ranges.set(ranges.size() - 1, (numbers[i] + 1) * times);
        }
        return ranges.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int imageSize(TiledValue image) {
        return image.dims()[1] * image.dims()[2];
    }

    /** The image with the window's padding written out; one copy for all that use it. */
    private TiledValue padded(TiledValue image, Window window) {
        int y = window.y().padding();
        int x = window.x().padding();
        if (y == 0 && x == 0) {
            return image;
        }
        return padded.computeIfAbsent(new Padded(image.buffer(), image.offset(), image.size(), y, x), key -> {
            int[] dims = image.dims();
            TiledValue out = lowering.result(new int[]{dims[0], dims[1] + 2 * y, dims[2] + 2 * x}, image.byRow());
            TiledValue inside = out.slice(1, y, dims[1]).slice(2, x, dims[2]);
            lowering.zero(out);
            lowering.emit(new Step.Parted(List.of(inside), List.of(image, inside), false,
                    v -> new ElementwiseInstructions.Copy(lowering.kernels(out), v.get(0), v.get(1))));
            return out;
        });
    }

    TiledValue averagePool(Window window, int[] dims, TiledValue operand) {
        TiledValue x = lowering.dense(operand);
        return pool(Pooling.SUM, dims, x, x, WindowRuns.forward(window, x.dims()[1], x.dims()[2]), 1.0 / window.taps());
    }

    TiledValue averagePoolTransposed(Window window, int[] dims, TiledValue operand) {
        TiledValue u = lowering.dense(operand);
        return pool(Pooling.SUM, dims, u, u, WindowRuns.transposed(window, dims[1], dims[2]), 1.0 / window.taps());
    }

    TiledValue maxPool(Window window, int[] dims, TiledValue values, TiledValue keys) {
        boolean rows = values.byRow() || keys.byRow();
        TiledValue a = rows ? lowering.denseByRow(values) : lowering.dense(values);
        TiledValue k = values.equals(keys) ? a : rows ? lowering.denseByRow(keys) : lowering.dense(keys);
        return pool(Pooling.MAX, dims, a, k, WindowRuns.forward(window, k.dims()[1], k.dims()[2]), 1);
    }

    TiledValue maxPoolTransposed(Window window, int[] dims, TiledValue operand, TiledValue keys) {
        boolean rows = operand.byRow() || keys.byRow();
        TiledValue u = rows ? lowering.denseByRow(operand) : lowering.dense(operand);
        TiledValue k = rows ? lowering.denseByRow(keys) : lowering.dense(keys);
        return pool(Pooling.MAX_TRANSPOSED, dims, u, k, WindowRuns.forward(window, dims[1], dims[2]), 1);
    }

    private TiledValue pool(Pooling pooling, int[] dims, TiledValue a, TiledValue keys, WindowRuns runs, double scale) {
        TiledValue out = lowering.result(dims, a.byRow());
        List<TiledValue> reads = new ArrayList<>(List.of(a, keys));
        if (pooling == Pooling.MAX_TRANSPOSED) {
            lowering.zero(out);
            reads.add(out);
        }
        lowering.emit(new Step.Parted(List.of(out), reads, false, v -> new WindowInstructions.Pool(kernels(out),
                pooling, v.get(0), v.get(1), v.get(2), runs, scale)));
        return out;
    }
}
