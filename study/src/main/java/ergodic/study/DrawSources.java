package ergodic.study;

import ergodic.diagnostics.DrawSource;
import ergodic.nn.prior.PriorType;
import ergodic.sampler.method.Advice;
import ergodic.sampler.methods.Methods;
import ergodic.study.config.PriorConfig;
import ergodic.study.config.RunConfig;
import ergodic.study.config.RunPlan;
import ergodic.study.config.SamplerConfig;
import ergodic.study.config.WeightPriorConfig;
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
     * @param made
     *            draws of each chain that were made
     * @param unknowns
     *            how many are sampled
     * @param notOfModel
     *            why draws are not of the posterior of the model, whatever the method; nothing if they are
     * @param byOneImage
     *            whether gradients see one of a row's images
     */
    static DrawSource of(RunPlan plan, int made, int unknowns, List<String> notOfModel, boolean byOneImage) {
        SamplerConfig sampler = plan.sampler();
        Advice advice = new Advice(new Advice.Run(sampler.chains(), sampler.warmup(), sampler.draws(), made,
                sampler.thin(), unknowns), plan instanceof RunConfig config ? model(config.prior()) : Map.of(),
                Methods.DEFAULT.name());
        sampler.type().advise(sampler.settings(), advice);
        List<String> caveats = new ArrayList<>(notOfModel);
        caveats.addAll(sampler.type().caveats(sampler.settings()));
        if (byOneImage) {
            caveats.add("Each gradient saw one of the images of each row that outputs are averaged over: the members"
                    + " climbed a lower bound of the log posterior and are no modes of it.");
        }
        return new DrawSource(sampler.type().exact() && notOfModel.isEmpty(), caveats, advice.toMap(), List.of());
    }

    /** What of the priors can be changed: what their families say, and the scaling that all have. */
    private static Map<Advice.Model, List<String>> model(PriorConfig prior) {
        Map<Advice.Model, List<String>> model = new EnumMap<>(Advice.Model.class);
        prior.weights().advice("prior.weights").forEach((kind, sentence) -> sentences(model, kind).add(sentence));
        prior.biases().advice("prior.biases").forEach((kind, sentence) -> sentences(model, kind).add(sentence));
        WeightPriorConfig outputs = prior.outputs();
        if (outputs != null) {
            outputs.advice("prior.outputs").forEach((kind, sentence) -> sentences(model, kind).add(sentence));
        }
        if (prior.weights().shared().get(PriorType.SCALING).equals("none")) {
            sentences(model, Advice.Model.SCALES)
                    .add("Set prior.weights.scaling = \"fan_in\": weights of layers with many inputs"
                            + " then have a smaller scale.");
        }
        return model;
    }

    private static List<String> sentences(Map<Advice.Model, List<String>> model, Advice.Model kind) {
        return model.computeIfAbsent(kind, _ -> new ArrayList<>());
    }
}
