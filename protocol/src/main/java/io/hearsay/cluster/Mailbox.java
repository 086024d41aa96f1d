package io.hearsay.cluster;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.ToIntFunction;

/**
 * One listener's queue: the node puts in, a thread of its own choice takes out, one item at a time and in order.
 *
 * <p>Bound: a number of items and of bytes. At the bound everything is dropped and counted until the listener has
 * caught up; then it is told once how many it missed, in their place. Thread-safe.
 */
final class Mailbox<E> implements Subscription {
    /** After so many items the thread is given back, for others' sake. */
    private static final int BURST = 256;

    /**
     * How much may wait.
     *
     * @param size an item's bytes
     */
    record Limits<E>(int items, long bytes, ToIntFunction<E> size) {}

    private final Limits<E> limits;
    private final Consumer<? super E> listener;
    private final LongConsumer onMissed;
    private final Consumer<Runnable> threads;
    private final Consumer<Mailbox<E>> onClose;
    private final Queue<E> waiting = new ArrayDeque<>();
    private long waitingBytes;
    private long missed;
    private long missedUntold;
    private boolean isRunning;
    private boolean isClosed;

    Mailbox(
            Limits<E> limits,
            Consumer<? super E> listener,
            LongConsumer onMissed,
            Consumer<Runnable> threads,
            Consumer<Mailbox<E>> onClose) {
        this.limits = limits;
        this.listener = listener;
        this.onMissed = onMissed;
        this.threads = threads;
        this.onClose = onClose;
    }

    /** Puts an item in; false if it was dropped. */
    boolean put(E item) {
        boolean isTaken;
        synchronized (this) {
            if (isClosed) return false;
            isTaken = fits(item);
            if (!isTaken) {
                missed++;
                missedUntold++;
            } else {
                waiting.add(item);
                waitingBytes += limits.size.applyAsInt(item);
            }
            if (isRunning) return isTaken;
            isRunning = true;
        }
        threads.accept(this::deliver);
        return isTaken;
    }

    @Override
    public synchronized long missed() {
        return missed;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (isClosed) return;
            isClosed = true;
            waiting.clear();
        }
        onClose.accept(this);
    }

    /** Once something was missed, the rest waits outside: what comes after a gap must not come before its notice. */
    private boolean fits(E item) {
        return missedUntold == 0
                && waiting.size() < limits.items
                && waitingBytes + limits.size.applyAsInt(item) <= limits.bytes;
    }

    private void deliver() {
        boolean goesOn = true;
        try {
            for (int i = 0; i < BURST && goesOn; i++) goesOn = deliverOne();
        } finally {
            if (goesOn) threads.accept(this::deliver);
        }
    }

    /** Delivers what is next; false if there was nothing. An exception ends the burst and not the subscription. */
    private boolean deliverOne() {
        E item;
        long untold = 0;
        synchronized (this) {
            item = waiting.poll();
            if (item != null) {
                waitingBytes -= limits.size.applyAsInt(item);
            } else {
                untold = missedUntold;
                missedUntold = 0;
                if (untold == 0 || isClosed) {
                    isRunning = false;
                    return false;
                }
            }
        }
        if (item != null) listener.accept(item);
        else onMissed.accept(untold);
        return true;
    }
}
