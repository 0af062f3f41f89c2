package ergodic.nn;

import ergodic.model.Model;
import ergodic.nn.predict.Positions;
import ergodic.sampler.draws.Draws;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.draws.VariableRole;

/**
 * Draws with the centre about which the network is linear: each position and then its centre, as the linearised programs of a model take them.
 *
 * @param base
 *            the positions
 * @param stored
 *            the draws
 * @param centre
 *            the variable that is the centre
 */
record CentredPositions(Positions base, Draws stored, Variable centre) implements Positions {

    /** Positions of a model as its draws are to be read. */
    static Positions of(Model model, Draws draws) {
        DrawPositions base = new DrawPositions(model, draws);
        for (Variable variable : draws.variables()) {
            if (variable.role() == VariableRole.CENTRE) {
                return new CentredPositions(base, draws, variable);
            }
        }
        return base;
    }

    /** Whether draws have a centre. */
    static boolean are(Draws draws) {
        return draws.variables().stream().anyMatch(variable -> variable.role() == VariableRole.CENTRE);
    }

    @Override
    public int chains() {
        return base.chains();
    }

    @Override
    public int draws() {
        return base.draws();
    }

    @Override
    public int dimension() {
        return 2 * base.dimension();
    }

    @Override
    public void readInto(int chain, int draw, double[] theta) {
        double[] half = new double[base.dimension()];
        base.readInto(chain, draw, half);
        System.arraycopy(half, 0, theta, 0, half.length);
        stored.readInto(centre.name(), chain, draw, half);
        System.arraycopy(half, 0, theta, half.length, half.length);
    }
}
