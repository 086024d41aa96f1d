package io.hearsay.antientropy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** The sessions that are over: the latest of them, at most {@link #KEPT}, and what all came to. */
final class Exchanges {
    /** With a round every 10 s, and others' rounds, about the last ten minutes. */
    static final int KEPT = 128;

    private final Deque<Exchange> over = new ArrayDeque<>();

    private ExchangeCounts counts = ExchangeCounts.NONE;

    void add(Exchange exchange) {
        counts = counts.with(exchange);
        if (over.size() == KEPT) over.removeFirst();
        over.add(exchange);
    }

    ExchangeCounts counts() {
        return counts;
    }

    /** The latest first. */
    List<Exchange> latestFirst() {
        List<Exchange> latest = new ArrayList<>(over);
        Collections.reverse(latest);
        return latest;
    }
}
