package io.hearsay.dissemination.plumtree;

import io.hearsay.Address;
import io.hearsay.Peer;
import io.hearsay.dissemination.plumtree.SurveyMessage.Answer;
import io.hearsay.dissemination.plumtree.SurveyMessage.Ask;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.Codec;
import io.hearsay.wire.MalformedMessageException;
import java.util.ArrayList;
import java.util.List;

/** A survey's messages as bytes: kinds 132 and 133 of {@code docs/wire-format.md}. */
public final class SurveyCodec implements Codec<SurveyMessage> {
    /** The first of its kinds. */
    public static final int FIRST_KIND = 132;

    /** The last of its kinds. */
    public static final int LAST_KIND = 133;

    private static final int ASK = FIRST_KIND;
    private static final int ANSWER = LAST_KIND;

    @Override
    public int kind(SurveyMessage message) {
        if (message instanceof Ask) return ASK;
        if (message instanceof Answer) return ANSWER;
        throw new AssertionError(message);
    }

    @Override
    public void encode(SurveyMessage message, ByteWriter out) {
        if (message instanceof Ask ask) out.i64(ask.number()).i64(ask.origin());
        else if (message instanceof Answer answer) {
            out.i64(answer.number()).string(answer.name());
            peers(out, answer.eager());
            peers(out, answer.lazy());
        }
    }

    private static void peers(ByteWriter out, List<Peer> peers) {
        out.varint(peers.size());
        for (Peer peer : peers) out.i64(peer.instance()).address(peer.address());
    }

    @Override
    public SurveyMessage decode(int kind, ByteReader in) {
        return switch (kind) {
            case ASK -> new Ask(in.i64(), in.i64());
            case ANSWER -> answer(in);
            default -> throw new MalformedMessageException("no message of a survey has kind " + kind);
        };
    }

    private static Answer answer(ByteReader in) {
        long number = in.i64();
        String name = in.string(SurveyMessage.MAX_NAME_BYTES);
        List<Peer> eager = peers(in, SurveyMessage.MAX_PEERS);
        return new Answer(number, name, eager, peers(in, SurveyMessage.MAX_PEERS - eager.size()));
    }

    private static List<Peer> peers(ByteReader in, int max) {
        int count = in.varint(max);
        List<Peer> peers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            long instance = in.i64();
            Address address = in.address();
            if (instance == Peer.UNKNOWN) throw new MalformedMessageException("a peer without an instance");
            peers.add(new Peer(address, instance));
        }
        return peers;
    }
}
