package io.hearsay.membership.watch;

import io.hearsay.Environment;
import io.hearsay.Event;
import io.hearsay.LinkCause;
import io.hearsay.Message;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.membership.Member;
import io.hearsay.membership.MemberEvent;
import io.hearsay.membership.MemberState;
import io.hearsay.membership.Membership;
import io.hearsay.membership.MembershipSignal;
import io.hearsay.membership.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps idle links to the next members on the ring and reports any link that breaks without a goodbye.
 *
 * <p>Promises at most one link opened or closed in each {@link WatchConfig#pace}, none while the view moves. Reports
 * links that others opened, too: whoever has one knows as much. Bounded: the configured number of links; the processes
 * whose links stand.
 */
public final class Watch implements Protocol<Message, WatchTimer> {
    private final WatchConfig config;
    private final Environment env;
    private final Membership membership;
    /** The processes to which a link stands, whoever opened it. */
    private final Set<Long> linked = new LinkedHashSet<>();

    private final Map<Long, Peer> watched = new LinkedHashMap<>();
    private final Map<Long, Long> passedOverUntil = new LinkedHashMap<>();
    private long viewDigest;
    private boolean turning;

    /** Creates the watch over a view that it shares with the other parts of membership. */
    public Watch(WatchConfig config, Environment env, Membership membership) {
        this.config = config;
        this.env = env;
        this.membership = membership;
    }

    @Override
    public void start() {
        arrange();
    }

    /** Takes turns from now on until all is as it should be; members that hear the same news do not dial in step. */
    private void arrange() {
        if (turning || config.successors() == 0 && config.successorsOfMany() == 0) return;
        turning = true;
        env.schedule(env.random().nextLong(pace().toNanos()), new WatchTimer.Turn());
    }

    private Duration pace() {
        return config.pace(membership.liveCount());
    }

    @Override
    public void receive(Peer from, Message message) {
        throw new AssertionError(message);
    }

    @Override
    public void expire(WatchTimer turn) {
        boolean quiet = viewDigest == membership.digest();
        viewDigest = membership.digest();
        turning = !quiet || changeOne();
        if (turning) env.schedule(pace(), turn);
    }

    /** Opens a link that is wanted or, if there is none, closes one that is not; false if all is as it should be. */
    private boolean changeOne() {
        Iterator<Long> over = passedOverUntil.values().iterator();
        while (over.hasNext()) if (over.next() <= env.nowNanos()) over.remove();
        List<Row> successors = successors();
        for (Row row : successors) if (!watched.containsKey(row.id().instance())) return open(row);
        for (Peer peer : List.copyOf(watched.values())) if (!isOf(successors, peer)) return close(peer);
        return !passedOverUntil.isEmpty();
    }

    private boolean open(Row row) {
        Peer peer = membership.peer(row);
        if (peer == null) return false;
        watched.put(peer.instance(), peer);
        env.links().open(peer);
        return true;
    }

    private boolean close(Peer peer) {
        watched.remove(peer.instance());
        env.links().close(peer, "no longer its successor");
        return true;
    }

    private static boolean isOf(List<Row> rows, Peer peer) {
        for (Row row : rows) if (row.id().instance() == peer.instance()) return true;
        return false;
    }

    /** The next reachable members on the ring, nearest first. */
    private List<Row> successors() {
        int count = config.successors(membership.liveCount());
        List<Row> nearest = new ArrayList<>(count + 1);
        for (Row row : membership.others()) {
            if (!isWatchable(row)) continue;
            int place = nearest.size();
            while (place > 0 && Long.compareUnsigned(distance(row), distance(nearest.get(place - 1))) < 0) place--;
            if (place == count) continue;
            nearest.add(place, row);
            if (nearest.size() > count) nearest.remove(count);
        }
        return nearest;
    }

    private boolean isWatchable(Row row) {
        return row.state() == MemberState.ALIVE
                && !passedOverUntil.containsKey(row.id().instance())
                && membership.peer(row) != null;
    }

    private long distance(Row row) {
        return row.nameHash() - membership.self().nameHash();
    }

    /** Hears what the view reports. */
    @Override
    public void onEvent(Event event) {
        if (viewDigest != membership.digest()) arrange();
        if (event instanceof MemberEvent.Died died) onDied(died.member());
    }

    /** In a split the stream to a member that was given up would go on sending the same in vain, ever more rarely. */
    private void onDied(Member dead) {
        if (linked.contains(dead.id().instance()))
            env.links().abandon(new Peer(dead.address(), dead.id().instance()));
    }

    @Override
    public void linkUp(Peer peer) {
        linked.add(peer.instance());
    }

    @Override
    public void linkDown(Peer peer, LinkCause cause) {
        boolean stood = linked.remove(peer.instance());
        @Nullable Peer mine = watched.remove(peer.instance());
        if (mine != null) arrange();
        if (stood && cause != LinkCause.GOODBYE) env.emit(new MembershipSignal.LinkLost(peer, cause));
        else if (mine != null && !stood)
            passedOverUntil.put(
                    peer.instance(), env.nowNanos() + config.respite().toNanos());
    }
}
