package io.hearsay.stack;

import java.time.Duration;

/**
 * How links behave.
 *
 * @param windowBytes how much may wait on one link before {@code send} says no, 64 KiB or more; default 256 KiB, guess.
 *     More costs heap on slow links, less makes senders wait sooner
 * @param handshakeTimeout from the wish for a link until it stands, else it is {@code TIMED_OUT}; default 2 s, guess.
 *     More makes a silent address known later
 * @param linger how long a link stays that nobody needs; default 5 s, guess. More keeps connections open, less opens
 *     them again and again
 * @param maxHandshakes how many strangers may be in their handshake at once, later ones are turned away; default 1,024,
 *     guess. Each costs a connection and about 200 bytes
 */
public record LinkConfig(int windowBytes, Duration handshakeTimeout, Duration linger, int maxHandshakes) {
    private static final int MIN_WINDOW_BYTES = 64 * 1024;

    public LinkConfig {
        if (windowBytes < MIN_WINDOW_BYTES)
            throw new IllegalArgumentException(
                    "windowBytes must be " + MIN_WINDOW_BYTES + " or more, was " + windowBytes);
        if (handshakeTimeout.isNegative() || handshakeTimeout.isZero())
            throw new IllegalArgumentException("handshakeTimeout must be above 0, was " + handshakeTimeout);
        if (linger.isNegative()) throw new IllegalArgumentException("linger must not be negative, was " + linger);
        if (maxHandshakes < 1)
            throw new IllegalArgumentException("maxHandshakes must be 1 or more, was " + maxHandshakes);
    }

    /** The defaults. */
    public static LinkConfig standard() {
        return new LinkConfig(256 * 1024, Duration.ofSeconds(2), Duration.ofSeconds(5), 1_024);
    }

    /** The same with another window. */
    public LinkConfig withWindowBytes(int bytes) {
        return new LinkConfig(bytes, handshakeTimeout, linger, maxHandshakes);
    }

    /** The same with another time-out. */
    public LinkConfig withHandshakeTimeout(Duration timeout) {
        return new LinkConfig(windowBytes, timeout, linger, maxHandshakes);
    }

    /** The same with another linger. */
    public LinkConfig withLinger(Duration duration) {
        return new LinkConfig(windowBytes, handshakeTimeout, duration, maxHandshakes);
    }
}
