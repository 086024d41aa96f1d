package io.hearsay.dissemination.rumor;

import io.hearsay.dissemination.rumor.CensusMessage.Ballot;
import io.hearsay.dissemination.rumor.CensusMessage.Poll;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.Codec;
import io.hearsay.wire.MalformedMessageException;
import java.util.ArrayList;
import java.util.List;

/** The messages of a census as bytes: kinds 61 and 62 of {@code docs/wire-format.md}. */
public final class CensusCodec implements Codec<CensusMessage> {
    private static final int POLL = 61;
    private static final int BALLOT = 62;
    private static final RumorState[] STATES = {RumorState.SUSCEPTIBLE, RumorState.INFECTIVE, RumorState.REMOVED};

    @Override
    public int kind(CensusMessage message) {
        if (message instanceof Poll) return POLL;
        if (message instanceof Ballot) return BALLOT;
        throw new AssertionError(message);
    }

    @Override
    public void encode(CensusMessage message, ByteWriter out) {
        if (message instanceof Poll poll) encode(poll, out);
        else if (message instanceof Ballot ballot) encode(ballot, out);
        else throw new AssertionError(message);
    }

    private static void encode(Poll poll, ByteWriter out) {
        out.i64(poll.number()).u8(poll.rumors().size());
        for (RumorId rumor : poll.rumors()) out.i64(rumor.origin()).varint(rumor.sequence());
    }

    private static void encode(Ballot ballot, ByteWriter out) {
        out.i64(ballot.number()).u8(ballot.states().size());
        for (RumorState state : ballot.states()) out.u8(code(state));
    }

    private static int code(RumorState state) {
        for (int code = 0; code < STATES.length; code++) if (STATES[code] == state) return code;
        throw new AssertionError(state);
    }

    @Override
    public CensusMessage decode(int kind, ByteReader in) {
        return switch (kind) {
            case POLL -> poll(in);
            case BALLOT -> ballot(in);
            default -> throw new MalformedMessageException("no message of a census has kind " + kind);
        };
    }

    private static Poll poll(ByteReader in) {
        long number = in.i64();
        List<RumorId> rumors = new ArrayList<>();
        for (int left = count(in); left > 0; left--) rumors.add(rumor(in));
        return new Poll(number, rumors);
    }

    private static Ballot ballot(ByteReader in) {
        long number = in.i64();
        List<RumorState> states = new ArrayList<>();
        for (int left = count(in); left > 0; left--) states.add(state(in.u8()));
        return new Ballot(number, states);
    }

    private static RumorId rumor(ByteReader in) {
        try {
            return new RumorId(in.i64(), in.varint(Long.MAX_VALUE));
        } catch (IllegalArgumentException e) {
            throw new MalformedMessageException(String.valueOf(e.getMessage()));
        }
    }

    private static int count(ByteReader in) {
        int count = in.u8();
        if (count < 1 || count > Census.MAX_RUMORS)
            throw new MalformedMessageException("a census is of 1.." + Census.MAX_RUMORS + " rumors, was " + count);
        return count;
    }

    private static RumorState state(int code) {
        if (code >= STATES.length) throw new MalformedMessageException("no state of a rumor has code " + code);
        return STATES[code];
    }
}
