package ergodic.diagnostics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.DoublePredicate;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * Whether each chain lies where the others lie, spreads as they do, and stays where it began: the part of the first level
 * that does not lose its power as chains are added. A chain fails if a difference is both beyond chance
 * ({@link ChainBehaviour#LEVEL} for each of the four kinds, divided by the number of tests) and large enough to matter.
 */
final class ContrastChecks {
    /** Smallest difference of location that matters, in standard deviations within chains. */
    static final double SHIFT = 0.1;
    /** Smallest ratio of spreads that matters. */
    static final double SPREAD = 1.1;
    /** Smallest drift that matters, in standard deviations from first draw to last. */
    static final double RISE = 0.25;
    /** Chains named one by one; of more, the worst speaks for all. */
    private static final int NAMED = 3;

    private final FunctionScan scan;
    private final int chains;
    private final String nouns;
    private final List<Finding> findings = new ArrayList<>();
    private boolean apart;
    private boolean drifting;

    ContrastChecks(FunctionScan scan, int chains, String nouns) {
        this.scan = scan;
        this.chains = chains;
        this.nouns = nouns;
        if (chains > 1) {
            apart = check("location of each chain", ChainContrast::location, ChainContrast::locationProbability,
                    value -> Math.abs(value) > SHIFT, "elsewhere than the others", value -> "shifted by "
                            + Words.two(Math.abs(value)) + " standard deviations");
            apart |= check("spread of each chain", ChainContrast::spread, ChainContrast::spreadProbability,
                    value -> Math.abs(Math.log(value)) > Math.log(SPREAD), "wider or narrower than the others",
                    value -> Words.two(value) + " times as wide");
        }
        drifting = check("drift of each chain", ChainContrast::rise, ChainContrast::riseProbability,
                value -> Math.abs(value) > RISE, "on the way", ContrastChecks::rise);
        drifting |= checkCommonRise();
    }

    List<Finding> findings() {
        return findings;
    }

    /** Whether chains differ. */
    boolean apart() {
        return apart;
    }

    /** Whether chains drift. */
    boolean drifting() {
        return drifting;
    }

    /** The quantities of one chain that fail, and the least probable of them. */
    private record Failure(int chain, int quantities, String worst, double value, double probability) {}

    private boolean check(String name, Function<ChainContrast, double[]> values,
            Function<ChainContrast, double[]> probabilities, DoublePredicate matters, String where,
            DoubleFunction<String> how) {
        long tests = 0;
        for (FunctionScan.Line line : scan.lines) {
            for (double probability : probabilities.apply(line.contrast())) {
                tests += Double.isNaN(probability) ? 0 : 1;
            }
        }
        if (tests == 0) {
            return false;
        }
        List<Failure> failures = new ArrayList<>();
        for (int chain = 0; chain < chains; chain++) {
            Failure failure = new Failure(chain, 0, "", 0, 1);
            for (FunctionScan.Line line : scan.lines) {
                double probability = probabilities.apply(line.contrast())[chain];
                double value = values.apply(line.contrast())[chain];
                if (probability < ChainBehaviour.LEVEL / tests && matters.test(value)) {
                    boolean worse = failure.quantities == 0 || probability < failure.probability;
                    failure = new Failure(chain, failure.quantities + 1,
                            worse ? line.summary().name() : failure.worst, worse ? value : failure.value,
                            worse ? probability : failure.probability);
                }
            }
            if (failure.quantities > 0) {
                failures.add(failure);
            }
        }
        if (failures.isEmpty()) {
            findings.add(Finding.good(name, "No chain is " + where + " beyond chance."));
            return false;
        }
        failures.sort(Comparator.comparingDouble((ToDoubleFunction<Failure>) Failure::probability));
        if (failures.size() > NAMED) {
            findings.add(Finding.bad(name, failures.size() + " of " + chains + " chains are " + where
                    + " beyond chance; " + sentence(failures.getFirst(), how)));
        } else {
            for (Failure failure : failures) {
                findings.add(Finding.bad(name, Words.sentence(Words.chains(List.of(failure.chain))) + " is " + where
                        + " beyond chance: " + sentence(failure, how)));
            }
        }
        return true;
    }

    private String sentence(Failure failure, DoubleFunction<String> how) {
        return "in " + failure.quantities + " of " + scan.lines.size() + " " + nouns + ", most in " + failure.worst
                + " (chain " + (failure.chain + 1) + ", " + how.apply(failure.value) + ").";
    }

    private boolean checkCommonRise() {
        if (chains < 2) {
            return false;
        }
        List<FunctionScan.Line> judged = scan.lines.stream()
                .filter(line -> !Double.isNaN(line.contrast().commonRiseProbability())).toList();
        List<FunctionScan.Line> failing = judged.stream()
                .filter(line -> line.contrast().commonRiseProbability() < ChainBehaviour.LEVEL / judged.size()
                        && Math.abs(line.contrast().commonRise()) > SHIFT)
                .sorted((a, b) -> Double.compare(a.contrast().commonRiseProbability(),
                        b.contrast().commonRiseProbability()))
                .toList();
        if (failing.isEmpty()) {
            return false;
        }
        FunctionScan.Line worst = failing.getFirst();
        findings.add(Finding.bad("common drift", "The chains drift together beyond chance: in " + failing.size()
                + " of " + scan.lines.size() + " " + nouns + ", most in " + worst.summary().name() + ", "
                + rise(worst.contrast().commonRise()) + "."));
        return true;
    }

    private static String rise(double value) {
        return (value > 0 ? "rising" : "falling") + " by " + Words.two(Math.abs(value))
                + " standard deviations from its first draw to its last";
    }
}
