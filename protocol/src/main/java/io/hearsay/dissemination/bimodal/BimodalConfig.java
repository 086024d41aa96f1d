package io.hearsay.dissemination.bimodal;

import java.time.Duration;

/**
 * How bimodal multicast runs.
 *
 * @param mail how many random peers a publisher sends each message to at once, 0..1024, default 64; each is a copy. 0
 *     leaves all to gossip
 * @param rounds when and with how many nodes gossip
 * @param buffer what is kept
 * @param repair what is asked for and answered
 */
public record BimodalConfig(int mail, Rounds rounds, Buffer buffer, Repair repair) {

    /** How many peers a node gossips with in a round. */
    public enum Choice {
        /** Beta, and one more with the chance of its fraction: nobody is left out for a round. */
        FIXED,
        /**
         * Each peer with the same chance, whatever happens to the others: beta of n, as in the paper's analysis. A
         * round may go to nobody.
         */
        INDEPENDENT
    }

    /**
     * Rounds.
     *
     * @param every a round's length, default 100 ms (paper, section 7); shorter ones repair sooner and cost bytes in
     *     proportion
     * @param jitter each round's length is drawn from {@code every} times 1 - jitter .. 1 + jitter; 0..1, default 0.2
     * @param beta how many peers get a digest each round, on average; above 0, at most 64, default 2 (guess); each is a
     *     packet
     * @param choice default fixed
     */
    public record Rounds(Duration every, double jitter, double beta, Choice choice) {
        public Rounds {
            if (every.toNanos() < 1_000_000 || every.compareTo(Duration.ofHours(1)) > 0)
                throw new IllegalArgumentException("every must be 1 ms..1 h, was " + every);
            if (!(jitter >= 0 && jitter <= 1)) throw new IllegalArgumentException("jitter must be 0..1, was " + jitter);
            if (!(beta > 0 && beta <= 64)) throw new IllegalArgumentException("beta must be 0..64, was " + beta);
        }
    }

    /**
     * What is kept, and for how long.
     *
     * @param rounds how many rounds after its arrival a message is kept and gossiped about, 1..10,000, default 20: with
     *     beta 2 one copy alone reaches 1,000 nodes in about half as many (theory, docs/theory.md)
     * @param messages at most, default 8,192; some 200 bytes of heap each besides the payload. Then the oldest go
     * @param bytes of payload at most, default 8 MiB; as above
     * @param origins of how many publishers it is known what was delivered, default 4,096. The one silent for longest
     *     is forgotten first, and its messages would then be new again
     * @param reach how far beyond a gap messages of one origin are held back, default 1,024; a copy from further ahead
     *     gives the gap up
     */
    public record Buffer(int rounds, int messages, long bytes, int origins, int reach) {
        public Buffer {
            check("rounds kept", rounds, 1, 10_000);
            check("messages kept", messages, 1, 1 << 20);
            check("bytes kept", bytes, 1, 1L << 32);
            check("origins remembered", origins, 1, 1 << 20);
            check("reach", reach, 1, 1 << 16);
        }
    }

    /**
     * What is asked for, and what is answered.
     *
     * @param giveUp how many rounds a gap may stand, 1..10,000, default 20; more of it delays what came behind the gap
     * @param solicit how many messages one request may name, 1..4,096, default 64; the newest first
     * @param budgetBytes of payload one node sends again in one round, default 64 KiB: what the slow can cost the
     *     healthy. A message goes once to each who asks in a round
     * @param staleRounds a request is refused when the digest that it answers is more rounds old than this, 0..1000,
     *     default 1; it should cover a round trip
     * @param maxBytes the largest payload that may be published, default 1,024; mail must fit a datagram
     * @param roomBytes how long a digest may become, default 1,100
     */
    public record Repair(int giveUp, int solicit, int budgetBytes, int staleRounds, int maxBytes, int roomBytes) {
        public Repair {
            check("giveUp", giveUp, 1, 10_000);
            check("solicit", solicit, 1, BimodalMessage.MAX_SPANS);
            check("budgetBytes", budgetBytes, 1, 1 << 30);
            check("staleRounds", staleRounds, 0, 1000);
            check("maxBytes", maxBytes, 0, Payload.MAX_BYTES);
            check("roomBytes", roomBytes, 64, 65_000);
        }
    }

    public BimodalConfig {
        check("mail", mail, 0, 1024);
    }

    /** For nodes with round trips of a millisecond or so. */
    public static BimodalConfig lan() {
        return new BimodalConfig(
                64,
                new Rounds(Duration.ofMillis(100), 0.2, 2, Choice.FIXED),
                new Buffer(20, 8192, 8 << 20, 4096, 1024),
                new Repair(20, 64, 64 << 10, 1, 1024, 1100));
    }

    /**
     * The process that the paper analyses: gossip alone, all nodes in step, everybody chosen independently.
     *
     * @param rounds how many rounds are to be looked at: so long everybody gossips
     */
    public static BimodalConfig analysed(double beta, int rounds) {
        BimodalConfig lan = lan();
        return new BimodalConfig(
                0,
                new Rounds(Duration.ofSeconds(1), 0, beta, Choice.INDEPENDENT),
                new Buffer(rounds + 1, lan.buffer.messages, lan.buffer.bytes, lan.buffer.origins, lan.buffer.reach),
                new Repair(rounds + 1, 64, 1 << 30, 0, 1024, 1100));
    }

    /** The same with another first phase. */
    public BimodalConfig withMail(int other) {
        return new BimodalConfig(other, rounds, buffer, repair);
    }

    /** The same with other rounds. */
    public BimodalConfig withRounds(Rounds other) {
        return new BimodalConfig(mail, other, buffer, repair);
    }

    /** The same with another buffer. */
    public BimodalConfig withBuffer(Buffer other) {
        return new BimodalConfig(mail, rounds, other, repair);
    }

    /** The same with another repair. */
    public BimodalConfig withRepair(Repair other) {
        return new BimodalConfig(mail, rounds, buffer, other);
    }

    private static void check(String what, long value, long min, long max) {
        if (value < min || value > max)
            throw new IllegalArgumentException(what + " must be " + min + ".." + max + ", was " + value);
    }
}
