package io.hearsay.cluster;

import io.hearsay.dissemination.query.Refused;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The replies to one question on their way to its subscriber, as fast as that one asks for them. Thread-safe.
 *
 * <p>How it works: whoever changes something sees to it that one thread delivers; that one goes on until there is
 * nothing to deliver.
 */
final class ReplyStream implements Flow.Subscription {
    private static final long MAX_BYTES = 32L << 20;

    private final Flow.Subscriber<? super Reply> subscriber;
    private final Consumer<Runnable> threads;
    private final Runnable onCancel;
    private final Queue<Reply> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private long demand;
    private boolean isStarted;
    private boolean isOver;
    private @Nullable Throwable problem;
    private boolean isDone;
    private boolean isRunning;

    ReplyStream(Flow.Subscriber<? super Reply> subscriber, Consumer<Runnable> threads, Runnable onCancel) {
        this.subscriber = subscriber;
        this.threads = threads;
        this.onCancel = onCancel;
    }

    /** Greets the subscriber. */
    void start() {
        run(threads);
    }

    void put(Reply reply) {
        synchronized (this) {
            Reply kept = fitting(reply);
            waiting.add(kept);
            waitingBytes += bytes(kept);
        }
        run(threads);
    }

    private Reply fitting(Reply reply) {
        if (!(reply instanceof Reply.Answered answered) || waitingBytes + bytes(reply) <= MAX_BYTES) return reply;
        String text = "the answer came and was dropped here: " + MAX_BYTES + " bytes of answers wait unread";
        return new Reply.Declined(answered.member(), Refused.BUSY, text, answered.took());
    }

    private static long bytes(Reply reply) {
        return reply instanceof Reply.Answered answered ? answered.payload().length : 0;
    }

    /** Ends it after what waits. */
    void complete() {
        synchronized (this) {
            isOver = true;
        }
        run(threads);
    }

    /** Ends it at once, on this thread if no other one delivers: the node's threads may be gone. */
    void fail(Throwable why) {
        synchronized (this) {
            if (isOver) return;
            isOver = true;
            problem = why;
            waiting.clear();
        }
        run(Runnable::run);
    }

    @Override
    public void request(long more) {
        if (more <= 0) {
            fail(new IllegalArgumentException("a subscriber asks for 1 or more, asked for " + more));
            return;
        }
        synchronized (this) {
            demand = demand + more < 0 ? Long.MAX_VALUE : demand + more;
        }
        run(threads);
    }

    @Override
    public void cancel() {
        synchronized (this) {
            if (isDone) return;
            isDone = true;
            waiting.clear();
        }
        onCancel.run();
    }

    private void run(Consumer<Runnable> where) {
        synchronized (this) {
            if (isRunning || isDone) return;
            isRunning = true;
        }
        where.accept(this::deliver);
    }

    private void deliver() {
        while (true) {
            Runnable next = next();
            if (next == null) return;
            signal(next);
        }
    }

    /** A subscriber that throws has cancelled. */
    private void signal(Runnable next) {
        try {
            next.run();
        } catch (RuntimeException problem) {
            cancel();
            throw problem;
        }
    }

    /** The next signal; null if there is none now. */
    private synchronized @Nullable Runnable next() {
        Runnable signal = signal();
        if (signal == null) isRunning = false;
        return signal;
    }

    private @Nullable Runnable signal() {
        if (!isStarted) {
            isStarted = true;
            return () -> subscriber.onSubscribe(this);
        }
        if (isDone) return null;
        Reply reply = demand > 0 ? waiting.poll() : null;
        if (reply != null) {
            demand--;
            waitingBytes -= bytes(reply);
            return () -> subscriber.onNext(reply);
        }
        if (!isOver || !waiting.isEmpty()) return null;
        isDone = true;
        Throwable why = problem;
        return why == null ? subscriber::onComplete : () -> subscriber.onError(why);
    }
}
