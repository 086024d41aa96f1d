package io.hearsay.membership.keys;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was ordered of one key: that all hold it, or that nobody does any longer. Immutable. */
public final class KeyOrder {
    private final int id;
    private final long version;
    private final byte @Nullable [] key;

    /**
     * An order.
     *
     * @param version higher ones come later
     * @param key 32 bytes, the order's own from now on; null: it is removed
     */
    KeyOrder(int id, long version, byte @Nullable [] key) {
        this.id = id;
        this.version = version;
        this.key = key;
    }

    int id() {
        return id;
    }

    long version() {
        return version;
    }

    boolean installs() {
        return key != null;
    }

    byte @Nullable [] key() {
        return key;
    }

    /** Of two orders given at once the one that locks nobody out counts. */
    boolean overrules(KeyOrder other) {
        return version > other.version || version == other.version && installs() && !other.installs();
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof KeyOrder other
                && id == other.id
                && version == other.version
                && Arrays.equals(key, other.key);
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, version);
    }

    /** Without the key, which has no place in a log. */
    @Override
    public String toString() {
        return (installs() ? "install " : "remove ") + KeyRing.fingerprint(id) + " (" + version + ")";
    }
}
