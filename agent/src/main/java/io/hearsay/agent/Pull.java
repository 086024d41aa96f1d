package io.hearsay.agent;

import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A subscriber whose items are taken one by one, by one thread that may wait. */
final class Pull<E> implements Flow.Subscriber<E>, AutoCloseable {
    /** An item, the end, or a problem. */
    private record Signal<E>(@Nullable E item, @Nullable Throwable problem) {}

    private final BlockingQueue<Signal<E>> signals = new LinkedBlockingQueue<>(); // at most one, and the end
    private volatile Flow.@Nullable Subscription subscription;
    private boolean isTaken;
    private boolean isOver;

    @Override
    public void onSubscribe(Flow.Subscription granted) {
        subscription = granted;
        granted.request(1);
    }

    @Override
    public void onNext(E item) {
        signals.add(new Signal<>(item, null));
    }

    @Override
    public void onError(Throwable problem) {
        signals.add(new Signal<>(null, problem));
    }

    @Override
    public void onComplete() {
        signals.add(new Signal<>(null, null));
    }

    /** Whether no item will come any more. */
    boolean isOver() {
        return isOver;
    }

    /** The next item; nothing after this time, or at the end. */
    Optional<E> next(long timeout, TimeUnit unit) throws InterruptedException {
        Flow.Subscription granted = subscription;
        if (isTaken && granted != null) granted.request(1);
        isTaken = false;
        Signal<E> signal = signals.poll(timeout, unit);
        if (signal == null) return Optional.empty();
        if (signal.problem() instanceof RuntimeException problem) throw problem;
        if (signal.problem() != null) throw new IllegalStateException(signal.problem());
        isTaken = signal.item() != null;
        isOver = signal.item() == null;
        return Optional.ofNullable(signal.item());
    }

    /** Cancels; nothing more comes. */
    @Override
    public void close() {
        Flow.Subscription granted = subscription;
        if (granted != null) granted.cancel();
    }
}
