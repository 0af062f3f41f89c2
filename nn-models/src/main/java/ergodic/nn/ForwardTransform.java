package ergodic.nn;

import ergodic.sampler.draws.CentredTransform;
import ergodic.sampler.draws.Variable;
import java.util.List;
import java.util.stream.Stream;

/** What another transform gives, then what is made of the network's outputs for fixed rows at a draw. */
abstract class ForwardTransform implements CentredTransform {

    private final CentredTransform base;
    private final DrawForward forward;
    private final List<Variable> variables;
    /** Where its own values begin. */
    private final int offset;

    /**
     * A transform.
     *
     * @param own
     *            variables after those of the other one
     */
    ForwardTransform(CentredTransform base, DrawForward forward, List<Variable> own) {
        this.base = base;
        this.forward = forward;
        this.variables = Stream.concat(base.variables().stream(), own.stream()).toList(); // cold: once a chain
        this.offset = base.size();
    }

    /** Writes its own values from the offset on. */
    abstract void ownInto(double[] components, double[] values, int at);

    @Override
    public final List<Variable> variables() {
        return variables;
    }

    @Override
    public final void setCentre(double[] centre) {
        base.setCentre(centre);
        forward.setCentre(centre);
    }

    @Override
    public final void setPriorScales(double[] scales) {
        base.setPriorScales(scales);
    }

    @Override
    public final void applyInto(double[] theta, double[] values) {
        base.applyInto(theta, values);
        ownInto(forward.at(theta), values, offset);
    }
}
