package io.hearsay.membership.sync;

import java.time.Duration;

/**
 * How views are compared and how a node goes.
 *
 * @param quiet how long the own view has to rest beside a differing one before a link is opened; longer leaves more to
 *     gossip; default 1 s (guess)
 * @param sessions comparisons that this node runs at a time; each costs a link; default 4 (guess)
 * @param patience how long a comparison waits for the peer's next step; default 5 s (guess)
 * @param settleRounds for how many times {@code quiet} the view has to rest before it counts as settled; default 3
 *     (guess)
 * @param farewell how long leaving waits for acknowledgements; default 5 s
 * @param retry after which time an unacknowledged removal is told again; default 200 ms (guess)
 * @param join how a node comes in
 */
public record SyncConfig(
        Duration quiet,
        int sessions,
        Duration patience,
        int settleRounds,
        Duration farewell,
        Duration retry,
        JoinConfig join) {

    public SyncConfig {
        JoinConfig.positive("quiet", quiet);
        JoinConfig.range("sessions", sessions, 1, 64);
        JoinConfig.positive("patience", patience);
        JoinConfig.range("settleRounds", settleRounds, 1, 100);
        JoinConfig.positive("farewell", farewell);
        JoinConfig.positive("retry", retry);
    }

    /** For members within about a millisecond of each other. */
    public static SyncConfig lan() {
        return new SyncConfig(
                Duration.ofSeconds(1),
                4,
                Duration.ofSeconds(5),
                3,
                Duration.ofSeconds(5),
                Duration.ofMillis(200),
                JoinConfig.lan());
    }

    /** For members up to some hundred milliseconds apart. */
    public static SyncConfig wan() {
        return new SyncConfig(
                Duration.ofSeconds(3),
                4,
                Duration.ofSeconds(15),
                3,
                Duration.ofSeconds(5),
                Duration.ofMillis(700),
                JoinConfig.wan());
    }

    /** For members on one machine, in demonstrations and tests. */
    public static SyncConfig local() {
        return new SyncConfig(
                Duration.ofMillis(500),
                4,
                Duration.ofSeconds(3),
                2,
                Duration.ofSeconds(5),
                Duration.ofMillis(100),
                JoinConfig.local());
    }
}
