package io.hearsay.antientropy.scuttlebutt;

import io.hearsay.NodeId;
import io.hearsay.wire.ByteWriter;
import java.nio.charset.StandardCharsets;

/**
 * How much somebody holds of one owner's state.
 *
 * @param owner which life of which name
 * @param version the last write held, and with it all before; 0 if none
 * @param collected tombstones up to this version may be gone
 */
public record Known(NodeId owner, long version, long collected) {

    public Known {
        checkVersion("version", version);
        checkVersion("collected", collected);
    }

    static void checkVersion(String what, long version) {
        if (version < 0 || version > Entry.MAX_VERSION)
            throw new IllegalArgumentException(what + " must be 0.." + Entry.MAX_VERSION + ", was " + version);
    }

    /** How long it is in a message. */
    int sizeBytes() {
        return idBytes(owner) + ByteWriter.varintSize(version) + ByteWriter.varintSize(collected);
    }

    static int idBytes(NodeId id) {
        int name = id.name().getBytes(StandardCharsets.UTF_8).length;
        return ByteWriter.varintSize(name) + name + ByteWriter.varintSize(id.epoch()) + Long.BYTES;
    }
}
