package io.hearsay.antientropy.scuttlebutt;

import java.time.Duration;

/**
 * How a node spreads what it and others say of themselves.
 *
 * @param round how often it contacts somebody, default 250 ms on a LAN, 1 s on a WAN (Cassandra's). Less of it costs
 *     digests: about 30 bytes for each member in each round, as far as {@code pages} allows
 * @param roomBytes how long one message may be, 1,100..15,000, default 1,100, so that it fits a datagram
 * @param pages how many digests a round sends to each target, default 4: about 150 members (guess). More of it finds
 *     differences sooner in larger clusters, and costs a datagram each
 * @param order whose entries go first when not all fit, default breadth
 * @param tombstones how long its own deleted keys are remembered, default 1 h (guess). Who was away for longer gets the
 *     whole state again; more of it costs memory at everybody
 * @param beats whether its version rises in each round, said or not, so that others see it run; default no. Then every
 *     digest differs from the last, and each round costs its answers, too
 */
public record ScuttlebuttConfig(
        Duration round, int roomBytes, int pages, Order order, Duration tombstones, boolean beats) {

    public ScuttlebuttConfig {
        check("milliseconds of a round", round.toMillis(), 1, 3_600_000);
        check("roomBytes", roomBytes, 1_100, 15_000);
        check("pages", pages, 1, 64);
        check("seconds of tombstones", tombstones.toSeconds(), 1, 31_536_000);
    }

    /** For members within about a millisecond of each other. */
    public static ScuttlebuttConfig lan() {
        return new ScuttlebuttConfig(Duration.ofMillis(250), 1_100, 4, Order.BREADTH, Duration.ofHours(1), false);
    }

    /** For members up to some hundred milliseconds apart. */
    public static ScuttlebuttConfig wan() {
        return lan().withRound(Duration.ofSeconds(1));
    }

    /** Cassandra's round of a second, with a heartbeat, and digests of about 1,200 members in each. */
    public static ScuttlebuttConfig cassandra() {
        return wan().beating().withPages(32);
    }

    /** The same with other rounds. */
    public ScuttlebuttConfig withRound(Duration other) {
        return new ScuttlebuttConfig(other, roomBytes, pages, order, tombstones, beats);
    }

    /** The same with another room for one message. */
    public ScuttlebuttConfig withRoomBytes(int other) {
        return new ScuttlebuttConfig(round, other, pages, order, tombstones, beats);
    }

    /** The same with another order. */
    public ScuttlebuttConfig withOrder(Order other) {
        return new ScuttlebuttConfig(round, roomBytes, pages, other, tombstones, beats);
    }

    /** The same with another memory of deleted keys. */
    public ScuttlebuttConfig withTombstones(Duration other) {
        return new ScuttlebuttConfig(round, roomBytes, pages, order, other, beats);
    }

    /** The same with a heartbeat. */
    public ScuttlebuttConfig beating() {
        return new ScuttlebuttConfig(round, roomBytes, pages, order, tombstones, true);
    }

    /** The same with another number of digests. */
    public ScuttlebuttConfig withPages(int other) {
        return new ScuttlebuttConfig(round, roomBytes, other, order, tombstones, beats);
    }

    private static void check(String what, long value, long min, long max) {
        if (value < min || value > max)
            throw new IllegalArgumentException(what + " must be " + min + ".." + max + ", was " + value);
    }
}
