package ergodic.study;

import ergodic.nn.BayesianNetwork;
import ergodic.nn.KeptRows;
import ergodic.nn.data.Rows;
import ergodic.nn.predict.Mixture;
import ergodic.nn.predict.Prediction;
import ergodic.nn.predict.Predictor;
import ergodic.nn.predict.RowMoments;
import ergodic.nn.predict.RowVisitor;
import ergodic.nn.predict.StoredComponents;
import ergodic.sampler.draws.ChosenChains;
import ergodic.sampler.draws.DrawMoments;
import ergodic.sampler.draws.Draws;
import ergodic.sampler.draws.ZarrDraws;
import ergodic.study.config.StoreConfig;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a run has kept to predict from: weights, predictions of the rows that were known before it, or their moments.
 *
 * @param study
 *            the study
 * @param store
 *            the run's store
 * @param chains
 *            the chains of it that are looked at, from 0
 * @param draws
 *            their draws
 * @param weights
 *            their draws with weights; null if none were kept
 */
record Kept(Study study, ZarrDraws store, List<Integer> chains, Draws draws, @Nullable Draws weights) {

    /** Added to the name of a variable: its means. */
    static final String MEAN = "_mean";
    /** Added to the name of a variable: its variances. */
    static final String VARIANCE = "_variance";
    /** Draws that means and variances are of. */
    static final String COUNT = "summarised_draws";

    static Kept of(RunFolder folder, Study study, ZarrDraws draws) {
        StoreConfig store = study.plan().store();
        List<Integer> chains = IntStream.range(0, draws.chains()).boxed().toList();
        if (store.keepsWeights()) {
            return new Kept(study, draws, chains, draws, draws);
        }
        if (store.weightsEvery() == 0 || !Files.exists(folder.weights())) {
            return new Kept(study, draws, chains, draws, null);
        }
        Draws some = ZarrDraws.open(folder.weights());
        return new Kept(study, draws, chains, draws, some.draws() == 0 ? null : some);
    }

    /** The same without some chains, which count from 1 here. */
    Kept without(List<Integer> leftOut) {
        List<Integer> left = chains.stream().filter(chain -> !leftOut.contains(chain + 1)).toList();
        Draws some = weights;
        return new Kept(study, store, left, LeftOut.view(draws, leftOut),
                some == null ? null : LeftOut.view(some, leftOut));
    }

    /** Predicts rows from all draws, if they were known before the run, and else from the draws whose weights were kept. */
    Prediction predict(Predictor predictor, Rows rows, int samples, double... levels) {
        StoreConfig config = study.plan().store();
        Draws positions = weights;
        Rows known = study.keptRows();
        Optional<int[]> places = config.keepsWeights() ? Optional.empty() : StoredComponents.find(known, rows);
        if (places.isPresent() && config.keep().equals(StoreConfig.PREDICTIONS)) {
            return predictor.predict(new StoredComponents(draws, KeptRows.COMPONENTS, known), rows, levels);
        }
        if (places.isPresent() && samples == 0) {
            Prediction found = ofMoments(rows, places.get());
            if (found != null) {
                return found;
            }
        }
        if (positions == null) {
            throw new RunFolderException(lack(places.isPresent(), samples > 0));
        }
        return predictor.predict(study.positions(positions), rows, levels);
    }

    /** The same by whole distributions, from what draws predict of the rows or from weights; nothing where neither was kept. */
    Optional<Prediction> predictExactly(Predictor predictor, Rows rows, double... levels) {
        Draws positions = weights;
        Rows known = study.keptRows();
        if (!study.plan().store().keepsWeights() && study.plan().store().keep().equals(StoreConfig.PREDICTIONS)
                && StoredComponents.find(known, rows).isPresent()) {
            return Optional
                    .of(predictor.predict(new StoredComponents(draws, KeptRows.COMPONENTS, known), rows, levels));
        }
        return positions == null ? Optional.empty()
                : Optional.of(predictor.predict(study.positions(positions), rows, levels));
    }

    /** The log density of each row's target under each draw, if the draws or their weights tell it. */
    void visit(Predictor predictor, Rows rows, RowVisitor visitor) {
        StoreConfig config = study.plan().store();
        Rows known = study.keptRows();
        Draws positions = weights;
        if (!config.keepsWeights() && config.keep().equals(StoreConfig.PREDICTIONS)
                && StoredComponents.find(known, rows).isPresent()) {
            predictor.visit(new StoredComponents(draws, KeptRows.COMPONENTS, known), rows, visitor);
        } else if (positions == null) {
            throw new RunFolderException(lack(false, false));
        } else {
            predictor.visit(study.positions(positions), rows, visitor);
        }
    }

    /** The same of the training rows, from log likelihoods that were stored; false where they were not. */
    boolean visitStored(RowVisitor visitor) {
        ZarrDraws stored = store.logLikelihood().orElse(null);
        if (stored == null) {
            return false;
        }
        Draws some = chains.size() == stored.chains() ? stored : new ChosenChains(stored, chains);
        for (int row = 0; row < study.dataset().train().count(); row++) {
            visitor.visit(row, some.series(BayesianNetwork.OBSERVED, row));
        }
        return true;
    }

    private @Nullable Prediction ofMoments(Rows rows, int[] places) {
        List<DrawMoments> moments = moments(KeptRows.MOMENTS);
        double[][] logDensities = new double[chains.size()][];
        for (int i = 0; i < logDensities.length; i++) {
            Optional<double[]> logs = store.summary(KeptRows.LOG_DENSITY, chains.get(i));
            if (moments.isEmpty() || logs.isEmpty()) {
                return null;
            }
            logDensities[i] = chosen(logs.get(), places);
        }
        return Prediction.ofMoments(study.mixture(), rows, moments.stream().map(found -> new DrawMoments(found.count(),
                chosen(found.mean(), places), chosen(found.variance(), places))).toList(), logDensities);
    }

    /** Predicts the rows out of distribution whose predictions were summed up as the run went; nothing where they were not. */
    Optional<Prediction> others() {
        List<DrawMoments> moments = study.sumsOod() ? moments(KeptRows.OTHERS) : List.of();
        if (moments.isEmpty()) {
            return Optional.empty();
        }
        Mixture mixture = study.mixture();
        int rows = moments.getFirst().mean().length / RowMoments.width(mixture);
        return Optional.of(Prediction.ofMoments(mixture, Rows.numbered(rows, null), moments, new double[0][]));
    }

    /** The moments of a variable by each chain's draws; nothing if those of some chain were not written. */
    private List<DrawMoments> moments(String variable) {
        List<DrawMoments> moments = new ArrayList<>();
        for (int chain : chains) {
            Optional<double[]> means = store.summary(variable + MEAN, chain);
            Optional<double[]> variances = store.summary(variable + VARIANCE, chain);
            Optional<double[]> count = store.summary(COUNT, chain);
            if (means.isEmpty() || variances.isEmpty() || count.isEmpty()) {
                return List.of();
            }
            moments.add(new DrawMoments((long) count.get()[0], means.get(), variances.get()));
        }
        return moments;
    }

    /** The entries of some of the kept rows. */
    private double[] chosen(double[] all, int[] places) {
        int width = all.length / study.keptRows().count();
        double[] some = new double[places.length * width];
        for (int i = 0; i < places.length; i++) {
            System.arraycopy(all, places[i] * width, some, i * width, width);
        }
        return some;
    }

    private String lack(boolean known, boolean samples) {
        String keep = study.plan().store().keep();
        int every = study.plan().store().weightsEvery();
        String how = every > 0
                ? "; store.weights_every = " + every + " keeps the first weights at draw " + every
                        + " of each chain: add draws by ergodic extend, or sample with a smaller number"
                : "; to predict any rows, sample with store.keep = \"" + StoreConfig.WEIGHTS
                        + "\", or with store.weights_every = N, which keeps the weights of every N-th draw";
        if (known && samples) {
            return "the run has kept moments of its predictions (store.keep = \"" + keep
                    + "\"), of which no random values can be drawn" + how;
        }
        if (known) {
            return "the run was killed, or a chain failed, before the moments of its predictions were written; finish it with ergodic resume";
        }
        return "the run has kept no weights (store.keep = \"" + keep + "\"): it predicts only the rows that were "
                + (study.dataset().test().count() > 0 ? "held out" : "sampled on") + how;
    }
}
