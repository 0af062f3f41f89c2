package ergodic.study.prior;

import ergodic.nn.data.TargetEncoding;
import ergodic.nn.predict.ClassMixture;
import ergodic.nn.predict.Mixture;
import java.util.List;

/** What is asked of a prior, by what its targets are. */
interface PriorView {

    /** The view for a target. */
    static PriorView of(Mixture mixture, TargetEncoding target) {
        return mixture instanceof ClassMixture ? new ClassView(target)
                : mixture.isCount() ? new CountView(target) : new NumberView(target);
    }

    /** The numbers. */
    List<PriorNumber> numbers(PriorSample training, PriorSample probes);

    /** Sentences about what no data could have meant. */
    List<String> warnings(PriorSample training);

    /** Distribution functions. */
    List<PriorCurve> curves(PriorSample training);

    /** What a function says at a place of a sweep, in words with the unit. */
    String value();

    /** It, of a mixture of one component. */
    double value(Mixture one);
}
