package io.hearsay.membership.keys;

import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.MalformedMessageException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that was ordered of a cluster's keys: for each key the latest order, and which one is to seal.
 *
 * <p>Two of them merge into one, the same in whichever order: the higher version of each part wins. Immutable. Bound:
 * as many installed keys as a ring holds, and {@value #MAX_REMOVED} removed ones, the earliest forgotten first; a
 * member that still holds such a key has been away over that many rotations, and cannot make itself heard.
 *
 * @param orders in the order of their keys' numbers
 * @param used the number of the key that is to seal, {@link KeyRing#NO_KEY} if none was chosen by order
 * @param usedVersion the version of that choice
 */
public record KeyOrders(List<KeyOrder> orders, int used, long usedVersion) {
    static final KeyOrders NONE = new KeyOrders(List.of(), KeyRing.NO_KEY, 0);
    private static final int MAX_REMOVED = 16;
    private static final int MAX_ORDERS = KeyRing.MAX_KEYS + MAX_REMOVED;
    private static final int LEAST_BYTES = 6;
    private static final long MAX_VERSION = 1L << 48;

    boolean isEmpty() {
        return orders.isEmpty();
    }

    @Nullable
    KeyOrder of(int id) {
        for (KeyOrder order : orders) if (order.id() == id) return order;
        return null;
    }

    boolean installs(int id) {
        KeyOrder order = of(id);
        return order != null && order.installs();
    }

    boolean removes(int id) {
        KeyOrder order = of(id);
        return order != null && !order.installs();
    }

    long installed() {
        return orders.stream().filter(KeyOrder::installs).count();
    }

    // Orders.

    KeyOrders install(int id, byte[] key) {
        return installs(id) ? this : with(new KeyOrder(id, nextVersion(), key.clone()), used, usedVersion);
    }

    KeyOrders use(int id) {
        return used == id ? this : new KeyOrders(orders, id, nextVersion());
    }

    KeyOrders remove(int id) {
        return removes(id) ? this : with(new KeyOrder(id, nextVersion(), null), used, usedVersion);
    }

    /** The same without a choice of the key that seals: an operator has brought another one since. */
    KeyOrders unused() {
        return new KeyOrders(orders, KeyRing.NO_KEY, 0);
    }

    private long nextVersion() {
        long last = usedVersion;
        for (KeyOrder order : orders) last = Math.max(last, order.version());
        if (last >= MAX_VERSION)
            throw new IllegalStateException("key orders have run out of versions; nothing is changed");
        return last + 1;
    }

    /** What both know. */
    KeyOrders merged(KeyOrders other) {
        KeyOrders merged = this;
        for (KeyOrder order : other.orders) {
            KeyOrder mine = merged.of(order.id());
            if (mine == null || order.overrules(mine)) merged = merged.with(order, merged.used, merged.usedVersion);
        }
        boolean later = other.usedVersion > usedVersion
                || other.usedVersion == usedVersion && Integer.compareUnsigned(other.used, used) > 0;
        if (later) merged = new KeyOrders(merged.orders, other.used, other.usedVersion);
        return merged;
    }

    private KeyOrders with(KeyOrder order, int newUsed, long newUsedVersion) {
        List<KeyOrder> latestFirst = new ArrayList<>(orders);
        latestFirst.removeIf(old -> old.id() == order.id());
        latestFirst.add(order);
        latestFirst.sort(Comparator.<KeyOrder>comparingInt(o -> o.id() == newUsed ? 0 : 1)
                .thenComparing(Comparator.comparingLong(KeyOrder::version).reversed())
                .thenComparing(KeyOrder::id, Integer::compareUnsigned));
        List<KeyOrder> kept = new ArrayList<>();
        latestFirst.stream().filter(KeyOrder::installs).limit(KeyRing.MAX_KEYS).forEach(kept::add);
        latestFirst.stream().filter(o -> !o.installs()).limit(MAX_REMOVED).forEach(kept::add);
        kept.sort(Comparator.comparing(KeyOrder::id, Integer::compareUnsigned));
        return new KeyOrders(Collections.unmodifiableList(kept), newUsed, newUsedVersion);
    }

    // What they mean.

    /** Whether one who holds these keys, the one that seals first, has done all that was ordered. */
    boolean areMetBy(List<Integer> keys) {
        for (KeyOrder order : orders) if (order.installs() != keys.contains(order.id())) return false;
        return used == KeyRing.NO_KEY || (!keys.isEmpty() && keys.get(0) == used);
    }

    /** Does to the ring what was ordered. The key that seals stays until another one does. */
    void applyTo(KeyRing ring) {
        removeFrom(ring);
        for (KeyOrder order : orders) {
            byte[] key = order.key();
            if (key != null && !ring.has(order.id()) && makeRoom(ring)) ring.install(order.id(), key);
        }
        if (used != KeyRing.NO_KEY && ring.use(used)) removeFrom(ring);
    }

    private void removeFrom(KeyRing ring) {
        for (KeyOrder order : orders) if (!order.installs() && order.id() != ring.current()) ring.remove(order.id());
    }

    /** In a full ring, a key that only this node's file speaks of makes way for one that was ordered. */
    private boolean makeRoom(KeyRing ring) {
        if (ring.ids().size() < KeyRing.MAX_KEYS) return true;
        for (int id : ring.ids()) if (id != ring.current() && !installs(id)) return ring.remove(id);
        return false;
    }

    // As bytes.

    void encode(ByteWriter out) {
        out.varint(orders.size());
        for (KeyOrder order : orders) {
            byte[] key = order.key();
            writeId(out, order.id());
            out.varint(order.version()).bytes(key == null ? new byte[0] : key);
        }
        writeId(out, used);
        out.varint(usedVersion);
    }

    /** Reads what {@link #encode} wrote: numbers rise, and no more keys are installed than a ring holds. */
    static KeyOrders decode(ByteReader in) {
        int count = in.varint(MAX_ORDERS);
        List<KeyOrder> orders = new ArrayList<>(Math.min(count, in.remaining() / LEAST_BYTES));
        for (int i = 0, before = KeyRing.NO_KEY; i < count; i++) {
            KeyOrder order = readOrder(in);
            if (Integer.compareUnsigned(order.id(), before) <= 0)
                throw new MalformedMessageException("key numbers must rise and not be 0");
            orders.add(order);
            before = order.id();
        }
        KeyOrders read = new KeyOrders(Collections.unmodifiableList(orders), readId(in), in.varint(MAX_VERSION));
        if (read.installed() > KeyRing.MAX_KEYS)
            throw new MalformedMessageException("at most " + KeyRing.MAX_KEYS + " keys are installed");
        return read;
    }

    private static KeyOrder readOrder(ByteReader in) {
        int id = readId(in);
        long version = in.varint(MAX_VERSION);
        byte[] key = in.bytes(KeyRing.KEY_BYTES);
        if (key.length != 0 && key.length != KeyRing.KEY_BYTES)
            throw new MalformedMessageException("a key has " + KeyRing.KEY_BYTES + " bytes, not " + key.length);
        return new KeyOrder(id, version, key.length == 0 ? null : key);
    }

    static void writeId(ByteWriter out, int id) {
        out.u16(id >>> 16).u16(id);
    }

    static int readId(ByteReader in) {
        return in.u16() << 16 | in.u16();
    }
}
