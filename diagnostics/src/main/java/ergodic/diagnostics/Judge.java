package ergodic.diagnostics;

import ergodic.sampler.draws.Draws;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.draws.VariableRole;
import ergodic.sampler.words.Counted;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Judges whether draws can be trusted: on functions first, because the weights of a network are not identifiable (units
 * permute, signs flip), so that chains that agree in every prediction may disagree in every weight. The rules, their
 * bounds and the reasons are in {@link AgreementChecks} (the first level) and {@link MixtureChecks} (the second). Draws that
 * are no chains are asked what suits their {@link ergodic.sampler.DrawKind}: see {@link IndependentJudgement},
 * {@link PopulationJudgement} and {@link MemberJudgement}.
 */
public final class Judge {
    private Judge() {}

    /**
     * Judges draws by their variables: by all of them, or, where there are stored predictions at probe inputs
     * ({@link VariableRole#PREDICTION}), by those and everything else that is identifiable.
     */
    public static Assessment assess(Draws draws) {
        return assess(draws, null);
    }

    /**
     * Judges draws of a model by quantities that are named: of a model written by hand, {@code model.functions()}. They must
     * agree between chains, and are what is looked at where chains lie in several modes; nothing else is judged but the log
     * density.
     *
     * @param functions
     *            names of stored variables, at least one
     * @throws IllegalArgumentException
     *             if there is no such variable
     */
    public static Assessment assessFunctions(Draws draws, Collection<String> functions) {
        Set<String> names = new LinkedHashSet<>(functions);
        if (names.isEmpty()) {
            throw new IllegalArgumentException("no variables are named to judge the draws by; there are "
                    + draws.variables().stream().map(Variable::name).toList());
        }
        return assess(draws, FunctionEvidence.ofDraws(draws, names), variable -> names.contains(variable.name()));
    }

    /**
     * Judges draws by their functions and by what the chains predict.
     *
     * @param evidence
     *            predictions chain by chain, best on held-out rows; null to use the stored predictions at probe inputs,
     *            if there are any
     */
    public static Assessment assess(Draws draws, @Nullable FunctionEvidence evidence) {
        List<String> predictions = draws.variables().stream()
                .filter(variable -> variable.role() == VariableRole.PREDICTION).map(Variable::name).toList();
        Predicate<Variable> functions = !predictions.isEmpty() || evidence != null
                ? variable -> variable.role().identifiable()
                : variable -> true;
        FunctionEvidence given = evidence == null && !predictions.isEmpty()
                ? FunctionEvidence.ofDraws(draws, predictions)
                : evidence;
        return assess(draws, given, functions);
    }

    /**
     * As {@link #assess(Draws, FunctionEvidence)}, with a choice of the variables that are judged.
     *
     * @param evidence
     *            predictions chain by chain; null for a model that predicts nothing
     * @param functions
     *            the variables that must agree between chains
     */
    public static Assessment assess(Draws draws, @Nullable FunctionEvidence evidence, Predicate<Variable> functions) {
        return assess(draws, evidence, functions, DrawSource.unknown(draws.kind()), null);
    }

    /**
     * As {@link #assess(Draws, FunctionEvidence, Predicate)}, with what is known of where the draws come from.
     *
     * @param source
     *            what the method says of its draws; its caveats become findings, its advice that of the verdict
     * @param widths
     *            whether chains are as wide as the gradients say; null if there were no gradients. Not looked at for other
     *            draws: a variational fit makes it come true, whatever its distance from the posterior
     */
    public static Assessment assess(Draws draws, @Nullable FunctionEvidence evidence, Predicate<Variable> functions,
            DrawSource source, @Nullable WidthCheck widths) {
        if (evidence != null && evidence.chains() != draws.chains()) {
            throw new IllegalArgumentException("the evidence has " + Counted.of(evidence.chains(), "chain")
                    + ", the draws have " + draws.chains());
        }
        return switch (draws.kind()) {
            case CHAIN -> ChainJudgement.of(draws, evidence, functions, source, widths);
            case POPULATION -> PopulationJudgement.of(draws, evidence, functions, source);
            case INDEPENDENT -> IndependentJudgement.of(draws, evidence, functions, source);
            case MEMBERS -> MemberJudgement.of(draws, evidence, functions, source);
        };
    }
}
