package io.hearsay.dissemination.topic;

import io.hearsay.Environment;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.RecentSet;
import io.hearsay.dissemination.topic.Contracts.Contract;
import io.hearsay.dissemination.topic.TopicEvent.Conflict;
import io.hearsay.dissemination.topic.TopicEvent.Delivered;
import io.hearsay.dissemination.topic.TopicEvent.Gap;
import io.hearsay.wire.ByteReader;
import io.hearsay.wire.MalformedMessageException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hands events up in the order that their topics promise, and says where something is missing.
 *
 * <p>Promises, over a broadcast that brings each event once or never: an event is delivered once at most; in an ordered
 * topic the events of a publisher are delivered in its order, in a causal one none before what its publisher had
 * delivered; what is skipped is named by a {@link Gap} before what follows it. It says nothing to others itself. All
 * memory is bounded by {@link TopicConfig}. Not thread-safe, as every protocol.
 */
public final class Ordering implements Protocol<Message, TopicTimer> {
    private static final int REVIEWS_PER_HOLD = 8;
    private static final int CONFLICTS_SAID = 1_024;

    private final TopicConfig config;
    private final Environment env;
    private final long self;
    private final Contracts contracts;
    private final Map<String, TopicOrder> orders = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, Long> published = new LinkedHashMap<>();
    private final RecentSet<Said> said = new RecentSet<>(CONFLICTS_SAID);

    /** What waits, in the order in which it came. */
    private final Set<Held> waiting = new LinkedHashSet<>();

    private long waitingBytes;
    private boolean reviewPending;
    private long delivered;
    private long held;
    private long givenUp;
    private long late;
    private long conflicting;
    private long malformed;

    private record Said(String topic, long publisher) {}

    /** What an event may not be published for. */
    public record Excess(String what, long amount, long limit) {}

    /**
     * Creates one that has delivered nothing.
     *
     * @param self this process's instance
     */
    public Ordering(TopicConfig config, Environment env, long self) {
        this.config = config;
        this.env = env;
        this.self = self;
        contracts = new Contracts(config.topics());
    }

    @Override
    public void start() {}

    @Override
    public void receive(Peer from, Message message) {
        throw new AssertionError(message);
    }

    // Publishing

    /**
     * Wants this contract of the topic from now on: own events are published under it, others' under another one are
     * not delivered.
     *
     * @return the contract that is in the way, and then nothing has changed
     */
    public Optional<Delivery> want(String topic, Delivery delivery) {
        Contract known = contracts.of(topic);
        if (known != null && known.delivery() != delivery) return Optional.of(known.delivery());
        contracts.want(topic, delivery, self);
        return Optional.empty();
    }

    /** Under which contract this node publishes in a topic; {@link Delivery#EVENTUAL} where none is known. */
    public Delivery delivery(String topic) {
        Contract known = contracts.of(topic);
        return known == null ? Delivery.EVENTUAL : known.delivery();
    }

    /** Which process is known to publish under that contract, or wants it: this one, perhaps. */
    public long witness(String topic) {
        Contract known = contracts.of(topic);
        return known == null ? self : known.publisher();
    }

    /** Why an event cannot be stamped now; null if it can. */
    public @Nullable Excess excess(String topic) {
        Delivery delivery = delivery(topic);
        if (!delivery.isOrdered()) return null;
        if (!published.containsKey(topic) && published.size() >= config.topics())
            return new Excess("ordered topics published by one process", published.size() + 1L, config.topics());
        int past = delivery == Delivery.CAUSAL ? past(topic).size() : 0;
        return past > Stamp.MAX_PAST ? new Excess("publishers in a causal event's past", past, Stamp.MAX_PAST) : null;
    }

    /** The next own event's payload with its stamp; {@link #accepted} says that it was published. */
    public byte[] stamped(String topic, byte[] payload) {
        return stamp(topic).before(payload);
    }

    private Stamp stamp(String topic) {
        Delivery delivery = delivery(topic);
        if (!delivery.isOrdered()) return Stamp.unordered(delivery);
        long number = published.getOrDefault(topic, 0L) + 1;
        return new Stamp(delivery, number, delivery == Delivery.CAUSAL ? past(topic) : List.of());
    }

    private List<Stamp.Mark> past(String topic) {
        TopicOrder order = orders.get(topic);
        return order == null
                ? List.of()
                : order.past(self, env.nowNanos() - config.past().toNanos());
    }

    /** The event that was stamped last is on its way. */
    public void accepted(String topic) {
        if (delivery(topic).isOrdered()) published.merge(topic, 1L, Long::sum);
    }

    // Delivering

    /** Takes in what the broadcast brought. */
    public void accept(Arrival event, byte[] stamped) {
        ByteReader in = new ByteReader(stamped);
        Stamp stamp;
        try {
            stamp = Stamp.read(in);
        } catch (MalformedMessageException e) {
            malformed++;
            return;
        }
        Contract contract = contracts.seen(event.topic(), stamp.delivery(), event.publisher());
        byte[] payload = in.raw(in.remaining());
        if (contract.delivery() != stamp.delivery()) conflict(event, stamp.delivery(), contract.delivery());
        else if (stamp.delivery().isOrdered()) order(new Held(event, stamp, payload, env.nowNanos()));
        else handUp(event, stamp.delivery(), payload);
    }

    private void conflict(Arrival event, Delivery theirs, Delivery ours) {
        conflicting++;
        if (said.add(new Said(event.topic(), event.publisher())))
            env.emit(new Conflict(event.topic(), event.publisher(), theirs, ours));
    }

    private void handUp(Arrival event, Delivery delivery, byte[] payload) {
        delivered++;
        env.emit(new Delivered(event, delivery, payload));
    }

    private void order(Held event) {
        TopicOrder order = orders.computeIfAbsent(event.event.topic(), this::newOrder);
        waiting.add(event);
        waitingBytes += event.payload.length;
        if (!order.take(event)) {
            late++;
            leaves(event);
        } else if (waiting.contains(event)) waits();
        bound(order);
    }

    private TopicOrder newOrder(String topic) {
        return new TopicOrder(new TopicOrder.Outlet() {
            @Override
            public void deliver(Held event) {
                leaves(event);
                handUp(event.event, event.stamp.delivery(), event.payload);
            }

            @Override
            public void gap(long publisher, long first, long last) {
                givenUp += last - first + 1;
                env.emit(new Gap(topic, publisher, first, last));
            }
        });
    }

    private void leaves(Held event) {
        if (waiting.remove(event)) waitingBytes -= event.payload.length;
    }

    private void waits() {
        held++;
        if (reviewPending) return;
        reviewPending = true;
        env.schedule(config.hold().dividedBy(REVIEWS_PER_HOLD), new TopicTimer.Review());
    }

    private void bound(TopicOrder order) {
        while (waiting.size() > config.heldEvents() || waitingBytes > config.heldBytes()) forceOldest();
        while (order.publishers() > config.publishers() && order.forgetOne()) {}
        if (orders.size() > config.topics()) forgetTopic();
    }

    private void forceOldest() {
        Held oldest = waiting.iterator().next();
        force(oldest);
        leaves(oldest);
    }

    private void force(Held event) {
        TopicOrder order = orders.get(event.event.topic());
        if (order != null) order.force(event);
    }

    private void forgetTopic() {
        String oldest = orders.keySet().iterator().next();
        TopicOrder order = orders.get(oldest);
        if (order != null) order.waiting().forEach(this::force);
        orders.remove(oldest);
    }

    @Override
    public void expire(TopicTimer timer) {
        if (timer instanceof TopicTimer.Review) onReview();
        else throw new AssertionError(timer);
    }

    private void onReview() {
        reviewPending = false;
        long due = env.nowNanos() - config.hold().toNanos();
        while (!waiting.isEmpty() && waiting.iterator().next().sinceNanos - due <= 0) forceOldest();
        if (waiting.isEmpty()) return;
        reviewPending = true;
        env.schedule(config.hold().dividedBy(REVIEWS_PER_HOLD), new TopicTimer.Review());
    }

    /** What it has done so far. */
    public TopicStats stats() {
        return new TopicStats(delivered, held, givenUp, late, conflicting, malformed, waiting.size(), waitingBytes);
    }
}
