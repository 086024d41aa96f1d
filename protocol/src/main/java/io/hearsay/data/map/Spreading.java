package io.hearsay.data.map;

import io.hearsay.Environment;
import java.time.Duration;
import java.util.List;

/** Spreads what was written here: at once, and what follows within a millisecond together. */
final class Spreading {
    private static final Duration PACE = Duration.ofMillis(1);
    private static final Duration AGAIN = Duration.ofMillis(20);

    private final Environment env;
    private final Maps.Spreader spreader;
    private final FreshWrites fresh = new FreshWrites();
    private boolean isScheduled;
    private long atNanos = Long.MIN_VALUE / 2;
    private long unspread;

    Spreading(Environment env, Maps.Spreader spreader) {
        this.env = env;
        this.spreader = spreader;
    }

    /** Takes a change to be spread, if not too many wait. */
    void add(byte[] change) {
        if (!fresh.add(change)) unspread++;
        ensureSpread();
    }

    /** How many changes were too many. */
    long unspread() {
        return unspread;
    }

    private void ensureSpread() {
        if (isScheduled) return;
        isScheduled = true;
        env.schedule(Math.max(0, atNanos - env.nowNanos()), new MapTimer.Spread());
    }

    void expire() {
        isScheduled = false;
        Duration pause = PACE;
        while (!fresh.isEmpty()) {
            List<byte[]> changes = fresh.first();
            if (!spreader.spread(MapEntry.pack(changes))) {
                pause = AGAIN;
                break;
            }
            fresh.remove(changes.size());
        }
        atNanos = env.nowNanos() + pause.toNanos();
        if (!fresh.isEmpty()) ensureSpread();
    }
}
