package ergodic.diagnostics;

import ergodic.sampler.DrawKind;
import ergodic.sampler.Statistic;
import ergodic.sampler.draws.Draws;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.words.Counted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The modes that chains met in function space, and how much mass moved between them. Weights of a network are not asked: their
 * symmetric modes say the same. How modes are found: {@link ModeSearch}; which mode a draw belongs to: {@link ModePaths}.
 *
 * @param kind
 *            what the draws are: chains, or populations, whose draws have no order and cross nothing
 * @param particles
 *            whether the draws are particles that moved together, each of which is a draw again where more draws than particles were asked for; here it is
 *            looked at once
 * @param modes
 *            the modes, the heaviest first
 * @param crossings
 *            changes of mode of each chain; each 0 for populations
 * @param outside
 *            share of each chain's draws outside the mode in which it began; of a population outside the mode with most of its draws
 * @param nearest
 *            smallest distance between two modes in standard deviations within modes (Mahalanobis); NaN where there is one
 * @param functions
 *            functions that were looked at
 */
public record FunctionModes(DrawKind kind, boolean particles, List<FunctionMode> modes, List<Integer> crossings,
        List<Double> outside, double nearest, int functions) {

    /** Error of the largest weight above which it is hardly known. */
    private static final double KNOWN = 0.1;
    private static final int NAMED = 4;
    private static final int FEWEST_DRAWS = 8;

    /** Copies the lists. */
    public FunctionModes {
        modes = List.copyOf(modes);
        crossings = List.copyOf(crossings);
        outside = List.copyOf(outside);
    }

    /**
     * Of the predictions that are stored, or, of draws without any, of the variables that are judged.
     *
     * @return nothing of draws that are neither chains nor populations, of fewer than 8 draws (or particles) a chain, and where nothing varies
     */
    public static Optional<FunctionModes> of(Draws draws, Predicate<Variable> judged) {
        boolean chains = draws.kind() == DrawKind.CHAIN;
        Optional<double[][]> particles = chains ? Optional.empty() : draws.findStatistic(Statistic.PARTICLE.name());
        int count = particles.map(FunctionModes::distinct).orElse(draws.draws());
        if (!chains && draws.kind() != DrawKind.POPULATION || count < FEWEST_DRAWS) {
            return Optional.empty();
        }
        return FunctionSpace.of(draws, judged, count).map(space -> of(space, draws.kind(), particles.isPresent()));
    }

    /** The draws before the first particle comes again. */
    private static int distinct(double[][] particles) {
        double last = -1;
        int count = 0;
        for (double number : particles[0]) {
            if (!(number > last)) {
                break;
            }
            last = number;
            count++;
        }
        return count;
    }

    private static FunctionModes of(FunctionSpace space, DrawKind kind, boolean particles) {
        boolean ordered = kind == DrawKind.CHAIN;
        ModePaths paths = ModePaths.of(space, ModeSearch.of(space, !ordered), !ordered);
        int chains = space.chains();
        double[][] shares = new double[paths.modes()][chains];
        int[] home = new int[chains];
        List<Integer> crossings = new ArrayList<>();
        List<Double> outside = new ArrayList<>();
        for (int chain = 0; chain < chains; chain++) {
            int[] path = paths.path()[chain];
            int changes = 0;
            for (int t = 0; t < path.length; t++) {
                // A whole number, divided once: a chain that stays has a share of 1.
                shares[path[t]][chain]++;
                changes += ordered && t > 0 && path[t] != path[t - 1] ? 1 : 0;
            }
            for (double[] mode : shares) {
                mode[chain] /= path.length;
            }
            home[chain] = path[0];
            for (int mode = 0; mode < shares.length && !ordered; mode++) {
                home[chain] = shares[mode][chain] > shares[home[chain]][chain] ? mode : home[chain];
            }
            crossings.add(changes);
            outside.add(1.0 - shares[home[chain]][chain]);
        }
        List<FunctionMode> modes = new ArrayList<>();
        for (int mode = 0; mode < shares.length; mode++) {
            List<Integer> began = new ArrayList<>();
            for (int chain = 0; chain < chains; chain++) {
                if (ordered ? home[chain] == mode : shares[mode][chain] > 0.0) {
                    began.add(chain);
                }
            }
            modes.add(new FunctionMode(mode, Descriptive.mean(shares[mode]),
                    chains < 2 ? Double.NaN : Descriptive.sd(shares[mode]) / Math.sqrt(chains), began));
        }
        return new FunctionModes(kind, particles, modes, crossings, outside, paths.nearest(), space.functions());
    }

    /** Changes of mode of all chains. */
    public int totalCrossings() {
        return crossings.stream().mapToInt(Integer::intValue).sum();
    }

    /** Share of all draws outside the mode in which their chain began. */
    public double shareMoved() {
        return outside.stream().mapToDouble(Double::doubleValue).average().orElse(0.0);
    }

    /** Whether there are several modes and no chain went from one to another. */
    public boolean notExchanged() {
        return kind == DrawKind.CHAIN && modes.size() > 1 && totalCrossings() == 0;
    }

    /** What {@link FunctionMode#began} names, as the head of a column. */
    public String columnOfChains() {
        return kind == DrawKind.CHAIN ? "chains that began there" : "populations with draws there";
    }

    /** What must be said wherever the mixture is used; empty where modes were exchanged, or there is one. */
    public String headline() {
        return notExchanged()
                ? " Modes were not exchanged: their weights are those of the starts, not of the posterior."
                : "";
    }

    /** What was found, in sentences. */
    public String sentence() {
        if (modes.size() == 1) {
            return "There is one mode in function space: no valley parts the draws of " + functions
                    + " functions, and no halves of "
                    + kind.noun() + "s lie " + Words.whole(ModeSearch.SEPARATION)
                    + " standard deviations and more than their errors apart.";
        }
        String found = "There are " + modes.size() + " modes in function space, " + weights() + "; the nearest two are "
                + Words.two(nearest) + " standard deviations apart. ";
        if (particles) {
            return found
                    + "Nothing weighs them: the shares of particles there follow from where they began, not from the posterior.";
        }
        if (kind != DrawKind.CHAIN) {
            return found
                    + "Each population weighs them by itself, from the prior on: their spread is the error of the weights.";
        }
        if (notExchanged()) {
            return found
                    + "No chain went from one to another: modes were not exchanged: their weights are those of the starts, not"
                    + " of the posterior.";
        }
        long stayed = crossings.stream().filter(count -> count == 0).count();
        return found + "Chains crossed between them " + Counted.of(totalCrossings(), "time") + ", and "
                + Words.percent(shareMoved()) + " of the draws lie outside the mode in which their chain began"
                + (stayed == 0 ? "" : "; " + stayed + " of " + Counted.of(crossings.size(), "chain") + " never crossed")
                + (weightsKnown() ? "." : ": too few for the weights, which hang on the starts.");
    }

    private boolean weightsKnown() {
        return modes.stream().noneMatch(mode -> !(mode.error() <= KNOWN));
    }

    private String weights() {
        StringBuilder text = new StringBuilder("with weights ");
        for (FunctionMode mode : modes.subList(0, Math.min(NAMED, modes.size()))) {
            text.append(mode.number() == 0 ? "" : ", ").append(Words.hundredths(mode.weight()));
        }
        return text.append(modes.size() > NAMED ? " ..." : "")
                .append(Double.isFinite(modes.getFirst().error()) && !notExchanged()
                        ? " (the first to " + Words.two(modes.getFirst().error()) + ")"
                        : "")
                .toString();
    }

    /** As a finding: several modes are to be known, and one is as it should be. */
    Finding finding() {
        boolean good = modes.size() == 1 || totalCrossings() > 0 && weightsKnown();
        return good ? Finding.good("modes", sentence()) : Finding.caution("modes", sentence());
    }

    /** The numbers by name, for a verdict. */
    Map<String, Double> numbers() {
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("modes", (double) modes.size());
        if (kind == DrawKind.CHAIN) {
            numbers.put("mode_crossings", (double) totalCrossings());
            numbers.put("mode_share_moved", shareMoved());
        }
        return numbers;
    }

    /** For JSON; chains count from 1. */
    public Map<String, @Nullable Object> columns() {
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("count", modes.size());
        columns.put("modes", modes.stream().map(FunctionMode::columns).toList());
        if (kind == DrawKind.CHAIN) {
            columns.put("crossings", crossings);
            columns.put("exchanged", modes.size() < 2 || totalCrossings() > 0);
        }
        columns.put("outside", outside);
        columns.put("nearest", Double.isFinite(nearest) ? nearest : null);
        columns.put("functions", functions);
        return columns;
    }
}
