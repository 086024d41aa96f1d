package io.hearsay.antientropy.audit;

import io.hearsay.antientropy.Replica;
import io.hearsay.antientropy.Scope;
import io.hearsay.antientropy.audit.AuditMessage.Answer;
import io.hearsay.antientropy.audit.AuditMessage.Challenge;
import io.hearsay.antientropy.audit.AuditMessage.Copy;
import io.hearsay.antientropy.audit.AuditMessage.Details;
import io.hearsay.antientropy.audit.AuditMessage.Fetch;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.Codec;
import io.hearsay.wire.MalformedMessageException;

/** The messages of audits as bytes: kinds 212 to 216 of {@code docs/wire-format.md}. */
public final class AuditCodec implements Codec<AuditMessage> {
    /** The first of the kinds. */
    public static final int FIRST_KIND = 212;

    /** The last of the kinds. */
    public static final int LAST_KIND = 216;

    private static final int CHALLENGE = 212;
    private static final int ANSWER = 213;
    private static final int DETAILS = 214;
    private static final int FETCH = 215;
    private static final int COPY = 216;

    @Override
    public int kind(AuditMessage message) {
        if (message instanceof Challenge) return CHALLENGE;
        if (message instanceof Answer) return ANSWER;
        if (message instanceof Details) return DETAILS;
        if (message instanceof Fetch) return FETCH;
        if (message instanceof Copy) return COPY;
        throw new AssertionError(message);
    }

    @Override
    public void encode(AuditMessage message, ByteWriter out) {
        if (message instanceof Challenge challenge) challenge(challenge, out);
        else if (message instanceof Answer answer)
            out.i64(answer.nonce()).i64(answer.to()).i64(answer.items()).i64(answer.data());
        else if (message instanceof Details details) {
            out.i64(details.nonce()).u8(details.last() ? 1 : 0).varint(details.items().length);
            for (int i = 0; i < details.items().length; i++)
                out.i64(details.items()[i]).i64(details.data()[i]);
        } else if (message instanceof Fetch fetch) out.i64(fetch.item());
        else if (message instanceof Copy copy) out.i64(copy.item()).bytes(copy.entry());
        else throw new AssertionError(message);
    }

    @Override
    public AuditMessage decode(int kind, ByteReader in) {
        return switch (kind) {
            case CHALLENGE -> new Challenge(in.i64(), in.i64(), in.i64(), in.u8() != 0, scope(in));
            case ANSWER -> new Answer(in.i64(), in.i64(), in.i64(), in.i64());
            case DETAILS -> details(in.i64(), in.u8() != 0, in);
            case FETCH -> new Fetch(in.i64());
            case COPY -> new Copy(in.i64(), in.bytes(Replica.MAX_ENTRY_BYTES));
            default -> throw new MalformedMessageException("no message of audits has kind " + kind);
        };
    }

    /** What everybody holds needs no name. */
    private static void challenge(Challenge challenge, ByteWriter out) {
        out.i64(challenge.nonce()).i64(challenge.from()).i64(challenge.to()).u8(challenge.detailed() ? 1 : 0);
        if (!challenge.scope().equals(Scope.ALL)) out.string(challenge.scope());
    }

    private static String scope(ByteReader in) {
        return in.remaining() == 0 ? Scope.ALL : in.string(Scope.MAX_NAME_BYTES);
    }

    private static Details details(long nonce, boolean isLast, ByteReader in) {
        int count = in.varint(Details.MAX_ITEMS);
        long[] items = new long[count];
        long[] data = new long[count];
        for (int i = 0; i < count; i++) {
            items[i] = in.i64();
            data[i] = in.i64();
        }
        return new Details(nonce, items, data, isLast);
    }
}
