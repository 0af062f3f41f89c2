package ergodic.nn.data;

/**
 * Takes items as they are read.
 *
 * @param <T>
 *            an item
 */
@FunctionalInterface
public interface ItemSink<T> {

    /**
     * The next item.
     *
     * @param item
     *            the item, which is not changed afterwards
     * @param target
     *            what is to be predicted of it, as text; empty if it is not known
     * @param line
     *            where it begins in its file, from 1; 0 if there are no lines
     */
    void take(T item, String target, int line);
}
