package ergodic.study;

import ergodic.nn.StartMethod;
import ergodic.nn.WarmStartSettings;
import ergodic.sampler.laplace.LaplacePredictions;
import ergodic.sampler.laplace.LaplaceType;
import ergodic.sampler.map.MapType;
import ergodic.sampler.optimize.OptimizerKind;
import ergodic.study.config.ConfigException;
import ergodic.study.config.SamplerConfig;
import ergodic.study.config.StoreConfig;
import java.nio.file.Path;

/** What data, network and plan must be to each other; each is refused in a sentence. */
final class StudyRequirements {

    private StudyRequirements() {}

    static void check(Study study) {
        requireHeldOut(study);
        requireOod(study);
        requireFit(study);
        requireForm(study);
    }

    private static void requireHeldOut(Study study) {
        if (study.plan().stop().settled() > 0 && study.dataset().test().count() == 0) {
            throw new ConfigException("stop.settled is about held-out rows, and none are held out; hold some out"
                    + " (data.test), or take it out");
        }
    }

    /** Refuses class probabilities by probit where there are no logits, or where only what each draw predicts is summed up. */
    private static void requireForm(Study study) {
        if (!study.byProbit()) {
            return;
        }
        String key = LaplaceType.PREDICTIONS.path();
        try {
            study.network().requireLogits();
        } catch (IllegalArgumentException e) {
            throw new ConfigException(
                    key + ": " + e.getMessage() + " (" + key + " = \"" + LaplacePredictions.LINEARISED.key() + "\")");
        }
        String keep = study.plan().store().keep();
        if (keep.equals(StoreConfig.MOMENTS) || study.sumsOod()) {
            throw new ConfigException("store.keep = \"" + keep + "\" sums up what each draw predicts"
                    + (keep.equals(StoreConfig.MOMENTS) ? "" : " of the rows of data.ood")
                    + ", of which there are no probabilities by probit; set store.keep = \"" + StoreConfig.WEIGHTS
                    + "\", or " + key + " = \"" + LaplacePredictions.LINEARISED.key() + "\"");
        }
    }

    /** One image of a row at a time is for what climbs a function that is another at each point: draws would be of another density than the posterior. */
    private static void requireFit(Study study) {
        SamplerConfig sampler = study.plan().sampler();
        if (!study.network().fitsByOneImage()) {
            return;
        }
        if (!(sampler.type() instanceof MapType) || sampler.settings().get(MapType.HELD_BACK) > 0
                || study.network().temperature() != 1) {
            throw new ConfigException("network.fit_images = \"one\" is for sampler.method = \"map\" without held_back"
                    + " and temperature: what it climbs is a bound of the posterior and not the posterior; take it out");
        }
        WarmStartSettings warmStart = study.warmStart();
        boolean start = warmStart.enabled() && warmStart.method() != StartMethod.ADAMW;
        if (start || OptimizerKind.of(sampler.settings().get(MapType.OPTIMIZER)).searchesLines()) {
            throw new ConfigException("network.fit_images = \"one\" is another function at each point, and "
                    + (start ? "warm-start.optimizer = \"" + warmStart.method().key()
                            : MapType.OPTIMIZER.path() + " = \"" + sampler.settings().get(MapType.OPTIMIZER))
                    + "\" searches lines of one function; take \"adamw\"");
        }
    }

    private static void requireOod(Study study) {
        Path ood = study.ood().orElse(null);
        if (ood == null) {
            return;
        }
        study.requireData(ood, "data.ood");
        if (study.dataset().target().classes().isEmpty()) {
            throw new ConfigException("data.ood is told by the probabilities of classes, and the target "
                    + study.dataset().target().name() + " is a number; take it out");
        }
    }
}
