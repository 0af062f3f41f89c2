package ergodic.diagnostics.stopping;

import ergodic.sampler.draws.Draws;
import ergodic.sampler.draws.Variable;
import java.io.IOException;
import java.util.function.Predicate;

/** What a run that is looked at has to show. Asked while all chains wait. */
public interface RunEvidence {

    /** The draws so far; those beyond the draws that every chain has are not looked at. */
    Draws draws() throws IOException;

    /** Whether a variable must agree between chains. */
    boolean isFunction(Variable variable);

    /**
     * Log predictive densities of the held-out rows under the first draws of each chain, {@code [chains][rows]}; asked for only
     * where the rules ask whether they settled.
     *
     * @param draws
     *            how many draws
     */
    double[][] logDensity(int draws) throws IOException;

    /** Of draws that can be read at any time, such as those in memory, without held-out rows. */
    static RunEvidence of(Draws draws, Predicate<Variable> functions) {
        return new RunEvidence() {
            @Override
            public Draws draws() {
                return draws;
            }

            @Override
            public boolean isFunction(Variable variable) {
                return functions.test(variable);
            }

            @Override
            public double[][] logDensity(int count) {
                throw new IllegalArgumentException("there are no held-out rows whose log density could settle");
            }
        };
    }
}
