package ergodic.study;

import ergodic.diagnostics.DrawSource;
import ergodic.sampler.method.Advice;
import ergodic.sampler.methods.Methods;
import ergodic.study.config.PriorConfig;
import ergodic.study.config.RunConfig;
import ergodic.study.config.RunPlan;
import ergodic.study.config.SamplerConfig;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the method of a configuration says of its draws, with what the configuration's model can be changed in. */
final class DrawSources {

    private DrawSources() {}

    /**
     * What is known of the draws of a run.
     *
     * @param unknowns
     *            dimension of its posterior
     */
    static DrawSource of(RunPlan plan, int unknowns) {
        SamplerConfig sampler = plan.sampler();
        Advice advice = new Advice(new Advice.Run(sampler.chains(), sampler.warmup(), sampler.draws(), sampler.thin(),
                unknowns), plan instanceof RunConfig config ? model(config.prior()) : Map.of(), Methods.DEFAULT.name());
        sampler.type().advise(sampler.settings(), advice);
        return new DrawSource(sampler.type().exact(), sampler.type().caveats(sampler.settings()), advice.toMap(),
                List.of());
    }

    private static Map<Advice.Model, List<String>> model(PriorConfig prior) {
        Map<Advice.Model, List<String>> model = new EnumMap<>(Advice.Model.class);
        model.put(Advice.Model.FUNNELS, centred(prior));
        model.put(Advice.Model.SCALES, scaling(prior));
        model.put(Advice.Model.TAILS, tails(prior));
        return model;
    }

    private static List<String> centred(PriorConfig prior) {
        List<String> keys = new ArrayList<>();
        if (Boolean.TRUE.equals(prior.weights().centred())) {
            keys.add("Set prior.weights.centred = false: the scales of centred hierarchical weights make funnels.");
        }
        if (Boolean.TRUE.equals(prior.biases().centred())) {
            keys.add("Set prior.biases.centred = false.");
        }
        return keys;
    }

    private static List<String> scaling(PriorConfig prior) {
        return prior.weights().scaling().equals("none")
                ? List.of(
                        "Set prior.weights.scaling = \"fan_in\": weights of layers with many inputs then have a smaller scale.")
                : List.of();
    }

    private static List<String> tails(PriorConfig prior) {
        List<String> keys = new ArrayList<>();
        if ("half_cauchy".equals(prior.weights().hyper())) {
            keys.add("Set prior.weights.hyper = \"half_normal\", whose tails are lighter.");
        }
        if (prior.weights().family().equals("student_t")) {
            keys.add("Set prior.weights.family = \"normal\", or more prior.weights.degrees.");
        }
        return keys;
    }
}
