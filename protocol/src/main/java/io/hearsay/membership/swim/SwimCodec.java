package io.hearsay.membership.swim;

import io.hearsay.Peer;
import io.hearsay.membership.swim.SwimMessage.Ack;
import io.hearsay.membership.swim.SwimMessage.Gossip;
import io.hearsay.membership.swim.SwimMessage.Nack;
import io.hearsay.membership.swim.SwimMessage.Ping;
import io.hearsay.membership.swim.SwimMessage.PingReq;
import io.hearsay.membership.swim.SwimMessage.RelayedAck;
import io.hearsay.membership.swim.SwimMessage.StreamAck;
import io.hearsay.membership.swim.SwimMessage.StreamPing;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.Codec;
import io.hearsay.wire.MalformedMessageException;

/** SWIM's messages as bytes: kinds 1..8 of {@code docs/wire-format.md}. */
public final class SwimCodec implements Codec<SwimMessage> {
    private static final int PING = 1;
    private static final int ACK = 2;
    private static final int PING_REQ = 3;
    private static final int NACK = 4;
    private static final int RELAYED_ACK = 5;
    private static final int STREAM_PING = 6;
    private static final int STREAM_ACK = 7;
    private static final int GOSSIP = 8;

    @Override
    public int kind(SwimMessage message) {
        if (message instanceof Ping) return PING;
        if (message instanceof Ack) return ACK;
        if (message instanceof PingReq) return PING_REQ;
        if (message instanceof Nack) return NACK;
        if (message instanceof RelayedAck) return RELAYED_ACK;
        if (message instanceof StreamPing) return STREAM_PING;
        if (message instanceof StreamAck) return STREAM_ACK;
        if (message instanceof Gossip) return GOSSIP;
        throw new AssertionError(message);
    }

    @Override
    public void encode(SwimMessage message, ByteWriter out) {
        if (message instanceof Ping ping) encode(ping.seq(), ping, out);
        else if (message instanceof Ack ack) encode(ack.seq(), ack, out);
        else if (message instanceof PingReq req)
            out.varint(req.seq())
                    .address(req.target().address())
                    .i64(req.target().instance())
                    .varint(req.timeoutMillis());
        else if (message instanceof Nack nack) out.varint(nack.seq());
        else if (message instanceof RelayedAck ack) out.varint(ack.seq());
        else if (message instanceof StreamPing ping) out.varint(ping.seq());
        else if (message instanceof StreamAck ack) out.varint(ack.seq());
    }

    /** Most clusters have no tombstones most of the time: their digest is left out then. */
    private static void encode(long seq, SwimMessage.WithDigests digests, ByteWriter out) {
        out.varint(seq).i64(digests.viewDigest());
        if (digests.removedDigest() != 0) out.i64(digests.removedDigest());
    }

    @Override
    public SwimMessage decode(int kind, ByteReader in) {
        return switch (kind) {
            case PING -> new Ping(seq(in), in.i64(), removedDigest(in));
            case ACK -> new Ack(seq(in), in.i64(), removedDigest(in));
            case PING_REQ -> pingReq(in);
            case NACK -> new Nack(seq(in));
            case RELAYED_ACK -> new RelayedAck(seq(in));
            case STREAM_PING -> new StreamPing(seq(in));
            case STREAM_ACK -> new StreamAck(seq(in));
            case GOSSIP -> new Gossip();
            default -> throw new MalformedMessageException("no SWIM message has kind " + kind);
        };
    }

    private static long seq(ByteReader in) {
        return in.varint(Long.MAX_VALUE);
    }

    private static long removedDigest(ByteReader in) {
        return in.remaining() >= Long.BYTES ? in.i64() : 0;
    }

    private static PingReq pingReq(ByteReader in) {
        long seq = seq(in);
        Peer target = new Peer(in.address(), in.i64());
        int timeoutMillis = in.varint(PingReq.MAX_TIMEOUT_MILLIS);
        if (!target.isKnown() || timeoutMillis < 1)
            throw new MalformedMessageException("a ping-req needs a target's instance and a time-out above 0");
        return new PingReq(seq, target, timeoutMillis);
    }
}
