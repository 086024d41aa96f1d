package io.hearsay.dissemination.rumor;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Something worth passing on: a user's bytes under a topic.
 *
 * @param topic 1..128 bytes of UTF-8 without control characters
 * @param payload at most 16 MiB (a node's limit is usually lower); the array belongs to the rumor, nobody writes to it
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content below
public record Rumor(RumorId id, String topic, byte[] payload) {

    /** The longest topic, in bytes of UTF-8. */
    public static final int MAX_TOPIC_BYTES = 128;

    /** The largest payload any node can be configured to take. */
    public static final int MAX_PAYLOAD_BYTES = 16 << 20;

    public Rumor {
        checkTopic(topic);
        if (payload.length > MAX_PAYLOAD_BYTES)
            throw new IllegalArgumentException(
                    "a payload has at most " + MAX_PAYLOAD_BYTES + " bytes, this one has " + payload.length);
    }

    /**
     * Checks a topic.
     *
     * @throws IllegalArgumentException if it is empty, too long, or not printable text
     */
    public static void checkTopic(String topic) {
        byte[] utf8 = topic.getBytes(StandardCharsets.UTF_8);
        if (utf8.length < 1 || utf8.length > MAX_TOPIC_BYTES)
            throw new IllegalArgumentException(
                    "topic must be 1.." + MAX_TOPIC_BYTES + " bytes of UTF-8, was " + utf8.length + " bytes: " + topic);
        boolean ascii = true;
        for (int i = 0; i < topic.length(); i++) {
            char c = topic.charAt(i);
            ascii &= c < 0x80;
            if (Character.isISOControl(c) || c == '\ufffd')
                throw new IllegalArgumentException("topic must not contain control or replacement characters");
        }
        if (!ascii && !new String(utf8, StandardCharsets.UTF_8).equals(topic))
            throw new IllegalArgumentException("topic must be text that UTF-8 can write, without lone surrogates");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Rumor rumor
                && id.equals(rumor.id)
                && topic.equals(rumor.topic)
                && Arrays.equals(payload, rumor.payload);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return id + " " + topic + " (" + payload.length + " bytes)";
    }
}
