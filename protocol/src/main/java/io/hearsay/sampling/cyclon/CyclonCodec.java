package io.hearsay.sampling.cyclon;

import io.hearsay.Peer;
import io.hearsay.sampling.cyclon.CyclonMessage.Join;
import io.hearsay.sampling.cyclon.CyclonMessage.Reply;
import io.hearsay.sampling.cyclon.CyclonMessage.Request;
import io.hearsay.sampling.cyclon.CyclonMessage.Walk;
import io.hearsay.sampling.cyclon.CyclonMessage.Welcome;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.Codec;
import io.hearsay.wire.MalformedMessageException;
import java.util.ArrayList;
import java.util.List;

/** Cyclon's messages as bytes: kinds 112 to 116 of {@code docs/wire-format.md}. */
public final class CyclonCodec implements Codec<CyclonMessage> {
    /** The first of Cyclon's kinds. */
    public static final int FIRST_KIND = 112;

    /** The last of Cyclon's kinds. */
    public static final int LAST_KIND = 116;

    private static final int REQUEST = FIRST_KIND;
    private static final int REPLY = 113;
    private static final int JOIN = 114;
    private static final int WALK = 115;
    private static final int WELCOME = LAST_KIND;

    @Override
    public int kind(CyclonMessage message) {
        if (message instanceof Request) return REQUEST;
        if (message instanceof Reply) return REPLY;
        if (message instanceof Join) return JOIN;
        if (message instanceof Walk) return WALK;
        if (message instanceof Welcome) return WELCOME;
        throw new AssertionError(message);
    }

    @Override
    public void encode(CyclonMessage message, ByteWriter out) {
        if (message instanceof Request request) write(out.varint(request.sequence()), request.entries());
        else if (message instanceof Reply reply) write(out.varint(reply.sequence()), reply.entries());
        else if (message instanceof Walk walk)
            out.address(walk.newcomer().address())
                    .i64(walk.newcomer().instance())
                    .varint(walk.steps());
        else if (message instanceof Welcome welcome) write(out, welcome.entries());
    }

    private static void write(ByteWriter out, List<Entry> entries) {
        out.varint(entries.size());
        for (Entry entry : entries)
            out.address(entry.peer().address()).i64(entry.peer().instance()).varint(entry.age());
    }

    @Override
    public CyclonMessage decode(int kind, ByteReader in) {
        return switch (kind) {
            case REQUEST -> new Request(in.varint(Long.MAX_VALUE), entries(in));
            case REPLY -> new Reply(in.varint(Long.MAX_VALUE), entries(in));
            case JOIN -> new Join();
            case WALK -> new Walk(peer(in), in.varint(Walk.MAX_STEPS));
            case WELCOME -> new Welcome(entries(in));
            default -> throw new MalformedMessageException("no message of Cyclon has kind " + kind);
        };
    }

    private static List<Entry> entries(ByteReader in) {
        int count = in.varint(CyclonConfig.MAX_SHUFFLE);
        List<Entry> entries = new ArrayList<>(count);
        for (int i = 0; i < count; i++) entries.add(new Entry(peer(in), in.varint(Entry.MAX_AGE)));
        return entries;
    }

    private static Peer peer(ByteReader in) {
        Peer peer = new Peer(in.address(), in.i64());
        if (!peer.isKnown()) throw new MalformedMessageException("a peer without an instance");
        return peer;
    }
}
