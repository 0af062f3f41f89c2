package ergodic.nn.likelihood;

import ergodic.autodiff.Tensor;
import ergodic.model.ModelBuilder;
import ergodic.model.Support;
import ergodic.model.distribution.CategoricalLogit;
import ergodic.model.distribution.Normal;
import ergodic.nn.data.DataException;
import ergodic.nn.data.TargetEncoding;
import ergodic.nn.data.TargetKind;
import ergodic.nn.predict.ClassMixture;
import ergodic.nn.predict.Mixture;
import ergodic.nn.prior.Declared;
import ergodic.sampler.draws.VariableRole;
import ergodic.sampler.method.Key;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Classes with an order (cumulative logit, proportional odds: McCullagh 1980): the log odds of at most class k are {@code cutpoint_k} less the
 * network's output. The cutpoints increase; each is normal with standard deviation 3 a priori, and as the output has a bias they are not
 * identifiable alone, so that draws are judged by the probabilities.
 *
 * @param order
 *            labels from the lowest to the highest; empty for the order in which the classes are read: by size if all are numbers,
 *            otherwise by the alphabet
 */
public record OrdinalLikelihood(List<String> order) implements Likelihood {

    /** {@code order}. */
    public static final Key<String> ORDER = new Key<>("order", String.class, null,
            "numbers by size, words by the alphabet",
            value -> value.isBlank() ? "must name the classes from the lowest to the highest, separated by commas"
                    : null,
            "classes from the lowest to the highest, separated by commas (of which a class may have some itself), such as `\"poor, fair, good\"`")
            .in(LikelihoodType.SECTION);
    /** {@code ordinal}. */
    public static final LikelihoodType TYPE = new LikelihoodType("ordinal", List.of(ORDER),
            settings -> new OrdinalLikelihood(settings.find(ORDER).map(OrdinalLikelihood::words).orElse(List.of())));

    /** Name of the parameter. */
    public static final String CUTPOINTS = "cutpoints";

    private static final double CUTPOINT_SCALE = 3;
    private static final double START = 1.5;

    /** Copies the list. */
    public OrdinalLikelihood {
        order = List.copyOf(order);
    }

    /** Classes in the order in which they are read. */
    public OrdinalLikelihood() {
        this(List.of());
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(",", -1)).map(String::strip).toList();
    }

    @Override
    public TargetKind targetKind() {
        return TargetKind.CLASSES;
    }

    @Override
    public int outputs(TargetEncoding target) {
        order(target);
        return 1;
    }

    /** The classes from the lowest to the highest. */
    private List<String> order(TargetEncoding target) {
        if (order.isEmpty()) {
            return target.classes();
        }
        List<List<String>> orders = new ArrayList<>();
        place(order, target.classes(), new ArrayList<>(), orders);
        if (orders.size() != 1) {
            throw new DataException("likelihood.order = \"" + String.join(", ", order)
                    + (orders.isEmpty()
                            ? "\" must name each class of the target \"" + target.name()
                                    + "\" once; the training rows have " + String.join(", ", target.classes())
                            : "\" can be read as \"" + String.join("\", \"", orders.getFirst()) + "\" and as \""
                                    + String.join("\", \"", orders.get(1))
                                    + "\", as classes of the target have commas in them; rename one of them"));
        }
        return orders.getFirst();
    }

    /** Adds each order of the classes that the words can be read as, one by one, or several in a row of a class whose label has commas; at most two. */
    private static void place(List<String> words, List<String> classes, List<String> ranks, List<List<String>> orders) {
        if (words.isEmpty() && ranks.size() == classes.size()) {
            orders.add(List.copyOf(ranks));
        }
        for (String label : classes) {
            List<String> own = !words.isEmpty() && words.getFirst().equals(label) ? List.of(label) : words(label);
            if (orders.size() < 2 && !ranks.contains(label) && own.size() <= words.size()
                    && own.equals(words.subList(0, own.size()))) {
                ranks.add(label);
                place(words.subList(own.size(), words.size()), classes, ranks, orders);
                ranks.removeLast();
            }
        }
    }

    @Override
    public Bound bind(ModelBuilder model, Tensor target, Tensor outputs, TargetEncoding encoding) {
        List<String> ranks = order(encoding);
        int gaps = ranks.size() - 2;
        Tensor cutpoints = model.parameter(CUTPOINTS, VariableRole.BIAS, Support.ordered(), gaps + 1);
        model.prior(cutpoints, Normal.of(0, CUTPOINT_SCALE));
        // Of all orders of as many normals one is this one.
        model.addLogPrior(model.constant(IntStream.rangeClosed(2, gaps + 1).mapToDouble(Math::log).sum()));
        Tensor above = cutpoints.minus(outputs.get(0));
        List<Tensor> parts = new ArrayList<>(List.of(above.slice(0, 0, 1).negate().softplus().negate()));
        if (gaps > 0) {
            // sigmoid(b) - sigmoid(a) = sigmoid(b) sigmoid(-a) (1 - e^(a-b)), which does not cancel.
            Tensor gap = cutpoints.slice(0, 1, gaps).minus(cutpoints.slice(0, 0, gaps));
            parts.add(gap.negate().expm1().negate().log()
                    .minus(above.slice(0, 1, gaps).negate().softplus().plus(above.slice(0, 0, gaps).softplus())));
        }
        parts.add(above.slice(0, gaps, 1).softplus().negate());
        Tensor ranked = Tensor.concat(0, parts);
        Tensor logs = Tensor.concat(0, encoding.classes().stream()
                .map(label -> ranked.slice(0, ranks.indexOf(label), 1)).toList());
        model.observe(target, CategoricalLogit.of(logs));
        List<Declared.Start> starts = new ArrayList<>(List.of(new Declared.Start(1, gaps > 0 ? -START : 0, 0.1)));
        if (gaps > 0) {
            starts.add(new Declared.Start(gaps, Math.log(2 * START / gaps), 0.1));
        }
        return new Bound(logs, starts, logs.exp());
    }

    @Override
    public Mixture mixture(TargetEncoding target) {
        return ClassMixture.of(target.classes().size());
    }
}
