package io.hearsay.membership.sync;

import io.hearsay.Environment;
import io.hearsay.NodeId;
import io.hearsay.Peer;
import io.hearsay.membership.MemberState;
import io.hearsay.membership.Membership;
import io.hearsay.membership.Row;
import io.hearsay.membership.sync.SyncMessage.Leaving;
import io.hearsay.membership.sync.SyncMessage.LeftSeen;
import io.hearsay.membership.sync.SyncTimer.LeaveRound;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells ceil(log2 n) + 1 members that this node leaves, and waits until so many have heard it: then word spreads. */
final class Farewell {
    /** Those who are asked besides in each further round: some of the first may be gone themselves. */
    private static final int MORE = 2;

    private final SyncConfig config;
    private final Environment env;
    private final Membership membership;
    private final Deque<Row> notAsked = new ArrayDeque<>();
    private final Map<String, Peer> asked = new LinkedHashMap<>();
    private final List<String> heard = new ArrayList<>();
    private @Nullable NodeId leaver;
    private boolean over;
    private int wanted;
    private long sinceNanos;

    Farewell(SyncConfig config, Environment env, Membership membership) {
        this.config = config;
        this.env = env;
        this.membership = membership;
    }

    boolean hasBegun() {
        return leaver != null;
    }

    void leave() {
        if (hasBegun()) return;
        leaver = membership.self().id();
        sinceNanos = env.nowNanos();
        List<Row> others = Draws.shuffled(membership.others(), env.random());
        others.sort(Comparator.comparing(row -> row.state() != MemberState.ALIVE));
        notAsked.addAll(others);
        wanted = Math.min(others.size(), enough(others.size() + 1));
        membership.leave();
        ask(wanted);
        round();
    }

    /** ceil(log2 n) + 1. */
    private static int enough(int n) {
        return 33 - Integer.numberOfLeadingZeros(n - 1);
    }

    private void ask(int count) {
        for (int i = 0; i < count && !notAsked.isEmpty(); i++) {
            Row row = notAsked.remove();
            Peer peer = membership.peer(row);
            if (peer != null) asked.put(row.name(), peer);
        }
    }

    private void round() {
        NodeId id = leaver;
        if (id == null || over) return;
        if (heard.size() >= wanted
                || env.nowNanos() - sinceNanos >= config.farewell().toNanos()) {
            over = true;
            env.emit(new SyncEvent.LeaveReport(
                    List.copyOf(heard), wanted, Duration.ofNanos(env.nowNanos() - sinceNanos)));
            return;
        }
        for (Peer peer : asked.values()) env.send(peer, new Leaving(id));
        env.schedule(config.retry(), new LeaveRound(id));
    }

    void onRound(LeaveRound timer) {
        if (!timer.leaver().equals(leaver)) return;
        ask(MORE);
        round();
    }

    void onLeftSeen(Peer from, LeftSeen seen) {
        if (over || !seen.subject().equals(leaver)) return;
        Row row = membership.ofInstance(from.instance());
        if (row == null || asked.remove(row.name()) == null) return;
        heard.add(row.name());
        if (heard.size() >= wanted) round();
    }

    /** This node comes back under a later epoch. */
    void revoke() {
        leaver = null;
        over = false;
        notAsked.clear();
        asked.clear();
        heard.clear();
    }
}
