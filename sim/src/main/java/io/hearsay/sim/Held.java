package io.hearsay.sim;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What waits for a process that is paused, stalled or busy: its due timers, its inputs, and what it wants to send. */
final class Held {
    private static final int MAX_SENDS = 4096;

    private final Deque<Runnable> timers = new ArrayDeque<>();
    private final Deque<Runnable> inputs = new ArrayDeque<>();
    private final Deque<Runnable> sends = new ArrayDeque<>();
    private int datagrams;
    boolean timersFirst = true;

    void timer(Runnable timer) {
        timers.add(timer);
    }

    void input(Runnable input) {
        inputs.add(input);
    }

    /** A datagram finds room in the socket's buffer, or is lost. */
    void datagram(Runnable datagram, int room) {
        if (datagrams == room) return;
        datagrams++;
        inputs.add(() -> {
            datagrams--;
            datagram.run();
        });
    }

    void send(Runnable send) {
        if (sends.size() < MAX_SENDS) sends.add(send);
    }

    @Nullable
    Runnable nextSend() {
        return sends.poll();
    }

    /** The next thing to handle, or null. */
    @Nullable
    Runnable next(boolean withInputs) {
        if (!withInputs) return timers.poll();
        Runnable first = (timersFirst ? timers : inputs).poll();
        return first != null ? first : (timersFirst ? inputs : timers).poll();
    }
}
