package ergodic.sampler.draws;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Description of one array of a store.
 *
 * @param group
 *            group, such as {@code posterior}
 * @param name
 *            name within the group
 * @param type
 *            element type
 * @param dims
 *            names of the dimensions
 * @param shape
 *            lengths of the dimensions
 * @param chunks
 *            lengths of a chunk
 * @param description
 *            what it is, for readers; may be empty
 * @param role
 *            of a variable of draws; null of what is none, or whose role is not stored
 */
record ZarrArray(String group, String name, ElementType type, List<String> dims, List<Integer> shape,
        List<Integer> chunks, String description, @Nullable VariableRole role) {

    ZarrArray {
        dims = List.copyOf(dims);
        shape = List.copyOf(shape);
        chunks = List.copyOf(chunks);
    }

    /** An array without description and role. */
    ZarrArray(String group, String name, ElementType type, List<String> dims, List<Integer> shape,
            List<Integer> chunks) {
        this(group, name, type, dims, shape, chunks, "", null);
    }

    /** An array with dimensions chain and draw in front, in chunks of one chain and some draws; no draws yet. */
    static ZarrArray ofDraws(String group, Variable variable, ElementType type, int chains, int chunkDraws) {
        List<String> dims = new ArrayList<>(List.of("chain", "draw"));
        dims.addAll(DataArray.defaultDims(variable.name(), variable.shape().size()));
        List<Integer> shape = new ArrayList<>(List.of(chains, 0));
        shape.addAll(variable.shape());
        List<Integer> chunks = new ArrayList<>(List.of(1, chunkDraws));
        chunks.addAll(variable.shape());
        return new ZarrArray(group, variable.name(), type, dims, shape, chunks);
    }

    /** An array of which each chain has one, with the dimension chain in front, in chunks of one chain. */
    static ZarrArray ofChains(String group, Variable variable, int chains) {
        List<Integer> own = variable.shape().isEmpty() ? List.of(1) : variable.shape();
        List<String> dims = new ArrayList<>(List.of("chain"));
        dims.addAll(DataArray.defaultDims(variable.name(), own.size()));
        List<Integer> shape = new ArrayList<>(List.of(chains));
        shape.addAll(own);
        List<Integer> chunks = new ArrayList<>(List.of(1));
        chunks.addAll(own);
        return new ZarrArray(group, variable.name(), ElementType.FLOAT64, dims, shape, chunks);
    }

    /** A coordinate 0, 1, 2 ... under the name of its dimension. */
    static ZarrArray coordinate(String group, String dim, int length, int chunk) {
        return new ZarrArray(group, dim, ElementType.INT64, List.of(dim), List.of(length), List.of(chunk));
    }

    /** An array in one chunk. */
    static ZarrArray whole(String group, DataArray array) {
        List<Integer> chunks = array.shape().stream().map(length -> Math.max(1, length)).toList();
        return new ZarrArray(group, array.name(), ElementType.FLOAT64, array.dims(), array.shape(), chunks);
    }

    boolean hasDraws() {
        return dims.size() >= 2 && dims.get(0).equals("chain") && dims.get(1).equals("draw");
    }

    /** Whether the chunks of a chain are its own. */
    boolean isByChain() {
        return dims.size() >= 2 && dims.getFirst().equals("chain");
    }

    boolean isCoordinate() {
        return dims.size() == 1 && dims.getFirst().equals(name);
    }

    /**
     * Refuses, with an {@link IllegalArgumentException}, what no store of this program has: lengths that do not fit together
     * or into numbers, chunks that are cut in another way.
     */
    void requireSound() {
        boolean sound = shape.size() == dims.size() && chunks.size() == dims.size()
                && shape.stream().allMatch(length -> length >= 0) && chunks.stream().allMatch(length -> length >= 1);
        if (sound && hasDraws()) {
            sound = chunks.getFirst() == 1 && shape.subList(2, shape.size()).equals(chunks.subList(2, chunks.size()));
        } else if (sound && isByChain()) {
            sound = chunks.getFirst() == 1 && shape.subList(1, shape.size()).equals(chunks.subList(1, chunks.size()));
        } else if (sound && !isCoordinate()) {
            sound = chunks.equals(shape.stream().map(length -> Math.max(1, length)).toList());
        }
        long elements = 1;
        for (int i = 0; sound && i < chunks.size(); i++) {
            elements *= chunks.get(i);
            sound = elements <= Integer.MAX_VALUE;
        }
        if (!sound) {
            throw new IllegalArgumentException("lengths of " + path());
        }
    }

    /** The same with another length of its dimension {@code draw}. */
    ZarrArray withDraws(int length) {
        return withLength("draw", length);
    }

    /** The same with another length of a dimension, if it has that: of chains in one chunk where the array has no draws. */
    ZarrArray withLength(String dim, int length) {
        int position = dims.indexOf(dim);
        if (position < 0) {
            return this;
        }
        List<Integer> changed = new ArrayList<>(shape);
        changed.set(position, length);
        List<Integer> cut = new ArrayList<>(chunks);
        if (dim.equals("chain") && dims.size() == 1) {
            cut.set(0, length);
        }
        return new ZarrArray(group, name, type, dims, changed, cut, description, role);
    }

    /** The same with another name of its last dimension. */
    ZarrArray withLastDim(String dim) {
        List<String> renamed = new ArrayList<>(dims);
        renamed.set(renamed.size() - 1, dim);
        return new ZarrArray(group, name, type, renamed, shape, chunks, description, role);
    }

    /** The same with a description. */
    ZarrArray described(String words) {
        return new ZarrArray(group, name, type, dims, shape, chunks, words, role);
    }

    /** The same with a role. */
    ZarrArray as(VariableRole other) {
        return new ZarrArray(group, name, type, dims, shape, chunks, description, other);
    }

    /** The same in another group. */
    ZarrArray in(String other) {
        return new ZarrArray(other, name, type, dims, shape, chunks, description, role);
    }

    /** Draws in a chunk. */
    int chunkDraws() {
        return chunks.get(1);
    }

    /** Elements of one draw. */
    int width() {
        int product = 1;
        for (int length : shape.subList(2, shape.size())) {
            product *= length;
        }
        return product;
    }

    /** Bytes of one draw. */
    int drawBytes() {
        return width() * type.bytes();
    }

    /** Bytes of a chunk. */
    long chunkBytes() {
        long product = type.bytes();
        for (int length : chunks) {
            product *= length;
        }
        return product;
    }

    /** Path of the array below the store. */
    String path() {
        return group + "/" + name;
    }

    /** Path, below the store, of the chunk at these first coordinates; the rest are 0. */
    String chunkPath(int... first) {
        StringBuilder path = new StringBuilder(path());
        for (int i = 0; i < Math.max(1, dims.size()); i++) {
            path.append('/').append(i < first.length ? first[i] : 0);
        }
        return path.toString();
    }

    Variable variable() {
        return new Variable(name, shape.subList(2, shape.size()), role == null ? VariableRole.ofName(name) : role);
    }
}
