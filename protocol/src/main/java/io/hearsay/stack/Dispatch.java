package io.hearsay.stack;

import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.MalformedMessageException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts an opened frame into messages and hands them to the protocol.
 *
 * <p>A kind that is not known here is skipped; a body that is no message costs that message; bytes that are no kind and
 * length cost the rest of their frame.
 */
final class Dispatch {
    private static final int MAX_KIND_ON_WIRE = 0xffff;

    private final Footing at;
    private final ByteReader frame = new ByteReader(new byte[0]);
    private final ByteReader body = new ByteReader(new byte[0]);

    Dispatch(Footing at) {
        this.at = at;
    }

    void deliver(Peer from) {
        at.hearing.accept(from);
        frame.reset(at.framing.inbox(), FrameHeader.BYTES, at.framing.bodyBytes());
        while (frame.remaining() > 0) {
            int kind = nextKind();
            if (kind < 0) return;
            Message message = decode(kind);
            if (message != null) at.protocol().receive(from, message);
        }
    }

    /** Reads kind and length and spans the body; -1 if the rest of the frame makes no sense. */
    private int nextKind() {
        try {
            int kind = frame.varint(MAX_KIND_ON_WIRE);
            int length = frame.varint(MessageCodec.MAX_BODY_BYTES);
            int start = FrameHeader.BYTES + at.framing.bodyBytes() - frame.remaining();
            frame.skip(length);
            body.reset(at.framing.inbox(), start, length);
            return kind;
        } catch (MalformedMessageException e) {
            at.tally.truncatedFrames++;
            return -1;
        }
    }

    /** A codec should throw only what it promises; whatever it throws, other people's bytes do not stop this node. */
    private @Nullable Message decode(int kind) {
        if (!at.codec.knows(kind)) {
            at.tally.unknownKinds++;
            return null;
        }
        try {
            Message message = at.codec.decode(kind, body);
            at.tally.receivedByKind[kind]++;
            return message;
        } catch (RuntimeException e) {
            at.tally.malformedMessages++;
            at.tally.malformedByKind[kind]++;
            return null;
        }
    }
}
