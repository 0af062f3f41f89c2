package ergodic.nn.prior;

import ergodic.autodiff.compile.RowData;
import ergodic.model.ModelBuilder;
import ergodic.model.Posterior;
import ergodic.nn.layer.LayerParameter;
import ergodic.sampler.PriorDensity;
import ergodic.sampler.draws.DrawTransform;
import ergodic.sampler.draws.Variable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** The weights of one parameter of a layer under a prior alone, and draws of them. */
final class PriorDraws {

    final Posterior posterior;
    final PriorDensity prior;
    final List<Declared.Start> starts;
    private final DrawTransform transform;

    PriorDraws(WeightPrior law, LayerParameter parameter) {
        ModelBuilder model = new ModelBuilder();
        this.starts = law.declare(model, parameter.within("layer1.").group()).starts();
        this.posterior = model.build().compile(RowData.none());
        this.prior = posterior.prior();
        this.transform = posterior.transform();
    }

    /** One dense layer's weights, [2, 3]. */
    static PriorDraws of(WeightPrior law) {
        return new PriorDraws(law, LayerParameter.weight("weight", 3, 2, 3));
    }

    /** All variables of a position by their names. */
    Map<String, double[]> variables(double[] theta) {
        double[] all = new double[transform.size()];
        transform.applyInto(theta, all);
        Map<String, double[]> variables = new LinkedHashMap<>();
        int offset = 0;
        for (Variable variable : transform.variables()) {
            variables.put(variable.name(), Arrays.copyOfRange(all, offset, offset += variable.size()));
        }
        return variables;
    }

    /** A number of each of so many draws. */
    double[] sample(int draws, long seed, ToDoubleFunction<Map<String, double[]>> number) {
        UniformRandomProvider rng = RandomSource.XO_SHI_RO_256_PP.create(seed);
        double[] theta = new double[prior.dimension()];
        double[] sample = new double[draws];
        for (int i = 0; i < draws; i++) {
            prior.drawInto(theta, rng);
            sample[i] = number.applyAsDouble(variables(theta));
        }
        return sample;
    }
}
