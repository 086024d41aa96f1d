package io.hearsay.antientropy;

import io.hearsay.Environment;
import io.hearsay.Peer;
import io.hearsay.antientropy.ReconcilerEvent.Cause;
import io.hearsay.antientropy.ReconcilerMessage.Entries;
import io.hearsay.wire.MalformedMessageException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
    private long refused;
    private long bytesIn;
    private long bytesOut;

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

    /** Those of them that this node did not take. */
    long refused() {
        return refused;
    }

    /** Rises with each message, either way. */
    long activity() {
        return activity;
    }

    /** This came from the other side. */
    void heard(AntiEntropyMessage message) {
        activity++;
        bytesIn += message.sizeBytes();
    }

    long ageNanos() {
        return env.nowNanos() - beganNanos;
    }

    void send(AntiEntropyMessage message) {
        says(message);
        line.send(message);
    }

    /** This goes to the other side. */
    final void says(AntiEntropyMessage message) {
        activity++;
        bytesOut += message.sizeBytes();
    }

    /** How the difference is searched for. */
    abstract String method();

    /** What is being compared. */
    abstract Scope scope();

    /** Items that are known to be on one side only. */
    abstract long differing();

    abstract boolean isOurs();

    /** Whether the other side may know of it: its link stood. */
    abstract boolean isBegun();

    /** How it stands, or how it ended. */
    final Exchange snapshot(Exchange.Outcome outcome, @Nullable Cause cause) {
        Exchange.Volume volume = new Exchange.Volume(bytesIn, bytesOut, outgoing.sent(), received, differing());
        return new Exchange(id, peer, isOurs(), method(), beganNanos, ageNanos(), volume, outcome, cause);
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
        take(entries, entry -> {
            if (!replica.merge(peer, entry)) refused++;
        });
    }

    final void inspect(Entries entries, Inspector inspector) {
        take(entries, inspector::theirs);
    }

    private void take(Entries entries, Consumer<byte[]> taker) {
        try {
            entries.entries().forEach(taker);
        } catch (MalformedMessageException e) {
            throw new SearchFailedException(Cause.MALFORMED_ENTRY);
        }
        received += entries.entries().size();
    }
}
