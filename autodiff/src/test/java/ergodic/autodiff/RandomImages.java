package ergodic.autodiff;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random programs on images that are large enough to be walked channel by channel between convolutions: sums, products, activations,
 * normalisations, poolings and shortcuts, of values from before and after a convolution, and now and then channels that meet: turned
 * round, shifted, or with rows and columns exchanged. Outputs are {@code "image"} and {@code "logDensity"}.
 */
final class RandomImages {

    private static final Window THREE = Window.of(3, 3).withPadding(1);

    private final SplittableRandom random;
    private final boolean smooth;
    private final Tracer tracer = new Tracer();
    private final int channels;
    private final int side;
    private final List<Tensor> values = new ArrayList<>();
    private int parameters;

    private RandomImages(long seed, boolean smooth) {
        this.random = new SplittableRandom(seed);
        this.smooth = smooth;
        this.channels = 2 + random.nextInt(7);
        this.side = (int) Math.ceil(Math.sqrt(2048.0 / channels)) + random.nextInt(3);
    }

    /**
     * A program.
     *
     * @param smooth
     *            without kinks, on whose sides roundings of different sizes could disagree
     */
    static RandomProgram generate(long seed, boolean smooth) {
        return new RandomProgram(seed, new RandomImages(seed, smooth).program());
    }

    private Program program() {
        Tensor x = tracer.rowInput("x", channels, side, side);
        values.add(x.times(parameter(channels, 1, 1)));
        values.add(x.plus(parameter(channels, 1, 1)).tanh());
        int steps = 8 + random.nextInt(10);
        for (int i = 0; i < steps; i++) {
            values.add(next());
        }
        Tensor last = values.getLast();
        for (int i = 0; i < 3; i++) {
            last = last.plus(any());
        }
        if (random.nextBoolean()) {
            tracer.output("image", last);
        }
        Tensor row = last.times(0.3).tanh().mean().plus(any().square().mean(2).tanh().mean());
        tracer.output("logDensity", row.times(tracer.rowInput("y")).sumRows());
        return tracer.build();
    }

    /** One of the latest values, or now and then any. */
    private Tensor any() {
        int back = random.nextInt(3) == 0 ? values.size() : Math.min(values.size(), 3);
        return values.get(values.size() - 1 - random.nextInt(back));
    }

    private Tensor parameter(int... dims) {
        return tracer.parameter("p" + parameters++, dims);
    }

    private Tensor next() {
        Tensor a = any();
        return switch (random.nextInt(smooth ? 12 : 16)) {
            case 0 -> a.plus(any());
            case 1 -> a.times(any()).tanh();
            case 2 -> a.square().times(0.3);
            case 3 -> a.silu();
            case 4 -> a.minus(any().times(parameter(channels, 1, 1)));
            case 5 -> a.times(parameter(channels, 1, 1)).plus(parameter(channels, 1, 1));
            case 6 -> normalised(a);
            case 7, 8 -> a.conv2d(parameter(channels, channels, 3, 3).times(0.3), null, THREE, 1);
            case 9 -> a.averagePool2d(THREE, true);
            case 10 -> a.plus(parameter(side, side));
            case 11 -> meeting(a);
            case 12 -> a.relu();
            case 13 -> a.max(parameter(channels, 1, 1));
            case 14 -> a.maxPool2d(THREE);
            default -> a.abs().min(any());
        };
    }

    private Tensor normalised(Tensor a) {
        Tensor places = a.reshape(channels, side * side);
        Tensor scale = places.square().mean(1).reshape(channels, 1).plus(0.1).sqrt().reciprocal();
        return places.times(scale.times(parameter(channels, 1))).reshape(channels, side, side);
    }

    /** Values in which a channel depends on others, or on its columns as rows. */
    private Tensor meeting(Tensor a) {
        return switch (random.nextInt(4)) {
            case 0 -> a.transpose(0, 2, 1);
            case 1 -> Tensor.concat(0, List.of(a.slice(0, 1, channels - 1), a.slice(0, 0, 1)));
            case 2 -> a.plus(a.get(random.nextInt(channels)));
            default -> a.minus(a.mean(0));
        };
    }
}
