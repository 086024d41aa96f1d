package io.hearsay.dissemination.rumor;

import java.time.Duration;

/**
 * How rumors spread, when interest in them is lost, and how much is remembered.
 *
 * <p>{@link #lan()} and {@link #wan()} are for nodes; {@link #classic} is the literature's process of synchronous
 * cycles, without any of what a node adds to it; {@link #slowed} is for eyes.
 *
 * @param rounds whom to contact how often
 * @param firstPush what is done at once with a rumor just heard
 * @param stopping when to stop spreading a rumor
 * @param conversations the classic cycle: start-of-cycle judgement, connection limit, hunting; all off in nodes
 * @param repair anti-entropy: finding and fetching what was missed
 * @param window what is remembered
 * @param publishing what a publisher may ask for
 * @param transfer payloads larger than a datagram
 */
public record RumorConfig(
        Rounds rounds,
        FirstPush firstPush,
        Stopping stopping,
        Conversations conversations,
        Repair repair,
        Window window,
        Publishing publishing,
        Transfer transfer) {

    /** Who sends in a round: the caller, the called, or both. */
    public enum Exchange {
        /** The caller sends what it is passing on. */
        PUSH,
        /** Every node calls each round, and the called sends what it is passing on. */
        PULL,
        /** Both. */
        PUSH_PULL;

        boolean pushes() {
            return this != PULL;
        }

        boolean pulls() {
            return this != PUSH;
        }
    }

    /** By which rule a node loses interest in a rumor. */
    public enum Rule {
        /** After k contacts that count. */
        COUNTER,
        /** At each contact that counts, with probability 1/k. */
        COIN,
        /** Karp et al. 2000: k is ctr_max; needs push-pull. */
        MEDIAN_COUNTER,
        /** Never: simple epidemics, where everybody keeps telling. */
        NEVER
    }

    /**
     * The periodic part.
     *
     * @param exchange default push
     * @param fanout peers contacted each round, 0..64, default 1; each costs a copy of all that is hot
     * @param every how long a round is, default 10 ms on a LAN, 100 ms on a WAN; shorter ones cost no more packets but
     *     leave less time for feedback to arrive
     * @param jitter each round's length is drawn from {@code every} times 1 - jitter .. 1 + jitter; 0..1, default 0.2;
     *     0 keeps all nodes that started together in step
     * @param maxCopies the most copies of one rumor this node sends, default 12; two thirds of them by pushing, the
     *     rest are kept for who asks
     * @param skipTold default on: a peer known to know a rumor is not told again; its turn counts as a useless contact
     */
    public record Rounds(
            Exchange exchange, int fanout, Duration every, double jitter, int maxCopies, boolean skipTold) {
        public Rounds {
            check("fanout", fanout, 0, 64);
            check("every", every, Duration.ofMillis(1));
            if (!(jitter >= 0 && jitter <= 1)) throw new IllegalArgumentException("jitter must be 0..1, was " + jitter);
            check("maxCopies", maxCopies, 1, Integer.MAX_VALUE);
        }

        /** The same with another exchange. */
        public Rounds withExchange(Exchange other) {
            return new Rounds(other, fanout, every, jitter, maxCopies, skipTold);
        }

        /** The same with another fan-out. */
        public Rounds withFanout(int other) {
            return new Rounds(exchange, other, every, jitter, maxCopies, skipTold);
        }

        /** The same with rounds of another length. */
        public Rounds withEvery(Duration other) {
            return new Rounds(exchange, fanout, other, jitter, maxCopies, skipTold);
        }

        /** The same with another jitter. */
        public Rounds withJitter(double other) {
            return new Rounds(exchange, fanout, every, other, maxCopies, skipTold);
        }
    }

    /**
     * What is done at once with a rumor just heard; no round is waited for.
     *
     * @param fanout peers told at once, 0..12, default 3; 0 leaves all to the rounds. Each is a copy sent by each node;
     *     three reach everybody where nothing is lost (measured, docs/protocols/rumor.md)
     * @param ownFanout the same for an own rumor that travels alone, 0..12, default 6: the first hop decides how soon
     *     most know, and a publisher with little to say can afford it. More of it costs the publisher copies
     * @param pace the shortest time between two such pushes, default 1 ms on a LAN: what is heard meanwhile travels
     *     together. More of it saves packets and adds so much to each hop under load, and nothing when idle
     * @param ring default on: one of the peers told is the {@link io.hearsay.Peers#successor}, and that one is compared
     *     with until it agrees
     * @param burst how many rumors one such push takes, default 64; the rest follow a pace later
     */
    public record FirstPush(int fanout, int ownFanout, Duration pace, boolean ring, int burst) {
        public FirstPush {
            check("first fanout", fanout, 0, 12);
            check("own first fanout", ownFanout, 0, 12);
            check("pace", pace, Duration.ZERO);
            check("burst", burst, 1, 1024);
        }

        /** The same with another fan-out. */
        public FirstPush withFanout(int other) {
            return new FirstPush(other, ownFanout, pace, ring, burst);
        }

        /** The same with another fan-out for own rumors. */
        public FirstPush withOwnFanout(int other) {
            return new FirstPush(fanout, other, pace, ring, burst);
        }

        /** The same with or without the ring. */
        public FirstPush withRing(boolean other) {
            return new FirstPush(fanout, ownFanout, pace, other, burst);
        }
    }

    /**
     * When a node loses interest (Demers 1987, 1.4).
     *
     * @param feedback only contacts whose partner knew the rumor count; else (blind) all do
     * @param rule default counter
     * @param k how many contacts, or one in how many, or ctr_max; 1..14, default 2. More of it costs copies and leaves
     *     less to anti-entropy
     * @param reset a contact that was of use sets the counter back to 0
     * @param minimise of two partners that both spread it, only the one with the lower counter counts it (push-pull)
     * @param echoes a copy that comes in of what is known here counts like a useless contact; push-pull always does so.
     *     Default on: after the first push it makes most answers needless
     */
    public record Stopping(boolean feedback, Rule rule, int k, boolean reset, boolean minimise, boolean echoes) {
        public Stopping {
            check("k", k, 1, RumorMessage.MAX_LEVEL - 1);
        }

        /** The same with another k. */
        public Stopping withK(int other) {
            return new Stopping(feedback, rule, other, reset, minimise, echoes);
        }
    }

    /**
     * The classic cycle. Off in nodes.
     *
     * @param startOfCycle need is judged on the state at the start of the cycle
     * @param limit the most conversations a node accepts in a cycle; 0: no limit
     * @param hunt how many further peers a refused caller tries in the same cycle
     */
    public record Conversations(boolean startOfCycle, int limit, int hunt) {
        public Conversations {
            check("connection limit", limit, 0, 1 << 20);
            check("hunt limit", hunt, 0, 64);
        }

        /** No cycles, no limits. */
        public static Conversations free() {
            return new Conversations(false, 0, 0);
        }
    }

    /**
     * Anti-entropy of recent rumors. A node compares after news until enough peers agree, then is silent.
     *
     * @param compare the pause before the first comparison, doubled after each; default 100 ms on a LAN; {@code ZERO}:
     *     no anti-entropy at all
     * @param compareMax the longest pause, default 10 s
     * @param mend how long something is missing before it is asked for: one to two times this; default 50 ms on a LAN.
     *     Less of it asks for what is on its way
     * @param agreements how many peers must agree before a node falls silent, default 2, the successor among them; each
     *     costs two small packets per node after each burst of news
     */
    public record Repair(Duration compare, Duration compareMax, Duration mend, int agreements) {
        public Repair {
            check("compare", compare, Duration.ZERO);
            check("compareMax", compareMax, compare);
            check("mend", mend, Duration.ofMillis(1));
            check("agreements", agreements, 1, 16);
        }

        /** No anti-entropy: what the epidemic misses stays missed. */
        public static Repair none() {
            return new Repair(Duration.ZERO, Duration.ZERO, Duration.ofMillis(1), 1);
        }

        boolean isOn() {
            return !compare.isZero();
        }
    }

    /**
     * What is remembered. What falls out of it is no longer handed out, and still never heard twice.
     *
     * @param rumors how many payloads, at most 65,536; default 16,384; each costs some 250 bytes of heap besides its
     *     payload. Also how many sequences of one origin may be in doubt at once
     * @param bytes of payload, default 16 MiB
     * @param age default 60 s
     * @param origins of how many publishers it is known what was heard, default 65,536; some 200 bytes of heap each.
     *     The one silent for longest is forgotten first, and its rumors would then be new again
     */
    public record Window(int rumors, long bytes, Duration age, int origins) {
        public Window {
            check("rumors remembered", rumors, 1, 65_536);
            check("bytes remembered", bytes, 1, Long.MAX_VALUE);
            check("age", age, Duration.ofMillis(10));
            check("origins remembered", origins, 2, 1 << 24);
        }
    }

    /**
     * What a publisher may ask for. What cannot be sent yet waits in a queue; when that is full, publishing is refused.
     *
     * @param maxEventBytes the largest payload, default 1 MiB, here and in what others send
     * @param queuedEvents events waiting to be sent, default 4,096
     * @param queuedBytes their payloads, default 8 MiB
     * @param unconfirmedEvents events on their way that no peer has confirmed yet, default 1,024; more of it risks
     *     overrunning the receivers' socket buffers
     * @param unconfirmedBytes their payloads, default 4 MiB
     */
    public record Publishing(
            int maxEventBytes, int queuedEvents, long queuedBytes, int unconfirmedEvents, long unconfirmedBytes) {
        public Publishing {
            check("maxEventBytes", maxEventBytes, 0, Rumor.MAX_PAYLOAD_BYTES);
            check("queuedEvents", queuedEvents, 1, 1 << 20);
            check("queuedBytes", queuedBytes, Math.max(1, maxEventBytes), Long.MAX_VALUE);
            check("unconfirmedEvents", unconfirmedEvents, 4, 1 << 16);
            check("unconfirmedBytes", unconfirmedBytes, 1, Long.MAX_VALUE);
        }
    }

    /**
     * Packets, and payloads larger than one.
     *
     * @param roomBytes how long one message in a datagram may be, default 1,100; what is longer goes by link
     * @param fetches large payloads being fetched at once, default 16; further offers are left for later
     * @param fetchBytes their sizes together, default 4 MiB
     * @param timeout how long a source may be silent before the next is asked, default 2 s
     */
    public record Transfer(int roomBytes, int fetches, long fetchBytes, Duration timeout) {
        public Transfer {
            check("roomBytes", roomBytes, 256, 65_000);
            check("fetches", fetches, 1, 1024);
            check("fetchBytes", fetchBytes, 1, Long.MAX_VALUE);
            check("timeout", timeout, Duration.ofMillis(10));
        }
    }

    public RumorConfig {
        if (stopping.rule() == Rule.MEDIAN_COUNTER && rounds.exchange() != Exchange.PUSH_PULL)
            throw new IllegalArgumentException("the median counter needs push-pull, was " + rounds.exchange());
        if (transfer.fetchBytes() < publishing.maxEventBytes())
            throw new IllegalArgumentException("fetchBytes must hold one event of maxEventBytes, "
                    + publishing.maxEventBytes() + ", was " + transfer.fetchBytes());
    }

    /** For nodes with round trips of a millisecond or so. */
    public static RumorConfig lan() {
        return new RumorConfig(
                new Rounds(Exchange.PUSH, 1, Duration.ofMillis(10), 0.2, 12, true),
                new FirstPush(3, 6, Duration.ofMillis(1), true, 64),
                new Stopping(true, Rule.COUNTER, 2, false, false, true),
                Conversations.free(),
                new Repair(Duration.ofMillis(100), Duration.ofSeconds(10), Duration.ofMillis(50), 2),
                new Window(16_384, 16 << 20, Duration.ofSeconds(60), 65_536),
                new Publishing(1 << 20, 4096, 8 << 20, 1024, 4 << 20),
                new Transfer(1100, 16, 4 << 20, Duration.ofSeconds(2)));
    }

    /** For nodes with round trips of some ten to some hundred milliseconds. */
    public static RumorConfig wan() {
        RumorConfig lan = lan();
        return lan.withRounds(lan.rounds.withEvery(Duration.ofMillis(250)))
                .withFirstPush(new FirstPush(3, 6, Duration.ofMillis(5), true, 256))
                .withRepair(new Repair(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMillis(400), 2))
                .withTransfer(new Transfer(1100, 16, 4 << 20, Duration.ofSeconds(10)));
    }

    /**
     * The literature's process: nothing but rounds, all nodes in step, need judged on the start-of-cycle state;
     * feedback, counter, k = 1. The counter is reset by useful contacts in push and pull, and not in push-pull, as the
     * published figures want it.
     */
    public static RumorConfig classic(Exchange exchange) {
        return lan().withRounds(new Rounds(exchange, 1, Duration.ofSeconds(1), 0, Integer.MAX_VALUE, false))
                .withFirstPush(new FirstPush(0, 0, Duration.ZERO, false, 1))
                .withStopping(new Stopping(true, Rule.COUNTER, 1, exchange != Exchange.PUSH_PULL, false, false))
                .withConversations(new Conversations(true, 0, 0))
                .withRepair(Repair.none());
    }

    /** A node that takes its time: push with feedback, a round each so often, so that one can watch a rumor spread. */
    public static RumorConfig slowed(Duration round) {
        RumorConfig lan = lan();
        return lan.withRounds(lan.rounds.withEvery(round))
                .withFirstPush(lan.firstPush.withFanout(0))
                .withRepair(new Repair(
                        round.multipliedBy(20), round.multipliedBy(80), lan.repair.mend, lan.repair.agreements));
    }

    /**
     * The same, telling so many peers at once of what was heard, and of an own rumor no fewer.
     *
     * @param fanout 1 to two thirds of the copies that a node may send
     */
    public RumorConfig withFanout(int fanout) {
        check("fanout", fanout, 1, rounds.maxCopies() * 2 / 3);
        return withFirstPush(firstPush.withFanout(fanout).withOwnFanout(Math.max(firstPush.ownFanout(), fanout)));
    }

    /** The same with other rounds. */
    public RumorConfig withRounds(Rounds other) {
        return new RumorConfig(other, firstPush, stopping, conversations, repair, window, publishing, transfer);
    }

    /** The same with another first push. */
    public RumorConfig withFirstPush(FirstPush other) {
        return new RumorConfig(rounds, other, stopping, conversations, repair, window, publishing, transfer);
    }

    /** The same with another way to stop. */
    public RumorConfig withStopping(Stopping other) {
        return new RumorConfig(rounds, firstPush, other, conversations, repair, window, publishing, transfer);
    }

    /** The same with other rules of conversation. */
    public RumorConfig withConversations(Conversations other) {
        return new RumorConfig(rounds, firstPush, stopping, other, repair, window, publishing, transfer);
    }

    /** The same with another repair. */
    public RumorConfig withRepair(Repair other) {
        return new RumorConfig(rounds, firstPush, stopping, conversations, other, window, publishing, transfer);
    }

    /** The same with another window. */
    public RumorConfig withWindow(Window other) {
        return new RumorConfig(rounds, firstPush, stopping, conversations, repair, other, publishing, transfer);
    }

    /** The same with other limits of publishing. */
    public RumorConfig withPublishing(Publishing other) {
        return new RumorConfig(rounds, firstPush, stopping, conversations, repair, window, other, transfer);
    }

    /** The same with other limits of packets and transfers. */
    public RumorConfig withTransfer(Transfer other) {
        return new RumorConfig(rounds, firstPush, stopping, conversations, repair, window, publishing, other);
    }

    private static void check(String what, long value, long min, long max) {
        if (value < min || value > max)
            throw new IllegalArgumentException(what + " must be " + min + ".." + max + ", was " + value);
    }

    private static void check(String what, Duration value, Duration min) {
        if (value.compareTo(min) < 0 || value.compareTo(Duration.ofDays(1)) > 0)
            throw new IllegalArgumentException(what + " must be " + min + "..P1D, was " + value);
    }
}
