package io.hearsay.data.map;

import io.hearsay.Batch;
import io.hearsay.Environment;
import io.hearsay.data.Bytes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Entries on their way into the store, and out of it where this node is no longer to hold them. */
final class Journal {
    /* A batch of half a thousand takes well below a millisecond to make. */
    private static final int ERASED_AT_ONCE = 512;
    private static final Duration ERASE_STEP = Duration.ofMillis(20);

    private final Environment env;
    private final boolean stores;
    private final BiPredicate<String, Bytes> isKept;
    private final Set<Long> awaited = new LinkedHashSet<>();
    private final Deque<Leftover> leftovers = new ArrayDeque<>();
    private long lastToken;
    private boolean isWhole = true;

    /** What is stored of a map that this node has let go of. */
    private record Leftover(String map, Iterator<Bytes> keys) {}

    /**
     * A journal in which nothing is under way.
     *
     * @param isKept whether something under a key of a map is to be stored still, or again
     */
    Journal(Environment env, boolean stores, BiPredicate<String, Bytes> isKept) {
        this.env = env;
        this.stores = stores;
        this.isKept = isKept;
    }

    /** Stores an entry; null takes it out. */
    void store(String map, Bytes key, byte @Nullable [] entry) {
        if (!stores) return;
        byte[] stored = entry == null ? new byte[0] : StoredEntry.of(entry);
        env.persist(Batch.of(StoredEntry.under(map, key), stored), ++lastToken);
    }

    /** The number of what was stored last. */
    long last() {
        return lastToken;
    }

    /** Somebody waits for what was stored last, and everything before it. */
    long await() {
        awaited.add(lastToken);
        return lastToken;
    }

    void persisted(long token) {
        if (awaited.remove(token)) env.emit(new MapEvent.Stored(token, null));
    }

    void persistFailed(long token, String why) {
        lacks();
        env.emit(awaited.remove(token) ? new MapEvent.Stored(token, why) : new MapEvent.StoreFailed(why));
    }

    /** Something could not be read, or not be written. */
    void lacks() {
        isWhole = false;
    }

    /** Whether the store holds, or will, all that it was given. */
    boolean isWhole() {
        return isWhole;
    }

    /** Takes these out, little by little, but for those that are stored anew meanwhile. */
    void erase(String map, Iterator<Bytes> keys) {
        if (!stores) return;
        leftovers.add(new Leftover(map, keys));
        if (leftovers.size() == 1) env.schedule(0, new MapTimer.Erase());
    }

    void onErase() {
        TreeMap<String, byte[]> erased = new TreeMap<>();
        for (int left = ERASED_AT_ONCE; left > 0 && !leftovers.isEmpty(); left--) {
            Leftover leftover = leftovers.element();
            if (!leftover.keys.hasNext()) leftovers.remove();
            else {
                Bytes key = leftover.keys.next();
                if (!isKept.test(leftover.map, key)) erased.put(StoredEntry.under(leftover.map, key), new byte[0]);
            }
        }
        if (!erased.isEmpty()) env.persist(new Batch(erased), ++lastToken);
        if (!leftovers.isEmpty()) env.schedule(ERASE_STEP, new MapTimer.Erase());
    }
}
