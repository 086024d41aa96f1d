package io.hearsay.antientropy;

import io.hearsay.Environment;
import io.hearsay.Peer;
import org.jspecify.annotations.Nullable;

/** The way to the other side of a session: keeps the one message that a full window did not take. */
final class Line {
    private final Environment env;
    private final Peer peer;
    private @Nullable AntiEntropyMessage waiting;

    Line(Environment env, Peer peer) {
        this.env = env;
        this.peer = peer;
    }

    /** Whether the next message may be made: the one before has gone. */
    boolean isFree() {
        return waiting == null;
    }

    /** Sends, now or when the window opens. */
    void send(AntiEntropyMessage message) {
        if (waiting != null) throw new IllegalStateException("a message waits already");
        if (!env.links().send(peer, message)) waiting = message;
    }

    /** The window is open. */
    void writable() {
        AntiEntropyMessage first = waiting;
        waiting = null;
        if (first != null) send(first);
    }
}
