package ergodic.benchmarks.autodiff;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The networks whose gradients are timed, by JMH and beside other libraries: one list for both. A network is added here, in
 * {@link GradientBenchmark}'s list of names, and, to be compared, under the same name in the peers' scripts.
 *
 * <p>
 * All have standard normal priors without their constant; gaussian likelihoods have a standard deviation of 1 and no
 * constant, unless said. Weights are {@code [out][in]}, layer by layer, each layer's weights before its bias.
 */
public final class Networks {

    private static final Map<String, Supplier<Network>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("24-8-2", DenseNetworks::twoOutputs);
        ALL.put("8-50-1", DenseNetworks::tanh);
        ALL.put("8-50-50-1", DenseNetworks::deepTanh);
        ALL.put("5-16x4-2", DenseNetworks::relu);
        ALL.put("logistic", DenseNetworks::logistic);
        ALL.put("784-200-10", DenseNetworks::digits);
        ALL.put("lenet", ConvolutionalNetworks::lenet);
        ALL.put("resnet20-frn", ConvolutionalNetworks::resnet);
        ALL.put("gru", SequenceNetworks::gru);
        ALL.put("eight-schools", SmallModels::eightSchools);
        ALL.put("regression", SmallModels::regression);
    }

    private Networks() {}

    /** All names. */
    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /**
     * A network by its name.
     *
     * @throws IllegalArgumentException
     *             if there is none
     */
    public static Network named(String name) {
        Supplier<Network> network = ALL.get(name);
        if (network == null) {
            throw new IllegalArgumentException("no network \"" + name + "\"; there are " + ALL.keySet());
        }
        return network.get();
    }
}
