package io.hearsay.membership.healing;

import io.hearsay.Address;
import io.hearsay.membership.Digests;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.MalformedMessageException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The addresses at which members were last seen, latest last; at the bound the oldest go. A stored form with a check
 * sum, for a restart.
 */
final class PastPeers {
    private static final int FORMAT = 1;
    private static final int MAX = 1_024;

    private final int capacity;
    private final Set<Address> addresses = new LinkedHashSet<>();

    PastPeers(int capacity) {
        this.capacity = capacity;
    }

    /** Notes an address as just seen; true if it was not remembered. */
    boolean seen(Address address) {
        if (capacity == 0) return false;
        boolean isNew = !addresses.remove(address);
        addresses.add(address);
        if (addresses.size() > capacity) addresses.remove(addresses.iterator().next());
        return isNew;
    }

    int size() {
        return addresses.size();
    }

    int capacity() {
        return capacity;
    }

    Collection<Address> addresses() {
        return Collections.unmodifiableSet(addresses);
    }

    byte[] encode() {
        ByteWriter out = new ByteWriter(16 + 20 * addresses.size());
        out.u8(FORMAT).varint(addresses.size());
        addresses.forEach(out::address);
        return out.i64(checksum(out.array(), out.position())).toByteArray();
    }

    /**
     * Takes in what {@link #encode} gave.
     *
     * @throws MalformedMessageException if it is damaged; nothing is taken in then
     */
    void decode(byte[] stored) {
        int length = stored.length - Long.BYTES;
        if (length < 0) throw new MalformedMessageException("only " + stored.length + " bytes");
        if (new ByteReader(stored, length, Long.BYTES).i64() != checksum(stored, length))
            throw new MalformedMessageException("the check sum does not fit");
        ByteReader in = new ByteReader(stored, 0, length);
        int format = in.u8();
        if (format != FORMAT) throw new MalformedMessageException("format " + format + " is not known here");
        int count = in.varint(MAX);
        List<Address> read = new ArrayList<>();
        for (int i = 0; i < count; i++) read.add(in.address());
        read.forEach(this::seen);
    }

    private static long checksum(byte[] bytes, int length) {
        long sum = length;
        for (int i = 0; i < length; i++) sum = Digests.mix(sum * 31 + bytes[i]);
        return sum;
    }
}
