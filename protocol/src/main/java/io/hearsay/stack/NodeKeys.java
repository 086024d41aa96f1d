package io.hearsay.stack;

import io.hearsay.membership.keys.KeyEvent.KeyReport;
import io.hearsay.membership.keys.KeyRing;
import io.hearsay.membership.keys.KeyRotation;
import io.hearsay.membership.keys.MemberKeys;
import java.util.List;

/**
 * What a full node does about its cluster's keys. Orders are called like handlers, by the node's own thread; each
 * answers the number under which a {@link KeyReport} follows, and fails as {@link KeyRotation} says.
 */
public final class NodeKeys {
    private final KeyRotation rotation;
    private final Parts parts;

    NodeKeys(KeyRotation rotation, Parts parts) {
        this.rotation = rotation;
        this.parts = parts;
    }

    /** Has all members open what is sealed with one more key of 32 bytes. */
    public long install(byte[] key) {
        return settled(rotation.install(key));
    }

    /** Has all members seal with the key of this fingerprint. */
    public long use(String fingerprint) {
        return settled(rotation.use(KeyRing.ofFingerprint(fingerprint)));
    }

    /** Has all members drop the key of this fingerprint; forced, although somebody is locked out by it. */
    public long remove(String fingerprint, boolean force) {
        return settled(rotation.remove(KeyRing.ofFingerprint(fingerprint), force));
    }

    /** Who holds which keys, this node and the dead included. */
    public List<MemberKeys> members() {
        return rotation.members();
    }

    private long settled(long number) {
        parts.settle();
        return number;
    }
}
