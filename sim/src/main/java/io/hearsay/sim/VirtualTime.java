package io.hearsay.sim;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.function.BooleanSupplier;

/** A world's time, as one thread lets it pass. */
final class VirtualTime {
    private final World world;
    private final Thread owner = Thread.currentThread();

    VirtualTime(World world) {
        this.world = world;
    }

    /** Threads of their own would make a run depend on more than its seed. */
    void checkThread() {
        if (Thread.currentThread() != owner)
            throw new IllegalStateException("a simulated cluster is used by the thread that made it, " + owner.getName()
                    + ", and not by " + Thread.currentThread().getName()
                    + ": threads would make the run another one each time; use SimulatedCluster.after");
    }

    /** Does something after this time, or, at zero, after what is due now already. */
    void after(Duration delay, Runnable task) {
        checkThread();
        world.after(delay, task);
    }

    void pass(Duration time) {
        checkThread();
        world.run(time);
    }

    /** Lets time pass until something is true; false if it was not within the time. */
    boolean passUntil(BooleanSupplier condition, Duration atMost) {
        checkThread();
        return world.runUntil(condition, atMost);
    }

    long nowNanos() {
        return world.nowNanos();
    }

    /** What a correct clock shows. */
    Clock clock(ZoneId zone) {
        return new Clock() {
            @Override
            public Instant instant() {
                return Instant.ofEpochSecond(world.config().clockSeconds()).plusNanos(world.nowNanos());
            }

            @Override
            public ZoneId getZone() {
                return zone;
            }

            @Override
            public Clock withZone(ZoneId other) {
                return clock(other);
            }
        };
    }

    Clock clock() {
        return clock(ZoneOffset.UTC);
    }
}
