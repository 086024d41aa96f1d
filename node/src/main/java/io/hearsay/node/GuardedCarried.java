package io.hearsay.node;

import io.hearsay.Address;
import io.hearsay.LinkCause;
import io.hearsay.stack.Carried;
import java.util.function.Consumer;

/**
 * Measures how long each input takes, and ends the node, not the JVM, when one of them fails: a failure here is a
 * broken invariant, and what the node would say afterwards could not be trusted.
 */
final class GuardedCarried implements Carried {
    private final Carried above;
    private final Delays handling;
    private final Consumer<Throwable> onFailure;
    private boolean hasFailed;

    GuardedCarried(Carried above, Delays handling, Consumer<Throwable> onFailure) {
        this.above = above;
        this.handling = handling;
        this.onFailure = onFailure;
    }

    @Override
    public void datagramReceived(Address from, byte[] frame, int offset, int length) {
        run(() -> above.datagramReceived(from, frame, offset, length));
    }

    @Override
    public void wake() {
        run(above::wake);
    }

    @Override
    public void accepted(long stream, Address from) {
        run(() -> above.accepted(stream, from));
    }

    @Override
    public void connected(long stream) {
        run(() -> above.connected(stream));
    }

    @Override
    public void streamFrame(long stream, byte[] frame, int offset, int length) {
        run(() -> above.streamFrame(stream, frame, offset, length));
    }

    @Override
    public void writable(long stream) {
        run(() -> above.writable(stream));
    }

    @Override
    public void disconnected(long stream, LinkCause cause) {
        run(() -> above.disconnected(stream, cause));
    }

    @Override
    public void stored(long token) {
        run(() -> above.stored(token));
    }

    @Override
    public void storeFailed(long token, String why) {
        run(() -> above.storeFailed(token, why));
    }

    /** Runs one input; after a failure nothing reaches the stack any more. */
    void run(Runnable input) {
        if (hasFailed) return;
        long startNanos = System.nanoTime();
        try {
            input.run();
        } catch (Throwable failure) {
            hasFailed = true;
            onFailure.accept(failure);
        }
        handling.record(System.nanoTime() - startNanos);
    }
}
