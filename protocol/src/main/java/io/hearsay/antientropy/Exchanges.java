package io.hearsay.antientropy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** The latest sessions that are over. Bound: {@link #KEPT}; then the oldest goes. */
final class Exchanges {
    /** With a round every 10 s, and others' rounds, about the last ten minutes. */
    static final int KEPT = 128;

    private final Deque<Exchange> over = new ArrayDeque<>();

    void add(Exchange exchange) {
        if (over.size() == KEPT) over.removeFirst();
        over.add(exchange);
    }

    /** The latest first. */
    List<Exchange> latestFirst() {
        List<Exchange> latest = new ArrayList<>(over);
        Collections.reverse(latest);
        return latest;
    }
}
