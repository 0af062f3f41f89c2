package ergodic.nn;

import ergodic.autodiff.compile.CompiledProgram;
import ergodic.sampler.Workspace;

/**
 * What the network gives for fixed rows at a draw: by the network itself, or by the one that is linear about a centre, whose program takes the
 * draw and then its centre. Belongs to one chain.
 */
final class DrawForward {

    private final CompiledProgram forward;
    private final double[] position;
    @Workspace
    private final double[] components;

    /**
     * Over the rows of a program.
     *
     * @param forward
     *            its theta is the position, and may have the centre after it
     * @param numbers
     *            how many the rows have together
     */
    DrawForward(CompiledProgram forward, int numbers) {
        this.forward = forward;
        this.position = new double[forward.parameterCount()];
        this.components = new double[numbers];
    }

    /** Takes the centre, if the program asks for one. */
    void setCentre(double[] centre) {
        if (position.length > centre.length) {
            System.arraycopy(centre, 0, position, centre.length, centre.length);
        }
    }

    /** The parameters of the rows' components, row-major; the array itself, which the next call fills again. */
    double[] at(double[] theta) {
        System.arraycopy(theta, 0, position, 0, theta.length);
        forward.run(position);
        forward.outputInto(NetworkModel.PREDICTIVE, components);
        return components;
    }
}
