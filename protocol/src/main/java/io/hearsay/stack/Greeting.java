package io.hearsay.stack;

import io.hearsay.wire.ByteWriter;

/**
 * The bodies of a hello and of its answer: 16 bytes each, so that an answer is never larger than what asks for it.
 *
 * <pre>
 *   hello    nonce 8, port 2, zeros 6
 *   answer   the hello's nonce 8, the acceptor's nonce 8
 * </pre>
 *
 * What follows is padding.
 */
final class Greeting {
    static final int BODY_BYTES = 16;

    private static final int SECOND_AT = FrameHeader.BYTES + 8;

    private Greeting() {}

    static void writeHello(ByteWriter frame, long nonce, int port, int paddingBytes) {
        Framing.begin(frame);
        frame.i64(nonce).u16(port);
        pad(frame, 6 + paddingBytes);
    }

    static void writeAnswer(ByteWriter frame, long helloNonce, long ownNonce, int paddingBytes) {
        Framing.begin(frame);
        frame.i64(helloNonce).i64(ownNonce);
        pad(frame, paddingBytes);
    }

    private static void pad(ByteWriter frame, int count) {
        for (int i = 0; i < count; i++) frame.u8(0);
    }

    /** The hello's nonce, in either of them. */
    static long nonce(Framing framing) {
        return FrameHeader.get(framing.inbox(), FrameHeader.BYTES, 8);
    }

    /** The port at which the hello's sender receives; 0 if it does not say. */
    static int port(Framing framing) {
        return (int) FrameHeader.get(framing.inbox(), SECOND_AT, 2);
    }

    /** The acceptor's nonce in an answer. */
    static long answerNonce(Framing framing) {
        return FrameHeader.get(framing.inbox(), SECOND_AT, 8);
    }
}
