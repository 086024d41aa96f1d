package io.hearsay.sampling.hyparview;

import io.hearsay.Address;
import io.hearsay.Peer;
import io.hearsay.sampling.hyparview.HyParViewConfig.Shuffles;
import io.hearsay.sampling.hyparview.HyParViewConfig.Walks;
import io.hearsay.sampling.hyparview.HyParViewMessage.Accept;
import io.hearsay.sampling.hyparview.HyParViewMessage.Challenge;
import io.hearsay.sampling.hyparview.HyParViewMessage.Disconnect;
import io.hearsay.sampling.hyparview.HyParViewMessage.ForwardJoin;
import io.hearsay.sampling.hyparview.HyParViewMessage.Join;
import io.hearsay.sampling.hyparview.HyParViewMessage.Nearer;
import io.hearsay.sampling.hyparview.HyParViewMessage.Neighbor;
import io.hearsay.sampling.hyparview.HyParViewMessage.Ping;
import io.hearsay.sampling.hyparview.HyParViewMessage.Pong;
import io.hearsay.sampling.hyparview.HyParViewMessage.Priority;
import io.hearsay.sampling.hyparview.HyParViewMessage.Refuse;
import io.hearsay.sampling.hyparview.HyParViewMessage.Response;
import io.hearsay.sampling.hyparview.HyParViewMessage.Scope;
import io.hearsay.sampling.hyparview.HyParViewMessage.Shuffle;
import io.hearsay.sampling.hyparview.HyParViewMessage.ShuffleReply;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.Codec;
import io.hearsay.wire.MalformedMessageException;
import java.util.ArrayList;
import java.util.List;

/** HyParView's messages as bytes: kinds 117 to 127 of {@code docs/wire-format.md}. */
public final class HyParViewCodec implements Codec<HyParViewMessage> {
    /** The first of HyParView's kinds. */
    public static final int FIRST_KIND = 117;

    /** The last of HyParView's kinds. */
    public static final int LAST_KIND = 127;

    private static final int JOIN = FIRST_KIND;
    private static final int FORWARD_JOIN = 118;
    private static final int NEIGHBOR = 119;
    private static final int VERDICT = 120;
    private static final int DISCONNECT = 121;
    private static final int SHUFFLE = 122;
    private static final int SHUFFLE_REPLY = 123;
    private static final int PING = 124;
    private static final int PONG = 125;
    private static final int CHALLENGE = 126;
    private static final int RESPONSE = LAST_KIND;

    private static final int LOW = 0;
    private static final int HIGH = 1;
    private static final int NEARER = 2;

    @Override
    public int kind(HyParViewMessage message) {
        if (message instanceof Join) return JOIN;
        if (message instanceof ForwardJoin) return FORWARD_JOIN;
        if (message instanceof Neighbor || message instanceof Nearer) return NEIGHBOR;
        if (message instanceof Accept || message instanceof Refuse) return VERDICT;
        if (message instanceof Disconnect) return DISCONNECT;
        if (message instanceof Shuffle) return SHUFFLE;
        if (message instanceof ShuffleReply) return SHUFFLE_REPLY;
        if (message instanceof Ping) return PING;
        if (message instanceof Pong) return PONG;
        if (message instanceof Challenge) return CHALLENGE;
        if (message instanceof Response) return RESPONSE;
        throw new AssertionError(message);
    }

    @Override
    public void encode(HyParViewMessage message, ByteWriter out) {
        if (message instanceof ForwardJoin carried)
            peer(out, carried.newcomer()).varint(carried.steps());
        else if (message instanceof Neighbor asks) out.u8(asks.priority() == Priority.HIGH ? HIGH : LOW);
        else if (message instanceof Nearer nearer) out.u8(NEARER).varint(nearer.rttNanos());
        else if (message instanceof Join join) out.u8(join.scope() == Scope.PARTIAL ? 0 : 1);
        else if (message instanceof Accept) out.u8(1);
        else if (message instanceof Refuse refuse) out.u8(0).string(refuse.text());
        else if (message instanceof Shuffle shuffle)
            peers(peer(out, shuffle.origin()).varint(shuffle.steps()), shuffle.peers());
        else if (message instanceof ShuffleReply reply) peers(out, reply.peers());
        else if (message instanceof Ping ping) out.i64(ping.token());
        else if (message instanceof Pong pong) out.i64(pong.token());
        else if (message instanceof Challenge challenge) out.i64(challenge.nonce());
        else if (message instanceof Response response) out.i64(response.nonce());
    }

    private static ByteWriter peer(ByteWriter out, Peer peer) {
        return out.i64(peer.instance()).address(peer.address());
    }

    private static void peers(ByteWriter out, List<Peer> peers) {
        out.varint(peers.size());
        for (Peer peer : peers) peer(out, peer);
    }

    @Override
    public HyParViewMessage decode(int kind, ByteReader in) {
        return switch (kind) {
            case JOIN -> new Join(flag(in) ? Scope.BENEATH_FULL : Scope.PARTIAL);
            case FORWARD_JOIN -> new ForwardJoin(known(in), in.varint(Walks.MAX_STEPS));
            case NEIGHBOR -> neighbor(in);
            case VERDICT -> flag(in) ? new Accept() : new Refuse(in.string(Refuse.MAX_TEXT_BYTES));
            case DISCONNECT -> new Disconnect();
            case SHUFFLE -> new Shuffle(peer(in), in.varint(Walks.MAX_STEPS), peers(in));
            case SHUFFLE_REPLY -> new ShuffleReply(peers(in));
            case PING -> new Ping(in.i64());
            case PONG -> new Pong(in.i64());
            case CHALLENGE -> new Challenge(in.i64());
            case RESPONSE -> new Response(in.i64());
            default -> throw new MalformedMessageException("no message of HyParView has kind " + kind);
        };
    }

    private static HyParViewMessage neighbor(ByteReader in) {
        int why = in.u8();
        if (why == NEARER) {
            long rtt = in.varint(Long.MAX_VALUE);
            if (rtt == 0) throw new MalformedMessageException("a round trip takes 1 ns or more");
            return new Nearer(rtt);
        }
        if (why != LOW && why != HIGH) throw new MalformedMessageException("a reason must be 0..2, was " + why);
        return new Neighbor(why == HIGH ? Priority.HIGH : Priority.LOW);
    }

    private static boolean flag(ByteReader in) {
        int flag = in.u8();
        if (flag > 1) throw new MalformedMessageException("a flag must be 0 or 1, was " + flag);
        return flag == 1;
    }

    private static List<Peer> peers(ByteReader in) {
        int count = in.varint(Shuffles.MAX_PEERS);
        List<Peer> peers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) peers.add(known(in));
        return peers;
    }

    private static Peer known(ByteReader in) {
        Peer peer = peer(in);
        if (!peer.isKnown()) throw new MalformedMessageException("a peer without an instance");
        return peer;
    }

    private static Peer peer(ByteReader in) {
        long instance = in.i64();
        Address address = in.address();
        return new Peer(address, instance);
    }
}
