package io.hearsay.data.map;

import io.hearsay.data.Bytes;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.MalformedMessageException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Entries as they lie in a store: under their map and key, a zero, CRC32C of what follows in 4 bytes, and the entry.
 *
 * <p>Without it one byte that has flipped on a disk would make a value with the stamp of the right one, and of two
 * values under one stamp the greater one wins, everywhere. Earlier versions stored the entry alone; that begins with
 * the length of its map's name, which is never zero, and is read as well.
 */
final class StoredEntry {
    /** Under keys that begin so entries are stored. */
    static final String PREFIX = "map/";

    private static final int CHECKED = 0;

    private StoredEntry() {}

    static String under(String map, Bytes key) {
        return PREFIX + map + '\0' + new String(key.array(), StandardCharsets.ISO_8859_1);
    }

    static byte[] of(byte[] entry) {
        int checksum = checksum(entry, 0);
        return new ByteWriter(entry.length + 5)
                .u8(CHECKED)
                .u16(checksum >>> 16)
                .u16(checksum)
                .raw(entry, 0, entry.length)
                .toByteArray();
    }

    /**
     * The entry that lies there; null if it has rotted.
     *
     * @throws MalformedMessageException if it is none that this version knows
     */
    static @Nullable MapEntry read(String under, byte[] stored) {
        ByteReader in = new ByteReader(stored);
        boolean isChecked = in.u8() == CHECKED;
        int checksum = isChecked ? in.u16() << 16 | in.u16() : 0;
        int from = isChecked ? stored.length - in.remaining() : 0;
        if (isChecked && checksum(stored, from) != checksum) return null;
        MapEntry entry = MapEntry.decode(Arrays.copyOfRange(stored, from, stored.length));
        return under.equals(under(entry.map(), entry.key())) ? entry : null;
    }

    private static int checksum(byte[] bytes, int from) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, bytes.length - from);
        return (int) crc.getValue();
    }
}
