package ergodic.autodiff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Makes random programs of all operators, with global and by-row values mixed, for tests that compare two
 * interpretations of one program. Arguments are kept where the functions are defined and moderate, so that values stay
 * finite.
 */
public final class RandomPrograms {

    private static final List<UnaryFunction> KINKED = List.of(UnaryFunction.RELU, UnaryFunction.ABS, UnaryFunction.SIGN,
            UnaryFunction.STEP);
    private static final List<BinaryFunction> SMOOTH = List.of(BinaryFunction.ADD, BinaryFunction.SUBTRACT,
            BinaryFunction.MULTIPLY, BinaryFunction.DIVIDE, BinaryFunction.POW);

    private static final int LARGEST = 48;

    private final SplittableRandom random;
    private final boolean smooth;
    private final Tracer tracer;
    private final List<Tensor> pool = new ArrayList<>();

    private RandomPrograms(long seed, boolean smooth, Tracer tracer) {
        this.random = new SplittableRandom(seed);
        this.tracer = tracer;
        this.smooth = smooth;
    }

    /** A program of some 10 to 60 nodes. */
    public static RandomProgram generate(long seed) {
        return generate(seed, false);
    }

    /**
     * A program of some 10 to 60 nodes.
     *
     * @param smooth
     *            leaves out functions with kinks and steps, so that differences approach derivatives
     */
    public static RandomProgram generate(long seed, boolean smooth) {
        return new RandomProgram(seed, new RandomPrograms(seed, smooth, new Tracer()).program());
    }

    /** The same program as it was written, without simplifications. */
    public static RandomProgram unsimplified(long seed, boolean smooth) {
        return new RandomProgram(seed, new RandomPrograms(seed, smooth, new Tracer(false)).program());
    }

    private Program program() {
        for (int i = 0; i < 3; i++) {
            pool.add(tracer.parameter("p" + i, dims()));
        }
        pool.add(tracer.parameter("matrix", dim(), dim()));
        pool.add(tracer.globalInput("g", dims()));
        pool.add(tracer.rowInput("x", dim()));
        pool.add(tracer.rowInput("y", dims()));
        pool.add(tracer.rowInput("index"));
        pool.add(constant(dims()));
        int steps = 4 + random.nextInt(16);
        for (int i = 0; i < steps; i++) {
            Tensor next = step();
            pool.add(next.shape().size() <= LARGEST ? next : vector(next).slice(0, 1, LARGEST / 2));
        }
        Tensor value = tracer.constant(0.5);
        for (int i = 0; i < pool.size(); i++) {
            if (i >= pool.size() - 6 || random.nextInt(3) == 0) {
                Tensor part = pool.get(i);
                tracer.output((part.shape().isByRow() ? "byRow" : "global") + i, part);
                Tensor sum = part.tanh().sum();
                value = value.plus(sum.shape().isByRow() ? sum.sumRows() : sum);
            }
        }
        tracer.output("value", value);
        return tracer.build();
    }

    private Tensor step() {
        return switch (random.nextInt(30)) {
            case 0, 1, 2 -> unary();
            case 3, 4, 5 -> binary();
            case 6 -> smooth ? any().softplus() : any().leakyRelu(0.2);
            case 7 -> smooth ? any().silu() : any().elu(0.7);
            case 8 -> gammas(random.nextInt(7));
            case 9 -> select();
            case 10 -> broadcast();
            case 11 -> sumTo();
            case 12 -> ranked(1).sum(-1);
            case 13 -> ranked(2).sum(0);
            case 14 -> byRow(any()).sumRows();
            case 15 -> alongAxis();
            case 16 -> dot();
            case 17, 18 -> matMul();
            case 19, 20 -> affine();
            case 21 -> tracer.apply(new Op.OuterSumRows(), List.of(vector(byRow(any())), vector(byRow(any()))));
            case 22 -> moved();
            case 23 -> concat();
            case 24 -> table();
            case 25 -> cholesky();
            case 26 -> any().barrier();
            case 27 -> convolution();
            case 28 -> pooling();
            default -> triangularSolve();
        };
    }

    private <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private Tensor any() {
        return one(pool);
    }

    private int dim() {
        return 1 + random.nextInt(4);
    }

    private int[] dims() {
        return IntStream.generate(this::dim).limit(random.nextInt(4)).toArray();
    }

    private Tensor constant(int... dims) {
        Shape shape = Shape.of(dims);
        return tracer.constant(random.doubles(shape.size(), -1, 1).toArray(), dims);
    }

    private static Tensor byRow(Tensor x) {
        return x.broadcastTo(x.shape().withRows(true));
    }

    /** Values between 0.3 and 2.3. */
    private static Tensor positive(Tensor x) {
        return x.sigmoid().times(2).plus(0.3);
    }

    /** A value with at least this many dimensions. */
    private Tensor ranked(int rank) {
        Tensor x = any();
        int[] dims = x.shape().dims();
        int[] padded = new int[Math.max(rank, dims.length)];
        Arrays.fill(padded, 1);
        System.arraycopy(dims, 0, padded, padded.length - dims.length, dims.length);
        return x.reshape(padded);
    }

    /** A value with exactly three dimensions. */
    private Tensor image() {
        Tensor x = ranked(3);
        int[] dims = x.shape().dims();
        int rest = 1;
        for (int i = 2; i < dims.length; i++) {
            rest *= dims[i];
        }
        return x.reshape(dims[0], dims[1], rest);
    }

    private Window.Axis axis(int inputs) {
        int padding = random.nextInt(2);
        int size = 1 + random.nextInt(Math.min(3, inputs));
        int dilation = size > 1 && (size - 1) * 2 < inputs ? 1 + random.nextInt(2) : 1;
        return new Window.Axis(size, 1 + random.nextInt(2), size > 1 ? padding : 0, dilation);
    }

    private Tensor convolution() {
        Tensor x = image();
        Shape shape = x.shape();
        if (shape.size() == 0) {
            return x;
        }
        Window window = new Window(axis(shape.dim(1)), axis(shape.dim(2)));
        int groups = shape.dim(0) % 2 == 0 ? 1 + random.nextInt(2) : 1;
        int filters = groups * dim();
        Tensor weights = constant(filters, shape.dim(0) / groups, window.y().size(), window.x().size());
        Tensor factor = random.nextInt(4) == 0 ? any().mean().tanh() : tracer.constant(0.5);
        Tensor y = x.conv2d(weights.times(factor), random.nextBoolean() ? constant(filters) : null, window, groups);
        return switch (random.nextInt(4)) {
            case 0 -> tracer.apply(new Op.ConvolutionTransposed(window, groups, shape.dim(1), shape.dim(2)),
                    List.of(y.tanh(), weights));
            case 1 -> tracer.apply(new Op.ConvolutionWeights(window, groups,
                    x.shape().isByRow() && random.nextBoolean()), List.of(x, y.tanh()));
            default -> y;
        };
    }

    private Tensor pooling() {
        Tensor x = image();
        Shape shape = x.shape();
        if (shape.size() == 0) {
            return x;
        }
        Window window = new Window(Window.Axis.of(1 + random.nextInt(shape.dim(1))).withStride(1 + random.nextInt(2)),
                Window.Axis.of(1 + random.nextInt(shape.dim(2))).withStride(1 + random.nextInt(2)));
        boolean average = smooth || random.nextBoolean();
        Tensor y = average ? x.averagePool2d(window, random.nextBoolean()) : x.maxPool2d(window);
        if (random.nextInt(3) > 0) {
            return y;
        }
        return average ? tracer.apply(new Op.AveragePoolTransposed(window, shape.dim(1), shape.dim(2)), List.of(y))
                : tracer.apply(new Op.MaxPoolTransposed(window), List.of(y.tanh(), x));
    }

    private static Tensor vector(Tensor x) {
        return x.reshape(x.shape().size());
    }

    /** Some value's elements, repeated to these dimensions. */
    private Tensor filling(int... dims) {
        Tensor some = any();
        Tensor x = some.shape().size() == 0 ? tracer.constant(0.3) : some;
        int size = Shape.of(dims).size();
        Tensor line = vector(x);
        while (line.shape().dim(0) < size) {
            line = Tensor.concat(0, List.of(line, line.times(0.5).plus(0.1)));
        }
        return line.slice(0, 0, size).reshape(dims);
    }

    private Tensor gammas(int kind) {
        Tensor a = positive(any());
        if (kind < 3) {
            return a.polygamma(kind);
        }
        if (kind < 5) {
            return a.stirlingRemainder(kind - 3);
        }
        Tensor b = partner(a).tanh();
        return kind == 5 ? a.deviance(b.exp(), b) : a.binomialDeviance(b.plus(1.5), b.times(2));
    }

    private Tensor unary() {
        UnaryFunction function = one(List.of(UnaryFunction.values()));
        if (smooth && KINKED.contains(function)) {
            return any().tanh();
        }
        return switch (function) {
            case LOG, LOG1P, SQRT, RECIPROCAL, LGAMMA -> positive(any()).unary(function);
            case EXP, EXPM1, SQUARE -> any().sin().unary(function);
            default -> any().unary(function);
        };
    }

    private Tensor binary() {
        BinaryFunction function = one(smooth ? SMOOTH : List.of(BinaryFunction.values()));
        Tensor a = any();
        Tensor b = partner(a);
        if (random.nextBoolean()) {
            Tensor swap = a;
            a = b;
            b = swap;
        }
        return switch (function) {
            case DIVIDE -> a.dividedBy(positive(b));
            case POW -> positive(a).pow(random.nextBoolean() ? b.tanh() : tracer.constant(random.nextInt(4)));
            case MULTIPLY -> a.times(random.nextInt(4) == 0 ? tracer.constant(-0.7) : b.tanh());
            default -> tracer.apply(new Op.Binary(function), List.of(a, b));
        };
    }

    /** A value that broadcasts with this one. */
    private Tensor partner(Tensor a) {
        int[] dims = a.shape().dims();
        int from = random.nextInt(dims.length + 1);
        int[] chosen = Arrays.copyOfRange(dims, from, dims.length);
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = random.nextInt(3) == 0 ? 1 : chosen[i];
        }
        return random.nextInt(6) == 0 ? a : filling(chosen);
    }

    private Tensor select() {
        Tensor a = any();
        Tensor condition = smooth ? tracer.rowInput("index" + pool.size()) : partner(a).less(tracer.constant(0.1));
        return tracer.apply(new Op.Select(), List.of(condition, a, partner(a)));
    }

    private Tensor broadcast() {
        Tensor x = any();
        if (x.shape().rank() > 2) {
            return byRow(x);
        }
        int[] dims = IntStream.concat(IntStream.of(dim()), IntStream.of(x.shape().dims())).toArray();
        for (int i = 1; i < dims.length; i++) {
            dims[i] = dims[i] == 1 ? dim() : dims[i];
        }
        return x.broadcastTo(x.shape().withDims(dims));
    }

    private Tensor sumTo() {
        Tensor x = any();
        int[] dims = x.shape().dims();
        int[] target = Arrays.copyOfRange(dims, random.nextInt(dims.length + 1), dims.length);
        for (int i = 0; i < target.length; i++) {
            target[i] = random.nextBoolean() ? 1 : target[i];
        }
        return tracer.apply(new Op.SumTo(x.shape().withDims(target)), List.of(x));
    }

    private Tensor alongAxis() {
        Tensor x = ranked(1);
        int axis = random.nextInt(x.shape().rank());
        return switch (random.nextInt(4)) {
            case 0 -> x.logSumExp(axis);
            case 1 -> x.softmax(axis);
            case 2 -> x.logSoftmax(axis);
            default -> tracer.apply(new Op.CumulativeSum(axis, random.nextBoolean()), List.of(x));
        };
    }

    private Tensor dot() {
        Tensor a = any();
        return a.tanh().dot(filling(a.shape().dims()));
    }

    private Tensor matMul() {
        Tensor a = ranked(1);
        if (a.shape().rank() > 2) {
            a = a.reshape(1, a.shape().size());
        }
        boolean transposeA = a.shape().rank() == 2 && random.nextBoolean();
        int inner = a.shape().dim(transposeA || a.shape().rank() == 1 ? 0 : 1);
        boolean vector = random.nextBoolean();
        boolean transposeB = !vector && random.nextBoolean();
        int n = dim();
        Tensor b = vector ? filling(inner) : transposeB ? filling(n, inner) : filling(inner, n);
        return tracer.apply(new Op.MatMul(transposeA, transposeB), List.of(a.tanh(), b));
    }

    private Tensor affine() {
        Tensor x = vector(any());
        int out = dim();
        String name = "w" + pool.size();
        Tensor weights = tracer.parameter(name, out, x.shape().dim(0));
        return x.affine(weights, tracer.parameter(name + " bias", out)).tanh();
    }

    private Tensor moved() {
        Tensor x = ranked(2);
        int axis = random.nextInt(x.shape().rank());
        int length = x.shape().dim(axis);
        int start = random.nextInt(length + 1);
        return switch (random.nextInt(4)) {
            case 0 -> x.slice(axis, start, random.nextInt(length - start + 1));
            case 1 -> x.pad(axis, random.nextInt(2), 1);
            case 2 -> x.transpose(IntStream.range(0, x.shape().rank()).map(i -> (i + 1) % x.shape().rank()).toArray());
            default -> vector(x);
        };
    }

    private Tensor concat() {
        Tensor x = ranked(1);
        int axis = random.nextInt(x.shape().rank());
        int[] dims = x.shape().dims();
        dims[axis] = dim();
        return Tensor.concat(axis, List.of(x, filling(dims), x.sin()));
    }

    private Tensor table() {
        Tensor index = random.nextBoolean() ? tracer.rowInput("index" + pool.size(), random.nextBoolean() ? 1 : 2)
                : tracer.constant(new double[]{1, 0, 1}, 3);
        if (random.nextBoolean()) {
            return filling(2 + random.nextInt(2), dim()).gather(index);
        }
        Tensor updates = filling(index.shape().dim(0), dim());
        boolean overRows = (updates.shape().isByRow() || index.shape().isByRow()) && random.nextBoolean();
        return tracer.apply(new Op.ScatterAdd(2 + random.nextInt(2), overRows), List.of(updates, index));
    }

    private Tensor factor() {
        int n = dim();
        Tensor a = filling(n, n).tanh();
        double[] identity = new double[n * n];
        IntStream.range(0, n).forEach(i -> identity[i * n + i] = 1);
        return a.matMul(a.transpose()).plus(tracer.constant(identity, n, n)).cholesky();
    }

    private Tensor cholesky() {
        return factor();
    }

    private Tensor triangularSolve() {
        Tensor lower = factor();
        int n = lower.shape().dim(0);
        Tensor b = random.nextBoolean() ? filling(n) : filling(n, dim());
        return tracer.apply(new Op.TriangularSolve(random.nextBoolean()), List.of(lower, b));
    }
}
