package io.hearsay.membership;

import io.hearsay.Environment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The last verdicts about everybody; the oldest go first. */
final class Provenance {
    private final int capacity;
    private final Environment env;
    private final Deque<Verdict> verdicts = new ArrayDeque<>();
    private int localHealth;

    Provenance(int capacity, Environment env) {
        this.capacity = capacity;
        this.env = env;
    }

    void localHealth(int multiplier) {
        localHealth = multiplier;
    }

    Verdict note(
            Row row,
            @Nullable MemberState before,
            Evidence evidence,
            List<String> accusers,
            String source,
            String detail) {
        Verdict verdict = new Verdict(
                env.nowNanos(),
                row.id(),
                row.incarnation(),
                before,
                row.state(),
                evidence,
                accusers,
                source,
                localHealth,
                detail);
        if (verdicts.size() == capacity) verdicts.removeFirst();
        verdicts.addLast(verdict);
        return verdict;
    }

    List<Verdict> about(String name) {
        return verdicts.stream()
                .filter(verdict -> verdict.subject().name().equals(name))
                .toList();
    }
}
