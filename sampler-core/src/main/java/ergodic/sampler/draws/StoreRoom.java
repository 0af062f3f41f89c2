package ergodic.sampler.draws;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Whether the draws that are planned have room on the disk: said before a run begins, not when it has filled the disk. */
final class StoreRoom {

    private static final double GIGABYTE = 1e9;

    private StoreRoom() {}

    /**
     * Refuses a store that its disk cannot hold.
     *
     * @param place
     *            the store's folder, which need not be there yet
     * @param metadata
     *            arrays with the draws that are there already
     * @param layout
     *            what is planned
     * @throws StoreException
     *             if what is still to come takes more than is free; never where the system does not say what is free
     */
    static void require(Path place, StoreMetadata metadata, StoreLayout layout) throws IOException {
        double needed = needed(metadata, layout);
        Path there = place.toAbsolutePath();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        long free = Files.getFileStore(there).getUsableSpace();
        if (free > 0 && needed > free) {
            throw new StoreException(String.format(Locale.ROOT,
                    "the draws of %s take up to %.3g GB on the disk of %s, and %.3g GB are free there: take fewer draws, steps or"
                            + " chains, keep less of them, or choose a folder on another disk",
                    layout.part(), needed / GIGABYTE, place, free / GIGABYTE));
        }
    }

    /** Bytes of what is planned and not there. */
    static double needed(StoreMetadata metadata, StoreLayout layout) {
        double bytes = 0;
        for (String group : StoreSchema.GROUPS) {
            int planned = group.startsWith("warmup_") ? layout.warmup() : layout.draws();
            int more = Math.max(0, planned - metadata.draws(group));
            for (ZarrArray array : metadata.arrays(group)) {
                if (array.hasDraws()) {
                    bytes += (double) more * array.shape().getFirst() * array.width() * array.type().bytes();
                } else if (array.isCoordinate() && array.name().equals("draw")) {
                    bytes += (double) more * array.type().bytes();
                }
            }
        }
        return bytes;
    }
}
