package io.hearsay.stack;

import io.hearsay.Message;
import io.hearsay.Peer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Datagram messages that wait for the budget, by class.
 *
 * <p>Bound: 256 KiB of encoded messages for each class; what finds no room is dropped and counted, as a network would.
 */
final class Backlog {
    static final int MAX_BYTES = 256 * 1024;

    private final List<Queue<Waiting>> queues = new ArrayList<>(Traffic.COUNT);
    private final long[] bytes = new long[Traffic.COUNT];
    private final Tally tally;
    private int size;

    record Waiting(Peer to, Message message, int sizeBytes) {}

    Backlog(Tally tally) {
        this.tally = tally;
        for (int i = 0; i < Traffic.COUNT; i++) queues.add(new ArrayDeque<>(0));
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean isEmpty(Traffic traffic) {
        return queues.get(traffic.rank).isEmpty();
    }

    void add(Peer to, Message message, int sizeBytes, Traffic traffic) {
        int index = traffic.rank;
        if (bytes[index] + sizeBytes > MAX_BYTES) {
            tally.dropped[index]++;
            return;
        }
        tally.waited[index]++;
        bytes[index] += sizeBytes;
        size++;
        queues.get(index).add(new Waiting(to, message, sizeBytes));
    }

    /** Takes the first message of the class; null if none waits. */
    @Nullable
    Waiting poll(Traffic traffic) {
        Waiting first = queues.get(traffic.rank).poll();
        if (first != null) {
            bytes[traffic.rank] -= first.sizeBytes;
            size--;
        }
        return first;
    }

    List<StackStats.Waiting> snapshot() {
        List<StackStats.Waiting> snapshot = new ArrayList<>(Traffic.COUNT);
        for (Traffic traffic : Traffic.ALL) {
            int index = traffic.rank;
            snapshot.add(new StackStats.Waiting(traffic, bytes[index], tally.waited[index], tally.dropped[index]));
        }
        return List.copyOf(snapshot);
    }
}
