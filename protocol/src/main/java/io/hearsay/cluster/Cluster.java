package io.hearsay.cluster;

import io.hearsay.Address;
import io.hearsay.Event;
import io.hearsay.dissemination.plumtree.PlumtreeEvent;
import io.hearsay.dissemination.plumtree.TreeSurveyed;
import io.hearsay.dissemination.query.QueryStats;
import io.hearsay.dissemination.rumor.CensusTaken;
import io.hearsay.dissemination.rumor.Missed;
import io.hearsay.dissemination.rumor.RumorSnapshot;
import io.hearsay.dissemination.topic.Delivery;
import io.hearsay.dissemination.topic.TopicEvent;
import io.hearsay.membership.Member;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.MemberRecord;
import io.hearsay.membership.MemberState;
import io.hearsay.membership.Verdict;
import io.hearsay.membership.sync.SyncEvent;
import io.hearsay.stack.ClusterNode;
import io.hearsay.stack.LinkFaults;
import io.hearsay.stack.Node;
import io.hearsay.stack.Stack;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One member's handle on its cluster.
 *
 * <p>Every method may be called from every thread and every listener. Snapshots are immutable; {@link #members} and
 * {@link #member} never wait, and a listener finds in them what it has just been told. Listeners run on threads of
 * their own, each with a bounded queue: one that blocks delays itself alone, one that falls behind is told how much it
 * missed. Stages complete on those threads too, so that what follows them may block.
 *
 * <p>What is not promised: that two members see the same at the same time, and any order between different members'
 * events.
 */
public final class Cluster implements AutoCloseable {
    private static final int QUEUED_EVENTS = 4_096;
    private static final Duration REFRESH = Duration.ofSeconds(2);

    /** So many rows cost one refresh interval: a large table is looked through less often. */
    private static final int ROWS_PER_REFRESH = 128;

    private final String id;
    private final String name;
    private final Stack stack;
    private final Node node;
    private final Host host;
    private final Roster roster = new Roster();
    private final Topics topics;
    private final Surveys surveys;
    private final @Nullable Everybody everybody;
    private final Feed<MemberEvent> memberEvents;
    private final LinkFaults faults;
    private final Awaited awaited;
    private final Lifetime lifetime;

    private Cluster(String id, Stack stack, Node node, Host host) {
        this.id = id;
        this.name = node.self().name();
        this.stack = stack;
        this.node = node;
        this.host = host;
        awaited = new Awaited(host);
        lifetime = new Lifetime(host, awaited);
        topics = new Topics(node, host, awaited);
        surveys = new Surveys(host, awaited);
        everybody =
                node instanceof ClusterNode full ? new Everybody(full, host, awaited, roster, stack::wallMillis) : null;
        memberEvents = new Feed<>(new Mailbox.Limits<>(QUEUED_EVENTS, Long.MAX_VALUE, event -> 0), host::deliver);
        faults = new LinkFaults(stack.random());
        roster.replace(node.members());
    }

    /**
     * A handle on a node that is about to start; users call {@code Hearsay.join} or the simulator's cluster instead.
     */
    public static Cluster over(String id, Stack stack, Node node, Host host) {
        Cluster cluster = new Cluster(id, stack, node, host);
        host.onEvent(cluster::onEvent);
        host.run(cluster::refresh);
        return cluster;
    }

    /** The cluster's id. */
    public String id() {
        return id;
    }

    /**
     * Whether this node knows only its neighbours. Then {@link #members} are these, and what takes knowing everybody
     * throws {@link UnsupportedOperationException}: {@link #why}, {@link #forget}, {@link #keys}, queries,
     * {@link #maps}, {@link #state}, {@link #ask} and {@link #send}, {@link #rumors} and {@link #census}.
     */
    public boolean isPartial() {
        return everybody == null;
    }

    private Everybody everybody(String what) {
        if (everybody != null) return everybody;
        throw new UnsupportedOperationException(what
                + " takes a list of all members, and this cluster has none: its membership is partial. Events under"
                + " topics reach everybody; the rest needs `membership: full`");
    }

    /** This node as its members see it. */
    public Member self() {
        Member self = roster.member(name);
        return self != null ? self : awaited.ask(node::self);
    }

    /** Everybody known by name, this node and the dead included, those removed not; in the order of names. */
    public List<Member> members() {
        return roster.members();
    }

    /** The member of this name, dead or alive. */
    public Optional<Member> member(String memberName) {
        return Optional.ofNullable(roster.member(memberName));
    }

    /**
     * Hears how the view changes from now on; after {@link MemberEvent.Resync}, look at {@link #members}. Bound: 4,096
     * events wait.
     */
    public Subscription onMember(Consumer<MemberEvent> listener) {
        return memberEvents.subscribe(listener, missed -> listener.accept(new MemberEvent.Resync(missed)));
    }

    /** What this node believed of a name, on what grounds and on whose word; oldest first. */
    public List<Verdict> why(String memberName) {
        ClusterNode full = everybody("why").node;
        return awaited.ask(() -> full.why(memberName));
    }

    /**
     * How suspicious each member's silence is now, dead ones included: phi, by name. Empty where probes decide who
     * lives, or nobody knows all members; of a member that was never heard there is none.
     */
    public SortedMap<String, Double> phi() {
        return awaited.ask(() -> phi(node.members()));
    }

    private SortedMap<String, Double> phi(List<Member> members) {
        SortedMap<String, Double> levels = new TreeMap<>();
        if (everybody == null) return levels;
        for (Member member : members)
            everybody.node.phi(member.name()).ifPresent(level -> levels.put(member.name(), level.phi()));
        return levels;
    }

    /**
     * The topic of this name, with this contract: this node publishes in it under that one, and hears under no other.
     * One contract holds for a topic in the whole cluster.
     *
     * @throws IllegalStateException if the topic has another contract, with the name of a member that has it so
     * @throws IllegalArgumentException if it is not 1..128 bytes of printable text
     */
    public Topic topic(String topicName, Delivery delivery) {
        Topic topic = topics.topic(topicName);
        Optional<String> conflict = awaited.ask(() -> node.topics().want(topicName, delivery));
        if (conflict.isPresent()) throw new IllegalStateException(conflict.get());
        return topic;
    }

    /**
     * The topic of this name, with whatever contract it has; {@link Delivery#EVENTUAL} as long as none is known.
     *
     * @throws IllegalArgumentException if it is not 1..128 bytes of printable text
     */
    public Topic topic(String topicName) {
        return topics.topic(topicName);
    }

    /**
     * Hears the events of all topics from now on.
     *
     * @param onMissed hears, in their place, how many events were dropped because the listener was too slow
     */
    public Subscription onMessage(Consumer<TopicMessage> listener, LongConsumer onMissed) {
        return topics.subscribe(listener, onMissed);
    }

    /** The recent events and what became of them here, of one topic or of all. */
    public List<RumorSnapshot> rumors(Optional<String> topicName) {
        ClusterNode full = everybody("the state of rumors").node;
        return awaited.ask(() -> full.rumors().recent(topicName));
    }

    /**
     * Counts to how many members the newest of the recent events, 24 at most, are what: S, I and R. Asks every member,
     * so this is for an operator who looks; done in about a second.
     */
    public CompletionStage<CensusTaken> census(Optional<String> topicName) {
        return topics.census(everybody("a census").node, topicName);
    }

    /**
     * A question to the members that this filter lets through, this node and the dead included; asked when somebody
     * subscribes. Members believed dead are asked and not waited for.
     *
     * @param queryName what each of them answers by {@link #onQuery}, 1..64 bytes of UTF-8
     * @param payload at most 1 MiB; copied
     * @param timeout 1 ms..5 min
     * @throws IllegalArgumentException if the name is none
     */
    public Query query(String queryName, byte[] payload, Predicate<Member> filter, Duration timeout) {
        Handlers.checkName(queryName);
        return new Query(
                everybody("a query").questions,
                () -> members().stream().filter(filter).map(Member::name).toList(),
                new Questions.Text(queryName, payload.clone(), timeout));
    }

    /**
     * Answers the queries of this name from now on.
     *
     * @throws IllegalArgumentException if the name is not 1..64 bytes of UTF-8
     * @throws IllegalStateException if that name has a handler already
     */
    public Subscription onQuery(String queryName, QueryHandler handler) {
        Handlers.checkName(queryName);
        return everybody("answering queries").handlers.register(queryName, handler);
    }

    /**
     * Asks one member.
     *
     * @param payload at most 1 MiB; copied
     * @param timeout 1 ms..5 min
     * @return failed with {@link UnansweredException} if it is silent, refuses or is believed dead, with
     *     {@link IllegalArgumentException} if nobody of that name is known
     */
    public CompletionStage<byte[]> ask(String memberName, byte[] payload, Duration timeout) {
        return everybody("asking a member").questions.ask(memberName, payload.clone(), timeout);
    }

    /**
     * Answers what is asked of this member alone.
     *
     * @throws IllegalStateException if something answers already
     */
    public Subscription onAsk(QueryHandler handler) {
        return everybody("answering a member").handlers.register(Questions.DIRECT, handler);
    }

    /**
     * Sends something to one member, once: it may be lost, and nobody says so. {@link #ask} where you need to know.
     *
     * @param payload at most 1 MiB; copied
     * @return done when it is on its way or waits for a link; failed with {@link IllegalStateException} if too much
     *     waits for that member already, with {@link IllegalArgumentException} if nobody of that name is known
     */
    public CompletionStage<Void> send(String memberName, byte[] payload) {
        byte[] copy = payload.clone();
        ClusterNode full = everybody("sending to a member").node;
        return awaited.command(() -> {
            if (!full.queries().tell(memberName, copy))
                throw new IllegalStateException(
                        "too much waits for the link to " + memberName + "; send less, or later");
        });
    }

    /** Hears what members send to this one alone; bound: 4,096 notes and 16 MiB wait, those beyond are dropped. */
    public Subscription onSend(NoteListener listener) {
        return everybody("hearing from a member").handlers.listen(listener);
    }

    /**
     * Done when this node is in: it holds another member's view, or has no seeds and is the first. Failed when a member
     * refuses to let it in, most often because a process that answers holds its name: the node ends then, and
     * {@link #ended} says why. Seeds that do not answer are no failure; they are called again, for ever.
     */
    public CompletionStage<Void> joined() {
        return lifetime.joined.copy();
    }

    /** Done when, after joining, the view has rested for some rounds. */
    public CompletionStage<Void> settled() {
        return lifetime.settled.copy();
    }

    /** Done when this node no longer runs, with the reason. */
    public CompletionStage<Ending> ended() {
        return lifetime.ended.copy();
    }

    /** Calls further members, once known by address only; done when they are being called. */
    public CompletionStage<Void> join(List<Address> seeds) {
        return awaited.command(() -> node.join(seeds));
    }

    /**
     * Says goodbye and stops taking part: the others see this node as left, not as dead.
     *
     * @return done when ceil(log2 n) + 1 members have acknowledged it, or after five seconds, with a report; close the
     *     cluster then
     */
    public CompletionStage<SyncEvent.LeaveReport> leave() {
        host.run(node::leave);
        return lifetime.left.copy();
    }

    /**
     * Removes a member for good, usually one that is dead and will not come back: this life of it never enters a view
     * again. Idempotent.
     *
     * @return done when all live members have confirmed, or after some seconds, with a report; failed with
     *     {@link IllegalArgumentException} if nobody of that name is known
     * @throws IllegalArgumentException if it is this node's own name
     */
    public CompletionStage<SyncEvent.ForgetReport> forget(String memberName) {
        if (memberName.equals(name))
            throw new IllegalArgumentException("a node cannot forget itself; " + name + " can leave instead");
        return everybody("forget").forgetting.forget(memberName);
    }

    /**
     * Changes this node's tags for all members; done when this node says so.
     *
     * @param tags all of them, at most 512 bytes when encoded
     * @throws IllegalArgumentException if they are more
     */
    public CompletionStage<Void> updateTags(Map<String, String> tags) {
        SortedMap<String, String> sorted = Collections.unmodifiableSortedMap(new TreeMap<>(tags));
        MemberRecord.checkTags(sorted);
        return awaited.command(() -> node.tags(sorted));
    }

    /** The keys that seal what the cluster says. */
    public Keys keys() {
        return everybody("an order about keys").keys;
    }

    /**
     * The map of this name, which all members share and of which the last write to a key wins.
     *
     * @throws IllegalStateException if it has another policy, or there are too many maps
     * @throws IllegalArgumentException if the name is not 1..64 bytes of printable text
     */
    public SharedMap map(String mapName) {
        return maps().lastWrite(mapName);
    }

    /** What each member says of itself: this one writes its own, and reads and watches all. */
    public State state() {
        return everybody("what members say of themselves").state;
    }

    /** The maps that all members share, under whatever policy. */
    public SharedMaps maps() {
        return everybody("a shared map").maps;
    }

    /** Makes trouble on purpose, from now on and by these rules alone: for tests and demonstrations. */
    public CompletionStage<Void> faults(List<LinkFaults.Rule> rules) {
        List<LinkFaults.Rule> copy = List.copyOf(rules);
        return awaited.command(() -> {
            faults.set(copy);
            stack.faults(faults);
        });
    }

    /** Counters, and how this node stands. */
    public ClusterStats stats() {
        return awaited.ask(() -> {
            List<Member> members = node.members();
            return new ClusterStats(
                    stack.stats(),
                    node.topics().events(),
                    everybody == null
                            ? QueryStats.NONE
                            : everybody.node.queries().stats(),
                    node.topics().copies(),
                    node.topics().stats(),
                    everybody == null
                            ? Optional.empty()
                            : Optional.of(everybody.node.maps().stats()),
                    count(members, MemberState.ALIVE),
                    count(members, MemberState.SUSPECT),
                    count(members, MemberState.DEAD),
                    everybody == null ? 0 : everybody.node.localHealth(),
                    everybody == null ? 0 : everybody.node.viewDigest(),
                    memberEvents.missed() + topics.missed(),
                    highest(phi(members.stream()
                            .filter(member -> member.state().isLive())
                            .toList())));
        });
    }

    /**
     * How the tree lies that events spread along, as its nodes describe it, each at a moment of its own; for an
     * operator who looks: all nodes are asked.
     *
     * @throws UnsupportedOperationException if events spread as rumors here
     */
    public CompletionStage<TreeSurveyed> tree() {
        return surveys.take(node.tree()
                .orElseThrow(
                        () -> new UnsupportedOperationException("events spread as rumors in this cluster, and rumors"
                                + " have no tree; `gossip.broadcast: tree` or `membership: partial` has one")));
    }

    /** Time on the clock of {@link Member#sinceNanos} and {@link Verdict#atNanos}. */
    public long nowNanos() {
        return host.nowNanos();
    }

    /**
     * Ends this node within a second, without a word to the others, who will find it dead; {@link #leave} first to be
     * seen as left. Again without effect.
     */
    @Override
    public void close() {
        lifetime.end(new Ending(Ending.Reason.CLOSED, ""));
    }

    /** Ends the node for a reason of its own; called by its host. */
    public void end(Ending ending) {
        lifetime.end(ending);
    }

    @Override
    public String toString() {
        return "Cluster[" + id + ", " + name + "]";
    }

    // On the node's own thread.

    private void onEvent(Event event) {
        if (event instanceof TopicEvent news) topics.news(news);
        else if (event instanceof Missed missed) topics.missed(missed);
        else if (event instanceof MemberEvent change) onMemberEvent(change);
        else if (event instanceof SyncEvent progress) onSyncEvent(progress);
        else if (event instanceof CensusTaken census) topics.taken(census);
        else if (event instanceof PlumtreeEvent.Abandoned lost) topics.abandoned(lost.id());
        else if (event instanceof TreeSurveyed survey) surveys.taken(survey);
        if (everybody != null) everybody.report(event);
    }

    private void onMemberEvent(MemberEvent event) {
        roster.apply(event);
        memberEvents.put(event);
        lifetime.report(event);
    }

    private void onSyncEvent(SyncEvent event) {
        if (event instanceof SyncEvent.JoinedCluster) roster.replace(node.members());
        lifetime.report(event);
    }

    /** Round-trip times change without an event. */
    private void refresh() {
        List<Member> members = node.members();
        roster.replace(members);
        host.runAfter(REFRESH.multipliedBy(1 + members.size() / ROWS_PER_REFRESH), this::refresh);
    }

    private static double highest(SortedMap<String, Double> levels) {
        return levels.values().stream().mapToDouble(level -> level).max().orElse(0);
    }

    private static int count(List<Member> members, MemberState state) {
        return (int) members.stream().filter(member -> member.state() == state).count();
    }
}
