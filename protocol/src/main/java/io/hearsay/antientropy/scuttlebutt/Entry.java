package io.hearsay.antientropy.scuttlebutt;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The last write to one key.
 *
 * @param key 1..128 bytes of UTF-8 without control characters
 * @param version the number of that write among its owner's, from 1
 * @param value at most 768 bytes of UTF-8; null if the key was deleted
 */
public record Entry(String key, long version, @Nullable String value) {
    /** The longest key, in bytes of UTF-8. */
    public static final int MAX_KEY_BYTES = 128;

    /** The longest value, in bytes of UTF-8: with everything around it it fits a datagram. */
    public static final int MAX_VALUE_BYTES = 768;

    private static final Duration MAX_TTL = Duration.ofDays(365);

    /** More writes than a node makes in a million years. */
    static final long MAX_VERSION = 1L << 53;

    public Entry {
        checkKey(key);
        if (value != null) checkValue(value);
        if (version < 1 || version > MAX_VERSION)
            throw new IllegalArgumentException("version must be 1.." + MAX_VERSION + ", was " + version);
    }

    /**
     * Checks a key.
     *
     * @throws IllegalArgumentException if it is empty, too long or not printable
     */
    public static void checkKey(String key) {
        int bytes = utf8("key", key);
        if (bytes < 1 || bytes > MAX_KEY_BYTES)
            throw new IllegalArgumentException(
                    "key must be 1.." + MAX_KEY_BYTES + " bytes of UTF-8, was " + bytes + " bytes");
        if (key.chars().anyMatch(Character::isISOControl))
            throw new IllegalArgumentException("key must not contain control characters");
    }

    /**
     * Checks a value.
     *
     * @throws IllegalArgumentException if it is too long or no text
     */
    public static void checkValue(String value) {
        int bytes = utf8("value", value);
        if (bytes > MAX_VALUE_BYTES)
            throw new IllegalArgumentException("value must be at most " + MAX_VALUE_BYTES + " bytes of UTF-8, was "
                    + bytes + "; put a reference here, and what it refers to elsewhere");
    }

    /**
     * Checks how long a value is to stand.
     *
     * @throws IllegalArgumentException if it is not 1 ms..365 d
     */
    public static void checkTtl(Duration ttl) {
        if (ttl.toSeconds() > MAX_TTL.toSeconds() || ttl.compareTo(Duration.ofMillis(1)) < 0)
            throw new IllegalArgumentException("ttl must be 1 ms..365 d, was " + ttl);
    }

    /** A surrogate without its other half, or the sign that stands for one, would not come back as it was sent. */
    private static int utf8(String what, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (text.indexOf('\ufffd') >= 0 || !text.equals(new String(bytes, StandardCharsets.UTF_8)))
            throw new IllegalArgumentException(what + " must be text that UTF-8 can carry");
        return bytes.length;
    }

    /** Whether the key was deleted. */
    public boolean isTombstone() {
        return value == null;
    }

    /** What it takes in memory and, at most, in a message: its texts and 14 bytes around them. */
    int sizeBytes() {
        int texts = key.getBytes(StandardCharsets.UTF_8).length;
        if (value != null) texts += value.getBytes(StandardCharsets.UTF_8).length;
        return texts + 14;
    }
}
