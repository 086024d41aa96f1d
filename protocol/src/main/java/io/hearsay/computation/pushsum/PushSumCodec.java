package io.hearsay.computation.pushsum;

import io.hearsay.computation.pushsum.PushSumMessage.Share;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.Codec;
import io.hearsay.wire.MalformedMessageException;

/** Push-sum's message as bytes: kind 98 of {@code docs/wire-format.md}. */
public final class PushSumCodec implements Codec<PushSumMessage> {
    /** Push-sum's only kind. */
    public static final int KIND = 98;

    @Override
    public int kind(PushSumMessage message) {
        if (message instanceof Share) return KIND;
        throw new AssertionError(message);
    }

    @Override
    public void encode(PushSumMessage message, ByteWriter out) {
        if (message instanceof Share share)
            out.varint(share.epoch())
                    .i64(Double.doubleToLongBits(share.sum()))
                    .i64(Double.doubleToLongBits(share.weight()));
    }

    @Override
    public PushSumMessage decode(int kind, ByteReader in) {
        if (kind != KIND) throw new MalformedMessageException("no message of push-sum has kind " + kind);
        long epoch = in.varint(Long.MAX_VALUE);
        double sum = Double.longBitsToDouble(in.i64());
        double weight = Double.longBitsToDouble(in.i64());
        if (!Share.isValid(sum, weight))
            throw new MalformedMessageException("sum and weight must be finite, were " + sum + " and " + weight);
        return new Share(epoch, sum, weight);
    }
}
