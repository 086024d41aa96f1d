package io.hearsay.stack;

import org.jspecify.annotations.Nullable;

/**
 * Values by a 64-bit number, without an object per key: for what is looked up with each frame.
 *
 * <p>Cannot be iterated, so its order decides nothing. Open addressing with linear probing; a removal closes the gap.
 */
final class LongMap<V> {
    private static final int FIRST_CAPACITY = 16;

    private long[] keys = new long[FIRST_CAPACITY];
    private @Nullable Object[] values = new @Nullable Object[FIRST_CAPACITY];
    private int size;

    int size() {
        return size;
    }

    @SuppressWarnings("unchecked") // only put stores
    @Nullable
    V get(long key) {
        return (V) values[slot(key)];
    }

    void put(long key, V value) {
        int slot = slot(key);
        if (values[slot] == null) size++;
        keys[slot] = key;
        values[slot] = value;
        if (size * 2 > keys.length) grow();
    }

    @SuppressWarnings("unchecked") // only put stores
    @Nullable
    V remove(long key) {
        int slot = slot(key);
        Object removed = values[slot];
        if (removed != null) {
            size--;
            close(slot);
        }
        return (V) removed;
    }

    /** Where the key is, or the free place where it would be. */
    private int slot(long key) {
        int slot = home(key);
        while (values[slot] != null && keys[slot] != key) slot = next(slot);
        return slot;
    }

    private int home(long key) {
        long mixed = key * 0x9e37_79b9_7f4a_7c15L;
        return (int) (mixed >>> 32) & (keys.length - 1);
    }

    private int next(int slot) {
        return (slot + 1) & (keys.length - 1);
    }

    /** Moves back what probed past the emptied slot, so that it is still found. */
    private void close(int emptied) {
        int gap = emptied;
        values[gap] = null;
        for (int slot = next(gap); values[slot] != null; slot = next(slot)) {
            int distance = (slot - home(keys[slot])) & (keys.length - 1);
            if (distance < ((slot - gap) & (keys.length - 1))) continue;
            keys[gap] = keys[slot];
            values[gap] = values[slot];
            values[slot] = null;
            gap = slot;
        }
    }

    private void grow() {
        long[] oldKeys = keys;
        @Nullable Object[] oldValues = values;
        keys = new long[oldKeys.length * 2];
        values = new @Nullable Object[oldKeys.length * 2];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] == null) continue;
            int slot = slot(oldKeys[i]);
            keys[slot] = oldKeys[i];
            values[slot] = oldValues[i];
        }
    }
}
