package ergodic.nn.data;

import java.nio.file.Path;
import java.util.List;

/**
 * Reads files of one kind item by item (images, sequences, texts), and learns from the items that train how they become inputs of
 * a network.
 *
 * @param <T>
 *            an item, as small as it can be kept
 */
public interface ItemReader<T> {

    /**
     * Gives all items of a file to a sink, in their order. A size that a header states is compared with the file before memory is
     * taken for it.
     *
     * @return SHA-256 of what was read, in hexadecimal
     * @throws DataException
     *             if the file cannot be used; the message says where and why
     */
    String read(Path file, ItemSink<T> sink);

    /**
     * Learns the encoding.
     *
     * @param training
     *            the items that train, and no others
     * @param target
     *            how the target is encoded
     * @param notes
     *            takes what the user should know, a sentence each
     */
    ItemEncoding<T> learn(List<T> training, TargetEncoding target, List<String> notes);

    /** Whether targets are inputs of other items, which are then transformed as targets are. */
    default boolean feedsTargets() {
        return false;
    }

    /** What to do about items without targets, as the end of a sentence. */
    String withoutTargets();

    /**
     * Refuses a way of holding rows out that is wrong for these items.
     *
     * @throws DataException
     *             if it is
     */
    default void requireSplit(SplitSpec split) {}
}
