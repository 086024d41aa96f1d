package io.hearsay.stack;

import io.hearsay.Address;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.Timer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the parts of one stack share. */
final class Footing {
    private static final int MAX_HELD_DATAGRAMS = 10_000;

    final StackConfig config;
    final long instance;
    final Carrier carrier;
    final MessageCodec codec;
    final Framing framing;
    final Budget budget;
    final Tally tally = new Tally();
    final TimerQueue timers = new TimerQueue();

    /** What is to be called once the running handler has returned, in order. */
    final Deque<Runnable> notices = new ArrayDeque<>();

    int heldDatagrams;
    Faults faults = Faults.NONE;
    BiConsumer<Address, Reject> rejectListener = (from, why) -> {};
    Consumer<Peer> hearing = peer -> {};
    private @Nullable Protocol<Message, Timer> protocol;

    Footing(StackConfig config, long instance, Carrier carrier, MessageCodec codec, Framing framing) {
        this.config = config;
        this.instance = instance;
        this.carrier = carrier;
        this.codec = codec;
        this.framing = framing;
        this.budget = new Budget(config.budgetBytesPerSecond(), carrier.nowNanos());
    }

    void protocol(Protocol<Message, Timer> above) {
        if (protocol != null) throw new IllegalStateException("a stack runs one protocol; nothing has changed");
        protocol = above;
    }

    Protocol<Message, Timer> protocol() {
        if (protocol == null) throw new AssertionError("input before Stack.run");
        return protocol;
    }

    void later(long delayNanos, Timer timer) {
        long now = carrier.nowNanos();
        long deadline = now + Math.max(0, delayNanos);
        timers.add(deadline < now ? TimerQueue.NEVER - 1 : deadline, timer);
    }

    void reject(Address from, Reject why) {
        tally.count(why);
        rejectListener.accept(from, why);
    }

    /** Holds a datagram back, unless too many are held already: then it is lost. */
    void hold(long nanos, StackTimer.Delayed datagram) {
        if (heldDatagrams == MAX_HELD_DATAGRAMS) return;
        heldDatagrams++;
        later(nanos, datagram);
    }

    /** What happens to a frame; asks nobody while there are no faults. */
    long judge(Address peer, Faults.Direction direction) {
        if (faults == Faults.NONE) return Faults.PASS;
        long verdict = faults.judge(peer, direction);
        if (verdict != Faults.PASS) tally.faults++;
        return verdict;
    }
}
