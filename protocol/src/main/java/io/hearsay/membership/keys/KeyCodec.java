package io.hearsay.membership.keys;

import io.hearsay.membership.keys.KeyMessage.Ordered;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.Codec;
import io.hearsay.wire.MalformedMessageException;

/** Key orders as bytes: kind 80 of {@code docs/wire-format.md}. */
public final class KeyCodec implements Codec<KeyMessage> {
    private static final int ORDERED = 80;

    @Override
    public int kind(KeyMessage message) {
        if (message instanceof Ordered) return ORDERED;
        throw new AssertionError(message);
    }

    @Override
    public void encode(KeyMessage message, ByteWriter out) {
        if (message instanceof Ordered ordered) ordered.orders().encode(out);
        else throw new AssertionError(message);
    }

    @Override
    public KeyMessage decode(int kind, ByteReader in) {
        if (kind == ORDERED) return new Ordered(KeyOrders.decode(in));
        throw new MalformedMessageException("no message about keys has kind " + kind);
    }
}
