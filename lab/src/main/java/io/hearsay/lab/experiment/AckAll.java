package io.hearsay.lab.experiment;

import io.hearsay.Environment;
import io.hearsay.Event;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.Timer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What bimodal multicast is compared with: a publisher that sends to everybody, waits for everybody's acknowledgement,
 * and sends again to who is silent. At most a window of messages is under way, so the slowest sets the pace.
 */
final class AckAll implements Protocol<AckAll.Said, AckAll.Again> {
    private static final Duration AGAIN = Duration.ofMillis(50);

    /** What the publisher and the receivers say. */
    sealed interface Said extends Message {
        /** The publisher to all. */
        record Data(long sequence) implements Said {}

        /** Back: all up to here came. */
        record Ack(long upTo) implements Said {}
    }

    /** Somebody is silent: send again what it lacks. */
    record Again() implements Timer {}

    /** The next one, in order. */
    record Came(long sequence) implements Event {}

    private final Environment env;
    private final int window;
    private final List<Peer> receivers;
    private final Map<Long, Long> acked = new LinkedHashMap<>(); // by instance
    private final TreeSet<Long> ahead = new TreeSet<>();
    private long offered;
    private long sent;
    private long came;

    /**
     * A publisher or, without receivers, a receiver.
     *
     * @param receivers may still grow until the first message is offered
     */
    AckAll(Environment env, int window, List<Peer> receivers) {
        this.env = env;
        this.window = window;
        this.receivers = receivers;
    }

    /** One more message waits for its turn. */
    void offer() {
        offered++;
        send();
    }

    private void send() {
        while (sent < offered && sent - slowest() < window) {
            sent++;
            for (Peer each : receivers) env.send(each, new Said.Data(sent));
        }
    }

    private long slowest() {
        long slowest = sent;
        for (Peer each : receivers) slowest = Math.min(slowest, acked(each));
        return slowest;
    }

    private long acked(Peer receiver) {
        return acked.getOrDefault(receiver.instance(), 0L);
    }

    @Override
    public void start() {
        env.schedule(AGAIN, new Again());
    }

    @Override
    public void receive(Peer from, Said message) {
        if (message instanceof Said.Data data) onData(from, data.sequence());
        else if (message instanceof Said.Ack ack) {
            acked.merge(from.instance(), ack.upTo(), Math::max);
            send();
        }
    }

    private void onData(Peer from, long sequence) {
        if (sequence > came) ahead.add(sequence);
        while (ahead.remove(came + 1)) env.emit(new Came(++came));
        env.send(from, new Said.Ack(came));
    }

    @Override
    public void expire(Again timer) {
        for (Peer each : receivers)
            for (long sequence = acked(each) + 1; sequence <= sent; sequence++) env.send(each, new Said.Data(sequence));
        env.schedule(AGAIN, timer);
    }
}
