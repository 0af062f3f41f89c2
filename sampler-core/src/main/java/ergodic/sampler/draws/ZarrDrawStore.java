package ergodic.sampler.draws;

import ergodic.sampler.DrawKind;
import ergodic.sampler.Statistic;
import ergodic.sampler.Transition;
import ergodic.sampler.support.FileFault;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Draws on disk as they are made: a directory in the format Zarr version 2, laid out as ArviZ expects (groups
 * {@code posterior}, {@code sample_stats}, {@code warmup_sample_stats} and, on request, {@code warmup_posterior},
 * {@code log_likelihood}, {@code observed_data}, {@code constant_data}). See {@code docs/guide/store.md}.
 *
 * <p>
 * It can be opened at any time while it is written and after the process was killed. The shapes in its metadata hold the
 * draws that every chain has on disk; they grow about once a second. A chunk that is not full yet is written again as a
 * whole at each flush, and every file appears by renaming, so that a reader never sees half of one.
 */
public final class ZarrDrawStore implements DrawSink {

    private static final long PUBLISH_NANOS = 1_000_000_000L;

    private final Path root;
    private final StoreLayout layout;
    private final StoreMetadata metadata;
    private final long publishNanos;
    private final ChainWriter[] chains;
    /** Of each chain, NaN until it has any; guarded by this. */
    private final double[][] totals;
    private boolean totalsChanged;
    private long lastPublished;

    private ZarrDrawStore(Path root, StoreLayout layout, StoreMetadata metadata, boolean resuming, long publishNanos) {
        this.root = root;
        this.layout = layout;
        this.metadata = metadata;
        this.publishNanos = publishNanos;
        this.lastPublished = System.nanoTime();
        this.chains = new ChainWriter[layout.part().count()];
        this.totals = noTotals(layout.part().count());
        for (int chain = 0; chain < chains.length; chain++) {
            chains[chain] = new ChainWriter(root, metadata, layout.variables(), chain, resuming);
        }
    }

    /**
     * Makes a new store. It appears at once, complete but for draws.
     *
     * @param directory
     *            where; must not exist, or be an empty directory
     * @param layout
     *            what it holds
     * @throws StoreException
     *             if something is there already, or nothing can be written there
     */
    public static ZarrDrawStore create(Path directory, StoreLayout layout) {
        return create(directory, layout, PUBLISH_NANOS);
    }

    static ZarrDrawStore create(Path directory, StoreLayout layout, long publishNanos) {
        Path target = directory.toAbsolutePath();
        StoreMetadata metadata = StoreSchema.metadata(layout);
        try {
            if (Files.exists(target) && !isEmptyDirectory(target)) {
                throw new StoreException("cannot make a store of draws at " + directory
                        + ": something is there already; choose another directory, or resume that run");
            }
            StoreRoom.require(target, metadata, layout);
            // Made beside its place and moved there, so that a process killed now leaves no half of a store.
            Path making = target.resolveSibling("." + target.getFileName() + ".making");
            StoreFiles.deleteTree(making);
            Files.createDirectories(making);
            StoreArrays.writeData(making, layout);
            StoreArrays.writeCoordinates(making, metadata, layout);
            StoreArrays.writeTotals(making, metadata, noTotals(layout.part().count()));
            metadata.writeAll(making);
            Files.deleteIfExists(target);
            Files.move(making, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new StoreException("cannot make a store of draws at " + directory + ": " + FileFault.reason(e), e);
        }
        return new ZarrDrawStore(target, layout, metadata, false, publishNanos);
    }

    /**
     * Opens a store to go on with it. Draws that come again are written again, with the same bits.
     *
     * @param directory
     *            the store
     * @param layout
     *            the layout it was made with; the number of draws may have grown (attributes and data are taken as stored)
     * @throws StoreException
     *             if there is no such store, or it was made for something else
     */
    public static ZarrDrawStore resume(Path directory, StoreLayout layout) {
        return resume(directory, layout, PUBLISH_NANOS);
    }

    static ZarrDrawStore resume(Path directory, StoreLayout layout, long publishNanos) {
        Path root = directory.toAbsolutePath();
        StoreMetadata metadata = StoreMetadata.read(root);
        StoreSchema.requireSame(directory, metadata, layout);
        try {
            StoreRoom.require(root, metadata, layout);
            metadata.attributes().put(StoreMetadata.PLANNED_DRAWS, layout.draws());
            StoreArrays.writeCoordinates(root, metadata, layout);
            metadata.writeAll(root);
        } catch (IOException e) {
            throw new StoreException("cannot go on with the store " + directory + ": " + FileFault.reason(e), e);
        }
        return new ZarrDrawStore(root, layout, metadata, true, publishNanos);
    }

    private static List<String> names(List<Statistic> statistics) {
        return statistics.stream().map(Statistic::name).toList();
    }

    @Override
    public void begin(int chain, DrawKind kind, List<Statistic> statistics) {
        if (kind != layout.kind()) {
            throw new IllegalArgumentException("the run makes draws of the kind \"" + kind.key()
                    + "\", but the store is laid out for \"" + layout.kind().key()
                    + "\": give StoreLayout.withKind that of the method");
        }
        List<Statistic> laidOut = Transition.schema(layout.statistics());
        if (!laidOut.equals(statistics)) {
            throw new IllegalArgumentException("the store is laid out for the statistics " + names(laidOut)
                    + ", but the method says " + names(statistics)
                    + ": give StoreLayout.withStatistics those of the method");
        }
    }

    @Override
    public boolean wantsValues(Phase phase) {
        return phase == Phase.SAMPLING || layout.warmupValues();
    }

    @Override
    public void accept(int chain, Phase phase, int draw, double[] values, Transition transition) throws IOException {
        ChainWriter writer = writer(chain);
        boolean warmup = phase == Phase.WARMUP;
        ChunkWriter target = warmup ? writer.warmupValues : writer.values;
        ChunkWriter statistics = warmup ? writer.warmupStatistics : writer.statistics;
        if (target != null) {
            target.put(draw, values);
        }
        ChunkWriter logLikelihoods = writer.logLikelihoods;
        if (!warmup && logLikelihoods != null) {
            logLikelihoods.put(draw, values);
        }
        if (statistics != null) {
            transition.statisticsInto(writer.row, 0);
            statistics.put(draw, writer.row);
        }
        if (warmup) {
            writer.warmupAccepted = draw + 1;
        } else {
            writer.accepted = draw + 1;
        }
    }

    @Override
    public synchronized void totals(int chain, TransitionTotals now) {
        totals[chain - layout.part().first()] = now.values();
        totalsChanged = true;
    }

    /**
     * Writes an array that the layout names among its summaries; replaces what was there.
     *
     * @param chain
     *            chain from 0
     * @param name
     *            of the array
     * @param values
     *            its elements
     */
    public void summary(int chain, String name, double[] values) throws IOException {
        for (ZarrArray array : metadata.arrays(StoreSchema.CHAIN_SUMMARIES)) {
            if (array.name().equals(name) && array.isByChain()) {
                if ((long) values.length * Double.BYTES != array.chunkBytes()) {
                    throw new IllegalArgumentException(name + " has " + array.chunkBytes() / Double.BYTES
                            + " elements, not " + values.length);
                }
                StoreArrays.write(root.resolve(array.chunkPath(chain - layout.part().first())), values);
                return;
            }
        }
        throw new IllegalArgumentException("the store is not laid out for a summary \"" + name + "\"");
    }

    @Override
    public void save(int chain, DataOutput out) throws IOException {
        out.writeInt(writer(chain).warmupAccepted);
        out.writeInt(writer(chain).accepted);
    }

    /** A resumed chain that is past a phase brings no more draws of it: the store must know how many it has. */
    @Override
    public void load(int chain, DataInput in) throws IOException {
        int warmupDraws = in.readInt();
        int draws = in.readInt();
        writer(chain).goOn(warmupDraws, draws);
    }

    @Override
    public void flush(int chain) throws IOException {
        writer(chain).flush();
        publish(false);
    }

    /** Shows all draws that every chain has flushed, which is otherwise done about once a second. */
    public void publish() throws IOException {
        publish(true);
    }

    /**
     * Says more of the store, such as how the run ended.
     *
     * @param draws
     *            draws of each chain that are planned now
     * @param attributes
     *            attributes that are added to those of the layout, or replace them: texts and numbers
     */
    public synchronized void describe(int draws, Map<String, Object> attributes) throws IOException {
        metadata.attributes().put(StoreMetadata.PLANNED_DRAWS, draws);
        metadata.attributes().putAll(attributes);
        metadata.writeAll(root);
    }

    private ChainWriter writer(int chain) {
        return chains[chain - layout.part().first()];
    }

    /** Flushes all chains and shows their draws; where one cannot be flushed, what is on disk is shown all the same. */
    @Override
    public void close() throws IOException {
        IOException failure = null;
        for (ChainWriter chain : chains) {
            try {
                chain.flush();
            } catch (IOException e) {
                failure = failure == null ? e : failure;
            }
        }
        try {
            publish(true);
        } catch (IOException e) {
            failure = failure == null ? e : failure;
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Lets readers see the draws that every chain has on disk, unless that was done a moment ago. */
    private synchronized void publish(boolean now) throws IOException {
        if (!now && System.nanoTime() - lastPublished < publishNanos) {
            return;
        }
        int warmup = Integer.MAX_VALUE;
        int draws = Integer.MAX_VALUE;
        for (ChainWriter chain : chains) {
            warmup = Math.min(warmup, chain.warmupStored);
            draws = Math.min(draws, chain.stored);
        }
        List<String> changed = new ArrayList<>();
        show(StoreSchema.WARMUP_POSTERIOR, warmup, changed);
        show(StoreSchema.WARMUP_SAMPLE_STATS, warmup, changed);
        show(StoreSchema.POSTERIOR, draws, changed);
        show(StoreSchema.LOG_LIKELIHOOD, draws, changed);
        show(StoreSchema.SAMPLE_STATS, draws, changed);
        if (totalsChanged) {
            StoreArrays.writeTotals(root, metadata, totals);
            totalsChanged = false;
        }
        if (!changed.isEmpty()) {
            metadata.writeShapes(root, changed);
        }
        lastPublished = System.nanoTime();
    }

    private void show(String group, int draws, List<String> changed) {
        if (metadata.hasGroup(group) && metadata.draws(group) < draws) {
            metadata.setDraws(group, draws);
            changed.add(group);
        }
    }

    private static double[][] noTotals(int chains) {
        double[][] none = new double[chains][TransitionTotals.NAMES.size()];
        for (double[] chain : none) {
            Arrays.fill(chain, Double.NaN);
        }
        return none;
    }

    private static boolean isEmptyDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }
}
