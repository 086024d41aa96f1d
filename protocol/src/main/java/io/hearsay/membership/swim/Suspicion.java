package io.hearsay.membership.swim;

import io.hearsay.NodeId;

/** One suspect's time to refute: runs from the first accusation heard here, shrinks with every further accuser. */
final class Suspicion {
    private final SuspicionConfig config;
    private final NodeId suspect;
    private final long incarnation;
    private long startNanos;

    Suspicion(SuspicionConfig config, NodeId suspect, long incarnation, long startNanos) {
        this.config = config;
        this.suspect = suspect;
        this.incarnation = incarnation;
        this.startNanos = startNanos;
    }

    boolean isAbout(NodeId id, long heardIncarnation) {
        return suspect.equals(id) && incarnation == heardIncarnation;
    }

    /** When the suspect is given up, as things stand. */
    long endNanos(int accusers, int n, long periodNanos) {
        return startNanos + config.timeoutNanos(Math.max(0, accusers - 1), n, periodNanos);
    }

    /** This node did not run for a while: the suspect may have refuted unheard. */
    void restart(long nowNanos) {
        startNanos = nowNanos;
    }

    SwimTimer.SuspicionTimeout timer(long dueNanos) {
        return new SwimTimer.SuspicionTimeout(dueNanos, suspect, incarnation);
    }
}
