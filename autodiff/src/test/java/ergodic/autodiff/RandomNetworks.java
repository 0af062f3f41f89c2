package ergodic.autodiff;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/**
 * Log posteriors of random networks: dense layers, normalised and with shortcuts, behind an image's convolutions, a masked
 * recurrence, attention or an embedding; every family of likelihoods; scaled weights and weights of unknown scale. Their
 * outputs are {@code "outputs"} (the network's, marked), {@code "rows"} (log likelihoods), {@code "sum"} and
 * {@code "logDensity"}.
 */
final class RandomNetworks {

    private static final List<UnaryOperator<Tensor>> SMOOTH = List.of(Tensor::tanh, Tensor::sigmoid, Tensor::softplus,
            Tensor::gelu, Tensor::silu, Tensor::sin);
    private static final List<UnaryOperator<Tensor>> KINKED = List.of(Tensor::relu, x -> x.leakyRelu(0.1),
            x -> x.elu(1.2), Tensor::tanh);

    private final SplittableRandom random;
    private final boolean smooth;
    private final Tracer tracer = new Tracer();
    private final List<Tensor> priors = new ArrayList<>();
    private int layers;

    private RandomNetworks(long seed, boolean smooth) {
        this.random = new SplittableRandom(seed);
        this.smooth = smooth;
    }

    /**
     * A network.
     *
     * @param smooth
     *            without kinks, on whose sides roundings of different sizes could disagree
     */
    static RandomProgram generate(long seed, boolean smooth) {
        return new RandomProgram(seed, new RandomNetworks(seed, smooth).program());
    }

    private Program program() {
        Tensor hidden = front();
        int depth = random.nextInt(3);
        for (int i = 0; i < depth; i++) {
            hidden = hiddenLayer(hidden);
        }
        int family = random.nextInt(6);
        int outputs = family == 1 ? 2 : family == 3 ? 3 : 1;
        Tensor z = linear(hidden, outputs);
        Tensor marked = (random.nextBoolean() ? z : z.times(parameter())).barrier();
        Tensor rows = likelihood(family, marked);
        Tensor prior = tracer.constant(0);
        for (Tensor weights : priors) {
            prior = prior.plus(weights.square().times(-0.5).sum());
        }
        tracer.output("outputs", marked);
        tracer.output("rows", rows);
        Tensor sum = rows.sumRows();
        tracer.output("sum", sum);
        tracer.output("logDensity", prior.plus(tracer.globalInput("rowWeight").times(sum)));
        return tracer.build();
    }

    private Tensor likelihood(int family, Tensor z) {
        return switch (family) {
            case 0 -> normal(tracer.rowInput("y"), z.get(0), tracer.parameter("logSigma").times(0.5).exp());
            case 1 -> normal(tracer.rowInput("y"), z.get(0), z.get(1).softplus().plus(0.3));
            case 2 -> tracer.rowInput("index label").times(z.get(0)).minus(z.get(0).softplus());
            case 3 -> z.logSoftmax(0).gather(tracer.rowInput("index label"));
            case 4 -> tracer.rowInput("index count").times(z.get(0).tanh()).minus(z.get(0).tanh().exp());
            default -> negativeBinomial(tracer.rowInput("index count"), z.get(0).tanh(),
                    tracer.parameter("logShape").exp());
        };
    }

    private static Tensor normal(Tensor y, Tensor mean, Tensor sd) {
        return y.minus(mean).dividedBy(sd).square().times(-0.5).minus(sd.log());
    }

    private static Tensor negativeBinomial(Tensor y, Tensor logMean, Tensor shape) {
        Tensor total = logMean.exp().plus(shape);
        return y.plus(shape).lgamma().minus(shape.lgamma()).plus(shape.times(shape.dividedBy(total).log()))
                .plus(y.times(logMean.minus(total.log())));
    }

    private Tensor front() {
        return switch (random.nextInt(6)) {
            case 0 -> image();
            case 1 -> recurrence();
            case 2 -> attention();
            case 3 -> embedding();
            default -> tracer.rowInput("x", 1 + random.nextInt(5));
        };
    }

    private int width() {
        return 1 + random.nextInt(9);
    }

    private String name() {
        return "p" + layers++;
    }

    private Tensor parameter(int... dims) {
        Tensor weights = tracer.parameter(name(), dims);
        priors.add(weights);
        return weights;
    }

    /** Weights as they are, scaled by their number of inputs, or by a scale of their own. */
    private Tensor weights(int fanIn, int... dims) {
        Tensor raw = parameter(dims);
        return switch (random.nextInt(3)) {
            case 0 -> raw;
            case 1 -> raw.dividedBy(Math.sqrt(fanIn));
            default -> raw.times(tracer.parameter(name()).times(0.5).exp());
        };
    }

    private Tensor activate(Tensor x) {
        List<UnaryOperator<Tensor>> functions = smooth || random.nextBoolean() ? SMOOTH : KINKED;
        return functions.get(random.nextInt(functions.size())).apply(x);
    }

    private Tensor linear(Tensor x, int outputs) {
        int inputs = x.shape().dim(0);
        Tensor product = weights(inputs, outputs, inputs).matMul(x);
        return random.nextInt(4) == 0 ? product : product.plus(parameter(outputs));
    }

    private Tensor hiddenLayer(Tensor x) {
        return switch (random.nextInt(4)) {
            case 0 -> normalised(activate(linear(x, 1 + width())));
            case 1 -> x.plus(activate(linear(x, x.shape().dim(0))));
            default -> activate(linear(x, width()));
        };
    }

    private Tensor normalised(Tensor x) {
        Tensor centred = x.minus(x.mean());
        Tensor unit = centred.dividedBy(centred.square().mean().plus(0.1).sqrt());
        return unit.times(parameter(x.shape().dim(0)));
    }

    private Tensor image() {
        int channels = 1 + random.nextInt(2);
        Tensor x = tracer.rowInput("x", channels, 4 + random.nextInt(3), 4 + random.nextInt(3));
        int filters = 1 + random.nextInt(3);
        Window window = Window.of(2 + random.nextInt(2), 2 + random.nextInt(2)).withPadding(random.nextInt(2))
                .withStride(1 + random.nextInt(2));
        Tensor kernel = weights(channels * 9, filters, channels, window.y().size(), window.x().size());
        Tensor maps = activate(x.conv2d(kernel, random.nextBoolean() ? parameter(filters) : null, window, 1));
        Window pool = Window.of(Math.min(2, maps.shape().dim(1)), Math.min(2, maps.shape().dim(2)));
        Tensor pooled = smooth || random.nextBoolean() ? maps.averagePool2d(pool, false) : maps.maxPool2d(pool);
        return pooled.reshape(pooled.shape().size());
    }

    /** Units that are held where the mask of a step is 0. */
    private Tensor recurrence() {
        int steps = 2 + random.nextInt(4);
        int units = width();
        Tensor x = tracer.rowInput("x", steps, 2);
        Tensor mask = tracer.rowInput("index mask", steps);
        Tensor input = weights(2, units, 2);
        Tensor own = weights(units, units, units);
        Tensor bias = parameter(units);
        Tensor gate = random.nextBoolean() ? weights(units, units, units) : null;
        Tensor state = tracer.constant(new double[units], units);
        for (int step = 0; step < steps; step++) {
            Tensor next = input.matMul(x.get(step)).plus(bias).plus(own.matMul(state)).tanh();
            if (gate != null) {
                Tensor share = gate.matMul(state).plus(bias).sigmoid();
                next = share.times(next).plus(tracer.constant(1).minus(share).times(state));
            }
            state = mask.get(step).select(next, state);
        }
        return state;
    }

    private Tensor attention() {
        int tokens = 2 + random.nextInt(3);
        int features = 2 + random.nextInt(2);
        int size = 1 + random.nextInt(4);
        Tensor x = tracer.rowInput("x", tokens, features);
        Tensor scores = x.matMul(weights(features, features, size))
                .matMul(x.matMul(weights(features, features, size)).transpose()).dividedBy(Math.sqrt(size));
        Tensor mixed = scores.softmax(1).matMul(x.matMul(weights(features, features, size)));
        return random.nextBoolean() ? mixed.mean(0) : mixed.reshape(mixed.shape().size());
    }

    private Tensor embedding() {
        int size = 1 + random.nextInt(4);
        Tensor one = weights(1, 2, size).gather(tracer.rowInput("index word"));
        Tensor two = weights(1, 3, size).gather(tracer.rowInput("index words", 2)).sum(0);
        return random.nextBoolean() ? one.plus(two) : Tensor.concat(0, List.of(one, two, tracer.rowInput("x", 2)));
    }
}
