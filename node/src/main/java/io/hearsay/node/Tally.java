package io.hearsay.node;

import java.util.concurrent.atomic.AtomicLong;

/** A count with one writer, the node's own thread, and readers on any. */
final class Tally {
    private final AtomicLong value = new AtomicLong();

    void increment() {
        add(1);
    }

    /** Without a locked instruction: there is one writer. */
    void add(long amount) {
        value.lazySet(value.getPlain() + amount);
    }

    long get() {
        return value.get();
    }
}
