package ergodic.nn.prior;

import ergodic.sampler.support.SealedCases;
import java.util.List;
import java.util.Optional;

/** The priors that configurations know: the cases of {@link WeightPrior} that have a static field of type {@link PriorType}. */
public final class PriorTypes {

    /** All of them, in the order of the cases; the first is the default. */
    public static final List<PriorType> ALL = SealedCases.constants(WeightPrior.class, PriorType.class);

    private PriorTypes() {}

    /** Their names. */
    public static List<String> names() {
        return ALL.stream().map(PriorType::name).toList();
    }

    /** The one of a name. */
    public static Optional<PriorType> named(String name) {
        return ALL.stream().filter(type -> type.name().equals(name)).findFirst();
    }
}
