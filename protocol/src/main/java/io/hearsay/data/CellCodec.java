package io.hearsay.data;

import io.hearsay.NodeId;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.MalformedMessageException;
import java.util.ArrayList;
import java.util.List;

/**
 * Cells as bytes: a stamp, then 0 and a value, or 1, when the certificate was activated, and its sites, or 2, when the
 * value expires, and the value, or 3, its owner's name and epoch, and the value; the owner's instance is that of the
 * stamp. Equal cells have equal bytes; any bytes give a cell or {@link MalformedMessageException}.
 */
public final class CellCodec {
    private static final int VALUE = 0;
    private static final int CERTIFICATE = 1;
    private static final int EXPIRING = 2;
    private static final int OWNED = 3;

    private CellCodec() {}

    /** Writes a cell. */
    public static void encode(Cell cell, ByteWriter out) {
        CrdtCodec.timestamp(cell.written(), out);
        Bytes value = cell.value();
        if (value != null) {
            NodeId owner = cell.owner();
            if (owner != null) out.u8(OWNED).string(owner.name()).varint(owner.epoch());
            else if (cell.activatedMillis() == 0) out.u8(VALUE);
            else out.u8(EXPIRING).varint(cell.activatedMillis());
            out.bytes(value.array());
            return;
        }
        out.u8(CERTIFICATE).varint(cell.activatedMillis()).varint(cell.sites().size());
        for (long site : cell.sites()) out.i64(site);
    }

    /** Reads a cell. */
    public static Cell decode(ByteReader in) {
        Timestamp written = CrdtCodec.timestamp(in);
        int kind = in.u8();
        if (kind == VALUE) return Cell.of(written, Bytes.owning(in.bytes(in.remaining())));
        if (kind == EXPIRING) return expiring(written, in);
        if (kind == OWNED) return owned(written, in);
        if (kind != CERTIFICATE) throw new MalformedMessageException("a cell is a value or a certificate, was " + kind);
        long activated = in.varint(Long.MAX_VALUE);
        List<Long> sites = new ArrayList<>();
        for (int left = in.varint(Cell.MAX_SITES); left > 0; left--) sites.add(in.i64());
        return Cell.certificate(written, activated, sites);
    }

    private static Cell owned(Timestamp written, ByteReader in) {
        String name = in.string(NodeId.MAX_NAME_BYTES);
        long epoch = in.varint(Long.MAX_VALUE);
        try {
            NodeId owner = new NodeId(name, epoch, written.replica());
            return Cell.owned(written, Bytes.owning(in.bytes(in.remaining())), owner);
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException(String.valueOf(e.getMessage()));
        }
    }

    /** Never at 0, which stands for a value that stays: one cell would have two encodings. */
    private static Cell expiring(Timestamp written, ByteReader in) {
        long expires = in.varint(Long.MAX_VALUE);
        if (expires == 0) throw new MalformedMessageException("a value that expires says when");
        return Cell.expiring(written, Bytes.owning(in.bytes(in.remaining())), expires);
    }
}
