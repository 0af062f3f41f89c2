package ergodic.study;

import ergodic.nn.KeptRows;
import ergodic.sampler.draws.ChainRange;
import ergodic.sampler.draws.DrawMoments;
import ergodic.sampler.draws.DrawSink;
import ergodic.sampler.draws.LogSumExpReducer;
import ergodic.sampler.draws.MomentReducer;
import ergodic.sampler.draws.PartSink;
import ergodic.sampler.draws.ReducingSink;
import ergodic.sampler.draws.SinkPair;
import ergodic.sampler.draws.StoreLayout;
import ergodic.sampler.draws.Variable;
import ergodic.sampler.draws.VariableRole;
import ergodic.sampler.draws.ZarrDrawStore;
import ergodic.sampler.run.ChainFailedException;
import ergodic.study.config.StoreConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the draws of a run go, by {@code store.keep}. Where weights are not kept draw by draw, the run's store holds the functions
 * that draws are judged by, and of the weights means and variances, which are summed up as the run goes; some draws' weights may
 * go into a store of their own.
 */
final class RunStores implements AutoCloseable {

    private final ZarrDrawStore store;
    /** Of thinned weights. */
    private final @Nullable ZarrDrawStore weights;
    private final int weightsEvery;
    private final DrawSink sink;
    private final ChainRange chains;
    private final Map<String, MomentReducer> moments;
    private final @Nullable LogSumExpReducer logDensity;

    private RunStores(ZarrDrawStore store, @Nullable ZarrDrawStore weights, int weightsEvery, DrawSink sink,
            ChainRange chains, Map<String, MomentReducer> moments,
            @Nullable LogSumExpReducer logDensity) {
        this.store = store;
        this.weights = weights;
        this.weightsEvery = weightsEvery;
        this.sink = sink;
        this.chains = chains;
        this.moments = moments;
        this.logDensity = logDensity;
    }

    /**
     * Makes the stores, or opens them to go on.
     *
     * @param layout
     *            of the run's store, but for the variables
     * @param made
     *            all that is made of a draw, in its order
     */
    static RunStores open(RunFolder folder, StoreConfig config, StoreLayout layout, List<Variable> made) {
        if (config.keepsWeights()) {
            ZarrDrawStore store = zarr(folder.draws(), layout.withVariables(made));
            return new RunStores(store, null, 0, store, layout.part(), Map.of(), null);
        }
        List<Variable> weights = made.stream().filter(RunStores::isWeight).toList();
        List<Variable> functions = made.stream().filter(
                variable -> variable.role().identifiable() || variable.role() == VariableRole.PRIOR_SCALE).toList();
        List<Variable> rows = made.stream().filter(
                variable -> variable.role() == VariableRole.COMPONENT && !variable.name().equals(KeptRows.OTHERS))
                .toList();
        List<Variable> likelihoods = made.stream()
                .filter(variable -> variable.role() == VariableRole.LOG_LIKELIHOOD).toList();
        boolean sums = config.keep().equals(StoreConfig.MOMENTS);
        // They follow one another in a draw, whatever comes behind.
        List<Variable> stored = new ArrayList<>(functions);
        stored.addAll(likelihoods);
        Map<String, MomentReducer> moments = new LinkedHashMap<>();
        List<Variable> summaries = new ArrayList<>(List.of(Variable.of(Kept.COUNT)));
        for (Variable variable : weights) {
            addMoments(variable, layout.chains(), moments, summaries);
        }
        made.stream().filter(variable -> variable.name().equals(KeptRows.OTHERS))
                .forEach(others -> addMoments(others, layout.chains(), moments, summaries));
        LogSumExpReducer logDensity = null;
        if (sums) {
            addMoments(rows.getFirst(), layout.chains(), moments, summaries);
            summaries.add(rows.getLast());
            logDensity = new LogSumExpReducer(layout.chains(), rows.getLast().size());
        } else {
            stored.addAll(rows);
        }
        ZarrDrawStore store = zarr(folder.draws(), layout.withVariables(stored).withSummaries(summaries));
        ZarrDrawStore thin = null;
        DrawSink sink = new PartSink(store, layout.chains(), 1, size(weights), size(stored));
        if (config.weightsEvery() > 0) {
            List<Variable> whole = new ArrayList<>(weights);
            whole.addAll(functions);
            StoreLayout thinned = layout.withVariables(whole).withFloat32(true)
                    .withDraws(Math.max(1, layout.draws() / config.weightsEvery())).withData(List.of(), List.of());
            thin = zarr(folder.weights(), thinned);
            sink = new SinkPair(sink, new PartSink(thin, layout.chains(),
                    config.weightsEvery(), 0, size(whole)));
        }
        ReducingSink reducing = ReducingSink.before(sink);
        for (Map.Entry<String, MomentReducer> reducer : moments.entrySet()) {
            reducing = reducing.with(reducer.getValue(), made, reducer.getKey());
        }
        if (logDensity != null) {
            reducing = reducing.with(logDensity, made, KeptRows.LOG_DENSITY);
        }
        return new RunStores(store, thin, config.weightsEvery(), reducing, layout.part(), moments, logDensity);
    }

    private static boolean isWeight(Variable variable) {
        return !variable.role().identifiable() && variable.role() != VariableRole.COMPONENT
                && variable.role() != VariableRole.PRIOR_SCALE
                && variable.role() != VariableRole.LOG_LIKELIHOOD;
    }

    private static void addMoments(Variable variable, int chains, Map<String, MomentReducer> moments,
            List<Variable> summaries) {
        moments.put(variable.name(), new MomentReducer(chains, variable.size()));
        summaries.add(new Variable(variable.name() + Kept.MEAN, variable.shape(), variable.role()));
        summaries.add(new Variable(variable.name() + Kept.VARIANCE, variable.shape(), variable.role()));
    }

    private static int size(List<Variable> variables) {
        return variables.stream().mapToInt(Variable::size).sum();
    }

    private static ZarrDrawStore zarr(java.nio.file.Path directory, StoreLayout layout) {
        return Files.exists(directory) ? ZarrDrawStore.resume(directory, layout)
                : ZarrDrawStore.create(directory, layout);
    }

    /** Takes the draws. */
    DrawSink sink() {
        return sink;
    }

    /** Shows all draws that were flushed to whoever opens the stores. */
    void publish() throws IOException {
        store.publish();
    }

    /** Log densities of the kept rows that are summed up, by one chain's draws so far. */
    double[] logDensity(int chain) {
        if (logDensity == null) {
            throw new IllegalStateException("log densities are not summed up");
        }
        return logDensity.ofChain(chain);
    }

    /** Says in the stores what the run was judged by, and that it ended after fewer draws than were planned. */
    void describe(Stopping stopping) throws IOException {
        int draws = stopping.endedAt().orElse(stopping.most());
        store.describe(draws, stopping.attributes());
        if (weights != null) {
            weights.describe(Math.max(1, draws / weightsEvery), stopping.attributes());
        }
    }

    /** Writes what was summed up, of all draws so far. */
    void summarise() throws IOException {
        if (moments.isEmpty()) {
            return;
        }
        for (int chain = chains.first(); chain < chains.end(); chain++) {
            long count = 0;
            for (Map.Entry<String, MomentReducer> reducer : moments.entrySet()) {
                DrawMoments found = reducer.getValue().ofChain(chain);
                store.summary(chain, reducer.getKey() + Kept.MEAN, found.mean());
                store.summary(chain, reducer.getKey() + Kept.VARIANCE, found.variance());
                count = found.count();
            }
            if (logDensity != null) {
                store.summary(chain, KeptRows.LOG_DENSITY, logDensity.ofChain(chain));
            }
            store.summary(chain, Kept.COUNT, new double[]{count});
        }
    }

    /** The same where chains failed: why they did must be heard, whatever becomes of this. */
    void summariseAfter(ChainFailedException failure) {
        try {
            summarise();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public void close() throws IOException {
        sink.close();
    }
}
