package ergodic.nn.prior;

import ergodic.autodiff.Tensor;
import ergodic.model.ModelBuilder;
import ergodic.model.distribution.NormalMixture;
import ergodic.sampler.method.Advice;
import ergodic.sampler.method.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Scale mixture of normals about 0 (Blundell et al. 2015, equation 7, with any number of components).
 *
 * @param components
 *            shares, which add up to 1, and standard deviations in units of the scale
 * @param scale
 *            unit of the standard deviations, before scaling by fan-in
 * @param scaling
 *            whether the scale falls with the fan-in
 */
public record NormalMixturePrior(List<NormalMixture.Component> components, double scale, Scaling scaling)
        implements
            WeightPrior {

    private static final String COMPONENTS_DEFAULT = "0.5:1, 0.5:0.1";

    /** {@code components}. */
    public static final Key<String> COMPONENTS = new Key<>("components", String.class, COMPONENTS_DEFAULT,
            '"' + COMPONENTS_DEFAULT + '"', NormalMixturePrior::complaint,
            "`share:ratio` of each normal, separated by commas: shares add up to 1, ratios are standard deviations in units of `scale`")
            .in("");
    /** {@code normal_mixture}. */
    public static final PriorType TYPE = new PriorType("normal_mixture", List.of(COMPONENTS),
            (scale, scaling, own) -> new NormalMixturePrior(parsed(own.get(COMPONENTS)), scale, scaling),
            (section, own) -> Map.of(Advice.Model.SCALES, "Set " + section
                    + ".components with ratios nearer to each other: a narrow component asks for short steps."));

    /** Copies the list; checks the numbers. */
    public NormalMixturePrior {
        Scaling.requirePositive("the scale of a normal-mixture weight prior", scale);
        components = NormalMixture.of(0, 1, components).components();
    }

    @Override
    public String words() {
        return TYPE.name() + " " + scaling.words(scale);
    }

    @Override
    public Declared declare(ModelBuilder model, WeightGroup group) {
        Tensor weights = group.declare(model);
        model.prior(weights,
                NormalMixture.of(group.centre(), scale * scaling.factor(group.fanIn()), components));
        return Declared.of(weights, group);
    }

    private static List<NormalMixture.Component> parsed(String text) {
        List<NormalMixture.Component> components = new ArrayList<>();
        for (String part : text.split(",", -1)) {
            String[] numbers = part.split(":", -1);
            if (numbers.length != 2) {
                throw new IllegalArgumentException("\"" + part.strip() + "\" is no share:ratio");
            }
            components.add(new NormalMixture.Component(Double.parseDouble(numbers[0].strip()),
                    Double.parseDouble(numbers[1].strip())));
        }
        return NormalMixture.of(0, 1, components).components();
    }

    private static @Nullable String complaint(String text) {
        try {
            parsed(text);
            return null;
        } catch (NumberFormatException e) {
            return "must be numbers such as " + COMPONENTS_DEFAULT + ", not \"" + text + "\"";
        } catch (IllegalArgumentException e) {
            return "must be such as " + COMPONENTS_DEFAULT + ", but " + e.getMessage();
        }
    }
}
