package io.hearsay.cluster;

import io.hearsay.antientropy.scuttlebutt.Entry;
import io.hearsay.antientropy.scuttlebutt.ScuttlebuttStats;
import io.hearsay.antientropy.scuttlebutt.Snapshot;
import io.hearsay.antientropy.scuttlebutt.StateChanged;
import io.hearsay.stack.NodeState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * What each member says of itself, known to all: only the owner writes.
 *
 * <p>Promised: the last value of each key comes to every member that can be reached, usually within some rounds of 250
 * ms; of several writes in a row others may see the last alone. What is known of a member stays while it is dead, and
 * goes when it has left or was forgotten. Own values live as long as this process: after a restart it says its own
 * again. Every method may be called from every thread and every listener.
 */
public final class State {
    private final NodeState node;
    private final Host host;
    private final Awaited awaited;
    private final String self;
    private final List<StateWatch> watches = new CopyOnWriteArrayList<>();

    State(NodeState node, String self, Host host, Awaited awaited) {
        this.node = node;
        this.self = self;
        this.host = host;
        this.awaited = awaited;
    }

    /**
     * Says something of this member, until it is deleted or this process ends.
     *
     * @param key 1..128 bytes of UTF-8 without control characters
     * @param value at most 768 bytes of UTF-8
     * @return done when it is written here; failed with {@link IllegalStateException} if this member has 1,024 keys or
     *     128 KiB already
     * @throws IllegalArgumentException if the key or the value is none
     */
    public CompletionStage<Void> put(String key, String value) {
        return put(key, value, Optional.empty());
    }

    /**
     * The same for a time, by this member's clock: put it again to prolong it. If this process dies before, the value
     * stays with what is known of it.
     *
     * @param ttl 1 ms..365 d, kept to a round
     */
    public CompletionStage<Void> put(String key, String value, Duration ttl) {
        Entry.checkTtl(ttl);
        return put(key, value, Optional.of(ttl));
    }

    private CompletionStage<Void> put(String key, String value, Optional<Duration> ttl) {
        Entry.checkKey(key);
        Entry.checkValue(value);
        return awaited.command(() -> node.put(key, value, ttl));
    }

    /**
     * Says it no longer.
     *
     * @return done when it is gone here; nothing happens if there is no such key
     * @throws IllegalArgumentException if the key is none
     */
    public CompletionStage<Void> delete(String key) {
        Entry.checkKey(key);
        return awaited.command(() -> node.delete(key));
    }

    /** The value of this member's own key. */
    public Optional<String> get(String key) {
        return get(self, key);
    }

    /** The value of a member's key, as it is known here. */
    public Optional<String> get(String member, String key) {
        return awaited.ask(() -> Optional.ofNullable(node.entry(member, key)).map(Entry::value));
    }

    /** What is known of one member; empty if nothing. */
    public Optional<Snapshot> of(String member) {
        return awaited.ask(() -> node.of(member));
    }

    /** What is known of all members that have said something, and of this one, in the order of names. */
    public List<Snapshot> all() {
        return awaited.ask(node::all);
    }

    /**
     * Hears the values there are, and then each new one; {@link StateChanged#value} is null for a key that is gone. The
     * last value of each key always arrives; values that a later one overtakes before the listener is ready do not.
     * When a member starts again, its keys go and come as it says them.
     *
     * <p>Bound: 65,536 keys of members wait; beyond that the one that waits longest is dropped, and counted in
     * {@link Subscription#missed}: watch fewer keys, or be quicker.
     */
    public Subscription watch(StateFilter filter, Consumer<StateChanged> listener) {
        StateWatch watch = new StateWatch(filter, listener, host::deliver, watches::remove);
        host.run(() -> begin(watch));
        return watch;
    }

    /** On the node's thread, so that nothing changes between what is there and what comes. */
    private void begin(StateWatch watch) {
        watches.add(watch);
        for (Snapshot state : node.all())
            state.entries().forEach((key, entry) -> watch.put(new StateChanged(state.owner(), key, entry.value())));
        if (watch.isClosed()) watches.remove(watch);
    }

    /** What was done to know all this. */
    public ScuttlebuttStats stats() {
        return awaited.ask(node::stats);
    }

    /** On the node's thread. */
    void report(StateChanged change) {
        for (StateWatch watch : watches) watch.put(change);
    }
}
