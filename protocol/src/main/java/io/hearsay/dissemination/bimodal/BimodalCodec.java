package io.hearsay.dissemination.bimodal;

import io.hearsay.Peer;
import io.hearsay.dissemination.bimodal.BimodalMessage.Digest;
import io.hearsay.dissemination.bimodal.BimodalMessage.Holding;
import io.hearsay.dissemination.bimodal.BimodalMessage.Mail;
import io.hearsay.dissemination.bimodal.BimodalMessage.Repair;
import io.hearsay.dissemination.bimodal.BimodalMessage.Solicit;
import io.hearsay.dissemination.bimodal.BimodalMessage.Span;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.Codec;
import io.hearsay.wire.MalformedMessageException;
import java.util.ArrayList;
import java.util.List;

/** The messages of bimodal multicast as bytes: kinds 160 to 163 of {@code docs/wire-format.md}. */
public final class BimodalCodec implements Codec<BimodalMessage> {
    /** The first of its kinds. */
    public static final int FIRST_KIND = 160;

    /** The last of its kinds. */
    public static final int LAST_KIND = 163;

    private static final int MAIL = FIRST_KIND;
    private static final int DIGEST = 161;
    private static final int SOLICIT = 162;
    private static final int REPAIR = LAST_KIND;
    private static final long ANY = Long.MAX_VALUE;

    @Override
    public int kind(BimodalMessage message) {
        if (message instanceof Mail) return MAIL;
        if (message instanceof Digest) return DIGEST;
        if (message instanceof Solicit) return SOLICIT;
        if (message instanceof Repair) return REPAIR;
        throw new AssertionError(message);
    }

    @Override
    public void encode(BimodalMessage message, ByteWriter out) {
        if (message instanceof Mail mail) copy(out, mail.id(), mail.payload());
        else if (message instanceof Digest digest) holdings(out, digest.round(), digest.holdings());
        else if (message instanceof Solicit solicit) holdings(out, solicit.round(), solicit.wanted());
        else if (message instanceof Repair repair) copy(out, repair.id(), repair.payload());
    }

    @Override
    public BimodalMessage decode(int kind, ByteReader in) {
        return switch (kind) {
            case MAIL -> new Mail(id(in), payload(in));
            case DIGEST -> new Digest(in.varint(ANY), holdings(in));
            case SOLICIT -> new Solicit(in.varint(ANY), holdings(in));
            case REPAIR -> new Repair(id(in), payload(in));
            default -> throw new MalformedMessageException("no message of bimodal multicast has kind " + kind);
        };
    }

    private static void copy(ByteWriter out, MessageId id, Payload payload) {
        out.i64(id.origin()).varint(id.sequence()).bytes(payload.bytes());
    }

    private static MessageId id(ByteReader in) {
        return new MessageId(origin(in), above(0, in));
    }

    private static long origin(ByteReader in) {
        long origin = in.i64();
        if (origin == Peer.UNKNOWN) throw new MalformedMessageException("an origin of 0");
        return origin;
    }

    private static Payload payload(ByteReader in) {
        return new Payload(in.bytes(Payload.MAX_BYTES));
    }

    private static void holdings(ByteWriter out, long round, List<Holding> holdings) {
        out.varint(round).varint(holdings.size());
        for (Holding each : holdings) {
            out.i64(each.origin()).varint(each.spans().size());
            long last = 0;
            for (Span span : each.spans()) {
                out.varint(span.first() - last).varint(span.last() - span.first());
                last = span.last();
            }
        }
    }

    private static List<Holding> holdings(ByteReader in) {
        int count = in.varint(BimodalMessage.MAX_HOLDINGS);
        List<Holding> holdings = new ArrayList<>();
        for (int i = 0; i < count; i++) holdings.add(new Holding(origin(in), spans(in)));
        return holdings;
    }

    private static List<Span> spans(ByteReader in) {
        int count = in.varint(BimodalMessage.MAX_SPANS);
        if (count == 0) throw new MalformedMessageException("a holding of nothing");
        List<Span> spans = new ArrayList<>();
        long last = 0;
        for (int i = 0; i < count; i++) {
            long first = above(last, in);
            last = first + in.varint(ANY - first);
            spans.add(new Span(first, last));
        }
        return spans;
    }

    /** A number above another, as the distance from it. */
    private static long above(long last, ByteReader in) {
        long distance = in.varint(ANY - last);
        if (distance == 0) throw new MalformedMessageException("a number that does not ascend");
        return last + distance;
    }
}
