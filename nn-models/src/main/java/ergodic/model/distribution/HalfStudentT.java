package ergodic.model.distribution;

import ergodic.autodiff.Tensor;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Student's t distribution with location 0, restricted to {@code x >= 0}.
 *
 * @param degreesOfFreedom
 *            positive
 * @param scale
 *            scale before the restriction, positive
 */
public record HalfStudentT(Value degreesOfFreedom, Value scale) implements Univariate {

    /** With numbers. */
    public static HalfStudentT of(double degreesOfFreedom, double scale) {
        return new HalfStudentT(Value.of(degreesOfFreedom), Value.of(scale));
    }

    /** With values of a program. */
    public static HalfStudentT of(Tensor degreesOfFreedom, Tensor scale) {
        return new HalfStudentT(Value.of(degreesOfFreedom), Value.of(scale));
    }

    /** With a number and a value of a program. */
    public static HalfStudentT of(double degreesOfFreedom, Tensor scale) {
        return new HalfStudentT(Value.of(degreesOfFreedom), Value.of(scale));
    }

    /** With a value of a program and a number. */
    public static HalfStudentT of(Tensor degreesOfFreedom, double scale) {
        return new HalfStudentT(Value.of(degreesOfFreedom), Value.of(scale));
    }

    @Override
    public List<Value> parameters() {
        return List.of(degreesOfFreedom, scale);
    }

    @Override
    public Tensor logDensity(Tensor x) {
        Tensor logDensity = new StudentT(degreesOfFreedom, Value.of(0), scale).logDensity(x).plus(LogTerms.LOG_TWO);
        return LogTerms.within(LogTerms.notNegative(x), logDensity);
    }

    @Override
    public double sample(UniformRandomProvider rng, double[] parameters) {
        return parameters[1] * Math.abs(StudentT.standard(rng, parameters[0]));
    }
}
