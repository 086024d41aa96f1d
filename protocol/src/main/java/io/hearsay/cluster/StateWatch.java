package io.hearsay.cluster;

import io.hearsay.antientropy.scuttlebutt.StateChanged;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One listener's queue of values, in which a later value of a key takes the place of an earlier one that still waits: a
 * slow listener skips values, and the last one always arrives.
 *
 * <p>Bound: {@value #MAX_WAITING} keys of members wait; beyond that the one that waits longest is dropped and counted.
 * Thread-safe.
 */
final class StateWatch implements Subscription {
    /** As many as 64 members have, if each has as many as it may. */
    private static final int MAX_WAITING = 65_536;

    /** After so many values the thread is given back, for others' sake. */
    private static final int BURST = 256;

    private record Place(String member, String key) {}

    private final StateFilter filter;
    private final Consumer<StateChanged> listener;
    private final Consumer<Runnable> threads;
    private final Consumer<StateWatch> onClose;
    private final Map<Place, StateChanged> waiting = new LinkedHashMap<>();
    private long missed;
    private boolean isRunning;
    private boolean isClosed;

    StateWatch(
            StateFilter filter,
            Consumer<StateChanged> listener,
            Consumer<Runnable> threads,
            Consumer<StateWatch> onClose) {
        this.filter = filter;
        this.listener = listener;
        this.threads = threads;
        this.onClose = onClose;
    }

    void put(StateChanged change) {
        if (!filter.accepts(change)) return;
        synchronized (this) {
            if (isClosed) return;
            waiting.put(new Place(change.owner().name(), change.key()), change);
            if (waiting.size() > MAX_WAITING) {
                takeOldest();
                missed++;
            }
            if (isRunning) return;
            isRunning = true;
        }
        threads.accept(this::deliver);
    }

    private StateChanged takeOldest() {
        Iterator<StateChanged> oldest = waiting.values().iterator();
        StateChanged change = oldest.next();
        oldest.remove();
        return change;
    }

    /** An exception of the listener ends the burst and not the subscription. */
    private void deliver() {
        boolean goesOn = true;
        try {
            for (int i = 0; i < BURST && goesOn; i++) goesOn = deliverOne();
        } finally {
            if (goesOn) threads.accept(this::deliver);
        }
    }

    private boolean deliverOne() {
        StateChanged change;
        synchronized (this) {
            if (waiting.isEmpty()) {
                isRunning = false;
                return false;
            }
            change = takeOldest();
        }
        listener.accept(change);
        return true;
    }

    synchronized boolean isClosed() {
        return isClosed;
    }

    /** How many values were dropped; those that a later one of their key overtook are not among them. */
    @Override
    public synchronized long missed() {
        return missed;
    }

    @Override
    public void close() {
        synchronized (this) {
            isClosed = true;
            waiting.clear();
        }
        onClose.accept(this);
    }
}
