package io.hearsay.membership.identity;

import java.time.Duration;

/**
 * How somebody who is spoken of is asked.
 *
 * @param timeout how long an answer is waited for; one probe time-out; default 500 ms
 * @param asks how often the question is sent within it, for it may be lost; default 3 (guess)
 * @param atOnce how many are asked at the same time; each costs a link for a moment; default 32 (guess)
 * @param queue strangers that wait for their turn; those beyond are heard of again when views are compared; default
 *     4,096 (guess)
 */
public record IdentityConfig(Duration timeout, int asks, int atOnce, int queue) {

    public IdentityConfig {
        if (timeout.isNegative() || timeout.isZero())
            throw new IllegalArgumentException("timeout must be above 0, was " + timeout);
        range("asks", asks, 16);
        range("atOnce", atOnce, 1_024);
        range("queue", queue, 65_536);
    }

    private static void range(String what, int value, int to) {
        if (value < 1 || value > to) throw new IllegalArgumentException(what + " must be 1.." + to + ", was " + value);
    }

    /** For members within about a millisecond of each other. */
    public static IdentityConfig lan() {
        return new IdentityConfig(Duration.ofMillis(500), 3, 32, 4_096);
    }

    /** For members up to some hundred milliseconds apart. */
    public static IdentityConfig wan() {
        return new IdentityConfig(Duration.ofSeconds(3), 3, 32, 4_096);
    }

    /** For members on one machine, in demonstrations and tests. */
    public static IdentityConfig local() {
        return new IdentityConfig(Duration.ofMillis(200), 3, 32, 4_096);
    }
}
