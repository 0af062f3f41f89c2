package ergodic.study;

import ergodic.diagnostics.DrawSource;
import ergodic.diagnostics.WidthCheck;
import ergodic.nn.BayesianNetwork;
import ergodic.nn.DrawPositions;
import ergodic.sampler.ConditionedLogDensity;
import ergodic.sampler.DrawKind;
import ergodic.sampler.StochasticLogDensity;
import ergodic.sampler.draws.Draws;
import ergodic.sampler.draws.TransitionTotals;
import ergodic.sampler.method.Measurement;
import ergodic.sampler.part.Part;
import ergodic.study.config.SamplerConfig;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What draws are when the posterior is asked again, by some hundreds of its gradients.
 *
 * @param sampler
 *            the method that made them
 * @param source
 *            what that says of its draws, before there are any
 * @param network
 *            whose posterior it is
 * @param rows
 *            rows that it is given
 * @param tempering
 *            by which settings its likelihood differs from the model's; empty where it does not
 */
record DrawChecks(SamplerConfig sampler, DrawSource source, BayesianNetwork network, int rows, String tempering) {

    /** Gradients by which the width of draws is checked, all chains together, */
    private static final int GRADIENTS = 800;
    /** and of each chain. */
    private static final int FEWEST_GRADIENTS = 25;
    private static final int MOST_GRADIENTS = 100;
    /** Of each chain where they are dear. */
    private static final int FEWEST_DEAR_GRADIENTS = 10;
    /** Rows that a check reads at most, as a share of those of the run, */
    private static final double SHARE = 0.2;
    /** and in words; */
    static final String SHARE_IN_WORDS = "a fifth";
    /** or, where that is more, so many: some seconds of a small network. */
    private static final double FREE_ROWS = 5e6;

    /**
     * What the method says of these draws; some hundreds of gradients a chain where exact chains are to tell their bias.
     *
     * @param draws
     *            all draws
     * @param weights
     *            those whose weights were kept; null for none: of these no bias can be told
     */
    DrawSource source(Draws draws, @Nullable Draws weights) {
        List<Measurement> measured = new ArrayList<>(sampler.type().measured(sampler.settings(), draws,
                rows));
        if (draws.kind() == DrawKind.CHAIN && weights != null && weights.draws() > 0) {
            sampler.type().biasTest(sampler.settings()).ifPresent(test -> measured.add(BiasCheck
                    .measure(coordinates(), points(weights), () -> density(weights), test.transitions(), sampler.seed(),
                            mostGradients(draws))
                    .measurement(test.tolerance(), test.key())));
        }
        return source.withMeasured(tempering.isEmpty() ? measured
                : measured.stream().map(one -> one.tempered(tempering)).toList());
    }

    /**
     * Whether draws are as wide as the gradients of the posterior say, by some hundreds of them.
     *
     * @param all
     *            all draws
     * @param draws
     *            those whose weights were kept
     */
    WidthCheck widths(Draws all, Draws draws) {
        int wanted = Math.clamp(GRADIENTS / draws.chains(), FEWEST_GRADIENTS, MOST_GRADIENTS);
        int perChain = (int) Math.clamp(mostGradients(all) / draws.chains(), FEWEST_DEAR_GRADIENTS, wanted);
        return WidthCheck.measure(coordinates(), points(draws), density(draws)::evaluate, perChain);
    }

    /** Gradients of all rows that a check may take. */
    private double mostGradients(Draws draws) {
        return mostGradients(draws.totals(), sampler.type().rowsOfGradient(sampler.settings()).orElse(rows), rows);
    }

    /**
     * Gradients of all rows that a check may take beside those that the chains counted.
     *
     * @param chains
     *            what each counted, its warm-up included; none where that is not known
     * @param rowsOfGradient
     *            rows that one of them read
     * @param rows
     *            all of them
     */
    static double mostGradients(List<TransitionTotals> chains, int rowsOfGradient, int rows) {
        double gradients = 0;
        for (TransitionTotals chain : chains) {
            gradients += chain.gradients() + chain.tuningGradients().orElse(0);
        }
        return Math.max(FREE_ROWS, SHARE * gradients * rowsOfGradient) / rows;
    }

    /** Name of the variable of each coordinate. */
    private List<String> coordinates() {
        List<String> names = new ArrayList<>();
        for (int i : free()) {
            names.add(network.model().variableOf(i).name());
        }
        return names;
    }

    private int[] free() {
        return Part.of(sampler.part()).coordinates(network.posterior());
    }

    /** What was sampled: the posterior, or that of a part given what the draws have in common. */
    private StochasticLogDensity density(Draws draws) {
        if (!sampler.partial()) {
            return network.posterior();
        }
        double[] theta = new double[network.model().dimension()];
        new DrawPositions(network.model(), draws).readInto(0, 0, theta);
        ConditionedLogDensity part = new ConditionedLogDensity(network.posterior(), free());
        part.hold(theta);
        return part;
    }

    private WidthCheck.Positions points(Draws draws) {
        DrawPositions positions = new DrawPositions(network.model(), draws);
        int[] free = free();
        return new WidthCheck.Positions() {
            @Override
            public int chains() {
                return positions.chains();
            }

            @Override
            public int draws() {
                return positions.draws();
            }

            @Override
            public void readInto(int chain, int draw, double[] theta) {
                if (!sampler.partial()) {
                    positions.readInto(chain, draw, theta);
                    return;
                }
                double[] whole = new double[network.model().dimension()];
                positions.readInto(chain, draw, whole);
                for (int i = 0; i < free.length; i++) {
                    theta[i] = whole[free[i]];
                }
            }
        };
    }
}
