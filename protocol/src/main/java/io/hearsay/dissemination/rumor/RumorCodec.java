package io.hearsay.dissemination.rumor;

import io.hearsay.dissemination.rumor.RumorMessage.Accept;
import io.hearsay.dissemination.rumor.RumorMessage.Answer;
import io.hearsay.dissemination.rumor.RumorMessage.Busy;
import io.hearsay.dissemination.rumor.RumorMessage.Call;
import io.hearsay.dissemination.rumor.RumorMessage.Chunk;
import io.hearsay.dissemination.rumor.RumorMessage.Confirm;
import io.hearsay.dissemination.rumor.RumorMessage.Digest;
import io.hearsay.dissemination.rumor.RumorMessage.Fetch;
import io.hearsay.dissemination.rumor.RumorMessage.Gone;
import io.hearsay.dissemination.rumor.RumorMessage.Holding;
import io.hearsay.dissemination.rumor.RumorMessage.Known;
import io.hearsay.dissemination.rumor.RumorMessage.Offer;
import io.hearsay.dissemination.rumor.RumorMessage.Pull;
import io.hearsay.dissemination.rumor.RumorMessage.Push;
import io.hearsay.dissemination.rumor.RumorMessage.Span;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.Codec;
import io.hearsay.wire.MalformedMessageException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The bytes of {@link RumorMessage}: kinds 48 to 60, see {@code docs/wire-format.md}. Stateless. */
public final class RumorCodec implements Codec<RumorMessage> {
    static final int PUSH = 48;
    static final int KNOWN = 49;
    static final int CALL = 50;
    static final int ACCEPT = 51;
    static final int BUSY = 52;
    static final int CONFIRM = 53;
    static final int DIGEST = 54;
    static final int ANSWER = 55;
    static final int PULL = 56;
    static final int OFFER = 57;
    static final int FETCH = 58;
    static final int CHUNK = 59;
    static final int GONE = 60;

    private static final int ANSWER_ASKED = 1;
    private static final int CONFIRM_ASKED = 2;
    private static final long ANY = Long.MAX_VALUE;

    @Override
    public int kind(RumorMessage message) {
        if (message instanceof Push) return PUSH;
        if (message instanceof Known) return KNOWN;
        if (message instanceof Call) return CALL;
        if (message instanceof Accept) return ACCEPT;
        if (message instanceof Busy) return BUSY;
        if (message instanceof Confirm) return CONFIRM;
        if (message instanceof Digest) return DIGEST;
        if (message instanceof Answer) return ANSWER;
        if (message instanceof Pull) return PULL;
        if (message instanceof Offer) return OFFER;
        if (message instanceof Fetch) return FETCH;
        if (message instanceof Chunk) return CHUNK;
        if (message instanceof Gone) return GONE;
        throw new AssertionError(message);
    }

    @Override
    public void encode(RumorMessage message, ByteWriter out) {
        if (message instanceof Push push) encode(push, out);
        else if (message instanceof Known known) encode(known.ids(), out.u8(known.counts() ? 1 : 0));
        else if (message instanceof Call call) encode(call.offered(), out);
        else if (message instanceof Confirm confirm) out.varint(confirm.count());
        else if (message instanceof Digest digest) encode(digest, out);
        else if (message instanceof Answer answer) encode(answer, out);
        else if (message instanceof Pull pull) encodeSpans(0, pull.wanted(), out.i64(pull.origin()));
        else if (message instanceof Offer offer) encode(offer, out);
        else if (message instanceof Fetch fetch) encode(fetch.id(), out).varint(fetch.offset());
        else if (message instanceof Chunk chunk)
            encode(chunk.id(), out).varint(chunk.offset()).bytes(chunk.bytes());
        else if (message instanceof Gone gone) encode(gone.id(), out);
        else if (!(message instanceof Accept || message instanceof Busy)) throw new AssertionError(message);
    }

    @Override
    public RumorMessage decode(int kind, ByteReader in) {
        try {
            return decodeBody(kind, in);
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException(String.valueOf(e.getMessage()));
        }
    }

    private static RumorMessage decodeBody(int kind, ByteReader in) {
        return switch (kind) {
            case PUSH -> decodePush(in);
            case KNOWN -> decodeKnown(in);
            case CALL -> new Call(decodeIds(in));
            case ACCEPT -> new Accept();
            case BUSY -> new Busy();
            case CONFIRM -> new Confirm(in.varint(ANY));
            case DIGEST -> decodeDigest(in);
            case ANSWER -> decodeAnswer(in);
            case PULL -> new Pull(in.i64(), decodeSpans(0, in));
            case OFFER -> decodeOffer(in);
            case FETCH -> new Fetch(decodeId(in), in.varint(Rumor.MAX_PAYLOAD_BYTES));
            case CHUNK -> decodeChunk(in);
            case GONE -> new Gone(decodeId(in));
            default -> throw new MalformedMessageException("no rumor message has kind " + kind);
        };
    }

    // A copy: id, flags (bit 0: answer, bit 1: confirm, bits 4-7: level), hops, topic, payload.

    private static void encode(Push push, ByteWriter out) {
        Rumor rumor = push.rumor();
        encode(rumor.id(), out)
                .u8(flags(push.level(), push.answer()) | (push.confirm() ? CONFIRM_ASKED : 0))
                .u8(push.hops())
                .string(rumor.topic())
                .bytes(rumor.payload());
    }

    private static Push decodePush(ByteReader in) {
        RumorId id = decodeId(in);
        int flags = in.u8();
        int hops = in.u8();
        String topic = in.string(Rumor.MAX_TOPIC_BYTES);
        Rumor rumor = new Rumor(id, topic, in.bytes(Rumor.MAX_PAYLOAD_BYTES));
        return new Push(rumor, hops, flags >>> 4, (flags & ANSWER_ASKED) != 0, (flags & CONFIRM_ASKED) != 0);
    }

    private static void encode(Offer offer, ByteWriter out) {
        encode(offer.id(), out)
                .u8(flags(offer.level(), offer.answer()))
                .u8(offer.hops())
                .string(offer.topic())
                .varint(offer.sizeBytes());
    }

    private static Offer decodeOffer(ByteReader in) {
        RumorId id = decodeId(in);
        int flags = in.u8();
        int hops = in.u8();
        String topic = in.string(Rumor.MAX_TOPIC_BYTES);
        int sizeBytes = in.varint(Rumor.MAX_PAYLOAD_BYTES);
        return new Offer(id, topic, sizeBytes, hops, flags >>> 4, (flags & ANSWER_ASKED) != 0);
    }

    private static Chunk decodeChunk(ByteReader in) {
        RumorId id = decodeId(in);
        int offset = in.varint(Rumor.MAX_PAYLOAD_BYTES);
        return new Chunk(id, offset, in.bytes(RumorMessage.MAX_CHUNK_BYTES));
    }

    private static int flags(int level, boolean answer) {
        return level << 4 | (answer ? ANSWER_ASKED : 0);
    }

    /** How many bytes a copy takes in a datagram, kind and length included. */
    static int pushBytes(Rumor rumor) {
        int topic = rumor.topic().getBytes(StandardCharsets.UTF_8).length;
        int payload = rumor.payload().length;
        int body = idBytes(rumor.id()) + 2 + varint(topic) + topic + varint(payload) + payload;
        return 1 + varint(body) + body;
    }

    // Ids and lists of them: runs of one origin, each number as the distance to the one before.

    private static ByteWriter encode(RumorId id, ByteWriter out) {
        return out.i64(id.origin()).varint(id.sequence());
    }

    private static RumorId decodeId(ByteReader in) {
        return new RumorId(in.i64(), in.varint(ANY));
    }

    private static int idBytes(RumorId id) {
        return 8 + varint(id.sequence());
    }

    private static void encode(List<RumorId> ids, ByteWriter out) {
        int runs = 0;
        for (int i = 0; i < ids.size(); i = endOfRun(ids, i)) runs++;
        out.varint(runs);
        for (int i = 0; i < ids.size(); ) {
            int end = endOfRun(ids, i);
            out.i64(ids.get(i).origin()).varint(end - i);
            for (long last = 0; i < end; i++) {
                out.varint(ids.get(i).sequence() - last);
                last = ids.get(i).sequence();
            }
        }
    }

    private static int endOfRun(List<RumorId> ids, int start) {
        int end = start + 1;
        while (end < ids.size() && ids.get(end).origin() == ids.get(start).origin()) end++;
        return end;
    }

    private static Known decodeKnown(ByteReader in) {
        boolean counts = (in.u8() & 1) != 0;
        return new Known(decodeIds(in), counts);
    }

    private static List<RumorId> decodeIds(ByteReader in) {
        int runs = in.varint(RumorMessage.MAX_IDS);
        List<RumorId> ids = new ArrayList<>();
        for (int run = 0; run < runs; run++) {
            long origin = in.i64();
            int count = in.varint(RumorMessage.MAX_IDS - ids.size());
            if (count == 0) throw new MalformedMessageException("a run of no ids");
            long last = 0;
            for (int i = 0; i < count; i++) {
                last = above(last, in);
                ids.add(new RumorId(origin, last));
            }
        }
        return ids;
    }

    /** A number above another, as the distance from it. */
    private static long above(long last, ByteReader in) {
        long distance = in.varint(ANY - last);
        if (distance == 0) throw new MalformedMessageException("a number that does not ascend");
        return last + distance;
    }

    // Digests: an origin, floor, low, and the runs above: each the distance to its first, and its length less one.

    private static void encode(Digest digest, ByteWriter out) {
        out.varint(digest.version()).u8(digest.complete() ? 1 : 0);
        encodeHoldings(digest.holdings(), out);
    }

    private static Digest decodeDigest(ByteReader in) {
        long version = in.varint(ANY);
        boolean complete = (in.u8() & 1) != 0;
        return new Digest(version, complete, decodeHoldings(in));
    }

    private static void encode(Answer answer, ByteWriter out) {
        out.varint(answer.version()).u8(answer.behind() ? 1 : 0);
        encodeHoldings(answer.holdings(), out);
    }

    private static Answer decodeAnswer(ByteReader in) {
        long version = in.varint(ANY);
        boolean behind = (in.u8() & 1) != 0;
        return new Answer(version, behind, decodeHoldings(in));
    }

    private static void encodeHoldings(List<Holding> holdings, ByteWriter out) {
        out.varint(holdings.size());
        for (Holding each : holdings) {
            out.i64(each.origin()).varint(each.floor()).varint(each.low());
            encodeSpans(each.low(), each.above(), out);
        }
    }

    private static List<Holding> decodeHoldings(ByteReader in) {
        int count = in.varint(RumorMessage.MAX_HOLDINGS);
        List<Holding> holdings = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long origin = in.i64();
            long floor = in.varint(ANY);
            long low = in.varint(ANY);
            holdings.add(new Holding(origin, floor, low, decodeSpans(low, in)));
        }
        return holdings;
    }

    /** How many bytes a holding takes in a message. */
    static int holdingBytes(Holding holding) {
        int bytes = 8
                + varint(holding.floor())
                + varint(holding.low())
                + varint(holding.above().size());
        long last = holding.low();
        for (Span span : holding.above()) {
            bytes += varint(span.first() - last) + varint(span.last() - span.first());
            last = span.last();
        }
        return bytes;
    }

    private static void encodeSpans(long low, List<Span> spans, ByteWriter out) {
        out.varint(spans.size());
        long last = low;
        for (Span span : spans) {
            out.varint(span.first() - last).varint(span.last() - span.first());
            last = span.last();
        }
    }

    private static List<Span> decodeSpans(long low, ByteReader in) {
        int count = in.varint(RumorMessage.MAX_SPANS);
        List<Span> spans = new ArrayList<>();
        long last = low;
        for (int i = 0; i < count; i++) {
            long first = above(last, in);
            last = first + in.varint(ANY - first);
            spans.add(new Span(first, last));
        }
        return spans;
    }

    private static int varint(long value) {
        return ByteWriter.varintSize(value);
    }
}
