package io.hearsay.membership;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last verdicts about everybody; the oldest go first. */
final class Provenance {
    private final int capacity;
    private final Deque<Verdict> verdicts = new ArrayDeque<>();

    Provenance(int capacity) {
        this.capacity = capacity;
    }

    void add(Verdict verdict) {
        if (verdicts.size() == capacity) verdicts.removeFirst();
        verdicts.addLast(verdict);
    }

    List<Verdict> about(String name) {
        return verdicts.stream()
                .filter(verdict -> verdict.subject().name().equals(name))
                .toList();
    }
}
