package io.hearsay.lab.large;

import io.hearsay.theory.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * One rumor among n nodes in synchronous cycles, on two or three bits a node.
 *
 * <p>Everybody acts on the state at the start of a cycle; what changes takes effect at its end. A caller's partner is
 * uniform over the other nodes. Each call is lost with a given probability, and then nobody hears anything. Pull and
 * push-pull never stop; push may, after so many contacts with partners that knew.
 *
 * <p>Deterministic whatever the number of threads: a node's chance in a cycle is a hash of seed, cycle and node, and
 * threads only ever set bits that say the same whoever sets them first.
 */
public final class ArrayEpidemic {
    /*
     * known: who had it when the cycle began. fresh: who has heard it in this cycle, merged at its end. spent: who has
     * lost interest. useless: a byte for each node with a stop rule above one contact. Threads own ranges of callers;
     * a bit set in `fresh` for somebody else's partner is a compare-and-set, and setting it twice changes nothing.
     */
    private static final int WORDS_PER_TASK = 1 << 12;
    private static final int MAX_CYCLES = 100_000;

    private final Wish wish;
    private final int words;
    private final AtomicLongArray fresh;
    private final long[] known;
    private final long[] spent;
    private final byte[] useless;
    private long knowing = 1;

    /**
     * What is to be run.
     *
     * @param nodes 2..2^31-65
     * @param style who sends
     * @param lossRatio of whole calls, 0 or more and below 1
     * @param stopAfter push only: interest is lost after so many consecutive contacts with partners that knew, 1..100;
     *     0: never
     * @param threads 1 or more; changes nothing but the time
     */
    public record Wish(int nodes, Style style, double lossRatio, int stopAfter, long seed, int threads) {
        public Wish {
            check("nodes", nodes, 2, Integer.MAX_VALUE - 64);
            check("stopAfter", stopAfter, 0, 100);
            check("threads", threads, 1, 1024);
            if (!(lossRatio >= 0 && lossRatio < 1))
                throw new IllegalArgumentException("loss must be 0 or more and below 1, was " + lossRatio);
            if (stopAfter > 0 && style != Style.PUSH)
                throw new IllegalArgumentException("a stop rule needs push; pull and push-pull never stop here");
        }

        private static void check(String what, long value, long least, long most) {
            if (value < least || value > most)
                throw new IllegalArgumentException(what + " must be " + least + ".." + most + ", was " + value);
        }

        /** Heap that this takes, in bytes. */
        public long bytes() {
            long words = (nodes + 63L) / 64 * 8;
            return 2 * words + (stopAfter > 0 ? words : 0) + (stopAfter > 1 ? nodes : 0);
        }
    }

    /**
     * How it went.
     *
     * @param knowing how many know after each cycle, from cycle 0 on: 1 first
     * @param transmissions copies sent in all
     * @param meanArrival cycles until a node knew, over those that do, the source included
     */
    public record Course(List<Long> knowing, long transmissions, double meanArrival) {
        /** Cycles until nothing changed any more: until all knew, or the last one that will. */
        public int cycles() {
            long last = knowing.get(knowing.size() - 1);
            return knowing.indexOf(last);
        }

        /** The fraction that never knew, of n. */
        public double residue(int nodes) {
            return 1 - knowing.get(knowing.size() - 1) / (double) nodes;
        }
    }

    private ArrayEpidemic(Wish wish) {
        this.wish = wish;
        this.words = (int) ((wish.nodes() + 63L) / 64);
        this.fresh = new AtomicLongArray(words);
        this.known = new long[words];
        this.spent = new long[wish.stopAfter() > 0 ? words : 0];
        this.useless = new byte[wish.stopAfter() > 1 ? wish.nodes() : 0];
    }

    /** Runs it. */
    public static Course run(Wish wish) {
        return new ArrayEpidemic(wish).run();
    }

    private Course run() {
        known[0] = 1;
        List<Long> curve = new ArrayList<>(List.of(1L));
        long transmissions = 0;
        double arrivals = 0;
        try (Gang gang = new Gang(wish.threads())) {
            for (int cycle = 1; cycle < MAX_CYCLES; cycle++) {
                int now = cycle;
                long sent = gang.sum(tasks(), task -> act(now, task));
                long more = gang.sum(tasks(), this::merge);
                transmissions += sent;
                arrivals += (double) cycle * more;
                knowing += more;
                curve.add(knowing);
                if (knowing == wish.nodes() || isOver(sent)) break;
            }
        }
        return new Course(curve, transmissions, arrivals / knowing);
    }

    /** With a stop rule it is over once nobody sends; who never stops goes on until all know. */
    private boolean isOver(long sent) {
        return wish.stopAfter() > 0 && sent == 0;
    }

    private int tasks() {
        return (words + WORDS_PER_TASK - 1) / WORDS_PER_TASK;
    }

    /** All callers of one range act; answers the copies they caused. */
    private long act(int cycle, int task) {
        int end = Math.min(words, (task + 1) * WORDS_PER_TASK);
        long salt = mix(wish.seed() + mix(cycle));
        long sent = 0;
        for (int word = task * WORDS_PER_TASK; word < end; word++) sent += act(word, salt);
        return sent;
    }

    private long act(int word, long salt) {
        long callers = callers(word);
        long sent = 0;
        while (callers != 0) {
            int bit = Long.numberOfTrailingZeros(callers);
            callers &= callers - 1;
            sent += call(word << 6 | bit, salt);
        }
        return sent;
    }

    /** Who calls: with push those who know and have not lost interest, else everybody. */
    private long callers(int word) {
        if (wish.style() == Style.PUSH) return spent.length == 0 ? known[word] : known[word] & ~spent[word];
        boolean isLast = word == words - 1 && (wish.nodes() & 63) != 0;
        return isLast ? (1L << wish.nodes()) - 1 : -1L;
    }

    private int call(int caller, long salt) {
        long chance = mix(salt + caller * 0x9e3779b97f4a7c15L);
        int partner = partner(caller, chance);
        boolean has = isKnown(caller);
        boolean partnerHas = isKnown(partner);
        boolean pushes = has && wish.style() != Style.PULL;
        boolean lost = wish.lossRatio() > 0 && (mix(chance) >>> 11) * 0x1p-53 < wish.lossRatio();
        if (has == partnerHas) return both(caller, has, pushes, lost);
        if (pushes) {
            if (!lost) hears(partner);
            if (useless.length > 0) useless[caller] = 0;
            return 1;
        }
        if (partnerHas && !lost) hears(caller);
        return partnerHas && !lost ? 1 : 0;
    }

    /** A contact between two of a kind; if both know it one transmission counts, and is useless. */
    private int both(int caller, boolean know, boolean pushes, boolean lost) {
        if (!know) return 0;
        if (wish.stopAfter() > 0 && !lost) loseInterest(caller);
        else if (useless.length > 0) useless[caller] = 0; // a lost copy looks like one that was of use
        return pushes || !lost ? 1 : 0;
    }

    private void loseInterest(int caller) {
        if (useless.length > 0 && ++useless[caller] < wish.stopAfter()) return;
        spent[caller >> 6] |= 1L << caller; // this word is the acting thread's own
    }

    /** One of the others: 32 bits of chance, scaled; off by less than n / 2^32 of evenness. */
    private int partner(int caller, long chance) {
        int other = (int) ((chance >>> 32) * (wish.nodes() - 1L) >>> 32);
        return other < caller ? other : other + 1;
    }

    private boolean isKnown(int node) {
        return (known[node >> 6] & 1L << node) != 0;
    }

    private void hears(int node) {
        long bit = 1L << node;
        if ((fresh.getPlain(node >> 6) & bit) == 0) fresh.getAndUpdate(node >> 6, word -> word | bit);
    }

    /** The cycle's changes take effect in one range; answers how many know more. */
    private long merge(int task) {
        int end = Math.min(words, (task + 1) * WORDS_PER_TASK);
        long more = 0;
        for (int word = task * WORDS_PER_TASK; word < end; word++) {
            long heard = fresh.getPlain(word);
            if (heard == 0) continue;
            more += Long.bitCount(heard & ~known[word]);
            known[word] |= heard;
            fresh.setPlain(word, 0);
        }
        return more;
    }

    private static long mix(long value) {
        long z = value;
        z = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        z = (z ^ z >>> 27) * 0x94d049bb133111ebL;
        return z ^ z >>> 31;
    }
}
