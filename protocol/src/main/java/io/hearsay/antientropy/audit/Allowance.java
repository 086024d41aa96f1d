package io.hearsay.antientropy.audit;

import io.hearsay.Peer;
import java.util.LinkedHashMap;
import java.util.Map;

/** How much peers may ask in each second: each so much, and all together twice that. Bound: a number for each asked. */
final class Allowance {
    private static final long SECOND_NANOS = 1_000_000_000;

    private final int each;
    private final Map<Long, Integer> taken = new LinkedHashMap<>();
    private long beganNanos = Long.MIN_VALUE / 2;
    private int total;

    Allowance(int each) {
        this.each = each;
    }

    boolean take(Peer peer, long nowNanos) {
        if (nowNanos - beganNanos >= SECOND_NANOS) {
            beganNanos = nowNanos;
            total = 0;
            taken.clear();
        }
        if (total == 2 * each || taken.getOrDefault(peer.instance(), 0) == each) return false;
        total++;
        taken.merge(peer.instance(), 1, Integer::sum);
        return true;
    }
}
