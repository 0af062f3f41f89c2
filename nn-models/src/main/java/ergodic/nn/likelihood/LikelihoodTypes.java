package ergodic.nn.likelihood;

import ergodic.sampler.support.SealedCases;
import java.util.List;
import java.util.Optional;

/** The likelihoods that configurations know: the cases of {@link Likelihood} that have a static field of type {@link LikelihoodType}. */
public final class LikelihoodTypes {

    /** All of them, in the order of the cases; the first is the default. */
    public static final List<LikelihoodType> ALL = SealedCases.constants(Likelihood.class, LikelihoodType.class);

    private LikelihoodTypes() {}

    /** Their names. */
    public static List<String> names() {
        return ALL.stream().map(LikelihoodType::name).toList();
    }

    /** The one of a name. */
    public static Optional<LikelihoodType> named(String name) {
        return ALL.stream().filter(type -> type.name().equals(name)).findFirst();
    }
}
