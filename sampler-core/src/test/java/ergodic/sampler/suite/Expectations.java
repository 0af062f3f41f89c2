package ergodic.sampler.suite;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is expected of which method: a new method need not be named here, and is then expected to do what {@link #USUAL} does. A line
 * here says what a method does not do, with the reason, what it does beyond, or how many transitions a draw it needs.
 */
final class Expectations {

    private static final String LOCAL = "moves are local: a chain stays in the mode where it starts";
    private static final String NECK = "one length of steps does not fit both mouth and neck";

    private static final Line USUAL = new Line().not(KnownTargets.MIXTURE, LOCAL).not(KnownTargets.FUNNEL, NECK);

    private static final String UNLEARNED = "scales are not learned in a warm-up of so few short steps";

    private static final String WIDE = "it crosses a posterior of many unknowns in about as many transitions";
    private static final String PRIOR = "the prior that its ellipses are of is far wider than the posterior";

    private static final Map<String, Line> LINES = Map.of(
            "hmc", usual().thin(2),
            "gist", usual().not(KnownTargets.NORMAL_100_STIFF, UNLEARNED)
                    .not(KnownTargets.NORMAL_1000_STIFF, UNLEARNED),
            "random_walk", usual().thin(10).not(KnownTargets.NORMAL_100, WIDE).not(KnownTargets.NORMAL_100_STIFF, WIDE)
                    .not(KnownTargets.NORMAL_1000, WIDE).not(KnownTargets.NORMAL_1000_STIFF, WIDE),
            "elliptical_slice", usual().thin(10).not(KnownTargets.NORMAL_2_STIFF, PRIOR)
                    .not(KnownTargets.NORMAL_100, PRIOR).not(KnownTargets.NORMAL_100_STIFF, PRIOR)
                    .not(KnownTargets.NORMAL_1000, PRIOR).not(KnownTargets.NORMAL_1000_STIFF, PRIOR),
            "mala", usual().thin(10).not(KnownTargets.NORMAL_100_STIFF, UNLEARNED)
                    .not(KnownTargets.NORMAL_1000_STIFF, UNLEARNED)
                    .not(KnownTargets.NORMAL_1000, "it crosses a thousand dimensions in some hundred transitions"),
            "mams", new Line().not(KnownTargets.MIXTURE, LOCAL),
            "tempering", new Line().ensemble().not(KnownTargets.FUNNEL, NECK));

    private Expectations() {}

    /** What is expected of the method of this name. */
    static Line of(String method) {
        return LINES.getOrDefault(method, USUAL);
    }

    /** The methods with a line. */
    static Set<String> named() {
        return LINES.keySet();
    }

    private static Line usual() {
        return new Line().like(USUAL);
    }

    /** What is expected of a method. */
    static final class Line {

        private final Map<KnownTargets, String> not = new EnumMap<>(KnownTargets.class);
        private boolean ensemble;
        private int thin = 1;

        private Line like(Line other) {
            not.putAll(other.not);
            return this;
        }

        /** A target whose moments it is not expected to find in a run of the suite's length. */
        private Line not(KnownTargets target, String reason) {
            not.put(target, reason);
            return this;
        }

        /** Transitions a draw. */
        private Line thin(int transitions) {
            thin = transitions;
            return this;
        }

        /** It carries an ensemble of its own, and so cannot be put to an exact draw. */
        private Line ensemble() {
            ensemble = true;
            return this;
        }

        /** Why the moments of a target are not expected; empty where they are. */
        Optional<String> unexpected(KnownTargets target) {
            return Optional.ofNullable(not.get(target));
        }

        boolean hasEnsemble() {
            return ensemble;
        }

        int transitionsADraw() {
            return thin;
        }
    }
}
