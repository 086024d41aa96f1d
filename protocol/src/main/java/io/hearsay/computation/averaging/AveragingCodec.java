package io.hearsay.computation.averaging;

import io.hearsay.computation.averaging.AveragingMessage.Reply;
import io.hearsay.computation.averaging.AveragingMessage.Request;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.Codec;
import io.hearsay.wire.MalformedMessageException;

/** Averaging's messages as bytes: kinds 96 and 97 of {@code docs/wire-format.md}. */
public final class AveragingCodec implements Codec<AveragingMessage> {
    /** The first of averaging's kinds. */
    public static final int FIRST_KIND = 96;

    /** The last of averaging's kinds. */
    public static final int LAST_KIND = 97;

    private static final int REQUEST = FIRST_KIND;
    private static final int REPLY = LAST_KIND;

    @Override
    public int kind(AveragingMessage message) {
        if (message instanceof Request) return REQUEST;
        if (message instanceof Reply) return REPLY;
        throw new AssertionError(message);
    }

    @Override
    public void encode(AveragingMessage message, ByteWriter out) {
        if (message instanceof Request request) write(out, request.epoch(), request.sequence(), request.value());
        else if (message instanceof Reply reply) write(out, reply.epoch(), reply.sequence(), reply.moved());
    }

    private static void write(ByteWriter out, long epoch, long sequence, double number) {
        out.varint(epoch).varint(sequence).i64(Double.doubleToLongBits(number));
    }

    @Override
    public AveragingMessage decode(int kind, ByteReader in) {
        if (kind != REQUEST && kind != REPLY)
            throw new MalformedMessageException("no message of averaging has kind " + kind);
        long epoch = in.varint(Long.MAX_VALUE);
        long sequence = in.varint(Long.MAX_VALUE);
        double number = Double.longBitsToDouble(in.i64());
        if (!Double.isFinite(number)) throw new MalformedMessageException("a value must be finite, was " + number);
        return kind == REQUEST ? new Request(epoch, sequence, number) : new Reply(epoch, sequence, number);
    }
}
