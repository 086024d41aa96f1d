package io.hearsay;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** An environment that does nothing and remembers all it was asked for; its clock moves when the test says so. */
public final class RecordingEnvironment implements Environment {
    /** A datagram or a message on a link. */
    public record Sent(Peer to, Message message) {}

    /** A timer that was set. */
    public record Scheduled(long dueNanos, Timer timer) {}

    /** A link action: open or close. */
    public record LinkCall(String what, Peer peer) {}

    private final RandomGenerator random;
    private final List<Sent> sent = new ArrayList<>();
    private final RecordedLinks links = new RecordedLinks();
    private final List<Event> events = new ArrayList<>();
    private final List<Batch> persisted = new ArrayList<>();
    private final List<Scheduled> timers = new ArrayList<>();
    private long lastToken;
    private long nowNanos = 1_000_000_000L;

    /** An environment whose randomness follows from the seed. */
    public RecordingEnvironment(long seed) {
        random = new SplittableRandom(seed);
    }

    @Override
    public long nowNanos() {
        return nowNanos;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public void send(Peer to, Message message) {
        sent.add(new Sent(to, message));
    }

    @Override
    public void schedule(long delayNanos, Timer timer) {
        timers.add(new Scheduled(nowNanos + delayNanos, timer));
    }

    @Override
    public void emit(Event event) {
        events.add(event);
    }

    @Override
    public void persist(Batch batch, long token) {
        persisted.add(batch);
        lastToken = token;
    }

    @Override
    public RecordedLinks links() {
        return links;
    }

    /** Links that remember what was asked of them. */
    public static final class RecordedLinks implements Links {
        private final List<LinkCall> calls = new ArrayList<>();
        private final List<Sent> sent = new ArrayList<>();
        private boolean writable = true;

        @Override
        public void open(Peer to) {
            calls.add(new LinkCall("open", to));
        }

        @Override
        public boolean send(Peer to, Message message) {
            if (writable) sent.add(new Sent(to, message));
            return writable;
        }

        @Override
        public void close(Peer to, String reason) {
            calls.add(new LinkCall("close", to));
        }

        @Override
        public void pause(Peer from) {
            calls.add(new LinkCall("pause", from));
        }

        @Override
        public void resume(Peer from) {
            calls.add(new LinkCall("resume", from));
        }

        @Override
        public void abandon(Peer to) {
            calls.add(new LinkCall("abandon", to));
        }

        /** Whether {@link #send} takes messages from now on. */
        public void writable(boolean now) {
            writable = now;
        }

        /** What was opened and closed since the last call. */
        public List<LinkCall> takeCalls() {
            return take(calls);
        }

        /** What was sent since the last call. */
        public List<Sent> takeSent() {
            return take(sent);
        }
    }

    /** Datagrams sent since the last call. */
    public List<Sent> takeSent() {
        return take(sent);
    }

    /** Events emitted since the last call. */
    public List<Event> takeEvents() {
        return take(events);
    }

    /** Batches to be stored since the last call. */
    public List<Batch> takePersisted() {
        return take(persisted);
    }

    /** The token of the last batch. */
    public long lastToken() {
        return lastToken;
    }

    /** Timers that are set and not due yet. */
    public List<Scheduled> timers() {
        return List.copyOf(timers);
    }

    /** Moves the clock without letting any timer expire: a pause. */
    public void freeze(Duration pause) {
        nowNanos += pause.toNanos();
    }

    /** Moves the clock; timers that come due expire in order, those that their handlers set included. */
    public <T extends Timer> void advance(Duration by, Class<T> kind, Consumer<T> expire) {
        long end = nowNanos + by.toNanos();
        for (Scheduled next = next(end); next != null; next = next(end)) {
            timers.remove(next);
            nowNanos = Math.max(nowNanos, next.dueNanos());
            expire.accept(kind.cast(next.timer()));
        }
        nowNanos = end;
    }

    private @Nullable Scheduled next(long end) {
        return timers.stream()
                .filter(timer -> timer.dueNanos() <= end)
                .min(Comparator.comparingLong(Scheduled::dueNanos))
                .orElse(null);
    }

    private static <E> List<E> take(List<E> list) {
        List<E> taken = List.copyOf(list);
        list.clear();
        return taken;
    }
}
