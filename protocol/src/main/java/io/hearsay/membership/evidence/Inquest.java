package io.hearsay.membership.evidence;

import io.hearsay.Environment;
import io.hearsay.Event;
import io.hearsay.LinkCause;
import io.hearsay.Message;
import io.hearsay.NodeId;
import io.hearsay.Peer;
import io.hearsay.Protocol;
import io.hearsay.membership.MemberState;
import io.hearsay.membership.Membership;
import io.hearsay.membership.MembershipSignal;
import io.hearsay.membership.MembershipSignal.LinkLost;
import io.hearsay.membership.Row;
import io.hearsay.membership.evidence.InquestTimer.PingMore;
import io.hearsay.membership.evidence.InquestTimer.SilenceOver;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Looks into broken links, and accuses only who is silent behind a port that refuses.
 *
 * <p>Does not accuse: who was heard since the link broke, however; who has spoken of itself anew since, for it may live
 * elsewhere; whose port answers, or does not say anything; after a reset, whom nobody suspects. Bounded: one inquest
 * for each process, {@value #MAX_OPEN} at a time; links that break beyond that are left to probes.
 */
public final class Inquest implements Protocol<Message, InquestTimer> {
    private static final int MAX_OPEN = 256;
    private static final int MAX_KNOCKS = 3;

    private final InquestConfig config;
    private final Environment env;
    private final Membership membership;
    private final Map<Long, Case> open = new LinkedHashMap<>();

    private static final class Case {
        final NodeId subject;
        final long incarnation;
        final Peer port;
        final boolean closed;
        final long brokeNanos;
        long firstSilenceNanos;
        long silentUntilNanos;
        long knockedNanos;
        int knocks;
        boolean isToKnock;
        boolean refused;

        Case(Row row, Peer port, boolean closed, long brokeNanos) {
            this.subject = row.id();
            this.incarnation = row.incarnation();
            this.port = port;
            this.closed = closed;
            this.brokeNanos = brokeNanos;
        }
    }

    /** Creates the protocol over a view that it shares with the other parts of membership. */
    public Inquest(InquestConfig config, Environment env, Membership membership) {
        this.config = config;
        this.env = env;
        this.membership = membership;
    }

    @Override
    public void start() {}

    @Override
    public void receive(Peer from, Message message) {
        throw new AssertionError(message);
    }

    /** Hears what the other parts of membership report. */
    @Override
    public void onEvent(Event event) {
        if (event instanceof LinkLost lost) onLinkLost(lost.peer(), lost.cause());
    }

    private void onLinkLost(Peer peer, LinkCause cause) {
        Row row = membership.ofInstance(peer.instance());
        boolean telling = cause == LinkCause.CLOSED || cause == LinkCause.RESET;
        if (!telling || row == null || !row.isLive() || row == membership.self()) return;
        Peer port = membership.peer(row);
        if (port == null || open.size() == MAX_OPEN || open.containsKey(peer.instance())) return;
        Case inquest = new Case(row, port, cause == LinkCause.CLOSED, env.nowNanos());
        open.put(peer.instance(), inquest);
        knock(inquest);
        inquest.firstSilenceNanos = silenceNanos(inquest, row);
        listen(inquest, inquest.firstSilenceNanos);
    }

    /** Asks for a sign of life a few times, and waits. */
    private void listen(Case inquest, long silence) {
        long until = env.nowNanos() + silence;
        inquest.silentUntilNanos = until;
        for (int i = 0; i < config.pings(); i++)
            env.schedule(
                    silence * i / config.pings(), new PingMore(inquest.subject.instance(), inquest.brokeNanos, until));
        env.schedule(silence, new SilenceOver(inquest.subject.instance(), inquest.brokeNanos, until));
    }

    private long silenceNanos(Case inquest, Row row) {
        if (!inquest.closed) return config.resetSilence().toNanos();
        long byRtt = row.rttNanos().orElse(0) * config.rttFactor();
        return Math.min(
                Math.max(byRtt, config.minSilence().toNanos()),
                config.maxSilence().toNanos());
    }

    @Override
    public void expire(InquestTimer timer) {
        if (timer instanceof PingMore ping) onPingMore(ping);
        else if (timer instanceof SilenceOver over) onSilenceOver(over);
        else throw new AssertionError(timer);
    }

    private @Nullable Case inquestOf(long instance, long brokeNanos) {
        Case inquest = open.get(instance);
        return inquest == null || inquest.brokeNanos != brokeNanos ? null : inquest;
    }

    private void onPingMore(PingMore ping) {
        Case inquest = inquestOf(ping.instance(), ping.brokeNanos());
        long left = ping.untilNanos() - env.nowNanos();
        if (inquest == null || left <= 0) return;
        if (inquest.isToKnock) knock(inquest);
        env.emit(new MembershipSignal.ProbeWanted(inquest.port, left));
    }

    private void onSilenceOver(SilenceOver over) {
        Case inquest = inquestOf(over.instance(), over.brokeNanos());
        if (inquest == null || over.dueNanos() != inquest.silentUntilNanos) return;
        Row row = membership.ofInstance(over.instance());
        // We were away: what was answered meanwhile may lie unread.
        boolean late = env.nowNanos() - over.dueNanos() > config.minSilence().toNanos();
        if (late) listen(inquest, inquest.firstSilenceNanos);
        else judge(inquest, row);
    }

    private void judge(Case inquest, @Nullable Row row) {
        boolean old = env.nowNanos() - inquest.brokeNanos > config.patience().toNanos();
        if (row == null || old || isAnnulled(inquest, row)) end(inquest);
        else if (isProven(inquest, row)) accuse(inquest, row);
        else listen(inquest, config.resetSilence().toNanos());
    }

    private static boolean isAnnulled(Case inquest, Row row) {
        return !row.isLive()
                || !row.id().equals(inquest.subject)
                || row.incarnation() > inquest.incarnation && row.state() == MemberState.ALIVE
                || row.heardNanos() > inquest.brokeNanos;
    }

    private boolean isProven(Case inquest, Row row) {
        if (!inquest.refused) return false;
        if (inquest.closed) return true;
        long silence = env.nowNanos() - inquest.brokeNanos;
        return row.state() == MemberState.SUSPECT
                && silence >= config.resetSilence().toNanos();
    }

    private void accuse(Case inquest, Row row) {
        end(inquest);
        membership.accuseGone(row);
    }

    private void end(Case inquest) {
        open.remove(inquest.subject.instance());
        env.links().close(inquest.port, "looked into");
    }

    // The fresh connection.

    private void knock(Case inquest) {
        inquest.isToKnock = false;
        inquest.knocks++;
        inquest.knockedNanos = env.nowNanos();
        env.links().open(inquest.port);
    }

    /** A process that is being killed may lose its links some moments before its port, which then takes one more in. */
    private boolean isHasty(Case inquest) {
        long held = env.nowNanos() - inquest.knockedNanos;
        return inquest.knocks < MAX_KNOCKS && held < config.minSilence().toNanos();
    }

    @Override
    public void linkUp(Peer peer) {
        Case inquest = open.get(peer.instance());
        if (inquest != null) end(inquest);
    }

    @Override
    public void linkDown(Peer peer, LinkCause cause) {
        Case inquest = open.get(peer.instance());
        if (inquest == null) return;
        if (cause != LinkCause.REFUSED && isHasty(inquest)) inquest.isToKnock = true;
        else if (cause != LinkCause.REFUSED) {
            end(inquest);
            // Perhaps another process answered: its next life, which may not have found us yet.
            if (cause == LinkCause.TIMED_OUT) env.emit(new MembershipSignal.ContactWanted(inquest.port.address()));
        } else {
            inquest.refused = true;
            boolean heardOut = env.nowNanos() - inquest.brokeNanos > inquest.firstSilenceNanos;
            if (heardOut) judge(inquest, membership.ofInstance(peer.instance()));
        }
    }
}
