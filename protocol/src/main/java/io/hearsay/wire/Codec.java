package io.hearsay.wire;

import io.hearsay.Message;

/**
 * Turns the messages of one protocol into bytes and back, nothing else.
 *
 * <p>A frame writes each message as {@code kind, length, body}; a codec sees the body. Kinds are append-only and listed
 * in {@code docs/wire-format.md}. Bytes after the last known field are ignored, so that later versions can append.
 *
 * @param <M> the messages
 */
public interface Codec<M extends Message> {

    /** The message's kind, 1..255. */
    int kind(M message);

    /** Writes the message's body. */
    void encode(M message, ByteWriter out);

    /**
     * Reads a body.
     *
     * @param in spans just the body
     * @throws MalformedMessageException if the bytes are no message of that kind
     */
    M decode(int kind, ByteReader in);
}
