package io.hearsay.membership;

import io.hearsay.Address;
import io.hearsay.NodeId;
import io.hearsay.Peer;
import java.util.List;
import java.util.TreeMap;

/** Members for tests: the instance is the name's digest plus the epoch, the address counts. */
public final class Records {
    private Records() {}

    /** A first life. */
    public static MemberRecord record(String name, int host) {
        return record(name, host, 1);
    }

    /** Some life. */
    public static MemberRecord record(String name, int host, long epoch) {
        NodeId id = new NodeId(name, epoch, Digests.ofName(name) + epoch);
        return MemberRecord.of(id, 0, List.of(Address.v4(0x0a000000 + host, 7940)), new TreeMap<>(), 1, 1);
    }

    /** The peer behind a record. */
    public static Peer peer(MemberRecord record) {
        return new Peer(record.addresses().get(0), record.id().instance());
    }
}
