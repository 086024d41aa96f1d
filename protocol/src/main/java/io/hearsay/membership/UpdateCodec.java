package io.hearsay.membership;

import io.hearsay.NodeId;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.Codec;
import io.hearsay.wire.MalformedMessageException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Updates as bytes: kinds 16..21 of {@code docs/wire-format.md}. */
public final class UpdateCodec implements Codec<Update> {
    private static final int ALIVE = 16;
    private static final int SUSPECT = 17;
    private static final int DEAD = 18;
    private static final int GONE = 19;
    private static final int LEFT = 20;
    private static final int FORGOTTEN = 21;

    @Override
    public int kind(Update update) {
        if (update instanceof Update.Alive) return ALIVE;
        if (update instanceof Update.Suspect) return SUSPECT;
        if (update instanceof Update.Dead) return DEAD;
        if (update instanceof Update.Gone) return GONE;
        if (update instanceof Update.Left) return LEFT;
        if (update instanceof Update.Forgotten) return FORGOTTEN;
        throw new AssertionError(update);
    }

    @Override
    public void encode(Update update, ByteWriter out) {
        if (update instanceof Update.Alive alive) {
            byte[] record = alive.record().encoded();
            out.raw(record, 0, record.length);
            return;
        }
        out.nodeId(update.subject());
        if (update instanceof Update.Suspect suspect)
            out.varint(suspect.incarnation())
                    .string(suspect.accuser())
                    .u8(suspect.evidence().code());
        else if (update instanceof Update.Dead dead) encodeDead(dead, out);
        else if (update instanceof Update.Gone gone)
            out.varint(gone.incarnation()).string(gone.accuser());
        else if (update instanceof Update.Forgotten forgotten) out.string(forgotten.by());
    }

    private static void encodeDead(Update.Dead dead, ByteWriter out) {
        out.varint(dead.incarnation())
                .u8(dead.evidence().code())
                .u8(dead.accusers().size());
        for (String accuser : dead.accusers()) out.string(accuser);
    }

    @Override
    public Update decode(int kind, ByteReader in) {
        if (kind == ALIVE) return new Update.Alive(MemberRecord.decode(in.raw(in.remaining())));
        NodeId subject = in.nodeId();
        return switch (kind) {
            case SUSPECT -> new Update.Suspect(subject, incarnation(in), name(in), Evidence.ofCode(in.u8()));
            case DEAD -> new Update.Dead(subject, incarnation(in), Evidence.ofCode(in.u8()), accusers(in));
            case GONE -> new Update.Gone(subject, incarnation(in), name(in));
            case LEFT -> new Update.Left(subject);
            case FORGOTTEN -> new Update.Forgotten(subject, name(in));
            default -> throw new MalformedMessageException("no update has kind " + kind);
        };
    }

    private static long incarnation(ByteReader in) {
        return in.varint(1L << 48);
    }

    private static List<String> accusers(ByteReader in) {
        int count = in.u8();
        if (count < 1 || count > Update.MAX_ACCUSERS)
            throw new MalformedMessageException(
                    "a verdict names 1.." + Update.MAX_ACCUSERS + " accusers, not " + count);
        List<String> accusers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) accusers.add(name(in));
        return Collections.unmodifiableList(accusers);
    }

    private static String name(ByteReader in) {
        String name = in.string(NodeId.MAX_NAME_BYTES);
        try {
            NodeId.checkName(name);
            return name;
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException(String.valueOf(e.getMessage()));
        }
    }
}
