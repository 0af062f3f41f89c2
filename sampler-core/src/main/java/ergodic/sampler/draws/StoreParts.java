package ergodic.sampler.draws;

import ergodic.sampler.support.FileFault;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Parts of a run, each a store of some of its chains, made one store: byte for byte the chains that a single process would have
 * stored. Chunks hold one chain each, so joining copies files and reads no draw.
 */
public final class StoreParts {

    static final String FIRST_CHAIN = "first_chain";
    static final String RUN_CHAINS = "run_chains";

    /** Attributes in which parts may differ. */
    private static final Set<String> OWN = Set.of(FIRST_CHAIN, "created_at");

    private record Part(Path root, StoreMetadata metadata, ChainRange chains, int ofRun) {}

    private StoreParts() {}

    /**
     * Makes one store of the parts of a run. The parts stay as they are. The whole shows the draws that every chain has.
     *
     * @param parts
     *            the parts, in any order; together all chains of the run, each once
     * @param whole
     *            the store to make; must not exist
     * @throws StoreException
     *             if a part is missing, comes twice or belongs to another run, or the store cannot be written
     */
    public static void join(List<Path> parts, Path whole) {
        List<Part> found = new ArrayList<>();
        for (Path part : parts) {
            found.add(read(part));
        }
        if (found.isEmpty()) {
            throw new StoreException("there are no parts to join");
        }
        found.sort(Comparator.comparingInt(part -> part.chains().first()));
        for (Part part : found) {
            requireSame(found.getFirst(), part);
        }
        requireComplete(found);
        Path target = whole.toAbsolutePath();
        if (Files.exists(target)) {
            throw new StoreException("cannot join parts into " + whole + ": something is there already");
        }
        Path making = target.resolveSibling("." + target.getFileName() + ".making");
        try {
            StoreFiles.deleteTree(making);
            Files.createDirectories(making);
            write(found, making);
            Files.move(making, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new StoreException("cannot join parts into " + whole + ": " + FileFault.reason(e), e);
        }
    }

    private static Part read(Path root) {
        StoreMetadata metadata = StoreMetadata.read(root);
        Object first = metadata.attributes().get(FIRST_CHAIN);
        Object chains = metadata.attributes().get(RUN_CHAINS);
        List<ZarrArray> statistics = metadata.arrays(StoreSchema.SAMPLE_STATS).stream().filter(ZarrArray::hasDraws)
                .toList();
        if (!(first instanceof Integer number) || !(chains instanceof Integer all) || number < 0 || statistics.isEmpty()
                || statistics.getFirst().shape().getFirst() < 1) {
            throw new StoreException(
                    "the store " + root + " is no part of a run; only stores of some of the chains of a"
                            + " run can be joined");
        }
        return new Part(root, metadata, new ChainRange(number, statistics.getFirst().shape().getFirst()), all);
    }

    private static void requireSame(Part first, Part part) {
        Map<String, Object> here = described(first);
        Map<String, Object> there = described(part);
        Set<String> names = new LinkedHashSet<>(here.keySet());
        names.addAll(there.keySet());
        for (String name : names) {
            if (!Objects.equals(here.get(name), there.get(name))) {
                throw new StoreException("the parts " + first.root() + " and " + part.root()
                        + " belong to different runs: they differ in " + name);
            }
        }
        for (String group : List.of(StoreSchema.OBSERVED_DATA, StoreSchema.CONSTANT_DATA)) {
            for (ZarrArray array : part.metadata().arrays(group)) {
                requireSameBytes(first, part, array);
            }
        }
    }

    /** Attributes and arrays by their names, as far as they are the same in all parts of a run. */
    private static Map<String, Object> described(Part part) {
        Map<String, Object> described = new LinkedHashMap<>(part.metadata().attributes());
        OWN.forEach(described::remove);
        for (String group : StoreSchema.GROUPS) {
            for (ZarrArray array : part.metadata().arrays(group)) {
                described.put(array.path(), shown(array));
            }
        }
        return described;
    }

    /** What is the same in all parts of a run: not the number of chains, nor of draws so far. */
    private static String shown(ZarrArray array) {
        List<Integer> lengths = new ArrayList<>();
        for (int i = 0; i < array.dims().size(); i++) {
            String dim = array.dims().get(i);
            if (!dim.equals("chain") && !dim.equals("draw")) {
                lengths.add(array.shape().get(i));
            }
        }
        return array.dims() + " of " + lengths + " as " + array.type().code();
    }

    private static void requireSameBytes(Part first, Part part, ZarrArray array) {
        try {
            if (Files.mismatch(first.root().resolve(array.chunkPath()), part.root().resolve(array.chunkPath())) >= 0) {
                throw new StoreException("the parts " + first.root() + " and " + part.root()
                        + " belong to different runs: they differ in " + array.path());
            }
        } catch (IOException e) {
            throw new StoreException("cannot read the part " + part.root() + ": " + FileFault.reason(e), e);
        }
    }

    private static void requireComplete(List<Part> parts) {
        int all = parts.getFirst().ofRun();
        int next = 0;
        for (Part part : parts) {
            if (part.chains().first() < next) {
                throw new StoreException("chain " + (part.chains().first() + 1) + " is in two parts, of which one is "
                        + part.root() + "; name each part once");
            }
            if (part.chains().first() > next) {
                throw missing(next, part.chains().first(), all);
            }
            next = part.chains().end();
        }
        if (next != all) {
            throw missing(next, all, all);
        }
    }

    private static StoreException missing(int first, int end, int all) {
        ChainRange range = new ChainRange(first, Math.max(1, end - first));
        return new StoreException(range + " of " + all + (range.count() == 1 ? " is" : " are")
                + " in no part (counted from 1); sample " + (range.count() == 1 ? "it" : "them") + " first");
    }

    private static void write(List<Part> parts, Path root) throws IOException {
        StoreMetadata first = parts.getFirst().metadata();
        int chains = parts.getFirst().ofRun();
        Map<String, Object> attributes = new LinkedHashMap<>(first.attributes());
        attributes.remove(FIRST_CHAIN);
        attributes.remove(RUN_CHAINS);
        List<String> groups = new ArrayList<>();
        List<ZarrArray> arrays = new ArrayList<>();
        for (String group : StoreSchema.GROUPS) {
            if (!first.hasGroup(group)) {
                continue;
            }
            groups.add(group);
            int draws = parts.stream().mapToInt(part -> part.metadata().draws(group)).min().orElse(0);
            copySums(parts, group, root);
            for (ZarrArray array : first.arrays(group)) {
                ZarrArray joined = array.withLength("chain", chains).withLength("draw", draws);
                arrays.add(joined);
                if (array.isByChain()) {
                    copyChains(parts, array, root);
                } else if (array.dims().equals(List.of("chain"))) {
                    joinNumbers(parts, array, joined, root);
                } else {
                    copyTree(parts.getFirst().root().resolve(array.path()), root.resolve(array.path()));
                }
            }
        }
        StoreMetadata.of(attributes, groups, arrays).writeAll(root);
    }

    /** Chunks of a chain lie in a folder of its number. */
    private static void copyChains(List<Part> parts, ZarrArray array, Path root) throws IOException {
        for (Part part : parts) {
            for (int chain = 0; chain < part.chains().count(); chain++) {
                copyTree(part.root().resolve(array.path()).resolve(String.valueOf(chain)),
                        root.resolve(array.path()).resolve(String.valueOf(part.chains().first() + chain)));
            }
        }
    }

    private static void copySums(List<Part> parts, String group, Path root) throws IOException {
        for (Part part : parts) {
            for (int chain = 0; chain < part.chains().count(); chain++) {
                Path own = ChunkSums.folder(part.root(), group).resolve(String.valueOf(chain));
                if (Files.exists(own)) {
                    Path folder = Files.createDirectories(ChunkSums.folder(root, group));
                    Files.copy(own, folder.resolve(String.valueOf(part.chains().first() + chain)));
                }
            }
        }
    }

    /** An array of a number a chain: totals, and the coordinate of the chains. */
    private static void joinNumbers(List<Part> parts, ZarrArray array, ZarrArray joined, Path root)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(joined.chunkBytes())).order(ByteOrder.LITTLE_ENDIAN);
        for (Part part : parts) {
            byte[] own = Files.readAllBytes(part.root().resolve(array.chunkPath()));
            int expected = part.chains().count() * array.type().bytes();
            if (own.length != expected) {
                throw new IOException(part.root() + " is damaged: " + array.path() + " has " + own.length
                        + " bytes, not " + expected);
            }
            bytes.put(own);
        }
        StoreFiles.write(root.resolve(joined.chunkPath()), bytes.flip());
    }

    private static void copyTree(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                if (Files.isRegularFile(file) && !file.toString().endsWith(".tmp")) {
                    Path copy = to.resolve(from.relativize(file));
                    Files.createDirectories(Objects.requireNonNull(copy.getParent()));
                    Files.copy(file, copy);
                }
            }
        }
    }
}
