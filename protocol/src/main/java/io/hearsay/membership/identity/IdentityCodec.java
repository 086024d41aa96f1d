package io.hearsay.membership.identity;

import io.hearsay.membership.MemberRecord;
import io.hearsay.membership.identity.IdentityMessage.Am;
import io.hearsay.membership.identity.IdentityMessage.Ask;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.Codec;
import io.hearsay.wire.MalformedMessageException;

/** Questions of identity as bytes: kinds 64 and 65 of {@code docs/wire-format.md}. */
public final class IdentityCodec implements Codec<IdentityMessage> {
    private static final int ASK = 64;
    private static final int AM = 65;

    @Override
    public int kind(IdentityMessage message) {
        if (message instanceof Ask) return ASK;
        if (message instanceof Am) return AM;
        throw new AssertionError(message);
    }

    @Override
    public void encode(IdentityMessage message, ByteWriter out) {
        if (message instanceof Ask ask) out.nodeId(ask.asker());
        else if (message instanceof Am am) out.bytes(am.record().encoded());
    }

    @Override
    public IdentityMessage decode(int kind, ByteReader in) {
        return switch (kind) {
            case ASK -> new Ask(in.nodeId());
            case AM -> new Am(MemberRecord.decode(in.bytes(MemberRecord.MAX_BYTES)));
            default -> throw new MalformedMessageException("no question of identity has kind " + kind);
        };
    }
}
