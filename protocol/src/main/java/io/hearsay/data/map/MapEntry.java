package io.hearsay.data.map;

import io.hearsay.data.Bytes;
import io.hearsay.data.Crdt;
import io.hearsay.data.CrdtCodec;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.MalformedMessageException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What stands under a key of a map, or a change of it: as it travels, is compared and is stored. Equal entries have
 * equal bytes.
 *
 * <p>Which members hold it stands in it, so that it survives those who pass it on and a restart; where all do, nothing
 * says so. A rule is told by a map's name of no bytes before it, which versions without rules do not take for an entry.
 *
 * @param map 1..64 bytes of UTF-8 without control characters
 * @param key 1..512 bytes
 */
record MapEntry(MapRule rule, String map, Bytes key, Crdt<?> value) {
    static final int MAX_NAME_BYTES = 64;
    static final int MAX_KEY_BYTES = 512;

    MapEntry {
        checkName(map);
        if (key.length() < 1 || key.length() > MAX_KEY_BYTES)
            throw new IllegalArgumentException(
                    "a key has 1.." + MAX_KEY_BYTES + " bytes, this one has " + key.length());
    }

    static void checkName(String map) {
        int bytes = map.getBytes(StandardCharsets.UTF_8).length;
        if (bytes < 1 || bytes > MAX_NAME_BYTES)
            throw new IllegalArgumentException(
                    "a map's name has 1.." + MAX_NAME_BYTES + " bytes of UTF-8, was " + bytes + " bytes: " + map);
        for (int i = 0; i < map.length(); i++)
            if (Character.isISOControl(map.charAt(i)))
                throw new IllegalArgumentException("a map's name must not contain control characters");
    }

    byte[] encode() {
        ByteWriter out = new ByteWriter(map.length() + key.length() + 64);
        if (!rule.equals(MapRule.ALL)) out.string("").string(rule.toString());
        out.string(map).bytes(key.array());
        CrdtCodec.encode(value, out);
        return out.toByteArray();
    }

    /**
     * Reads an entry.
     *
     * @throws MalformedMessageException if the bytes are none
     */
    static MapEntry decode(byte[] bytes) {
        ByteReader in = new ByteReader(bytes);
        try {
            String map = in.string(MAX_NAME_BYTES);
            MapRule rule = map.isEmpty() ? MapRule.decode(in.string(MapRule.MAX_BYTES)) : MapRule.ALL;
            if (map.isEmpty()) map = in.string(MAX_NAME_BYTES);
            return new MapEntry(rule, map, Bytes.owning(in.bytes(MAX_KEY_BYTES)), CrdtCodec.decode(in));
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException(String.valueOf(e.getMessage()));
        }
    }

    /** Several of them, each with its length before it. */
    static byte[] pack(List<byte[]> entries) {
        ByteWriter out = new ByteWriter(1024);
        entries.forEach(out::bytes);
        return out.toByteArray();
    }

    /** What {@link #pack} has packed. */
    static List<byte[]> unpack(byte[] packed) {
        List<byte[]> entries = new ArrayList<>();
        for (ByteReader in = new ByteReader(packed); in.remaining() > 0; ) entries.add(in.bytes(in.remaining()));
        return entries;
    }
}
