package io.hearsay.lab.experiment;

import io.hearsay.Peer;
import io.hearsay.antientropy.ItemSet;
import io.hearsay.antientropy.Replica;
import io.hearsay.antientropy.SipHash;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.MalformedMessageException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A replica of numbered entries with keys and values of 16 bytes, of which the higher version wins. */
final class Ledger implements Replica {
    /** Of one entry's key and value. */
    static final int CONTENT_BYTES = 32;

    private final Index index;
    private final ItemSet items;
    private int[] versions;

    Ledger(Index index, ItemSet items, int keys) {
        this.index = index;
        this.items = items;
        this.versions = new int[keys];
    }

    /** Writes a version, 1 or more, that is later than the one that is there. */
    void put(int key, int version) {
        if (key >= versions.length) versions = Arrays.copyOf(versions, 2 * key);
        int before = versions[key];
        long item = index.item(key, version);
        versions[key] = version;
        if (before == 0) items.add(item);
        else items.replace(index.item(key, before), item);
    }

    @Override
    public byte @Nullable [] entry(long item) {
        int key = index.key(item);
        if (key < 0 || key >= versions.length || versions[key] == 0) return null;
        if (index.item(key, versions[key]) != item) return null;
        return new ByteWriter(40)
                .i64(key)
                .i64(0)
                .i64(0)
                .i64(key)
                .varint(versions[key])
                .toByteArray();
    }

    @Override
    public boolean merge(Peer from, byte[] entry) {
        ByteReader in = new ByteReader(entry);
        long key = in.i64();
        in.skip(CONTENT_BYTES - 8);
        int version = in.varint(Integer.MAX_VALUE);
        if (key < 0 || key > Integer.MAX_VALUE / 2) throw new MalformedMessageException("there is no key " + key);
        if (key >= versions.length || version > versions[(int) key]) put((int) key, version);
        return true;
    }

    /** Which key an item is of, for all replicas of a run. Open addressing; grows to twice what is in it. */
    static final class Index {
        private final SipHash secret;
        private long[] itemOf;
        private int[] keyOf;
        private int size;

        Index(SipHash secret, int keys) {
            this.secret = secret;
            int capacity = Integer.highestOneBit(Math.max(16, keys)) * 4;
            itemOf = new long[capacity];
            keyOf = new int[capacity];
            Arrays.fill(keyOf, -1);
        }

        /** The item of this version of a key. */
        long item(int key, int version) {
            long item = secret.of((long) key << 32 | version);
            int slot = slot(item);
            if (keyOf[slot] >= 0) return item;
            itemOf[slot] = item;
            keyOf[slot] = key;
            if (++size > keyOf.length / 2) throw new AssertionError("more items than the index was made for");
            return item;
        }

        /** Which key that item is of, -1 if none. */
        int key(long item) {
            return keyOf[slot(item)];
        }

        private int slot(long item) {
            int slot = (int) item & keyOf.length - 1;
            while (keyOf[slot] >= 0 && itemOf[slot] != item) slot = slot + 1 & keyOf.length - 1;
            return slot;
        }
    }
}
