package io.hearsay.data;

import java.util.Iterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one replicated map holds, a value that merges for each key.
 *
 * <p>Promises: replicas that have merged the same values hold the same, whatever the order. Thread rule: one thread
 * changes it; {@link #cell} and {@link #cells} may be read by any thread, which sees each key as it was before or after
 * a change, and while it iterates may see changes made meanwhile or not.
 *
 * @param <C> what stands under a key
 */
public sealed interface MapState<C extends Crdt<C>> permits LwwMap, CrdtMap {

    /** Is told of each change of what is to be the same everywhere. */
    interface Changes<C> {

        /** Null stands for nothing; not both are null. */
        void changed(Bytes key, @Nullable C before, @Nullable C after);
    }

    /** What stands under the key; null if nothing does. */
    @Nullable
    C cell(Bytes key);

    /** All of it, in no order; an unmodifiable view. */
    Map<Bytes, C> cells();

    /** Takes in what was written here or elsewhere; whether it changed anything. */
    boolean merge(Bytes key, C value, long nowMillis);

    /**
     * Takes in what an earlier life of this node has stored; false if it need not be kept any longer.
     *
     * <p>Its change is told like any other.
     */
    boolean restore(Bytes key, C value, long nowMillis);

    /**
     * Puts a value in the place of one that was equal to it until its bytes rotted; false if nothing stands there. To
     * those who are told of changes it is none.
     */
    boolean heal(Bytes key, C value);

    /**
     * Forgets all of it, here alone, and tells nobody; the keys about which something was kept, one after the other.
     */
    Iterator<Bytes> drop();

    /** Whether something about the key is kept that is not among the {@link #cells}. */
    boolean keeps(Bytes key);

    /** Looks whether this key has come to its end, as {@link #sweep} does; true if that changed anything. */
    boolean end(Bytes key, long nowMillis);

    /**
     * Looks for what time has ended, from where it stopped before.
     *
     * @return how many entries it looked at, at most so many; fewer if that was the end of a pass
     */
    int sweep(long nowMillis, int atMost);
}
