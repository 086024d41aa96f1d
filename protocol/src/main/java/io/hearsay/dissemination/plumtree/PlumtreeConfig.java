package io.hearsay.dissemination.plumtree;

import java.time.Duration;

/**
 * How broadcasts travel.
 *
 * @param tree whether all senders share one tree
 * @param announceEvery announcements wait so long for others to travel with; default 20 ms. More of it costs time where
 *     the tree is broken, less of it messages
 * @param graftAfter so long after its first announcement a message is asked for; default 200 ms. Less of it asks for
 *     what would have come, more repairs later
 * @param graftAgain so long after a neighbour was asked the next one is; default 100 ms: a round trip
 * @param shortening when a shorter way is taken
 * @param store what is kept for those who ask
 * @param queue what may wait for room on links, and how long
 */
public record PlumtreeConfig(
        Tree tree,
        Duration announceEvery,
        Duration graftAfter,
        Duration graftAgain,
        Shortening shortening,
        Store store,
        Queue queue) {

    /** Whose tree. */
    public enum Tree {
        /**
         * One for all: least memory. It is shaped by the messages of one sender, the lowest instance of those that sent
         * in the last minute; the ways of others are up to twice as long.
         */
        SHARED,
        /** One for each sender: each draws its own, with a flood; at most {@value Branches#MAX_TREES} are kept. */
        OF_SENDER,
        /** None: each neighbour gets everything, and nobody is pruned. What the lab compares trees with. */
        FLOOD
    }

    /**
     * When a lazy neighbour that is nearer to the sender takes an eager one's place.
     *
     * @param hops so many it must be nearer; default 3, 0 never. Less of it changes the tree more often
     * @param pause so long the tree then stays as it is here; default 1 s
     */
    public record Shortening(int hops, Duration pause) {
        public Shortening {
            if (hops < 0) throw new IllegalArgumentException("hops must be 0 or more, was " + hops);
            if (pause.isNegative()) throw new IllegalArgumentException("pause must be 0 or more, was " + pause);
        }
    }

    /**
     * What is kept for those who ask.
     *
     * @param messages at most so many, default 65,536
     * @param bytes of payloads at most, default 16 MiB
     * @param age at most, default 60 s: who is repaired later than that misses what went by
     */
    public record Store(int messages, long bytes, Duration age) {
        public Store {
            if (messages < 1 || messages > MAX_MESSAGES)
                throw new IllegalArgumentException("messages must be 1.." + MAX_MESSAGES + ", was " + messages);
            if (bytes < Plumtree.MAX_PAYLOAD_BYTES)
                throw new IllegalArgumentException(
                        "bytes must be " + Plumtree.MAX_PAYLOAD_BYTES + " or more, was " + bytes);
            if (age.isNegative()) throw new IllegalArgumentException("age must be 0 or more, was " + age);
        }

        /** Half of those that are remembered as heard, so that nobody can send what was forgotten. */
        static final int MAX_MESSAGES = Heard.SPAN / 2;
    }

    /**
     * What may wait for room on the links.
     *
     * @param messages of this node's own at most so many, more is refused; default 8,192
     * @param bytes of their payloads at most, default 8 MiB
     * @param patience a neighbour that has taken nothing for so long holds up nobody any more; default 1 s. Less of it
     *     gives up on processes that only pause, more lets one that hangs stop everybody for longer
     */
    public record Queue(int messages, long bytes, Duration patience) {
        public Queue {
            if (messages < 1) throw new IllegalArgumentException("messages must be 1 or more, was " + messages);
            if (bytes < Plumtree.MAX_PAYLOAD_BYTES)
                throw new IllegalArgumentException(
                        "bytes must be " + Plumtree.MAX_PAYLOAD_BYTES + " or more, was " + bytes);
            if (patience.toNanos() < 1_000)
                throw new IllegalArgumentException("patience must be 1 us or more, was " + patience);
        }
    }

    public PlumtreeConfig {
        for (Duration each : new Duration[] {announceEvery, graftAfter, graftAgain})
            if (each.toNanos() < 1_000)
                throw new IllegalArgumentException("times must be 1 us or more, one was " + each);
    }

    /** On a LAN. */
    public static PlumtreeConfig lan() {
        return new PlumtreeConfig(
                Tree.SHARED,
                Duration.ofMillis(20),
                Duration.ofMillis(200),
                Duration.ofMillis(100),
                new Shortening(3, Duration.ofSeconds(1)),
                new Store(65_536, 16 << 20, Duration.ofSeconds(60)),
                new Queue(8_192, 8 << 20, Duration.ofSeconds(1)));
    }

    /** Across regions, where a round trip takes 200 ms. */
    public static PlumtreeConfig wan() {
        return lan().withTimes(Duration.ofMillis(100), Duration.ofSeconds(2), Duration.ofMillis(500));
    }

    /** The same with other times. */
    public PlumtreeConfig withTimes(Duration otherAnnounce, Duration otherGraft, Duration otherAgain) {
        return new PlumtreeConfig(tree, otherAnnounce, otherGraft, otherAgain, shortening, store, queue);
    }

    /** The same with another tree. */
    public PlumtreeConfig withTree(Tree other) {
        return new PlumtreeConfig(other, announceEvery, graftAfter, graftAgain, shortening, store, queue);
    }

    /** The same with another threshold. */
    public PlumtreeConfig withShortening(Shortening other) {
        return new PlumtreeConfig(tree, announceEvery, graftAfter, graftAgain, other, store, queue);
    }

    /** The same with another queue. */
    public PlumtreeConfig withQueue(Queue other) {
        return new PlumtreeConfig(tree, announceEvery, graftAfter, graftAgain, shortening, store, other);
    }

    /** The same keeping other amounts. */
    public PlumtreeConfig withStore(Store other) {
        return new PlumtreeConfig(tree, announceEvery, graftAfter, graftAgain, shortening, other, queue);
    }
}
