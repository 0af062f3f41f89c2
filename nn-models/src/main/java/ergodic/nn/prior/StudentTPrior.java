package ergodic.nn.prior;

import ergodic.autodiff.Tensor;
import ergodic.model.ModelBuilder;
import ergodic.model.distribution.StudentT;
import ergodic.sampler.method.Advice;
import ergodic.sampler.method.Key;
import java.util.List;
import java.util.Map;

/**
 * Student-t prior with location 0.
 *
 * @param degrees
 *            degrees of freedom
 * @param scale
 *            scale, before scaling by fan-in
 * @param scaling
 *            whether the scale falls with the fan-in
 */
public record StudentTPrior(double degrees, double scale, Scaling scaling) implements WeightPrior {

    /** {@code degrees}. */
    public static final Key<Double> DEGREES = Key.real("degrees", 4.0, Key.positive(), "degrees of freedom").in("");
    /** {@code student_t}. */
    public static final PriorType TYPE = new PriorType("student_t", List.of(DEGREES),
            (scale, scaling, own) -> new StudentTPrior(own.get(DEGREES), scale, scaling),
            (section, own) -> Map.of(Advice.Model.TAILS,
                    "Set " + section + ".family = \"normal\", or more " + section + ".degrees."));

    /** Checks the numbers. */
    public StudentTPrior {
        Scaling.requirePositive("the degrees of freedom of a Student-t weight prior", degrees);
        Scaling.requirePositive("the scale of a Student-t weight prior", scale);
    }

    @Override
    public boolean isScaleFamily() {
        return true;
    }

    @Override
    public String words() {
        return TYPE.name() + " " + scaling.words(scale);
    }

    @Override
    public Declared declare(ModelBuilder model, WeightGroup group) {
        Tensor weights = group.declare(model);
        model.prior(weights, StudentT.of(degrees, group.centre(), scale * scaling.factor(group.fanIn())));
        return Declared.of(weights, group);
    }
}
