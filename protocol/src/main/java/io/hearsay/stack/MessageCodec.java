package io.hearsay.stack;

import io.hearsay.Message;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.ByteWriter;
import io.hearsay.wire.Codec;
import io.hearsay.wire.MalformedMessageException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All messages a node understands: which codec and which traffic class a message belongs to, and which codec reads a
 * kind.
 *
 * <p>Immutable; may be shared by any number of stacks.
 */
public final class MessageCodec {
    /** The largest kind. */
    public static final int MAX_KIND = 255;

    /** The largest body, in bytes. */
    public static final int MAX_BODY_BYTES = 16 * 1024;

    private final Map<Class<?>, Entry> byType = new LinkedHashMap<>();
    private final @Nullable Entry[] byKind = new @Nullable Entry[MAX_KIND + 1];

    private record Entry(Codec<Message> codec, Traffic traffic) {}

    private MessageCodec() {}

    /** Understands nothing yet. */
    public static MessageCodec empty() {
        return new MessageCodec();
    }

    /**
     * This, and the messages of one protocol.
     *
     * @param messages a sealed interface of messages, or one message
     * @param firstKind 1..255
     * @param lastKind all kinds up to this one are the codec's
     * @throws IllegalArgumentException if a kind or a message has a codec already
     */
    public <M extends Message> MessageCodec with(
            Class<M> messages, Codec<M> codec, Traffic traffic, int firstKind, int lastKind) {
        if (firstKind < 1 || lastKind > MAX_KIND || firstKind > lastKind)
            throw new IllegalArgumentException(
                    "kinds must be 1.." + MAX_KIND + ", were " + firstKind + ".." + lastKind + " of " + messages);
        MessageCodec more = new MessageCodec();
        more.byType.putAll(byType);
        System.arraycopy(byKind, 0, more.byKind, 0, byKind.length);
        @SuppressWarnings("unchecked") // an entry is only given what its type or its kind led to
        Entry entry = new Entry((Codec<Message>) codec, traffic);
        more.addTypes(messages, entry);
        for (int kind = firstKind; kind <= lastKind; kind++) {
            if (more.byKind[kind] != null) throw new IllegalArgumentException("kind " + kind + " has a codec already");
            more.byKind[kind] = entry;
        }
        return more;
    }

    private void addTypes(Class<?> type, Entry entry) {
        Class<?>[] permitted = type.getPermittedSubclasses();
        if (permitted == null) {
            if (byType.putIfAbsent(type, entry) != null)
                throw new IllegalArgumentException(type + " has a codec already");
        } else for (Class<?> each : permitted) addTypes(each, entry);
    }

    /** What the message is for. */
    public Traffic traffic(Message message) {
        return entry(message).traffic;
    }

    /** The message's kind. */
    public int kind(Message message) {
        return entry(message).codec.kind(message);
    }

    /**
     * Writes kind, length and body.
     *
     * @throws IllegalArgumentException if the body is longer than {@link #MAX_BODY_BYTES}
     */
    public void encode(Message message, ByteWriter out) {
        Codec<Message> codec = entry(message).codec;
        out.varint(codec.kind(message));
        int lengthAt = out.position();
        out.skip(1);
        codec.encode(message, out);
        int length = out.position() - lengthAt - 1;
        if (length > MAX_BODY_BYTES)
            throw new IllegalArgumentException("a message has at most " + MAX_BODY_BYTES + " bytes, this "
                    + message.getClass().getSimpleName() + " has " + length);
        putLength(out, lengthAt, length);
    }

    /** Most bodies are below 128 bytes: their length takes the one byte left for it, others are moved. */
    private static void putLength(ByteWriter out, int at, int length) {
        int more = ByteWriter.varintSize(length) - 1;
        if (more > 0) {
            out.skip(more);
            System.arraycopy(out.array(), at + 1, out.array(), at + 1 + more, length);
        }
        int end = out.position();
        out.rewind(at);
        out.varint(length);
        out.skip(end - out.position());
    }

    /** Whether a message of this kind can be read here. */
    public boolean knows(int kind) {
        return kind >= 1 && kind <= MAX_KIND && byKind[kind] != null;
    }

    /**
     * Reads a body.
     *
     * @param body spans just the body
     * @throws MalformedMessageException if it is not one of that kind, or the kind is unknown
     */
    public Message decode(int kind, ByteReader body) {
        Entry entry = kind >= 0 && kind <= MAX_KIND ? byKind[kind] : null;
        if (entry == null) throw new MalformedMessageException("kind " + kind + " is not known here");
        return entry.codec.decode(kind, body);
    }

    private Entry entry(Message message) {
        Entry entry = byType.get(message.getClass());
        if (entry == null)
            throw new IllegalArgumentException(
                    message.getClass() + " has no codec; register it with MessageCodec.with");
        return entry;
    }
}
