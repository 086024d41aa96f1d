package io.hearsay.cluster;

import io.hearsay.dissemination.plumtree.MessageId;
import io.hearsay.dissemination.rumor.Census;
import io.hearsay.dissemination.rumor.CensusTaken;
import io.hearsay.dissemination.rumor.Missed;
import io.hearsay.dissemination.rumor.Published;
import io.hearsay.dissemination.rumor.Rumor;
import io.hearsay.dissemination.rumor.RumorId;
import io.hearsay.dissemination.rumor.RumorSnapshot;
import io.hearsay.dissemination.topic.Arrival;
import io.hearsay.dissemination.topic.Delivery;
import io.hearsay.dissemination.topic.TopicEvent;
import io.hearsay.stack.ClusterNode;
import io.hearsay.stack.Node;
import io.hearsay.stack.NodeMaps;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * The topics of one node: who listens to which, and what is on its way to the node's thread.
 *
 * <p>Bound: each listener's queue, 16,384 events and 16 MiB; between a publisher and the node's own queue 4,096 events
 * and 8 MiB.
 */
final class Topics {
    private static final int QUEUED_ITEMS = 16_384;
    private static final long QUEUED_BYTES = 16L << 20;
    private static final int MAX_PENDING = 4_096;
    private static final long MAX_PENDING_BYTES = 8L << 20;

    private final Node node;
    private final Host host;
    private final Awaited awaited;
    private final Feed<TopicNews> everything;
    private final Map<Long, CompletableFuture<CensusTaken>> counting = new TreeMap<>();
    private final AtomicInteger pending = new AtomicInteger();
    private final AtomicLong pendingBytes = new AtomicLong();

    /** Replaced as a whole when somebody subscribes, so that the node's thread reads it without a lock. */
    private volatile SortedMap<String, Feed<TopicNews>> feeds = Collections.emptySortedMap();

    Topics(Node node, Host host, Awaited awaited) {
        this.node = node;
        this.host = host;
        this.awaited = awaited;
        everything = newFeed(host);
    }

    Topic topic(String name) {
        Rumor.checkTopic(name);
        if (name.equals(NodeMaps.TOPIC))
            throw new IllegalArgumentException("topic " + name + " is that of the replicated maps; choose another");
        return new Topic(name, this);
    }

    Subscription subscribe(String name, Consumer<TopicMessage> listener, LongConsumer onMissed) {
        return feed(name).subscribe(events(listener), onMissed);
    }

    Subscription follow(String name, TopicListener listener) {
        return feed(name)
                .subscribe(
                        news -> {
                            if (news instanceof TopicMessage message) listener.heard(message);
                            else if (news instanceof TopicGap gap) listener.gap(gap);
                            else throw new AssertionError(news);
                        },
                        listener::missed);
    }

    private static Consumer<TopicNews> events(Consumer<TopicMessage> listener) {
        return news -> {
            if (news instanceof TopicMessage message) listener.accept(message);
        };
    }

    /** All topics. */
    Subscription subscribe(Consumer<TopicMessage> listener, LongConsumer onMissed) {
        return everything.subscribe(events(listener), onMissed);
    }

    /** On the node's thread. */
    void news(TopicEvent event) {
        if (event instanceof TopicEvent.Delivered delivered) heard(delivered);
        else if (event instanceof TopicEvent.Gap gap)
            put(new TopicGap(gap.topic(), gap.publisher(), gap.first(), gap.last(), TopicGap.Reason.GIVEN_UP));
        else if (event instanceof TopicEvent.Conflict conflict)
            put(new TopicGap(conflict.topic(), conflict.publisher(), 0, 0, TopicGap.Reason.CONTRACT));
        else throw new AssertionError(event);
    }

    private void heard(TopicEvent.Delivered delivered) {
        Arrival event = delivered.event();
        put(new TopicMessage(event.topic(), delivered.payload(), event.publisher(), event.sequence(), event.hops()));
    }

    private void put(TopicNews news) {
        Feed<TopicNews> feed = feeds.get(news.topic());
        if (feed != null) feed.put(news);
        everything.put(news);
    }

    /** On the node's thread. Ordered topics say their own gaps, and those that promise least say none. */
    void missed(Missed missed) {
        feeds.forEach((name, feed) -> {
            if (node.topics().delivery(name) == Delivery.EVENTUAL)
                feed.put(new TopicGap(name, missed.origin(), missed.first(), missed.last(), TopicGap.Reason.FORGOTTEN));
        });
    }

    /** On the node's thread: a tree lost an event. */
    void abandoned(MessageId id) {
        missed(new Missed(id.origin(), id.sequence(), id.sequence()));
    }

    CompletionStage<Void> publish(String name, byte[] payload) {
        CompletableFuture<Void> result = awaited.answer();
        long bytes = pendingBytes.addAndGet(payload.length);
        int events = pending.incrementAndGet();
        if (events > MAX_PENDING || bytes > MAX_PENDING_BYTES && events > 1) {
            taken(payload);
            boolean isCount = events > MAX_PENDING;
            result.completeExceptionally(new RefusedException(
                    isCount ? "events on their way to the node's queue" : "bytes on their way to the node's queue",
                    isCount ? events : bytes,
                    isCount ? MAX_PENDING : MAX_PENDING_BYTES));
            return result.copy();
        }
        host.run(() -> {
            taken(payload);
            Published published = node.topics().publish(name, payload);
            host.deliver(() -> complete(result, published));
        });
        return result.copy();
    }

    /** Counts on the node's thread; {@link #taken} brings the outcome. */
    CompletionStage<CensusTaken> census(ClusterNode full, Optional<String> name) {
        CompletableFuture<CensusTaken> outcome = awaited.answer();
        host.run(() -> count(full, name, outcome));
        return outcome.minimalCompletionStage();
    }

    private void count(ClusterNode full, Optional<String> name, CompletableFuture<CensusTaken> outcome) {
        List<RumorId> recent =
                full.rumors().recent(name).stream().map(RumorSnapshot::id).toList();
        List<RumorId> newest = recent.subList(Math.max(0, recent.size() - Census.MAX_RUMORS), recent.size());
        try {
            if (newest.isEmpty()) host.deliver(() -> outcome.complete(new CensusTaken(0, 0, 0, List.of())));
            else counting.put(full.rumors().census(newest), outcome);
        } catch (IllegalStateException tooMany) {
            host.deliver(() -> outcome.completeExceptionally(tooMany));
        }
    }

    /** On the node's thread. */
    void taken(CensusTaken census) {
        CompletableFuture<CensusTaken> outcome = counting.remove(census.number());
        if (outcome != null) host.deliver(() -> outcome.complete(census));
    }

    /** How many events were dropped because listeners were too slow. */
    long missed() {
        long missed = everything.missed();
        for (Feed<TopicNews> feed : feeds.values()) missed += feed.missed();
        return missed;
    }

    private void taken(byte[] payload) {
        pendingBytes.addAndGet(-payload.length);
        pending.decrementAndGet();
    }

    private static void complete(CompletableFuture<Void> result, Published published) {
        if (published instanceof Published.Refused refused)
            result.completeExceptionally(new RefusedException(refused.what(), refused.amount(), refused.limit()));
        else result.complete(null);
    }

    private synchronized Feed<TopicNews> feed(String name) {
        Feed<TopicNews> feed = feeds.get(name);
        if (feed != null) return feed;
        feed = newFeed(host);
        SortedMap<String, Feed<TopicNews>> more = new TreeMap<>(feeds);
        more.put(name, feed);
        feeds = more;
        return feed;
    }

    private static Feed<TopicNews> newFeed(Host host) {
        return new Feed<>(new Mailbox.Limits<>(QUEUED_ITEMS, QUEUED_BYTES, TopicNews::sizeBytes), host::deliver);
    }
}
