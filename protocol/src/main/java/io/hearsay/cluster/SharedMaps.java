package io.hearsay.cluster;

import io.hearsay.NodeId;
import io.hearsay.antientropy.Exchange;
import io.hearsay.antientropy.ReconcilerEvent;
import io.hearsay.antientropy.audit.AuditCounts;
import io.hearsay.antientropy.audit.AuditEvent;
import io.hearsay.antientropy.audit.AuditReport;
import io.hearsay.data.Bytes;
import io.hearsay.data.Crdt;
import io.hearsay.data.map.Author;
import io.hearsay.data.map.MapCounts;
import io.hearsay.data.map.MapEvent;
import io.hearsay.data.map.MapPolicy;
import io.hearsay.data.map.MapReader;
import io.hearsay.data.map.MapRule;
import io.hearsay.data.map.MapSummary;
import io.hearsay.data.map.Write;
import io.hearsay.stack.ClusterNode;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The replicated maps of one member.
 *
 * <p>A map has one policy in the whole cluster: asking for it under another fails with {@link IllegalStateException},
 * as does asking for more maps than the quota allows, and with {@link IllegalArgumentException} for a name that is not
 * 1..64 bytes of printable text. Where two sides of a split cluster have made one map under two policies, each keeps
 * its own and logs the other.
 *
 * <p>A map that is made under a {@link MapRule} is held by the members that meet it alone. It has that rule in the
 * whole cluster, as it has a policy; who does not name one gets the map under the rule that it has. At a member that
 * does not meet it asking, reading and writing fail with {@link IllegalStateException}. A member's maps have at most
 * eight rules.
 *
 * <p>Bound: 4,096 writes wait for the node's thread; each watch's queue. Every method may be called from every thread
 * and every listener.
 */
public final class SharedMaps {
    private static final int MAX_PENDING = 4_096;

    /** Writes taken in one handler: well below a millisecond. */
    private static final int BURST = 64;

    private static final int QUEUED_CHANGES = 16_384;

    private final ClusterNode node;
    private final Host host;
    private final Awaited awaited;
    private final LongSupplier wallMillis;
    private final Comparing comparing;
    private final Auditing auditing;
    private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger pending = new AtomicInteger(); // those in the queue, and those about to be
    private final Map<Long, CompletableFuture<Void>> storing = new TreeMap<>(); // the node's thread alone

    /** Replaced as a whole when somebody watches another map, so that the node's thread reads it without a lock. */
    private volatile SortedMap<String, Feed<MapEvent.Changed>> feeds = Collections.emptySortedMap();

    SharedMaps(ClusterNode node, Host host, Awaited awaited, LongSupplier wallMillis) {
        this.node = node;
        this.host = host;
        this.awaited = awaited;
        this.wallMillis = wallMillis;
        comparing = new Comparing(node.maps(), host, awaited);
        auditing = new Auditing(node.maps(), host, awaited);
    }

    /** One write on its way to the node's thread. */
    record Writing<C extends Crdt<C>>(
            SharedMaps maps,
            String map,
            MapPolicy<C> policy,
            @Nullable MapRule rule,
            Bytes key) {
        CompletionStage<Void> write(BiFunction<C, Author, C> change) {
            return maps.write(this, change);
        }
    }

    /** A map of which the last write to a key wins. */
    public SharedMap lastWrite(String name) {
        return lastWrite(name, null);
    }

    /** The same, held by these members; null: by those that do, and by all if it is made. */
    public SharedMap lastWrite(String name, @Nullable MapRule rule) {
        return new SharedMap(name, rule, this);
    }

    /** A map in which writes that did not know of each other stand side by side. */
    public SiblingMap siblings(String name) {
        return siblings(name, null);
    }

    /** The same, held by these members; null: by those that do, and by all if it is made. */
    public SiblingMap siblings(String name, @Nullable MapRule rule) {
        return new SiblingMap(name, rule, this);
    }

    /** A map of counters. */
    public CounterMap counters(String name) {
        return counters(name, null);
    }

    /** The same, held by these members; null: by those that do, and by all if it is made. */
    public CounterMap counters(String name, @Nullable MapRule rule) {
        return new CounterMap(name, rule, this);
    }

    /** A map of sets. */
    public SetMap sets(String name) {
        return sets(name, null);
    }

    /** The same, held by these members; null: by those that do, and by all if it is made. */
    public SetMap sets(String name, @Nullable MapRule rule) {
        return new SetMap(name, rule, this);
    }

    /** A map of flags. */
    public FlagMap flags(String name) {
        return flags(name, null);
    }

    /** The same, held by these members; null: by those that do, and by all if it is made. */
    public FlagMap flags(String name, @Nullable MapRule rule) {
        return new FlagMap(name, rule, this);
    }

    /** All maps that this member knows, in the order of names. */
    public List<MapSummary> list() {
        return awaited.ask(node.maps()::summaries);
    }

    /** What they hold and have done. */
    public MapCounts counts() {
        return awaited.ask(node.maps()::counts);
    }

    /** A number that two members share exactly when the maps that everybody holds are the same at both. */
    public long digest() {
        return digest(MapRule.ALL);
    }

    /** The same of the maps of one rule; 0 at a member that does not hold them. */
    public long digest(MapRule rule) {
        return awaited.ask(() -> node.maps().digest(rule));
    }

    /**
     * Compares all maps that both are to hold with a member's now, and exchanges what differs.
     *
     * @return false if that is being done already, or as much as may be at a time
     * @throws IllegalArgumentException if nobody of that name is known
     */
    public boolean reconcile(String member) {
        return awaited.ask(() -> node.maps().reconcile(member));
    }

    /**
     * As {@link #reconcile}, and says how it ended: done when the exchange is over, with its cause if it failed. One
     * that its link or a busy member ended goes on by itself under another number.
     *
     * @return failed with {@link IllegalArgumentException} if nobody of that name is known, with
     *     {@link IllegalStateException} if it is being done already, or as much as may be at a time
     */
    public CompletionStage<Exchange> repair(String member) {
        return comparing.repair(member);
    }

    /**
     * Which keys differ from a member's now. Changes nothing, here or there, and costs what {@link #repair} does.
     *
     * @param map only of this one; of all if empty
     * @return as of {@link #repair}
     */
    public CompletionStage<MapDifferences> differences(String member, String map) {
        return comparing.differences(member, map);
    }

    /** On the node's thread. */
    void report(ReconcilerEvent event) {
        comparing.report(event);
    }

    /**
     * Reads all entries here anew and has a few peers do so with theirs: finds what has rotted in memory since it was
     * written, which no comparison sees. What has rotted here is replaced by a right copy of a peer; a peer with other
     * data is named, and repairs itself. Takes some 80 s for a million entries.
     *
     * @return done when all was read and what could be healed is
     * @throws IllegalStateException if one that was asked for is under way
     */
    public CompletionStage<AuditReport> audit() {
        return auditing.audit();
    }

    /** The audit that was asked for last, as far as it has come; empty if none was. */
    public Optional<AuditReport> latestAudit() {
        return awaited.ask(node.maps()::latestAudit);
    }

    /** What audits have done since this member started, those in the background included. */
    public AuditCounts auditCounts() {
        return awaited.ask(node.maps()::auditCounts);
    }

    /** On the node's thread. */
    void report(AuditEvent event) {
        auditing.report(event);
    }

    /**
     * The comparisons with other members that run, then the latest ones that are over, the latest first. One is of all
     * maps that both are to hold. Bound: the 128 that ended last.
     */
    public List<Exchange> exchanges() {
        return awaited.ask(node.maps()::exchanges);
    }

    /**
     * Ends a comparison, whichever side began it; the other side is told. What was exchanged stays, and the next round
     * begins another one.
     *
     * @param exchange its {@link Exchange#id}
     * @return false if none runs under this number
     */
    public boolean cancel(long exchange) {
        return awaited.ask(() -> node.maps().cancel(exchange));
    }

    boolean isLive(NodeId owner) {
        return node.maps().isLive(owner);
    }

    long nowMillis() {
        return wallMillis.getAsLong();
    }

    <C extends Crdt<C>> MapReader<C> open(String name, MapPolicy<C> policy, @Nullable MapRule rule) {
        return awaited.ask(() -> node.maps().open(name, policy, rule));
    }

    private <C extends Crdt<C>> CompletionStage<Void> write(Writing<C> what, BiFunction<C, Author, C> change) {
        CompletableFuture<Void> done = awaited.answer();
        int waiting = pending.incrementAndGet();
        if (waiting > MAX_PENDING) {
            pending.decrementAndGet();
            done.completeExceptionally(
                    new RefusedException("writes on their way to the node's thread", waiting, MAX_PENDING));
            return done.copy();
        }
        queue.add(() -> {
            try {
                finish(node.maps().write(what.map(), what.policy(), what.rule(), what.key(), change), done);
            } catch (IllegalArgumentException | IllegalStateException | ArithmeticException refused) {
                host.deliver(() -> done.completeExceptionally(refused));
            }
        });
        if (waiting == 1) host.run(this::drain);
        return done.copy();
    }

    /** On the node's thread: what has gathered, in one handler; whoever finds nothing waiting has it called again. */
    private void drain() {
        int taken = 0;
        for (Runnable write = queue.poll(); write != null; write = taken < BURST ? queue.poll() : null) {
            write.run();
            taken++;
        }
        if (pending.addAndGet(-taken) > 0) host.run(this::drain);
    }

    private void finish(Write write, CompletableFuture<Void> done) {
        if (write instanceof Write.Taken taken) storing.put(taken.ticket(), done);
        else if (write instanceof Write.Refused refused)
            host.deliver(() -> done.completeExceptionally(
                    new RefusedException(refused.what(), refused.amount(), refused.limit())));
        else host.deliver(() -> done.complete(null));
    }

    /** On the node's thread. */
    void report(MapEvent event) {
        if (event instanceof MapEvent.Changed change) {
            Feed<MapEvent.Changed> feed = feeds.get(change.map());
            if (feed != null) feed.put(change);
        } else if (event instanceof MapEvent.Stored stored) stored(stored);
    }

    private void stored(MapEvent.Stored stored) {
        CompletableFuture<Void> done = storing.remove(stored.ticket());
        String problem = stored.problem();
        if (done == null) return;
        if (problem == null) host.deliver(() -> done.complete(null));
        else
            host.deliver(() -> done.completeExceptionally(
                    new IllegalStateException("written here and spread, but not stored: " + problem)));
    }

    Subscription watch(String name, Consumer<MapEvent.Changed> listener, LongConsumer onMissed) {
        return feed(name).subscribe(listener, onMissed);
    }

    private synchronized Feed<MapEvent.Changed> feed(String name) {
        Feed<MapEvent.Changed> feed = feeds.get(name);
        if (feed != null) return feed;
        feed = new Feed<>(new Mailbox.Limits<>(QUEUED_CHANGES, Long.MAX_VALUE, change -> 0), host::deliver);
        SortedMap<String, Feed<MapEvent.Changed>> more = new TreeMap<>(feeds);
        more.put(name, feed);
        feeds = more;
        return feed;
    }
}
