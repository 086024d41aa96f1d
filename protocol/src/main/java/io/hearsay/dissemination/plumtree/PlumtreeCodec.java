package io.hearsay.dissemination.plumtree;

import io.hearsay.dissemination.plumtree.PlumtreeMessage.Announcement;
import io.hearsay.dissemination.plumtree.PlumtreeMessage.Gossip;
import io.hearsay.dissemination.plumtree.PlumtreeMessage.Graft;
import io.hearsay.dissemination.plumtree.PlumtreeMessage.IHave;
import io.hearsay.dissemination.plumtree.PlumtreeMessage.Prune;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.Codec;
import io.hearsay.wire.MalformedMessageException;
import java.util.ArrayList;
import java.util.List;

/** Plumtree's messages as bytes: kinds 128 to 131 of {@code docs/wire-format.md}. */
public final class PlumtreeCodec implements Codec<PlumtreeMessage> {
    /** The first of Plumtree's kinds. */
    public static final int FIRST_KIND = 128;

    /** The last of Plumtree's kinds. */
    public static final int LAST_KIND = 131;

    private static final int GOSSIP = FIRST_KIND;
    private static final int I_HAVE = 129;
    private static final int GRAFT = 130;
    private static final int PRUNE = LAST_KIND;

    @Override
    public int kind(PlumtreeMessage message) {
        if (message instanceof Gossip) return GOSSIP;
        if (message instanceof IHave) return I_HAVE;
        if (message instanceof Graft) return GRAFT;
        if (message instanceof Prune) return PRUNE;
        throw new AssertionError(message);
    }

    @Override
    public void encode(PlumtreeMessage message, ByteWriter out) {
        if (message instanceof Gossip gossip)
            id(out, gossip.id()).varint(gossip.round()).bytes(gossip.payload());
        else if (message instanceof IHave ihave) {
            out.varint(ihave.announcements().size());
            for (Announcement each : ihave.announcements())
                id(out, each.id()).varint(each.count()).varint(each.round());
        } else if (message instanceof Graft graft) {
            out.i64(graft.tree()).varint(graft.ids().size());
            for (MessageId each : graft.ids()) id(out, each);
        } else if (message instanceof Prune prune) out.i64(prune.tree());
    }

    private static ByteWriter id(ByteWriter out, MessageId id) {
        return out.i64(id.origin()).varint(id.sequence());
    }

    @Override
    public PlumtreeMessage decode(int kind, ByteReader in) {
        return switch (kind) {
            case GOSSIP -> new Gossip(id(in), round(in), in.bytes(Plumtree.MAX_PAYLOAD_BYTES));
            case I_HAVE -> new IHave(announcements(in));
            case GRAFT -> new Graft(in.i64(), ids(in));
            case PRUNE -> new Prune(in.i64());
            default -> throw new MalformedMessageException("no message of Plumtree has kind " + kind);
        };
    }

    private static List<Announcement> announcements(ByteReader in) {
        int count = in.varint(PlumtreeMessage.MAX_IDS);
        List<Announcement> announcements = new ArrayList<>();
        for (int i = 0; i < count; i++) announcements.add(new Announcement(id(in), run(in), round(in)));
        return announcements;
    }

    private static List<MessageId> ids(ByteReader in) {
        int count = in.varint(PlumtreeMessage.MAX_IDS);
        List<MessageId> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) ids.add(id(in));
        return ids;
    }

    private static MessageId id(ByteReader in) {
        long origin = in.i64();
        return new MessageId(origin, notZero(in.varint(Long.MAX_VALUE)));
    }

    private static int run(ByteReader in) {
        return (int) notZero(in.varint(Announcement.MAX_RUN));
    }

    private static int round(ByteReader in) {
        return (int) notZero(in.varint(PlumtreeMessage.MAX_ROUND));
    }

    private static long notZero(long number) {
        if (number == 0) throw new MalformedMessageException("a sequence, count or round must be 1 or more, was 0");
        return number;
    }
}
