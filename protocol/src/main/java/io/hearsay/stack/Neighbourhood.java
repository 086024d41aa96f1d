package io.hearsay.stack;

import io.hearsay.Address;
import io.hearsay.Environment;
import io.hearsay.Event;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.Timer;
import io.hearsay.membership.Member;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.MemberRecord;
import io.hearsay.membership.MemberState;
import io.hearsay.membership.Update;
import io.hearsay.membership.sync.SyncEvent;
import io.hearsay.sampling.hyparview.HyParViewEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Who a node's neighbours are: each tells the other its record when they become neighbours, and when it changes.
 *
 * <p>It also says when this node is in, and when its neighbours have rested. Bound: as many records as neighbours.
 */
final class Neighbourhood implements Protocol<Update, Neighbourhood.Rested> {
    private static final Duration REST = Duration.ofSeconds(2); // guess: a newcomer's view is full within one

    private final Environment env;
    private final ToLongFunction<Peer> rttNanos;
    private final Map<Long, Neighbour> neighbours = new LinkedHashMap<>();
    private final long startedNanos;
    private MemberRecord self;
    private boolean isJoined;
    private boolean isSettled;
    private long changes;

    /** Since a change of that number, nothing may have changed. */
    record Rested(long change) implements Timer {}

    private static final class Neighbour {
        private final Peer peer;
        private final long sinceNanos;
        private @Nullable MemberRecord record;
        private boolean isTold;

        Neighbour(Peer peer, long sinceNanos) {
            this.peer = peer;
            this.sinceNanos = sinceNanos;
        }
    }

    /**
     * Creates a node's that knows nobody.
     *
     * @param rttNanos the last round trip to a neighbour, 0 if none was measured
     */
    Neighbourhood(Environment env, MemberRecord self, ToLongFunction<Peer> rttNanos) {
        this.env = env;
        this.self = self;
        this.rttNanos = rttNanos;
        startedNanos = env.nowNanos();
    }

    @Override
    public void start() {}

    /** This node is the first: it is in. */
    void first() {
        join(null);
    }

    boolean isJoined() {
        return isJoined;
    }

    private void join(@Nullable Address through) {
        if (isJoined) return;
        isJoined = true;
        env.emit(new SyncEvent.JoinedCluster(through, 1 + neighbours.size()));
        changed();
    }

    private void changed() {
        changes++;
        if (!isSettled) env.schedule(REST, new Rested(changes));
    }

    @Override
    public void expire(Rested timer) {
        if (isSettled || timer.change() != changes) return;
        isSettled = true;
        env.emit(new SyncEvent.Settled(0, 1 + neighbours.size()));
    }

    @Override
    public void onEvent(Event event) {
        if (event instanceof HyParViewEvent.NeighborUp up) onUp(up.peer());
        else if (event instanceof HyParViewEvent.NeighborDown down) onDown(down);
    }

    private void onUp(Peer peer) {
        Neighbour neighbour = new Neighbour(peer, env.nowNanos());
        neighbours.put(peer.instance(), neighbour);
        tell(neighbour);
        join(peer.address());
        changed();
    }

    private void tell(Neighbour neighbour) {
        neighbour.isTold = env.links().send(neighbour.peer, new Update.Alive(self));
    }

    @Override
    public void linkWritable(Peer peer) {
        Neighbour neighbour = neighbours.get(peer.instance());
        if (neighbour != null && !neighbour.isTold) tell(neighbour);
    }

    private void onDown(HyParViewEvent.NeighborDown down) {
        Neighbour gone = neighbours.remove(down.peer().instance());
        if (gone != null && gone.record != null)
            env.emit(new MemberEvent.OutOfView(member(gone, gone.record), down.dead()));
        changed();
    }

    /** Only what a neighbour says of itself. */
    @Override
    public void receive(Peer from, Update update) {
        Neighbour neighbour = neighbours.get(from.instance());
        if (neighbour == null || !(update instanceof Update.Alive alive)) return;
        MemberRecord record = alive.record();
        if (record.id().instance() != from.instance()) return;
        MemberRecord before = neighbour.record;
        if (before != null && record.incarnation() <= before.incarnation()) return;
        neighbour.record = record;
        Member member = member(neighbour, record);
        env.emit(before == null ? new MemberEvent.InView(member) : new MemberEvent.Changed(member));
    }

    /** Says something else of this node from now on. */
    void restate(UnaryOperator<MemberRecord> change) {
        self = change.apply(self).withIncarnation(self.incarnation() + 1);
        neighbours.values().forEach(this::tell);
        env.emit(new MemberEvent.Changed(self()));
    }

    /** So many neighbours there are, those included that have not said their name. */
    int size() {
        return neighbours.size();
    }

    Member self() {
        return new Member(
                self.id(),
                self.incarnation(),
                MemberState.ALIVE,
                self.addresses(),
                self.tags(),
                startedNanos,
                OptionalLong.empty());
    }

    /** This node, and the neighbours that have said their name. */
    List<Member> members() {
        List<Member> members = new ArrayList<>();
        members.add(self());
        for (Neighbour each : neighbours.values()) if (each.record != null) members.add(member(each, each.record));
        return List.copyOf(members);
    }

    private Member member(Neighbour neighbour, MemberRecord record) {
        long rtt = rttNanos.applyAsLong(neighbour.peer);
        return new Member(
                record.id(),
                record.incarnation(),
                MemberState.ALIVE,
                record.addresses(),
                record.tags(),
                neighbour.sinceNanos,
                rtt == 0 ? OptionalLong.empty() : OptionalLong.of(rtt));
    }

    /** What a process that publishes is called; the number of its process if it is no neighbour. */
    String name(long instance) {
        Neighbour neighbour = neighbours.get(instance);
        if (self.id().instance() == instance) return self.name();
        return neighbour == null || neighbour.record == null
                ? "process " + Long.toHexString(instance)
                : neighbour.record.name();
    }
}
