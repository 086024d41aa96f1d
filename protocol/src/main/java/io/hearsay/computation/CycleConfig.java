package io.hearsay.computation;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * When a node acts.
 *
 * @param every a cycle's length: each node begins one exchange in each; default 1 s. Shorter ones converge sooner and
 *     cost bytes in proportion (guess)
 * @param pace how the moment within a cycle is chosen; default anywhere in it
 * @param epoch cycles until all begin anew, default 30: the error is then below a millionth (measured, docs/theory.md);
 *     0 never does, and then what loss has distorted stays so
 */
public record CycleConfig(Duration every, Pace pace, int epoch) {

    /** The moment at which a node acts. */
    public enum Pace {
        /**
         * At the same moment of each cycle: all who started together act together, on the state at the cycle's start.
         */
        STEADY,
        /** At a fresh random moment of each cycle, so that nodes neither collide nor always come in the same order. */
        ANYWHERE,
        /** As a Poisson clock of one tick a cycle: who acts next is anybody, however lately it has acted. */
        POISSON
    }

    public CycleConfig {
        if (every.toNanos() < 1_000) throw new IllegalArgumentException("every must be 1 us or more, was " + every);
        if (epoch < 0) throw new IllegalArgumentException("epoch must be 0 or more cycles, was " + epoch);
    }

    /** What a node uses unless told otherwise. */
    public static CycleConfig defaults() {
        return new CycleConfig(Duration.ofSeconds(1), Pace.ANYWHERE, 30);
    }

    /** The same with cycles of another length. */
    public CycleConfig withEvery(Duration other) {
        return new CycleConfig(other, pace, epoch);
    }

    /** The same with another pace. */
    public CycleConfig withPace(Pace other) {
        return new CycleConfig(every, other, epoch);
    }

    /** The same with epochs of another length. */
    public CycleConfig withEpoch(int cycles) {
        return new CycleConfig(every, pace, cycles);
    }

    /** How long to wait, from now on, until the act of the cycle that begins at {@code beginsNanos}; 0 or more. */
    public long waitNanos(long beginsNanos, long nowNanos, RandomGenerator random) {
        long length = every.toNanos();
        return switch (pace) {
            case STEADY -> Math.max(0, beginsNanos - nowNanos);
            case ANYWHERE -> Math.max(0, beginsNanos - nowNanos + random.nextLong(length));
            case POISSON -> (long) (-StrictMath.log(1 - random.nextDouble()) * length);
        };
    }
}
