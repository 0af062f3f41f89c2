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
import java.util.Objects;
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
 * @param byWeights
 *            whether all rows are predicted from weights, also those of which predictions were kept
 */
record Kept(Study study, ZarrDraws store, List<Integer> chains, Draws draws, @Nullable Draws weights,
        boolean byWeights) {

    /** What is asked of a prediction that moments of it may not tell. */
    enum Ask {
        /** Nothing: means, variances, probabilities of classes and log densities do. */
        SUMS(""),
        /** Quantiles. */
        QUANTILES(", which have no quantiles"),
        /** Random values. */
        VALUES(", of which no random values can be drawn"),
        /** What each draw says. */
        DRAWS(", which do not tell what each draw predicts");

        private final String lack;

        Ask(String lack) {
            this.lack = lack;
        }
    }

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
            return new Kept(study, draws, chains, draws, draws, true);
        }
        if (store.weightsEvery() == 0 || !Files.exists(folder.weights())) {
            return new Kept(study, draws, chains, draws, null, false);
        }
        Draws some = ZarrDraws.open(folder.weights());
        return new Kept(study, draws, chains, draws, some.draws() == 0 ? null : some, false);
    }

    /** The same without some chains, which count from 1 here. */
    Kept without(List<Integer> leftOut) {
        List<Integer> left = chains.stream().filter(chain -> !leftOut.contains(chain + 1)).toList();
        Draws some = weights;
        return new Kept(study, store, left, LeftOut.view(draws, leftOut),
                some == null ? null : LeftOut.view(some, leftOut), byWeights);
    }

    /**
     * The same for rows that are to be predicted alike: if what was kept of some of them does not tell what is asked, all are predicted from weights.
     *
     * @throws RunFolderException
     *             if weights are needed and none were kept
     */
    Kept alike(Ask ask, Rows rows) {
        return byWeights || tells(ask, rows) ? this : fromWeights();
    }

    /** The one rule of what answers: whether predictions, or moments of them, were kept of these very rows that tell what is asked; else weights do. */
    private boolean tells(Ask ask, Rows rows) {
        String lack = byWeights ? "" : lack(ask, rows);
        if (weights == null && !lack.isEmpty()) {
            throw new RunFolderException(lack);
        }
        return !byWeights && lack.isEmpty();
    }

    /** Whether there is anything that has quantiles. */
    boolean knowsQuantiles() {
        return weights != null || !sumsUp();
    }

    /** Whether moments of predictions are what was kept. */
    private boolean sumsUp() {
        return study.plan().store().keep().equals(StoreConfig.MOMENTS);
    }

    /** The same that predicts what draw by draw tells of rows, if the run kept that: by each draw, or by weights. */
    Optional<Kept> drawByDraw(Rows rows) {
        return weights == null && !lack(Ask.DRAWS, rows).isEmpty() ? Optional.empty()
                : Optional.of(alike(Ask.DRAWS, rows));
    }

    /**
     * The same that predicts all rows from weights.
     *
     * @throws RunFolderException
     *             if none were kept
     */
    Kept fromWeights() {
        if (weights == null) {
            throw new RunFolderException(unknown());
        }
        return byWeights ? this : new Kept(study, store, chains, draws, weights, true);
    }

    /** Predicts rows from all draws, if that was kept of them which is asked, and else from the draws whose weights were kept. */
    Prediction predict(Predictor predictor, Rows rows, Ask ask, double... levels) {
        if (!tells(ask, rows)) {
            return predictor.predict(study.positions(Objects.requireNonNull(weights)), rows, levels);
        }
        return sumsUp() ? ofMoments(rows) : predictor.predict(stored(), rows, levels);
    }

    /** The same by whole distributions; nothing where neither what each draw predicts of the rows nor weights were kept. */
    Optional<Prediction> predictExactly(Predictor predictor, Rows rows, double... levels) {
        return drawByDraw(rows).map(exact -> exact.predict(predictor, rows, Ask.DRAWS, levels));
    }

    /** The log density of each row's target under each draw, if the draws or their weights tell it. */
    void visit(Predictor predictor, Rows rows, RowVisitor visitor) {
        if (tells(Ask.DRAWS, rows)) {
            predictor.visit(stored(), rows, visitor);
        } else {
            predictor.visit(study.positions(Objects.requireNonNull(weights)), rows, visitor);
        }
    }

    private StoredComponents stored() {
        return new StoredComponents(draws, KeptRows.COMPONENTS, study.keptRows());
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

    /** Of rows that were kept, with the targets that they had. */
    private Prediction ofMoments(Rows rows) {
        int[] places = StoredComponents.find(study.keptRows(), rows).orElseThrow();
        double[][] logDensities = new double[chains.size()][];
        for (int i = 0; i < logDensities.length; i++) {
            logDensities[i] = chosen(store.summary(KeptRows.LOG_DENSITY, chains.get(i)).orElseThrow(), places);
            for (int row = 0; row < places.length; row++) {
                logDensities[i][row] = rows.isTargetKnown(row) ? logDensities[i][row] : Double.NaN;
            }
        }
        return Prediction.ofMoments(study.mixture(), rows, moments(KeptRows.MOMENTS).stream()
                .map(found -> new DrawMoments(found.count(), chosen(found.mean(), places),
                        chosen(found.variance(), places)))
                .toList(), logDensities);
    }

    private boolean momentsWritten() {
        return !moments(KeptRows.MOMENTS).isEmpty()
                && chains.stream().allMatch(chain -> store.summary(KeptRows.LOG_DENSITY, chain).isPresent());
    }

    /** Predicts the rows out of distribution whose predictions were summed up as the run went; nothing where they were not, or weights are to predict all rows. */
    Optional<Prediction> others() {
        List<DrawMoments> moments = study.sumsOod() && !byWeights ? moments(KeptRows.OTHERS) : List.of();
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

    /** Why what was kept of rows does not tell what is asked of these, and what to do; empty if it does. */
    private String lack(Ask ask, Rows rows) {
        Rows known = study.keptRows();
        String keep = study.plan().store().keep();
        int[] places = StoredComponents.find(known, rows).orElse(null);
        if (places == null) {
            return unknown();
        }
        if (!sumsUp()) {
            return "";
        }
        if (ask != Ask.SUMS) {
            return "the run has kept moments of its predictions (store.keep = \"" + keep + "\")" + ask.lack + remedy();
        }
        if (!momentsWritten()) {
            return "the run was killed, or a chain failed, before the moments of its predictions were written; finish it with ergodic resume";
        }
        for (int row = 0; row < places.length; row++) {
            if (!rows.scoresAs(row, known, places[row])) {
                return "row " + rows.numbers()[row]
                        + " has another target here than in the data of the run, which has kept"
                        + " moments of its predictions (store.keep = \"" + keep
                        + "\") and log densities of those targets"
                        + " alone; leave the target out to predict it" + remedy();
            }
        }
        return "";
    }

    private String unknown() {
        return "the run has kept no weights (store.keep = \"" + study.plan().store().keep()
                + "\"): it predicts only the rows that were "
                + (study.dataset().test().count() > 0 ? "held out" : "sampled on") + remedy();
    }

    private String remedy() {
        int every = study.plan().store().weightsEvery();
        return every > 0
                ? "; store.weights_every = " + every + " keeps the first weights at draw " + every
                        + " of each chain: add draws by ergodic extend, or sample with a smaller number"
                : "; to predict any rows, sample with store.keep = \"" + StoreConfig.WEIGHTS
                        + "\", or with store.weights_every = N, which keeps the weights of every N-th draw";
    }
}
