package ergodic.sampler.draws;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.List;

/** Arrays of a store that do not grow with the draws: given data, coordinates. */
final class StoreArrays {

    private StoreArrays() {}

    /** Writes what was observed and what was given. */
    static void writeData(Path root, StoreLayout layout) throws IOException {
        writeData(root, StoreSchema.OBSERVED_DATA, layout.observedData());
        writeData(root, StoreSchema.CONSTANT_DATA, layout.constantData());
    }

    private static void writeData(Path root, String group, List<DataArray> data) throws IOException {
        for (DataArray array : data) {
            ZarrArray described = ZarrArray.whole(group, array);
            write(root.resolve(described.chunkPath()), array.values());
        }
    }

    /** Writes numbers as one chunk. */
    static void write(Path file, double[] values) throws IOException {
        ByteBuffer bytes = buffer(Math.multiplyExact(values.length, Double.BYTES));
        bytes.asDoubleBuffer().put(values);
        StoreFiles.write(file, bytes);
    }

    /** Coordinates count from 0 (chains from the first of a part), beyond the draws that are shown: they need not change when draws are added. */
    static void writeCoordinates(Path root, StoreMetadata metadata, StoreLayout layout) throws IOException {
        for (String group : StoreSchema.GROUPS) {
            for (ZarrArray array : metadata.arrays(group)) {
                if (array.isCoordinate()) {
                    int planned = group.startsWith("warmup_") ? layout.warmup() : layout.draws();
                    int length = array.name().equals("draw") ? planned : array.shape().getFirst();
                    writeCoordinate(root, array, length, array.name().equals("chain") ? layout.part().first() : 0);
                }
            }
        }
    }

    /** Writes the totals of all chains, an array for each; a store of the time before there were totals has none. */
    static void writeTotals(Path root, StoreMetadata metadata, double[][] ofChains) throws IOException {
        for (ZarrArray array : metadata.arrays(StoreSchema.SAMPLE_STATS)) {
            int total = TransitionTotals.NAMES.indexOf(array.name());
            if (total >= 0) {
                ByteBuffer bytes = buffer(Math.toIntExact(array.chunkBytes()));
                for (double[] chain : ofChains) {
                    bytes.putDouble(chain[total]);
                }
                StoreFiles.write(root.resolve(array.chunkPath()), bytes.flip());
            }
        }
    }

    private static void writeCoordinate(Path root, ZarrArray array, int length, int first) throws IOException {
        int chunk = array.chunks().getFirst();
        for (int number = 0; (long) number * chunk < length; number++) {
            ByteBuffer bytes = buffer(Math.multiplyExact(chunk, Long.BYTES));
            for (int i = 0; i < chunk; i++) {
                bytes.putLong(first + (long) number * chunk + i);
            }
            StoreFiles.write(root.resolve(array.chunkPath(number)), bytes.flip());
        }
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
