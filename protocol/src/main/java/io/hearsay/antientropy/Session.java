package io.hearsay.antientropy;

import io.hearsay.Environment;
import io.hearsay.Peer;
import io.hearsay.antientropy.ReconcilerEvent.Cause;
import io.hearsay.antientropy.ReconcilerMessage.Entries;
import io.hearsay.wire.MalformedMessageException;

/** One side of a session: what it sends, as fast as the link takes it and the node has time. */
abstract class Session {
    /** Messages made in one turn: about a millisecond's work. */
    private static final int STEPS_IN_A_TURN = 4;

    private final Environment env;
    private final Peer peer;
    private final long id;
    private final Replica replica;
    private final Line line;
    private final Outgoing outgoing;
    private final long beganNanos;
    private boolean scheduled;
    private long activity;
    private long received;

    Session(Environment env, Peer peer, long id, Replica replica) {
        this.env = env;
        this.peer = peer;
        this.id = id;
        this.replica = replica;
        this.line = new Line(env, peer);
        this.outgoing = new Outgoing(replica);
        this.beganNanos = env.nowNanos();
    }

    long id() {
        return id;
    }

    Peer peer() {
        return peer;
    }

    Outgoing outgoing() {
        return outgoing;
    }

    /** Entries that came. */
    long received() {
        return received;
    }

    /** Rises with each message, either way. */
    long activity() {
        return activity;
    }

    /** Something came from the other side. */
    void heard() {
        activity++;
    }

    long ageNanos() {
        return env.nowNanos() - beganNanos;
    }

    void send(AntiEntropyMessage message) {
        activity++;
        line.send(message);
    }

    /** Makes one message, or computes for a while; false if there is nothing to do until something comes in. */
    abstract boolean step();

    /** Does what there is to do, some of it now and the rest after others had their turn. */
    final void work() {
        for (int steps = 0; line.isFree(); steps++) {
            if (steps == STEPS_IN_A_TURN) {
                later();
                return;
            }
            if (!step()) return;
        }
    }

    private void later() {
        if (scheduled) return;
        scheduled = true;
        env.schedule(0, new ReconcilerTimer.Work(peer, id));
    }

    /** The turn that was waited for. */
    final void turn() {
        scheduled = false;
        work();
    }

    final void writable() {
        line.writable();
        work();
    }

    final void merge(Entries entries) {
        try {
            for (byte[] entry : entries.entries()) replica.merge(peer, entry);
        } catch (MalformedMessageException e) {
            throw new SearchFailedException(Cause.MALFORMED_ENTRY);
        }
        received += entries.entries().size();
    }
}
