package io.hearsay.bench;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * What a run measures.
 *
 * @param nodes how many members, 2 or more
 * @param repetitions how often each death is measured; 5 or more for figures to be quoted
 * @param parts what is measured, in the order of {@link Part}
 * @param sealed whether frames are sealed, as in production
 * @param isolated whether the run may have a network namespace of its own, where the loopback device counts its bytes
 *     alone; without the right to make one it counts its own sockets
 * @param tree whether events travel along a tree, not as rumors
 * @param warmUp how long {@link Part#THROUGHPUT} publishes before it counts: a fresh JVM spends its first ten seconds
 *     or so as much on compiling as on events
 */
public record BenchOptions(
        int nodes, int repetitions, Set<Part> parts, boolean sealed, boolean isolated, boolean tree, Duration warmUp) {

    /** One thing to measure. */
    public enum Part {
        /** From the call of the last node's join until all views hold all. */
        JOIN,
        /** Bytes, CPU, heap of a cluster in which nothing happens. */
        IDLE,
        /** Single events: how long until each node, and until the last, has one; copies. */
        EVENTS,
        /** Events as fast as they are taken. */
        THROUGHPUT,
        /** A mebibyte to all, at 2 % loss: how long, and how many bytes. */
        LARGE,
        /** A process that is stopped (SIGSTOP). */
        FREEZE,
        /** A process that is killed (SIGKILL). */
        KILL,
        /** A minute in which nobody may be suspected; not among the defaults. */
        STEADY
    }

    public BenchOptions {
        if (nodes < 2) throw new IllegalArgumentException("nodes must be 2 or more, was " + nodes);
        if (repetitions < 1) throw new IllegalArgumentException("repetitions must be 1 or more, was " + repetitions);
        if (warmUp.isNegative()) throw new IllegalArgumentException("warmUp must be 0 s or more, was " + warmUp);
        if (parts.isEmpty()) throw new IllegalArgumentException("parts must name at least one of " + allParts());
    }

    /** All parts but {@link Part#STEADY}, five repetitions, sealed. */
    public static BenchOptions of(int nodes) {
        return new BenchOptions(
                nodes, 5, EnumSet.complementOf(EnumSet.of(Part.STEADY)), true, true, false, Duration.ZERO);
    }

    /** The same with these parts. */
    public BenchOptions withParts(Set<Part> other) {
        return new BenchOptions(nodes, repetitions, EnumSet.copyOf(other), sealed, isolated, tree, warmUp);
    }

    /** The same with so many repetitions. */
    public BenchOptions withRepetitions(int other) {
        return new BenchOptions(nodes, other, parts, sealed, isolated, tree, warmUp);
    }

    /** The same, sealed or not. */
    public BenchOptions withSealed(boolean other) {
        return new BenchOptions(nodes, repetitions, parts, other, isolated, tree, warmUp);
    }

    /** The same, with or without a network namespace. */
    public BenchOptions withIsolated(boolean other) {
        return new BenchOptions(nodes, repetitions, parts, sealed, other, tree, warmUp);
    }

    /** The same, with events along a tree or as rumors. */
    public BenchOptions withTree(boolean other) {
        return new BenchOptions(nodes, repetitions, parts, sealed, isolated, other, warmUp);
    }

    /** The same, with so much publishing before it counts. */
    public BenchOptions withWarmUp(Duration other) {
        return new BenchOptions(nodes, repetitions, parts, sealed, isolated, tree, other);
    }

    private static Set<Part> allParts() {
        return EnumSet.allOf(Part.class);
    }
}
