package ergodic.study;

import ergodic.diagnostics.WidthCheck;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.method.Measurement;
import ergodic.sampler.run.RandomStreams;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How far the draws of a method without an acceptance test are off, block by block: from some draws of each chain a short chain of
 * Hamiltonian Monte Carlo is run, which is exact, and the squared gradients of a block, summed over its coordinates, are compared with those
 * of the draws around. Where the density is normal their mean is linear in the variances, each with the weight of its squared curvature:
 * so it tells of the stiff directions, which a step of finite length gets wrong, and which a short chain goes through many times. Slow directions,
 * which it does not go through, hardly have a part in it, and no such bias.
 *
 * @param blocks
 *            what each variable gave
 * @param gradients
 *            gradients that were evaluated for it, those of the draws included
 * @param starts
 *            draws that exact chains were to begin at
 * @param wanted
 *            how many it would have been, had there been no bound of gradients
 */
record BiasCheck(List<Block> blocks, long gradients, int starts, int wanted) {

    private static final String CHECK = "bias by variable";

    /** Starts of all chains together, at least. */
    private static final int STARTS = 16;
    /** Fewer would not tell an error. */
    private static final int FEWEST_STARTS = 4;
    /** Probability with which draws without a bias are doubted, whatever the number of blocks. */
    private static final double LEVEL = 0.01;
    /** Blocks named in a sentence. */
    private static final int NAMED = 4;

    /**
     * One variable.
     *
     * @param name
     *            of the variable
     * @param bias
     *            mean over the starts of the logarithm of the draws' squared gradients over the exact chain's: 0 where there is no bias
     * @param error
     *            its standard error, from the differences between starts
     * @param starts
     *            how many there are
     */
    record Block(String name, double bias, double error, int starts) {

        /** Relative error of the variance in the directions that count. */
        double relative() {
            return Math.expm1(bias);
        }

        private boolean passes(double tolerance, int blocks) {
            double quantile = TDistribution.of(Math.max(1.0, starts - 1.0))
                    .inverseSurvivalProbability(LEVEL / (2 * blocks));
            return Math.abs(bias) - quantile * error > Math.log1p(tolerance);
        }
    }

    /** Copies the list. */
    BiasCheck {
        blocks = List.copyOf(blocks);
    }

    /**
     * Runs the chains, those from different chains of draws side by side, each with a stream of its own.
     *
     * @param coordinates
     *            name of the variable of each coordinate; neighbours of one name are a block
     * @param positions
     *            the draws; may be read by several threads
     * @param densities
     *            makes the density of a thread
     * @param transitions
     *            transitions of each exact chain, after those that find its step
     * @param seed
     *            of the exact chains
     * @param mostGradients
     *            that it may take: starts are fewer where more would be needed, and none where there would be less than four
     */
    static BiasCheck measure(List<String> coordinates, WidthCheck.Positions positions,
            Supplier<? extends StochasticLogDensity> densities, int transitions, long seed, double mostGradients) {
        List<String> names = new ArrayList<>();
        int[] block = new int[coordinates.size()];
        for (int i = 0; i < block.length; i++) {
            if (i == 0 || !coordinates.get(i).equals(coordinates.get(i - 1))) {
                names.add(coordinates.get(i));
            }
            block[i] = names.size() - 1;
        }
        int wanted = Math.ceilDiv(STARTS, positions.chains()) * positions.chains();
        int starts = (int) Math.min(wanted, mostGradients / ExactChains.gradients(transitions));
        if (starts < FEWEST_STARTS) {
            return new BiasCheck(List.of(), 0, 0, wanted);
        }
        int perChain = Math.max(1, starts / positions.chains());
        int begun = Math.min(starts, positions.chains());
        List<ExactChains> chains = IntStream.range(0, begun).parallel().mapToObj(number -> {
            // Those that are left of many are not the first.
            int chain = (int) ((long) number * positions.chains() / begun);
            ExactChains exact = new ExactChains(block, positions, densities.get(), RandomStreams.ofChain(seed, chain));
            for (int start = 0; start < perChain; start++) {
                int draw = (int) ((2L * start + 1) * positions.draws() / (2L * perChain));
                exact.compare(chain, draw, transitions);
            }
            return exact;
        }).toList();
        List<double[]> differences = chains.stream().flatMap(exact -> exact.differences().stream()).toList();
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            int k = i;
            blocks.add(block(names.get(i), differences.stream().mapToDouble(each -> each[k]).toArray()));
        }
        return new BiasCheck(blocks, chains.stream().mapToLong(ExactChains::gradients).sum(), perChain * begun, wanted);
    }

    private static Block block(String name, double[] differences) {
        int count = differences.length;
        if (count < 2) {
            return new Block(name, Double.NaN, Double.NaN, count);
        }
        double mean = Arrays.stream(differences).average().orElseThrow();
        double squares = 0.0;
        for (double each : differences) {
            squares += (each - mean) * (each - mean);
        }
        return new Block(name, mean, Math.sqrt(squares / (count - 1) / count), count);
    }

    /**
     * What was found, in a sentence and numbers.
     *
     * @param tolerance
     *            relative error of variances that is not worth a doubt
     * @param key
     *            the key that says so
     */
    Measurement measurement(double tolerance, String key) {
        List<Block> known = blocks.stream().filter(block -> Double.isFinite(block.bias())).toList();
        Map<String, Double> numbers = new LinkedHashMap<>();
        numbers.put("bias_check_gradients", (double) gradients);
        for (Block block : known) {
            numbers.put("bias_of_" + block.name(), block.relative());
            numbers.put("bias_error_of_" + block.name(), block.error());
        }
        if (starts == 0) {
            return new Measurement(CHECK,
                    "The bias of the variables was not measured: exact chains from a few draws would read more than "
                            + DrawChecks.SHARE_IN_WORDS + " of the rows that the run itself did.",
                    numbers, false);
        }
        if (known.isEmpty()) {
            return new Measurement(CHECK,
                    "The bias of the variables could not be measured: no exact chain could begin at the draws.",
                    numbers,
                    false);
        }
        List<Block> worst = known.stream().sorted(Comparator.comparingDouble((Block block) -> -Math.abs(block.bias())))
                .limit(NAMED).toList();
        List<Block> doubtful = known.stream().filter(block -> block.passes(tolerance, known.size())).toList();
        String of = worst.stream().map(block -> String.format(Locale.ROOT, "%s %.2f (%.2f)", block.name(),
                Math.exp(block.bias()), block.error())).collect(Collectors.joining(", "));
        String sentence = String.format(Locale.ROOT,
                "Beside exact chains from its draws (%d gradients%s), variances in the stiff directions are, in times the posterior's"
                        + " (relative standard error), furthest off in %s%s.",
                gradients, starts < wanted
                        ? "; from " + starts + " draws only, not to read more than " + DrawChecks.SHARE_IN_WORDS
                                + " of the rows that the run did"
                        : "",
                of, doubtful.isEmpty() ? ""
                        : String.format(Locale.ROOT,
                                ": beyond chance more than %s = %s for %s", key, tolerance,
                                doubtful.stream().map(Block::name).collect(Collectors.joining(", "))));
        return new Measurement(CHECK, sentence, numbers, !doubtful.isEmpty());
    }
}
