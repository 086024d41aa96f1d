package io.hearsay.membership;

import io.hearsay.Address;
import io.hearsay.NodeId;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.MalformedMessageException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a member says of itself, in the bytes in which it said it.
 *
 * <p>A record is encoded once, by its subject, and relayed byte for byte, fields unknown here included; so a later
 * version can add fields, its subject's signature first of all, and they survive every relay. Immutable.
 */
public final class MemberRecord {
    /** The longest encoding, in bytes; what fits a datagram with all that stands around it. */
    public static final int MAX_BYTES = 1_024;
    /** The most addresses a record holds. */
    public static final int MAX_ADDRESSES = 4;
    /** The most bytes that all tags may take when encoded. */
    public static final int MAX_TAG_BYTES = 512;

    /** The most keys that a record names. */
    public static final int MAX_KEYS = 8;

    private static final long MAX_INCARNATION = 1L << 48;

    // Field numbers; 7 and up are skipped by this version and kept for the relay. 15 is reserved for a signature.
    private static final int NAME_AND_LIFE = 1;
    private static final int INCARNATION = 2;
    private static final int ADDRESS = 3;
    private static final int TAG = 4;
    private static final int WIRE_VERSIONS = 5;
    private static final int KEYS = 6;

    private final NodeId id;
    private final long incarnation;
    private final List<Address> addresses;
    private final SortedMap<String, String> tags;
    private final int oldestWire;
    private final int newestWire;
    private final List<Integer> keys;
    private final byte[] encoded;

    private MemberRecord(Fields fields, byte[] encoded) {
        if (fields.id == null) throw new MalformedMessageException("a member record without a name");
        if (fields.addresses.isEmpty()) throw new MalformedMessageException("a member record without an address");
        this.id = fields.id;
        this.incarnation = fields.incarnation;
        this.addresses = Collections.unmodifiableList(fields.addresses);
        this.tags = Collections.unmodifiableSortedMap(fields.tags);
        this.oldestWire = fields.oldestWire;
        this.newestWire = fields.newestWire;
        this.keys = fields.keys;
        this.encoded = encoded;
    }

    /**
     * A node's own record.
     *
     * @param addresses 1..{@value #MAX_ADDRESSES}, the preferred one first
     * @param tags at most {@value #MAX_TAG_BYTES} bytes when encoded
     * @throws IllegalArgumentException if something is out of its range
     */
    public static MemberRecord of(
            NodeId id,
            long incarnation,
            List<Address> addresses,
            SortedMap<String, String> tags,
            int oldestWire,
            int newestWire) {
        return of(id, incarnation, addresses, tags, oldestWire, newestWire, List.of());
    }

    private static MemberRecord of(
            NodeId id,
            long incarnation,
            List<Address> addresses,
            SortedMap<String, String> tags,
            int oldestWire,
            int newestWire,
            List<Integer> keys) {
        if (addresses.isEmpty() || addresses.size() > MAX_ADDRESSES)
            throw new IllegalArgumentException(
                    "a member has 1.." + MAX_ADDRESSES + " addresses, was given " + addresses.size());
        checkTags(tags);
        ByteWriter out = new ByteWriter(128);
        ByteWriter field = new ByteWriter(64);
        field(out, NAME_AND_LIFE, field.reset().nodeId(id));
        field(out, INCARNATION, field.reset().varint(incarnation));
        for (Address address : addresses) field(out, ADDRESS, field.reset().address(address));
        tags.forEach((key, value) -> field(out, TAG, field.reset().string(key).string(value)));
        field(out, WIRE_VERSIONS, field.reset().varint(oldestWire).varint(newestWire));
        if (!keys.isEmpty()) field(out, KEYS, keys(field.reset(), keys));
        return decode(out.toByteArray());
    }

    /**
     * Checks tags.
     *
     * @throws IllegalArgumentException if they take more than {@value #MAX_TAG_BYTES} bytes
     */
    public static void checkTags(SortedMap<String, String> tags) {
        ByteWriter out = new ByteWriter(64);
        tags.forEach((key, value) -> out.string(key).string(value));
        if (out.position() > MAX_TAG_BYTES)
            throw new IllegalArgumentException("tags take " + out.position() + " bytes encoded, at most "
                    + MAX_TAG_BYTES + " are allowed; shorten them, or keep large values in the replicated state");
    }

    private static ByteWriter keys(ByteWriter out, List<Integer> keys) {
        if (keys.size() > MAX_KEYS)
            throw new IllegalArgumentException(
                    "a member holds at most " + MAX_KEYS + " keys, was given " + keys.size());
        for (int key : keys) out.u16(key >>> 16).u16(key);
        return out;
    }

    private static void field(ByteWriter out, int number, ByteWriter body) {
        out.varint(number).varint(body.position()).raw(body.array(), 0, body.position());
    }

    /**
     * Reads a record; the array becomes the record's.
     *
     * @throws MalformedMessageException if the bytes are no record
     */
    public static MemberRecord decode(byte[] encoded) {
        if (encoded.length > MAX_BYTES)
            throw new MalformedMessageException(
                    "a member record has at most " + MAX_BYTES + " bytes, this one has " + encoded.length);
        Fields fields = new Fields();
        ByteReader in = new ByteReader(encoded);
        while (in.remaining() > 0) fields.read(in.varint(Integer.MAX_VALUE), in.slice(in.varint(MAX_BYTES)));
        return new MemberRecord(fields, encoded);
    }

    private static final class Fields {
        private @Nullable NodeId id;
        private long incarnation;
        private final List<Address> addresses = new ArrayList<>(2);
        private final SortedMap<String, String> tags = new TreeMap<>();
        private int oldestWire = 1;
        private int newestWire = 1;
        private List<Integer> keys = List.of();
        private int tagBytes;

        void read(int number, ByteReader field) {
            switch (number) {
                case NAME_AND_LIFE -> id = field.nodeId();
                case INCARNATION -> incarnation = field.varint(MAX_INCARNATION);
                case ADDRESS -> address(field.address());
                case TAG -> tag(field);
                case WIRE_VERSIONS -> {
                    oldestWire = field.varint(0xffff);
                    newestWire = field.varint(0xffff);
                }
                case KEYS -> keys = keys(field);
                default -> {} // a later version's field: kept in the bytes, not understood here
            }
        }

        private void address(Address address) {
            if (addresses.size() == MAX_ADDRESSES)
                throw new MalformedMessageException("a member has at most " + MAX_ADDRESSES + " addresses");
            addresses.add(address);
        }

        private static List<Integer> keys(ByteReader field) {
            int count = field.remaining() / Integer.BYTES;
            if (count > MAX_KEYS) throw new MalformedMessageException("a member holds at most " + MAX_KEYS + " keys");
            List<Integer> keys = new ArrayList<>(count);
            for (int i = 0; i < count; i++) keys.add(field.u16() << 16 | field.u16());
            return Collections.unmodifiableList(keys);
        }

        private void tag(ByteReader field) {
            tagBytes += field.remaining();
            if (tagBytes > MAX_TAG_BYTES)
                throw new MalformedMessageException("tags take more than " + MAX_TAG_BYTES + " bytes");
            tags.put(field.string(MAX_TAG_BYTES), field.string(MAX_TAG_BYTES));
        }
    }

    /** The same member under a higher incarnation. */
    public MemberRecord withIncarnation(long newIncarnation) {
        return of(id, newIncarnation, addresses, tags, oldestWire, newestWire, keys);
    }

    /** The same member with other tags. */
    public MemberRecord withTags(SortedMap<String, String> newTags) {
        return of(id, incarnation, addresses, newTags, oldestWire, newestWire, keys);
    }

    /** The same member at other addresses. */
    public MemberRecord withAddresses(List<Address> newAddresses) {
        return of(id, incarnation, newAddresses, tags, oldestWire, newestWire, keys);
    }

    /** The same member with other keys: their numbers, that of the one that it seals with first. */
    public MemberRecord withKeys(List<Integer> newKeys) {
        return of(id, incarnation, addresses, tags, oldestWire, newestWire, newKeys);
    }

    /** The same member in a later life. */
    public MemberRecord withEpoch(long epoch) {
        return of(new NodeId(id.name(), epoch, id.instance()), 0, addresses, tags, oldestWire, newestWire, keys);
    }

    /** Whose record this is. */
    public NodeId id() {
        return id;
    }

    /** The name in {@link #id}. */
    public String name() {
        return id.name();
    }

    /** How often the member has changed or refuted something in this life. */
    public long incarnation() {
        return incarnation;
    }

    /** Where it can be reached, the preferred address first. */
    public List<Address> addresses() {
        return addresses;
    }

    /**
     * Where that other member reaches this one: the first address of a family that both have; null if there is none.
     */
    public @Nullable Address addressFor(MemberRecord other) {
        for (Address address : addresses)
            for (Address theirs : other.addresses) if (theirs.isV4() == address.isV4()) return address;
        return null;
    }

    /** What its operator says of it. */
    public SortedMap<String, String> tags() {
        return tags;
    }

    /** The oldest wire version it reads. */
    public int oldestWire() {
        return oldestWire;
    }

    /** The newest wire version it reads. */
    public int newestWire() {
        return newestWire;
    }

    /** The numbers of the keys it holds, that of the one that it seals with first; empty without keys. */
    public List<Integer> keys() {
        return keys;
    }

    /** The bytes in which the subject said it; not to be changed. */
    public byte[] encoded() {
        return encoded;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MemberRecord record && Arrays.equals(encoded, record.encoded);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(encoded);
    }

    @Override
    public String toString() {
        return id + "@" + incarnation + addresses;
    }
}
